"""What a region touches: bodies that it follows or cuts, known youth cooperation, hard borders between members."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from igs_geo.assessment.numbers.bench import Bench

HARD = 0.5
"""A border is hard where at least this share of the divisions stops at it."""
Relation = Literal["equal", "within", "around", "cut"]


@dataclass(frozen=True)
class BodyTouched:
    """An active body with a member in the region.

    Parameters
    ----------
    id, name
        Of the body.
    domains
        Codes of its policy domains.
    legal_form
        Its legal form.
    inside, members
        How many of its members, partial ones too, lie in the region, and how many it has.
    relation
        ``equal``: the same members; ``within``: all its members lie in the region; ``around``: it holds the whole
        region and more; ``cut``: members on both sides.
    """

    id: str
    name: str
    domains: tuple[str, ...]
    legal_form: str
    inside: int
    members: int
    relation: Relation


@dataclass(frozen=True)
class YouthTouched:
    """A known youth cooperation with a member in the region; ``funded`` or ``other``, whole or cut."""

    id: str
    name: str
    state: Literal["funded", "other"]
    inside: tuple[str, ...]
    outside: tuple[str, ...]

    @property
    def members(self) -> int:
        """Number of all its members."""
        return len(self.inside) + len(self.outside)

    @property
    def cut(self) -> bool:
        """Whether some of its members lie outside the region."""
        return bool(self.outside)


@dataclass(frozen=True)
class HardBorder:
    """A hard border between two members: how many divisions stop there, of how many."""

    nis_a: str
    nis_b: str
    separating: int
    divisions: int


def bodies_touched(bench: Bench, members: frozenset[str]) -> tuple[BodyTouched, ...]:
    """Return the active bodies of the register with a member in a region: followed ones first, then by name.

    Parameters
    ----------
    bench
        The edition.
    members
        NIS codes of the region.
    """
    table = bench.counted.chosen
    found = []
    for body, own in bench.bodies.items():
        inside = own & members
        if len(own) > 1 and inside:
            row = table.loc[body]
            domains = row["domains"] if isinstance(row["domains"], tuple) else ()
            relation = _relation(own, members)
            found.append(
                BodyTouched(body, str(row["name"]), domains, str(row["legal_form"]), len(inside), len(own), relation)
            )
    order: tuple[Relation, ...] = ("equal", "within", "around", "cut")
    return tuple(sorted(found, key=lambda one: (order.index(one.relation), one.name, one.id)))


def _relation(own: frozenset[str], members: frozenset[str]) -> Relation:
    if own == members:
        return "equal"
    if own < members:
        return "within"
    return "around" if own > members else "cut"


def youth_touched(bench: Bench, members: frozenset[str]) -> tuple[YouthTouched, ...]:
    """Return the known youth cooperations with a member in a region, funded ones first.

    Parameters
    ----------
    bench
        The edition.
    members
        NIS codes of the region.
    """
    states: tuple[Literal["funded", "other"], ...] = ("funded", "other")
    known = ((state, body) for state in states for body in getattr(bench.youth, state))
    return tuple(
        YouthTouched(
            body.id,
            body.name,
            state,
            tuple(sorted(body.members & members)),
            tuple(sorted(body.members - members)),
        )
        for state, body in known
        if body.members & members
    )


def hard_borders(bench: Bench, members: Iterable[str]) -> tuple[HardBorder, ...]:
    """Return the hard borders between members of a region, hardest first.

    Parameters
    ----------
    bench
        The edition.
    members
        NIS codes of the region.
    """
    own = list(members)
    table = bench.borders
    rows = table[table["nis_a"].isin(own) & table["nis_b"].isin(own) & (table["border_strength"] >= HARD)]
    rows = rows.sort_values(["separating", "nis_a", "nis_b"], ascending=[False, True, True])
    return tuple(
        HardBorder(str(row["nis_a"]), str(row["nis_b"]), int(row["separating"]), int(row["divisions"]))
        for row in rows.to_dict("records")
    )
