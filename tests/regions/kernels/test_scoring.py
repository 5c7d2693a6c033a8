"""Compiled costs and bounds, against their plain definitions on sets of every kind."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from instances import random_problem, sized

from igs_geo.regions import Criteria
from igs_geo.regions.kernels.arrays import CRITERIA
from igs_geo.regions.kernels.bounds import NO_LIMIT, Limits, excess, has_room, keeps
from igs_geo.regions.kernels.scoring import KINDS, SUMS, add, evaluate, needs_distance, weigh
from igs_geo.regions.problem.costs import COSTS
from igs_geo.regions.problem.layering import BodyLayer, GroupLayer, entropy
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.parts import part_of

ALL = np.ones(KINDS, dtype=np.bool_)
LOWS, HIGHS = st.sampled_from([0, 1, 7, 30]), st.sampled_from([0, 1, 12, 40, NO_LIMIT])


def with_layers(seed, size):
    """A random problem with three divisions, one of them a single group, and two layers of bodies; someone is alone."""
    problem = random_problem(seed, size, Criteria(frame=None, target=60_000, people="young"))
    rng = np.random.default_rng(seed)
    young = np.where(rng.uniform(size=size) < 0.2, 0, problem.young)
    problem = replace(problem, young=young + (young.sum() == 0))
    labels = [rng.integers(0, groups, size) for groups in (2, 4)] + [np.zeros(size, dtype=np.int64)]
    layers = [
        GroupLayer(str(i), own, entropy(np.bincount(own, weights=problem.people))) for i, own in enumerate(labels)
    ]
    bodies = [BodyLayer(f"b{i}", rng.uniform(size=(size, number)) < 0.4) for i, number in enumerate((5, 2))]
    return replace(problem, layers=(*layers[:1], bodies[0], *layers[1:], bodies[1]))


@given(seed=st.integers(0, 10**6), data=st.data())
@settings(max_examples=sized(60, 25), deadline=None)
def test_every_criterion_of_every_set_on_the_way_is_the_plain_one(seed, data):
    problem = with_layers(seed, 9)
    arrays = part_of(problem, rules_of(problem), np.arange(9)).arrays
    order = data.draw(st.lists(st.integers(0, 8), min_size=1, max_size=7, unique=True))
    stack, sums, out = np.zeros(10, np.int64), np.zeros((11, SUMS)), np.full(KINDS, np.nan)
    for depth, member in enumerate(order):
        add(arrays, sums, stack, depth, member, True)
        evaluate(arrays, sums, stack, depth + 1, ALL, out)
        members = np.sort(np.array(order[: depth + 1]))
        for kind, name in enumerate(CRITERIA):
            assert out[kind] == pytest.approx(COSTS[name](problem, members), abs=1e-9), name
    asked = np.array([data.draw(st.booleans()) for _ in CRITERIA])
    some, weights = np.full(KINDS, -7.0), np.arange(1.0, KINDS + 1)
    evaluate(arrays, sums, stack, len(order), asked, some)
    assert (some == np.where(asked, out, -7.0)).all()
    assert weigh(asked, weights, out) == pytest.approx((weights * out)[asked].sum(), abs=1e-12)


def test_the_places_themselves_are_only_summed_up_where_a_criterion_looks_at_them():
    for kind, name in enumerate(CRITERIA):
        wanted = np.arange(KINDS) == kind
        assert needs_distance(wanted) == (name in ("pairwise-distance", "unweighted-ssd"))
    problem = with_layers(1, 4)
    arrays = part_of(problem, rules_of(problem), np.arange(4)).arrays
    stack, sums, out = np.zeros(5, np.int64), np.zeros((6, SUMS)), np.zeros(KINDS)
    near = np.array([name not in ("pairwise-distance", "unweighted-ssd") for name in CRITERIA])
    for depth in range(4):
        add(arrays, sums, stack, depth, depth, False)
    evaluate(arrays, sums, stack, 4, near, out)
    for kind in np.flatnonzero(near):
        assert out[kind] == pytest.approx(COSTS[CRITERIA[kind]](problem, np.arange(4)))


@given(
    sizes=st.tuples(st.integers(1, 5), st.integers(1, 5)), heads=st.tuples(LOWS, HIGHS), young=st.tuples(LOWS, HIGHS),
    size=st.integers(1, 7), people=st.integers(0, 60), children=st.integers(0, 60), lifted=st.booleans(),
)  # fmt: skip
@settings(max_examples=sized(300, 150), deadline=None)
def test_a_region_is_outside_its_bounds_by_its_share_of_each(sizes, heads, young, size, people, children, lifted):
    limits = Limits(*sizes, *heads, *young)

    def share(value, low, high):
        return max(0, low - value) / max(low, 1) + max(0, value - high) / max(high, 1)

    own = heads if not lifted else (heads[0], NO_LIMIT)
    expected = share(size, *sizes) + share(people, *own) + share(children, *young)
    assert excess(limits, size, people, children, lifted) == pytest.approx(expected, abs=1e-12)
    assert keeps(limits, size, people, children, lifted) == (expected == 0)
    assert has_room(limits, people, children, lifted) == (people <= own[1] and children <= young[1])
