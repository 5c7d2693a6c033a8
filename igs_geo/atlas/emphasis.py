"""What a package says it is about: its main policy domain, the divisions to look at, the frame of cooperation.

It stands in ``datapackage.json``; a package that says nothing gets what its tables suggest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from igs_geo.atlas.package import DESCRIPTOR
from igs_geo.errors import Problem

MAIN, HOSTS, FOCUS, CENTRES = "main", "hosts", "focus", "centres"
"""Properties of the resources with the policy domains (the first two) and with the kinds of divisions."""
NAME = "{name}"
"""Where a label has the name of the region."""
LABELS = ("label_nl", "label_en")


@dataclass(frozen=True)
class Emphasis:
    """What a package is about.

    Parameters
    ----------
    domain
        Code of the policy domain that the youth tables tell of, and that pages begin with; the first one by default.
    focus
        Divisions of which one region can be looked at, in order, with what a region is called in Dutch and in English
        (``{name}`` for its own name); by default all that are no typology.
    frame
        Division inside whose regions cooperation should stay: the first whose ``cooperation`` is ``frame``; None where
        there is none.
    centres
        A division, and the codes of its regions that hold the regional cities; None where the package names none.
    hosts, host_rule
        Codes of the policy domains whose bodies could take the main domain in as a part of theirs, and the id of the
        rule that says so; none, and None, when the package does not say.
    """

    domain: str
    focus: Mapping[str, tuple[str, str]]
    frame: str | None
    centres: tuple[str, frozenset[str]] | None = None
    hosts: tuple[str, ...] = ()
    host_rule: str | None = None


def _property(descriptor: Mapping[str, Any], resource: str, name: str) -> Any:
    return next((one.get(name) for one in descriptor.get("resources", ()) if one["name"] == resource), None)


def emphasis_of(descriptor: Mapping[str, Any], domains: pd.DataFrame, kinds: pd.DataFrame) -> Emphasis:
    """Return what a package that was checked is about.

    Parameters
    ----------
    descriptor
        The content of ``datapackage.json``.
    domains, kinds
        Policy domains and divisions of an edition, indexed by their codes.
    """
    said = _property(descriptor, "division_kinds", FOCUS)
    if said is None:
        regions = kinds[kinds["kind"] != "typology"]
        focus = {
            str(code): (f"{NAME} ({nl})", f"{NAME} ({en})")
            for code, nl, en in zip(regions.index, regions["name_nl"], regions["name_en"], strict=True)
        }
    else:
        own = [entry for entry in said if entry["division"] in kinds.index]
        focus = {entry["division"]: (entry[LABELS[0]], entry[LABELS[1]]) for entry in own}
    frames = kinds.index[kinds["cooperation"] == "frame"]
    domain = _property(descriptor, "policy_domains", MAIN) or domains.index[0]
    cities = _property(descriptor, "division_kinds", CENTRES)
    centres = None
    if cities is not None and cities["division"] in kinds.index:
        centres = (str(cities["division"]), frozenset(map(str, cities["regions"])))
    hosts = _property(descriptor, "policy_domains", HOSTS) or {}
    return Emphasis(
        str(domain),
        focus,
        str(frames[0]) if len(frames) else None,
        centres,
        tuple(hosts.get("domains", ())),
        hosts.get("rule"),
    )


def check_emphasis(descriptor: Mapping[str, Any], frames: Mapping[str, pd.DataFrame]) -> Iterator[Problem]:
    """Yield what a package says it is about and does not hold.

    Parameters
    ----------
    descriptor
        The content of ``datapackage.json``.
    frames
        The tables that could be read, by name.
    """
    main = _property(descriptor, "policy_domains", MAIN)
    if main is not None and "policy_domains" in frames and main not in list(frames["policy_domains"]["code"]):
        yield Problem("errors.descriptor_main", DESCRIPTOR)
    hosts = _property(descriptor, "policy_domains", HOSTS)
    if hosts is not None and {"policy_domains", "rules"} <= set(frames):
        domains, rules = set(frames["policy_domains"]["code"]), set(frames["rules"]["id"])
        if not _is_hosts(hosts, domains, rules):
            yield Problem("errors.descriptor_hosts", DESCRIPTOR)
    focus = _property(descriptor, "division_kinds", FOCUS)
    if focus is not None and "division_kinds" in frames:
        known = set(frames["division_kinds"]["division"])
        if not isinstance(focus, list) or not all(_is_focus(entry, known) for entry in focus):
            yield Problem("errors.descriptor_focus", DESCRIPTOR)
    cities = _property(descriptor, "division_kinds", CENTRES)
    if cities is not None and "divisions" in frames and not _are_centres(cities, frames["divisions"]):
        yield Problem("errors.descriptor_centres", DESCRIPTOR)


def _are_centres(said: object, divisions: pd.DataFrame) -> bool:
    if not isinstance(said, dict) or not isinstance(said.get("division"), str):
        return False
    regions = said.get("regions")
    own = divisions[divisions["division"] == said["division"]]
    # a package with less than the embedded one may leave the division out
    known = set(own["region_code"])
    return (
        isinstance(regions, list)
        and all(isinstance(code, str) for code in regions)
        and (own.empty or set(regions) <= known)
    )


def _is_hosts(entry: object, domains: set[str], rules: set[str]) -> bool:
    if not isinstance(entry, dict) or not isinstance(entry.get("domains"), list):
        return False
    named = all(isinstance(code, str) and code in domains for code in entry["domains"])
    return named and isinstance(entry.get("rule"), str) and entry["rule"] in rules


def _is_focus(entry: object, known: set[str]) -> bool:
    if not isinstance(entry, dict) or not all(isinstance(entry.get(name), str) for name in ("division", *LABELS)):
        return False
    return entry["division"] in known and all(NAME in entry[label] for label in LABELS)
