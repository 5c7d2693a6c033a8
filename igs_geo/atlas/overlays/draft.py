"""The tables while overlays are applied: what is so far, as sets and dictionaries, and what has been changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from igs_geo.atlas.atlas import Atlas
from igs_geo.atlas.overlays.change import Change
from igs_geo.atlas.overlays.claims import Claims
from igs_geo.atlas.overlays.problem import OverlayProblem, Where
from igs_geo.atlas.overlays.units import Crossing, Units

Row = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """Where an operation stands: its number, and the edition in whose municipalities it is written."""

    where: Where
    edition: str
    example: bool


@dataclass
class Draft:
    """What the tables of an atlas become.

    Parameters
    ----------
    atlas
        What overlays are applied to.
    crossing
        The units of its municipalities.
    claims
        Who changed what already.
    changes, problems
        What became of each operation, and what is wrong.
    bodies
        Rows of partnerships that are new or changed, by id.
    domains
        New domains of a partnership, and the source that says so.
    sources
        Source of what is new of a membership, by partnership and municipality of the atlas.
    youth, mentions, figure_kinds, figures, division_kinds, divisions
        New rows of those tables, by their code where they have one.
    added
        Who was the first to give a partnership a member.
    """

    atlas: Atlas
    crossing: Crossing
    claims: Claims = field(default_factory=Claims)
    changes: list[Change] = field(default_factory=list)
    problems: list[OverlayProblem] = field(default_factory=list)
    bodies: dict[str, Row] = field(default_factory=dict)
    domains: dict[str, tuple[tuple[str, ...], str]] = field(default_factory=dict)
    sources: dict[tuple[str, str], str] = field(default_factory=dict)
    youth: dict[str, Row] = field(default_factory=dict)
    mentions: dict[str, Row] = field(default_factory=dict)
    figure_kinds: dict[str, Row] = field(default_factory=dict)
    figures: list[Row] = field(default_factory=list)
    division_kinds: dict[str, Row] = field(default_factory=dict)
    divisions: list[Row] = field(default_factory=list)
    added: dict[str, Where] = field(default_factory=dict)

    @cached_property
    def names(self) -> dict[str, str]:
        """Name of every partnership so far."""
        return {str(body): str(name) for body, name in self.atlas.partnerships["name"].items()}

    @cached_property
    def statuses(self) -> dict[str, str]:
        """Status of every partnership so far."""
        return {str(body): str(status) for body, status in self.atlas.partnerships["status"].items()}

    @cached_property
    def members(self) -> dict[str, set[str]]:
        """Units that are members of each partnership so far."""
        rows, whole = self.atlas.memberships, self.crossing.whole
        found: dict[str, set[str]] = defaultdict(set)
        for body, nis, kind, via in zip(rows["partnership"], rows["nis"], rows["membership"], rows["via"], strict=True):
            found[body] |= set(via.split()) & whole[nis] if kind == "partial" else whole[nis]
        return found

    @cached_property
    def municipality_names(self) -> dict[str, dict[str, str]]:
        """Names of the municipalities of every edition, by their codes."""
        rows = self.atlas.crosswalk
        found: dict[str, dict[str, str]] = defaultdict(dict)
        for side in ("from", "to"):
            for edition, nis, name in zip(
                rows[f"edition_{side}"], rows[f"nis_{side}"], rows[f"name_{side}"], strict=True
            ):
                found[edition][nis] = name
        found[self.atlas.edition] |= {str(nis): str(name) for nis, name in self.atlas.municipalities["name"].items()}
        return found

    def name(self, place: Place, nis: str) -> str:
        """Return the name of a municipality in the edition of an operation."""
        return self.municipality_names[place.edition].get(nis, nis)

    def units(self, place: Place, nis: str, only: tuple[str, ...]) -> Units | OverlayProblem:
        """Return the units of a municipality that an operation names, or what is wrong with them."""
        own = self.crossing.codes(place.edition)
        if nis not in own:
            values: dict[str, object] = {"nis": nis, "edition": place.edition}
            other = next((e for e in self.crossing.editions if nis in self.crossing.codes(e)), None)
            key = "overlay.unknown_municipality" if other is None else "overlay.other_edition"
            return OverlayProblem(key, place.where, values | {"other": other})
        if not only:
            return own[nis]
        strange = [code for code in only if code not in own[nis]]
        if strange or not self.crossing.can_be_parted(place.edition):
            values = {"codes": ", ".join(strange or only), "name": self.name(place, nis)}
            return OverlayProblem("overlay.not_former", place.where, values)
        return frozenset(only)

    def body(self, body: str) -> Row:
        """Return the row of a partnership, to change."""
        if body not in self.bodies:
            row = self.atlas.partnerships.loc[body]
            self.bodies[body] = {str(name): row[name] for name in row.index} | {"origin": "own"}
        return self.bodies[body]

    def unknown_body(self, place: Place, body: str) -> OverlayProblem | None:
        """Return the problem when nothing so far holds a partnership."""
        if body in self.names:
            return None
        return OverlayProblem("overlay.unknown_partnership", place.where, {"partnership": body})

    def unknown_domains(self, place: Place, codes: tuple[str, ...]) -> OverlayProblem | None:
        """Return the problem when the package does not have a policy domain."""
        known = self.atlas.domains.index
        strange = [code for code in codes if code not in known]
        if not strange:
            return None
        values = {"codes": ", ".join(strange), "known": ", ".join(known)}
        return OverlayProblem("overlay.unknown_domain", place.where, values)

    def report(self, place: Place, operation: Any, subject: Mapping[str, object]) -> None:
        """Write down that an operation is applied."""
        self.changes.append(Change(place.where, operation, subject=subject, example=place.example))

    def leave(self, place: Place, operation: Any, subject: Mapping[str, object], key: str, **values: object) -> None:
        """Write down that an operation cannot be carried over, or not wholly, and why."""
        self.changes.append(
            Change(place.where, operation, "not_carried", key, values, subject=subject, example=place.example)
        )
