"""Where regions are not listed, what is found and what is proven holds all the same."""

import numpy as np
import pytest
from instances import random_problem, sized

from igs_geo.regions import Criteria
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.kernels.arrays import CRITERIA
from igs_geo.regions.kernels.bounds import keeps
from igs_geo.regions.kernels.scoring import INHABITANTS, KINDS, YOUNG, add, evaluate, weigh
from igs_geo.regions.kernels.trail import largest_size, new_trail, next_unit, start_at, take
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.bounding import bound, new_rows, prepare, terms_of
from igs_geo.regions.sets.listed import ListedSets
from igs_geo.regions.sets.listing import list_sets
from igs_geo.regions.sets.params import SetsParams
from igs_geo.regions.sets.parts import split
from igs_geo.regions.sets.protocol import Duals
from igs_geo.regions.sets.unlisted import UnlistedSets

OPEN = Criteria(frame=None, min_municipalities=2, max_municipalities=6, target=70_000, youth_partnerships="ignore")
NO_ROWS = np.empty(0, np.int64)
NAMES = ("compactness", "cohesion", "ties", "balance")
SCALE = 1_000.0
plain_keeps = getattr(keeps, "py_func", keeps)


def instance(seed, size=14, most=None, *, contiguous=True):
    """The sets of the largest part of a random problem, listed and unlisted, with random duals."""
    exempt = 50_000 if seed % 2 else None
    criteria = OPEN.with_(max_inhabitants=most, exempt_above=exempt, contiguous=contiguous)
    problem = random_problem(seed, size, criteria, layers=False)
    rng = np.random.default_rng(seed)
    weights = dict(zip(NAMES, rng.dirichlet(np.ones(4)).tolist(), strict=True))
    part = max(split(problem, rules_of(problem)), key=len)
    listing = list_sets(part, NAMES, 10**6)
    listed = ListedSets(listing, [SCALE * page for page in listing.costs(weights)])
    labels = rng.integers(-1, 3, (1, len(part)))
    duals = Duals(rng.uniform(-5, 140, len(part)), -3.0, labels, np.array([-4.0]), np.zeros(len(part) + 1, np.int64),
                  NO_ROWS, np.empty(0))  # fmt: skip
    return listed, UnlistedSets(part, weights, SCALE), duals


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("most", [None, 150_000])
def test_the_bounded_search_misses_no_region_that_improves(seed, most):
    listed, unlisted, duals = instance(seed, most=most)
    exact, proven = listed.price(duals), unlisted.prove(duals, None, 0.0)
    assert exact.least < 0
    assert proven.least == pytest.approx(exact.least, abs=1e-9)
    assert proven.low == pytest.approx(exact.low, abs=1e-9)
    expected = listed.below(duals, 5.0, 10**5)
    below = unlisted.below(duals, 5.0, 10**5)
    assert {own.tobytes() for own in below.members} == {own.tobytes() for own in expected.members}
    assert unlisted.below(duals, 5.0, len(expected.members)) is not None
    assert unlisted.below(duals, 5.0, len(expected.members) - 1) is None
    assert listed.below(duals, 5.0, len(expected.members) - 1) is None


def holds(listed, duals, low):
    """Whether no set has a negative reduced cost once the certificate is added to the duals."""
    raised = duals._replace(units=duals.units + low)
    return listed.price(raised).least >= -1e-6


def stopped():
    deadline = Deadline(1e6)
    deadline.stop()
    return deadline


@pytest.mark.parametrize("seed", range(4))
def test_a_certificate_holds_wherever_the_search_was_stopped(seed):
    listed, unlisted, duals = instance(seed)
    assert not holds(listed, duals, np.zeros(listed.size))
    for params in (SetsParams(budgets=(1,)), SetsParams(budgets=(5, 30)), SetsParams()):
        for deadline in (None, stopped()):
            for slack in (0.0, 0.1):
                unlisted.params = params
                low = unlisted.prove(duals, deadline, slack).low
                assert np.isfinite(low).all()
                assert holds(listed, duals, low)
    assert unlisted.below(duals, 5.0, 10**5, stopped()) is None
    assert not unlisted.price(duals, stopped()).members


def walk_with_bounds(part, weighted, duals, root):
    """Per set of the walk: its size, the bound of all that grows from it, and its own reduced cost."""
    arrays, trail = part.arrays, new_trail(part.arrays)
    start_at(trail, root)
    near, terms = prepare(arrays, root, trail.later), terms_of(arrays, weighted, duals)
    largest = largest_size(arrays)
    rows = new_rows(largest, len(near.units))
    worth, out, steps = np.zeros(largest + 1), np.zeros(KINDS), []
    worth[0] = duals.region
    size, unit = 0, root
    while unit >= 0:
        size += 1
        take(arrays, trail, size, unit)
        add(arrays, trail.sums, trail.stack, size - 1, unit, False)
        worth[size] = worth[size - 1] + duals.units[unit]
        heads, young = trail.sums[size, INHABITANTS], trail.sums[size, YOUNG]
        reduced = np.inf
        if plain_keeps(arrays.limits, size, heads, young, trail.lifted[size]):
            evaluate(arrays, trail.sums, trail.stack, size, weighted.wanted, out)
            reduced = weigh(weighted.wanted, weighted.weights, out) - worth[size]
        least = -np.inf
        if size < largest:
            least = bound(arrays, terms, near, rows, trail, duals, size, worth[size])
        steps.append((size, least, reduced))
        size -= size >= largest
        size, unit = next_unit(arrays, trail, size, False)
    return steps


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("most", [None, 110_000])
def test_the_bound_is_never_above_the_best_region_that_grows(seed, most):
    _, unlisted, duals = instance(seed, sized(10, 7), most, contiguous=False)
    duals = duals._replace(labels=np.empty((0, unlisted.size), np.int64), pairs=np.empty(0))
    compared = 0
    for root in range(unlisted.size):
        # From the end: the best of what grew from each size is known when its own turn comes.
        best = np.full(20, np.inf)
        for size, least, reduced in reversed(walk_with_bounds(unlisted.part, unlisted.weighted, duals, root)):
            if np.isfinite(best[size + 1]):
                compared += 1
                assert least <= best[size + 1] + 1e-9
            best[size] = min(best[size], best[size + 1], reduced)
            best[size + 1] = np.inf
    assert compared > sized(20, 5)


def test_what_counts_is_in_the_order_of_compiled_code():
    _, unlisted, _ = instance(0)
    assert unlisted.weighted.wanted.tolist() == [name in NAMES for name in CRITERIA]
