"""Between a view and the address of a page: nothing that an address says is dropped without a remark."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote_plus

from igs_geo.atlas.schema import quote
from igs_geo.dashboard.address.asked import Asked
from igs_geo.dashboard.address.kinds import Refused, read_text
from igs_geo.dashboard.address.view import FIELDS, Field, View, fields_of
from igs_geo.errors import IgsGeoError

LONGEST_ADDRESS = 6_000
"""Characters that the parameters of an address can have: servers and proxies refuse longer ones."""
ALWAYS_WRITTEN = ("edition", "language")
NO_PAGE = "no_page"
"""What the server calls a page that was asked and does not exist, when it leads to the first one instead."""


@dataclass(frozen=True)
class Remark:
    """Something in an address that the view did not take as it stands.

    Parameters
    ----------
    reason
        Ending of the key ``address.<reason>`` of the sentence.
    label
        Key of the text that names the field; empty where there is none.
    text
        What stood there, cut short.
    facts
        What the sentence names besides.
    """

    reason: str
    label: str
    text: str
    facts: tuple[tuple[str, object], ...] = ()


@dataclass(frozen=True)
class Reading:
    """What an address says: the view, and the remarks on what was not taken as it stands."""

    view: View
    remarks: tuple[Remark, ...] = ()


def read(query: Mapping[str, str], page: str, before: View | None = None) -> Reading:
    """Read the parameters of an address.

    Parameters
    ----------
    query
        The parameters.
    page
        Path of the page. Its own fields that are missing get their default.
    before
        The view until now, which keeps the fields of other pages.

    Returns
    -------
    Reading
        The view, and what was not taken.
    """
    own = fields_of(page)
    others = {name: entry for name, entry in FIELDS.items() if name not in own and entry.name == name}
    remarks: list[Remark] = []
    found: dict[tuple[str, ...], Any] = {}
    for name, text in query.items():
        entry = own.get(name) or others.get(name)
        if entry is None:
            remarks.append(
                Remark(NO_PAGE, "", quote(text)) if name == NO_PAGE else Remark("unknown_name", "", quote(name))
            )
            continue
        try:
            found[entry.path] = read_text(entry.kind, text)
        except Refused as refusal:
            remarks.append(remark_on(entry, text, refusal))
            if refusal.used is not None:
                found[entry.path] = refusal.used
    standing = _standing(before or View(), own, found)
    view = with_values(standing, {path: value for path, value in found.items() if path[0] != "thresholds"})
    view, refused = _with_thresholds(view, found)
    return Reading(view, (*remarks, *refused))


def _standing(before: View, own: Mapping[str, Field], found: Mapping[tuple[str, ...], Any]) -> View:
    """Return the view with the defaults of a page; the settings of a search are those of the preset."""
    default = View()
    cleared = {entry.path[0]: getattr(default, entry.path[0]) for entry in own.values()}
    view = replace(before, **cleared)
    start = found.get(("asked", "start"))
    return view if start is None else replace(view, asked=Asked.of_preset(start))


def with_values(view: View, values: Mapping[tuple[str, ...], Any]) -> View:
    """Return a view with other values at some paths."""
    changes: dict[str, Any] = {}
    for path, value in values.items():
        if len(path) == 1:
            changes[path[0]] = value
        else:
            group = changes.get(path[0], getattr(view, path[0]))
            changes[path[0]] = replace(group, **{path[1]: value})
    return replace(view, **changes)


def _with_thresholds(view: View, found: Mapping[tuple[str, ...], Any]) -> tuple[View, list[Remark]]:
    own = {path[1]: value for path, value in found.items() if path[0] == "thresholds"}
    if not own:
        return view, []
    try:
        return replace(view, thresholds=replace(view.thresholds, **own)), []
    except IgsGeoError:
        # Each is possible by itself, so it is the weights of the rank, which have to add up to 1.
        kept = {name: value for name, value in own.items() if not name.startswith("weight_")}
        remark = Remark("weights", "", "")
        return replace(view, thresholds=replace(view.thresholds, **kept)), [remark]


def remark_on(entry: Field, text: str, refusal: Refused) -> Remark:
    """Return the remark on a text that a field refused."""
    return Remark(refusal.reason, entry.label, quote(text), tuple(refusal.facts.items()))


def write(view: View, page: str) -> dict[str, str]:
    """Return the parameters that spell a view of a page: what differs from the default, and edition and language."""
    return dict(_written(view, page)[0])


def too_long(view: View, page: str) -> tuple[Field, ...]:
    """Return the fields that the address of a view has no room for."""
    return _written(view, page)[1]


def _written(view: View, page: str) -> tuple[dict[str, str], tuple[Field, ...]]:
    standing = replace(View(), asked=Asked.of_preset(view.asked.start))
    query: dict[str, str] = {}
    for entry in fields_of(page).values():
        value = entry.of(view)
        # The preset itself is no change to the preset.
        usual = Asked().start if entry.name == "start" else entry.of(standing)
        if value != usual or entry.name in ALWAYS_WRITTEN:
            query[entry.name] = entry.kind.write(value)
    lost: list[Field] = []
    by_name = fields_of(page)
    while sum(len(name) + len(quote_plus(text)) + 2 for name, text in query.items()) > LONGEST_ADDRESS:
        longest = max(query, key=lambda name: len(query[name]))
        lost.append(by_name[longest])
        del query[longest]
    return query, tuple(lost)
