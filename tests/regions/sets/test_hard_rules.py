"""Every hard rule of a region holds in every way of making regions, and none is missed where all are asked for."""

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from instances import feasible, feasible_sets, random_problem

from igs_geo.regions import Criteria
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.listed import ListedSets
from igs_geo.regions.sets.listing import list_sets
from igs_geo.regions.sets.params import SetsParams
from igs_geo.regions.sets.parts import split
from igs_geo.regions.sets.protocol import Duals
from igs_geo.regions.sets.unlisted import UnlistedSets

NO_ROWS = np.empty(0, np.int64)
SCALE = 1_000.0
EVERYTHING = 1e9


@st.composite
def criteria(draw, size):
    codes = [f"{i:05d}" for i in range(size)]
    group = st.lists(st.sampled_from(codes), min_size=2, max_size=3, unique=True).map(tuple)
    low = draw(st.integers(1, 3))
    return Criteria(
        frame=None,
        min_municipalities=low,
        max_municipalities=draw(st.integers(low, 6)),
        min_inhabitants=draw(st.sampled_from([None, 60_000])),
        max_inhabitants=draw(st.sampled_from([None, 100_000])),
        exempt_above=draw(st.sampled_from([None, 50_000])),
        min_young=draw(st.sampled_from([None, 20_000])),
        max_young=draw(st.sampled_from([None, 40_000])),
        contiguous=draw(st.sampled_from([True, True, True, False])),
        youth_partnerships=draw(st.sampled_from(["ignore", "extend"])),
        together=draw(st.lists(group, max_size=2, unique_by=frozenset).map(tuple)),
        apart=draw(st.lists(group, max_size=2, unique_by=frozenset).map(tuple)),
        outside=draw(st.sampled_from([(), (codes[-1],)])),
        target=60_000,
    )


def duals_of(values):
    size = len(values)
    return Duals(values, 0.0, np.empty((0, size), np.int64), np.empty(0), np.zeros(size + 1, np.int64), NO_ROWS,
                 np.empty(0))  # fmt: skip


def masks(part, members):
    return [sum(1 << int(place) for place in part.units[own]) for own in members]


def check(problem, found, expected, *, least=None):
    """No set twice, none that a rule forbids, each at its cost."""
    assert len(set(found)) == len(found)
    for mask, cost in found.items():
        members = [i for i in range(len(problem.units)) if mask >> i & 1]
        assert feasible(problem, members), members
        assert cost == pytest.approx(SCALE * expected[mask], abs=1e-6)


@given(data=st.data(), seed=st.integers(0, 10_000), size=st.integers(5, 8), frames=st.integers(1, 2))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_way_of_making_regions_keeps_every_hard_rule(data, seed, size, frames):
    problem = random_problem(seed, size, data.draw(criteria(size)), frames=frames, youth=seed % 3 == 0)
    rules = rules_of(problem)
    assume(not rules.blocked)
    expected = feasible_sets(problem)
    weights = problem.criteria.named_weights()
    rng = np.random.default_rng(seed)
    listed, below, proven, beamed = {}, {}, {}, {}
    for part in split(problem, rules):
        listing = list_sets(part, tuple(weights), 10_000)
        sets = ListedSets(listing, [SCALE * page for page in listing.costs(weights)])
        unlisted = UnlistedSets(part, weights, SCALE)
        # Worth enough for about half of the sets to improve something, and so to be kept for some unit.
        duals = duals_of(rng.uniform(0, 2 * SCALE / size, len(part)))
        for way, priced in (
            (listed, sets.below(duals, EVERYTHING, 10_000)),
            (below, unlisted.below(duals, EVERYTHING, 10_000)),
            (proven, unlisted.prove(duals, None, 0.0)),
            (beamed, unlisted.price(duals)),
        ):
            way.update(zip(masks(part, priced.members), priced.costs, strict=True))
        own = set(part.units.tolist())
        worth = {int(place): duals.units[i] for i, place in enumerate(part.units)}
        reduced = [
            SCALE * cost - sum(worth[i] for i in own if mask >> i & 1)
            for mask, cost in expected.items()
            if any(mask >> i & 1 for i in own)
        ]
        least = min([0.0, *reduced])
        assert sets.price(duals).least == pytest.approx(least, abs=1e-6)
        assert unlisted.prove(duals, None, 0.0).least == pytest.approx(least, abs=1e-6)
        assert unlisted.price(duals).least >= least - 1e-6
    for way in (listed, below, proven, beamed):
        check(problem, way, expected)
    assert set(listed) == set(expected)
    assert set(below) == set(expected)


def test_numbers_that_steer_are_checked():
    with pytest.raises(ValueError, match="positive"):
        SetsParams(page=0)
    with pytest.raises(ValueError, match="positive"):
        SetsParams(budgets=())
