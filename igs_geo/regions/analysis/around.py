"""The best regions around one or more municipalities."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import numpy as np

from igs_geo.regions.analysis.params import DEFAULT, AnalysisParams
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.kernels.arrays import CRITERIA
from igs_geo.regions.kernels.compiled import compiled
from igs_geo.regions.problem.criteria import CriteriaError
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.result.describing import describe
from igs_geo.regions.result.proposal import Region
from igs_geo.regions.sets.listing import Listing, list_sets
from igs_geo.regions.sets.parts import Part, part_around

DEFAULT_SECONDS = 60.0


@dataclass(frozen=True)
class Around:
    """The best regions around one or more municipalities.

    Parameters
    ----------
    regions
        The regions, lowest cost per inhabitant first; their members' Jaccard index is at most ``overlap``.
    costs_per_inhabitant
        The share of Flanders' cost of each, over its share of Flanders' people.
    considered
        Number of feasible regions that hold them all.
    largest
        Number of members up to which all were considered; less than the maximum where they are too many.
    """

    regions: tuple[Region, ...]
    costs_per_inhabitant: tuple[float, ...]
    considered: int
    largest: int


def around(
    problem: Problem,
    starts: str | Collection[str],
    k: int = 5,
    overlap: float = 0.7,
    *,
    time_limit: float | Deadline = DEFAULT_SECONDS,
    params: AnalysisParams = DEFAULT,
) -> Around:
    """Return the best regions that hold a municipality, or several together, by cost per inhabitant.

    Parameters
    ----------
    problem
        The problem.
    starts
        NIS code of the municipality, or codes of all that have to be in the region.
    k
        How many.
    overlap
        Largest Jaccard index between the members of two answers.
    time_limit
        Seconds after which no larger regions are listed, or the deadline. Those with few members always are.
    params
        How many regions are listed.

    Raises
    ------
    CriteriaError
        When none is given, one is unknown or may not be in a region, or the frame keeps them apart.
    """
    codes = (starts,) if isinstance(starts, str) else tuple(dict.fromkeys(starts))
    centre = _centre(problem, codes)
    rules = rules_of(problem)
    for members in rules.fixed.values():
        if set(centre) <= set(members):
            region = describe(problem, members, kept=True)
            return Around((region,), (per_inhabitant(problem, region),), 1, len(members))
    if len(codes) > 1:
        problem = replace(problem, criteria=problem.criteria.with_(together=(*problem.criteria.together, codes)))
    if any(set(centre) & set(group) for group in rules_of(problem).blocked):
        # Who they must be together with may not be in a region.
        return Around((), (), 0, 0)
    part, listing, largest = list_around(problem, centre, Deadline.of(time_limit), params)
    ranking = ranked(problem, part, listing)
    chosen: list[frozenset[int]] = []
    for own in ranking.members(params.look):
        if all(len(own & other) / len(own | other) <= overlap for other in chosen):
            chosen.append(own)
            if len(chosen) == k:
                break
    regions = tuple(describe(problem, own) for own in chosen)
    return Around(regions, tuple(per_inhabitant(problem, region) for region in regions), len(ranking), largest)


def _centre(problem: Problem, codes: tuple[str, ...]) -> tuple[int, ...]:
    """Return the places of the municipalities that a region has to hold; refuse those that none may hold."""
    if not codes:
        raise CriteriaError("regions.around_nobody")
    criteria = problem.criteria
    for nis in codes:
        if nis in problem.aside.members:
            name = problem.aside.names[problem.aside.members.index(nis)]
            key = "regions.around_outside" if nis in criteria.outside else "regions.around_aside"
            raise CriteriaError(key, name=name, most=criteria.outside_above)
    centre = problem.places(codes)
    for place in centre:
        if problem.units[place] in criteria.outside:
            raise CriteriaError("regions.around_outside", name=problem.names[place])
    if len({int(problem.frames[place]) for place in centre}) > 1:
        where = (f"{problem.names[i]} ({problem.frame_names[int(problem.frames[i])]})" for i in centre)
        raise CriteriaError("regions.around_apart", names=", ".join(where))
    return centre


def list_around(
    problem: Problem, centre: tuple[int, ...], deadline: Deadline, params: AnalysisParams = DEFAULT
) -> tuple[Part, Listing, int]:
    """List the sets with some units, as large as there is room and time for.

    Parameters
    ----------
    problem
        The problem.
    centre
        Places of the units.
    deadline
        When no larger sets are listed any more.
    params
        How many are listed, and how they grow.

    Returns
    -------
    tuple[Part, Listing, int]
        The part that holds the units, its sets with all of them, and up to how many members they were listed.

    Raises
    ------
    CriteriaError
        When there are too many sets with few members already.
    """
    names = tuple(name for name in CRITERIA if name in problem.criteria.named_weights())
    most = min(problem.criteria.max_municipalities, len(problem.units))
    best: tuple[Part, Listing, int] | None = None
    # From small to large: each step costs several times the last, so that the steps before it hardly count.
    sizes = [size for size in range(params.around_first, most) if size < most]
    for largest in [*sizes, most]:
        if best is not None and deadline.passed:
            break
        criteria = problem.criteria.with_(
            min_municipalities=min(problem.criteria.min_municipalities, largest), max_municipalities=largest
        )
        smaller = replace(problem, criteria=criteria)
        part = part_around(smaller, rules_of(smaller), centre)
        # The smallest are listed however late it is.
        until = None if best is None else deadline
        listing = list_sets(part, names, params.around_sets, first_only=True, deadline=until)
        if listing is None and best is not None:
            break
        if listing is not None:
            best = part, listing, largest
            if len(listing) * params.around_growth > params.around_sets and largest < most:
                break
    if best is None:
        raise CriteriaError("regions.too_many_sets")
    return best


@dataclass(frozen=True, eq=False)
class Ranked:
    """Feasible sets with unit 0 by cost per inhabitant."""

    part: Part
    listing: Listing
    order: np.ndarray

    def __len__(self) -> int:
        return len(self.order)

    def members(self, step: int) -> Iterator[frozenset[int]]:
        """Yield the members of the sets in order, unpacking a number of sets at a time."""
        units, depths = self.listing.units[0], self.listing.depths[0]
        for start in range(0, len(self.order), step):
            some = self.order[start : start + step]
            rows = unpack(units, depths, np.sort(some))
            place = {int(t): i for i, t in enumerate(np.sort(some))}
            for t in some:
                row = rows[place[int(t)]]
                yield frozenset(self.part.units[row[row >= 0]].tolist())


def ranked(problem: Problem, part: Part, listing: Listing) -> Ranked:
    """Return the feasible sets of a listing around some units, lowest cost per inhabitant first."""
    (cost,) = listing.costs(problem.criteria.named_weights())
    people = _people(listing.units[0], listing.depths[0], part.arrays.people)
    feasible = np.flatnonzero(listing.feasible[0])
    each = cost[feasible] / np.maximum(people[feasible], 1e-9)
    return Ranked(part, listing, feasible[np.argsort(each, kind="stable")])


@compiled
def _people(units: np.ndarray, depths: np.ndarray, people: np.ndarray) -> np.ndarray:
    sums = np.zeros(258)
    total = np.empty(units.shape[0])
    for t in range(units.shape[0]):
        sums[depths[t] + 1] = sums[depths[t]] + people[units[t]]
        total[t] = sums[depths[t] + 1]
    return total


@compiled
def unpack(units: np.ndarray, depths: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return the members of some sets of a walk, in ascending order of the sets, filled up with −1."""
    rows = np.full((wanted.shape[0], 256), -1, np.int64)
    stack = np.zeros(256, np.int64)
    place = 0
    for t in range(units.shape[0]):
        stack[depths[t]] = units[t]
        if place < wanted.shape[0] and wanted[place] == t:
            for i in range(depths[t] + 1):
                rows[place, i] = stack[i]
            place += 1
    return rows


def per_inhabitant(problem: Problem, region: Region) -> float:
    """Return the region's share of the cost of the country over its share of the people."""
    people = problem.people[list(problem.places(region.members))].sum()
    return float(region.cost * problem.total_people / max(people, 1e-9))
