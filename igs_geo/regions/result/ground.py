"""What a division is held against: units, people, borders and partnerships in plain Python, nothing of the search."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

from igs_geo.atlas import Atlas
from igs_geo.regions.problem.criteria import Criteria
from igs_geo.regions.problem.problem import Problem, YouthPartnership


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
    youth, other, wholes
        Members of every funded youth partnership, of every other known youth cooperation, and of what may not be cut
        of the latter, by id.
    aside
        Who takes no part; the people, neighbours and areas are those of everybody else.
    """

    criteria: Criteria
    edition: str
    inhabitants: Mapping[str, int] = field(repr=False)
    young: Mapping[str, int] = field(repr=False)
    near: Mapping[str, Collection[str]] = field(repr=False)
    areas: Mapping[str, str] | None = field(repr=False)
    youth: Mapping[str, frozenset[str]]
    other: Mapping[str, frozenset[str]] = field(default_factory=dict)
    wholes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    aside: frozenset[str] = frozenset()

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
        youth, other = _members(atlas, everyone, "funded"), _members(atlas, everyone, "other")
        other = {body: own for body, own in other.items() if len(own) > 1}
        wholes = _uncut(criteria, youth, other)
        heads = atlas.inhabitants(criteria.population_year)
        young = atlas.young_people(criteria.population_year, criteria.ages)
        aside = _aside(criteria, {str(nis): int(heads[nis]) for nis in everyone}, youth, wholes)
        everyone -= aside
        return cls(
            criteria=criteria,
            edition=atlas.edition,
            inhabitants={str(nis): int(number) for nis, number in heads.items() if nis in everyone},
            young={str(nis): int(number) for nis, number in young.items() if nis in everyone},
            near=_near([*(pair for some in pairs for pair in some), *criteria.extra_links], everyone),
            areas=areas,
            youth={body: own for body, own in youth.items() if own <= everyone},
            other={body: own for body, own in other.items() if own <= everyone},
            wholes={body: own for body, own in wholes.items() if own <= everyone},
            aside=aside,
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
            youth=_of(problem, problem.youth),
            other=_of(problem, problem.other),
            wholes=_of(problem, problem.wholes),
            aside=frozenset(problem.aside.members),
        )


def _of(problem: Problem, bodies: Iterable[YouthPartnership]) -> dict[str, frozenset[str]]:
    return {body.id: frozenset(problem.units[place] for place in body.members) for body in bodies}


def _members(atlas: Atlas, everyone: Collection[str], state: str) -> dict[str, frozenset[str]]:
    """Return the members of the youth cooperations of a state, by id; inactive other ones are none."""
    table, rows, bodies = atlas.youth_partnerships, atlas.memberships, atlas.partnerships
    found = {str(body) for body in table.index[table["state"] == state]}
    if state == "other":
        links = atlas.partnership_domains
        youth = set(links.loc[links["domain"] == atlas.emphasis.domain, "partnership"]) - set(table.index)
        found |= {str(body) for body in youth if bodies.loc[body, "status"] == "active"}
        found = {body for body in found if bodies.loc[body, "status"] != "inactive"}
    members = {body: frozenset(rows.loc[rows["partnership"] == body, "nis"]) & set(everyone) for body in sorted(found)}
    return {body: own for body, own in members.items() if own}


def _uncut(
    criteria: Criteria, youth: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    """Return the sets of municipalities that one region has to hold for the sake of other youth cooperation."""
    if criteria.youth_other != "whole":
        return {}
    funded = frozenset().union(*youth.values())
    given = funded if criteria.youth_partnerships == "keep" else frozenset()
    waiting = [own - given for own in other.values() if len(own - given) > 1]
    if criteria.youth_partnerships == "extend":
        touched = frozenset().union(*waiting)
        waiting += [own for own in youth.values() if own & touched]
    found: list[frozenset[str]] = []
    while waiting:
        own = waiting.pop()
        near = [group for group in (*waiting, *found) if group & own]
        if near:
            waiting = [group for group in waiting if group not in near]
            found = [group for group in found if group not in near]
            waiting.append(own.union(*near))
        else:
            found.append(own)
    return {str(place): own for place, own in enumerate(found)}


def _aside(
    criteria: Criteria,
    heads: Mapping[str, int],
    youth: Mapping[str, frozenset[str]],
    wholes: Mapping[str, frozenset[str]],
) -> frozenset[str]:
    """Return who takes no part."""
    asked = {*criteria.inside, *(nis for group in criteria.together for nis in group)}
    bodies = [*wholes.values(), *(youth.values() if criteria.youth_partnerships != "ignore" else ())]
    asked |= {nis for own in bodies for nis in own}
    most = criteria.outside_above
    out = {nis for nis, number in heads.items() if nis in criteria.outside or (most is not None and number > most)}
    return frozenset(out - asked)


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
