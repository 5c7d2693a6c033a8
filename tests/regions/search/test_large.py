"""A large country keeps every hard rule, and its bound is one, by plain enumeration of small ones."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from instances import brute_force, feasible, feasible_sets, random_problem

from igs_geo.regions import Criteria, Weights
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.criteria import CriteriaError
from igs_geo.regions.problem.problem import YouthPartnership
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.search.executors import open_executor
from igs_geo.regions.search.farley import Country, chunks, look_everywhere, secure
from igs_geo.regions.search.large import search_large
from igs_geo.regions.search.large_params import LargeParams
from igs_geo.regions.search.parcels import Parcel
from igs_geo.regions.search.plain_bounds import given_cost
from igs_geo.regions.start.blocks import inner_graph
from igs_geo.regions.start.local import LocalParams

LONG = 60.0
TINY = LargeParams(large=0, local=LocalParams(block=4, block_seconds=LONG), district=7, chunk=3, batch=1, window=8,
                   window_seconds=LONG, small_window=6)  # fmt: skip
OPEN = Criteria(frame=None, min_municipalities=1, max_municipalities=4, youth_partnerships="ignore")


@pytest.fixture(scope="module")
def executor():
    with open_executor(1) as threads:
        yield threads


@st.composite
def problems(draw):
    """Problems of 6 to 10 units with any of the hard rules."""
    size = draw(st.integers(6, 10))
    code = st.integers(0, size - 1).map(lambda place: f"{place:05d}")
    pair = st.lists(code, min_size=2, max_size=3, unique=True).map(tuple)
    outside = draw(st.lists(code, max_size=1).map(tuple))
    inside = draw(st.lists(code, max_size=2, unique=True).map(tuple))
    left_over = draw(st.sampled_from(["forbid", "minimise", "price"]))
    criteria = OPEN.with_(
        min_municipalities=draw(st.integers(1, 2)),
        max_municipalities=draw(st.integers(2, 5)),
        min_inhabitants=draw(st.sampled_from([None, 20_000])),
        max_inhabitants=draw(st.sampled_from([None, 90_000])),
        exempt_above=draw(st.sampled_from([None, 50_000])),
        min_young=draw(st.sampled_from([None, 8_000])),
        max_young=draw(st.sampled_from([None, 40_000])),
        together=tuple(draw(st.lists(pair, max_size=1))),
        apart=tuple(draw(st.lists(pair, max_size=2))),
        inside=tuple(code for code in inside if code not in outside),
        outside=outside,
        left_over=left_over,
        price=draw(st.sampled_from([0.2, 2.0])) if left_over == "price" else None,
        youth_partnerships=draw(st.sampled_from(["keep", "extend", "ignore"])),
        weights=Weights(*draw(st.tuples(*[st.integers(0, 3)] * 5).filter(any))),
    )
    frames, youth = draw(st.integers(1, 2)), draw(st.booleans())
    return random_problem(draw(st.integers(0, 10**6)), size, criteria, frames=frames, youth=youth)


def broken(problem, proposal):
    """Every hard rule that an answer breaks, by definition."""
    found = []
    place_of = {}
    for number, region in enumerate(proposal.regions):
        members = list(problem.places(region.members))
        for place in members:
            if place in place_of:
                found.append(f"{place} twice")
            place_of[place] = number
        loose = replace(problem, criteria=problem.criteria.with_(youth_partnerships="ignore")) if region.kept else problem
        if not region.kept and not feasible(loose, members):
            found.append(f"{members} is no region")
    criteria = problem.criteria
    kept = {frozenset(problem.places(region.members)) for region in proposal.regions if region.kept}
    fixed = set().union(*kept) if kept else set()
    for place in problem.places(criteria.inside):
        if place not in place_of:
            found.append(f"{place} is not inside")
    if set(problem.places(criteria.outside)) & (set(place_of) - fixed):
        found.append("outside")
    for group in criteria.together:
        if len({place_of.get(place, -1 - place) for place in problem.places(group)}) > 1:
            found.append(f"{group} torn")
    for body in problem.youth:
        together = len({place_of.get(place, -1 - place) for place in body.members}) == 1
        if criteria.youth_partnerships != "ignore" and not together:
            found.append(f"{body.id} torn")
        if criteria.youth_partnerships == "keep" and frozenset(body.members) not in kept:
            found.append(f"{body.id} not kept")
    number = len(proposal.regions)
    if criteria.min_regions is not None and number < criteria.min_regions:
        found.append("too few regions")
    if criteria.max_regions is not None and number > criteria.max_regions:
        found.append("too many regions")
    if criteria.left_over == "forbid" and len(place_of) < len(problem.units) - len(criteria.outside):
        found.append("left over")
    return found


def _without_youth(problem, proposal):
    """The same problem without the youth partnerships that were kept: what the plain search then divides."""
    kept = {place for region in proposal.regions if region.kept for place in problem.places(region.members)}
    outside = tuple(dict.fromkeys([*problem.criteria.outside, *(problem.units[place] for place in sorted(kept))]))
    inside = tuple(code for code in problem.criteria.inside if code not in outside)
    left = tuple(body for body in problem.youth if not set(body.members) & kept)
    return replace(problem, youth=left, criteria=problem.criteria.with_(outside=outside, inside=inside))


@settings(max_examples=60, deadline=None)
@given(problem=problems())
def test_every_hard_rule_holds_and_the_bound_is_one(executor, problem):
    proposal = search_large(problem, LONG, 1, executor=executor, params=TINY)
    if proposal.status == "unknown":
        return
    assert broken(problem, proposal) == []
    if problem.youth and problem.criteria.youth_partnerships != "ignore":
        return
    best = brute_force(problem)
    assert best is not None
    assert proposal.objective >= best[1] - 1e-9 or proposal.left_over.inhabitants > best[0]
    if proposal.bound is not None:
        assert proposal.bound <= best[1] + 1e-9
