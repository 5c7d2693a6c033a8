"""The hard rules of a large country that blocks do not keep by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.kernels.bounds import NO_LIMIT
from igs_geo.regions.problem.criteria import CriteriaError
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.search.division import Division
from igs_geo.regions.search.executors import gather
from igs_geo.regions.search.farley import Country
from igs_geo.regions.search.large_params import LargeParams
from igs_geo.regions.search.parcels import Parcel
from igs_geo.regions.sets.listing import list_sets
from igs_geo.regions.sets.parts import part_around
from igs_geo.regions.start.local import Costed, divide


def held_youth(problem: Problem, params: LargeParams) -> frozenset[str]:
    """Return the youth cooperations that no feasible region holds although one must: those are kept as they are."""
    rules = rules_of(problem)
    outside = set(problem.places_here(problem.criteria.outside))
    held = set()
    for body in problem.joined:
        if body.id in rules.fixed:
            continue
        if outside & set(body.members):
            held.add(body.id)
            continue
        part = part_around(problem, rules, body.members)
        listing = list_sets(part, (), params.local.sets, first_only=True)
        # What was not listed may hold one; then it is for the search to find.
        if listing is not None and not any(feasible.any() for feasible in listing.feasible):
            held.add(body.id)
    return frozenset(held)


def divide_into(parcel: Parcel[Country], units: np.ndarray, number: int, seconds: float) -> Costed | None:
    """Return the best division of some units into a number of regions that leaves nobody over; None without any."""
    problem, rules, scale, params = parcel.content
    found = divide(problem, rules, units, scale, Deadline(seconds), params.local, number).regions
    whole = sum(len(region) for region, _ in found) == len(units)
    return found if whole and len(found) == number else None


def settle_number(
    executor: Executor, parcel: Parcel[Country], division: Division, deadline: Deadline, seed: int = 1
) -> None:
    """Bring the number of regions within its bounds, a few regions at a time.

    Parameters
    ----------
    executor
        Who does the work.
    parcel
        What every worker needs to know.
    division
        The division; changed.
    deadline
        When to stop.
    seed
        Of the order in which the country is gone over.

    Raises
    ------
    CriteriaError
        When that does not succeed.
    """
    country = parcel.content
    criteria, fixed = country.problem.criteria, len(country.rules.fixed)
    low = max(0, (criteria.min_regions or 0) - fixed)
    high = NO_LIMIT if criteria.max_regions is None else criteria.max_regions - fixed
    rng = np.random.default_rng(seed)
    size, grown = country.params.small_window, 0
    while not (low <= len(division.current) <= high or deadline.passed or grown > country.params.growths):
        before = len(division.current)
        _pass(executor, parcel, division, (low, high), size, rng, deadline)
        if len(division.current) == before:
            size, grown = int(country.params.small_grow * size), grown + 1
    number = len(division.current) + fixed
    if len(division.current) < low:
        raise CriteriaError("regions.number_not_met", name="min_regions", value=criteria.min_regions, found=number)
    if len(division.current) > high:
        raise CriteriaError("regions.number_not_met", name="max_regions", value=criteria.max_regions, found=number)


def _pass(  # noqa: PLR0917 one step of its caller
    executor: Executor,
    parcel: Parcel[Country],
    division: Division,
    limits: tuple[int, int],
    size: int,
    rng: np.random.Generator,
    deadline: Deadline,
) -> None:
    """Go over the country once, window by window, until the number of regions is within its limits."""
    busy = np.zeros(len(division.owner), dtype=bool)
    seeds = rng.permutation(np.flatnonzero(division.free)).tolist()
    sent: list[tuple[np.ndarray, list[int], int]] = []
    number = len(division.current)

    def windows() -> Iterator[tuple[Parcel[Country], np.ndarray, int, float]]:
        nonlocal number
        for seed in seeds:
            missing = min(max(number, limits[0]), limits[1]) - number
            if missing == 0:
                return
            if busy[seed]:
                continue
            units, places = division.spot(seed, size, busy)
            step = max(1, len(places) // parcel.content.params.one_of)
            change = max(-step, min(step, missing))
            asked = len(places) + change
            if asked < 1 or ((division.owner[units] < 0).any() and change < 0):
                continue
            busy[units] = True
            sent.append((units, places, change))
            number += change
            yield parcel, units, asked, deadline.left()

    def take(place: int, found: Costed | None) -> None:
        nonlocal number
        units, places, change = sent[place]
        if found is None:
            number -= change
        else:
            division.replace(places, found)
        busy[units] = False

    gather(executor, divide_into, windows(), deadline, take)
