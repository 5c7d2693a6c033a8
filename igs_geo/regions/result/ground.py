"""What a division is held against: units, people, borders and partnerships in plain Python, nothing of the search."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from igs_geo.atlas import Atlas
from igs_geo.regions.problem.criteria import Criteria
from igs_geo.regions.problem.problem import Problem


@dataclass(frozen=True)
class Ground:
    """The facts that the rules of a division are about.

    Parameters
    ----------
    criteria
        The settings that were asked.
    edition
        Edition of the facts.
    inhabitants, young
        People of every unit, by code.
    near
        Neighbours of every unit that has any, links included.
    areas
        Area of the frame in which each unit lies; None where there is no frame.
    youth
        Members of every funded youth partnership, by id.
    """

    criteria: Criteria
    edition: str
    inhabitants: Mapping[str, int] = field(repr=False)
    young: Mapping[str, int] = field(repr=False)
    near: Mapping[str, Collection[str]] = field(repr=False)
    areas: Mapping[str, str] | None = field(repr=False)
    youth: Mapping[str, frozenset[str]]

    @cached_property
    def people(self) -> int:
        """All people whose distance, cohesion and splits count."""
        return sum((self.inhabitants if self.criteria.people == "inhabitants" else self.young).values())

    @classmethod
    def of_atlas(cls, atlas: Atlas, criteria: Criteria) -> Self:
        """Take the facts straight from the tables of an atlas."""
        everyone = set(atlas.flemish.index)
        borders = atlas.borders
        pairs = [_pairs(borders["nis_a"], borders["nis_b"], borders["length_m"] > criteria.min_border_m)]
        if criteria.use_links:
            pairs.append(_pairs(atlas.links["nis_a"], atlas.links["nis_b"]))
        areas = None
        if criteria.frame is not None:
            rows = atlas.divisions
            rows = rows[rows["division"] == criteria.frame]
            areas = dict(zip(rows["nis"], rows["region_code"], strict=True))
        table, members = atlas.youth_partnerships, atlas.memberships
        youth = {
            str(body): frozenset(members.loc[members["partnership"] == body, "nis"]) & everyone
            for body in table.index[table["state"] == "funded"]
        }
        heads = atlas.inhabitants(criteria.population_year)
        young = atlas.young_people(criteria.population_year, criteria.ages)
        return cls(
            criteria=criteria,
            edition=atlas.edition,
            inhabitants={str(nis): int(number) for nis, number in heads.items() if nis in everyone},
            young={str(nis): int(number) for nis, number in young.items() if nis in everyone},
            near=_near([*(pair for some in pairs for pair in some), *criteria.extra_links], everyone),
            areas=areas,
            youth={body: own for body, own in youth.items() if own},
        )

    @classmethod
    def of_problem(cls, problem: Problem) -> Self:
        """Take the facts from a problem, which is what a search had."""
        units = problem.units
        names = problem.frames.tolist()
        return cls(
            criteria=problem.criteria,
            edition=problem.criteria.edition,
            inhabitants=dict(zip(units, problem.inhabitants.tolist(), strict=True)),
            young=dict(zip(units, problem.young.tolist(), strict=True)),
            near=_near(((units[a], units[b]) for a, b in problem.edges.tolist()), frozenset(units)),
            areas=None if problem.criteria.frame is None else dict(zip(units, map(str, names), strict=True)),
            youth={body.id: frozenset(units[place] for place in body.members) for body in problem.youth},
        )


def _pairs(first: Iterable[str], second: Iterable[str], kept: Iterable[bool] | None = None) -> list[tuple[str, str]]:
    pairs = list(zip(first, second, strict=True))
    return pairs if kept is None else [pair for pair, keep in zip(pairs, kept, strict=True) if keep]


def _near(pairs: Iterable[tuple[str, str]], everyone: Collection[str]) -> dict[str, set[str]]:
    near: dict[str, set[str]] = {}
    for a, b in pairs:
        if a in everyone and b in everyone:
            near.setdefault(a, set()).add(b)
            near.setdefault(b, set()).add(a)
    return near
