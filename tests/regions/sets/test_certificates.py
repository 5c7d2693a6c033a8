"""What a search that was cut short still proves: no more than the best units together are worth, at no cost."""

from itertools import combinations

import numpy as np
import pytest
from instances import random_problem

from igs_geo.regions import Criteria
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.costs import cost, unit
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.params import SetsParams
from igs_geo.regions.sets.parts import part_of
from igs_geo.regions.sets.protocol import Duals
from igs_geo.regions.sets.unlisted import UnlistedSets

SIZE = 6
OPEN = Criteria(frame=None, youth_partnerships="ignore", min_municipalities=1, contiguous=False, target=60_000)


def sets_of(most, *, weights=None, **named):
    problem = random_problem(3, SIZE, OPEN.with_(max_municipalities=most), layers=False)
    part = part_of(problem, rules_of(problem), np.arange(SIZE))
    return UnlistedSets(part, weights or {}, 10.0, **named)


def duals_of(units, region=0.0, pair=None):
    labels = np.zeros((0 if pair is None else 1, SIZE), np.int64)
    pairs = np.zeros(0) if pair is None else np.array([pair])
    return Duals(np.array(units, float), region, labels, pairs, np.zeros(SIZE + 1, np.int64), np.zeros(0, np.int64),
                 np.zeros(0))  # fmt: skip


def over():
    deadline = Deadline(60)
    deadline.stop()
    return deadline


def worth(duals, region):
    pairs = len(region) * (len(region) - 1) // 2 * (duals.pairs.sum() if len(duals.pairs) else 0.0)
    return duals.units[list(region)].sum() + duals.region + pairs


def by_definition(duals, most):
    """For each first unit: what the most worth of its regions is, as a reduced cost of at most 0."""
    least = np.zeros(SIZE)
    for size in range(1, most + 1):
        for region in combinations(range(SIZE), size):
            least[region[0]] = min(least[region[0]], -worth(duals, region))
    return least


UNITS = [3.0, -2.0, 4.0, 1.0, -1.0, 5.0]


@pytest.mark.parametrize("most", [1, 2, 3, 6])
@pytest.mark.parametrize("region", [0.0, -3.0, 2.0])
def test_before_anything_is_looked_at_each_first_unit_counts_with_the_best_after_it(most, region):
    duals = duals_of(UNITS, region)
    found = sets_of(most).prove(duals, over(), 0.0)
    assert found.members == []
    assert found.low == pytest.approx(by_definition(duals, most))


@pytest.mark.parametrize("most", [1, 2, 3])
def test_all_pairs_may_be_worth_something_and_none_takes_anything_away(most):
    best = duals_of([1.0] * SIZE, 0.0, 2.0)
    found = sets_of(most).prove(best, over(), 0.0)
    # Whoever has enough after it reaches what the best region is worth.
    assert found.low[0] == pytest.approx(by_definition(best, most)[0])
    assert (found.low <= by_definition(best, most) + 1e-12).all()
    worse = duals_of(UNITS, 0.0, -2.0)
    assert sets_of(most).prove(worse, over(), 0.0).low == pytest.approx(by_definition(duals_of(UNITS), most))


def test_first_units_that_nobody_asks_for_promise_nothing():
    sets = sets_of(3, roots=np.array([1, 2]))
    found = sets.prove(duals_of(UNITS), over(), 0.0)
    expected = by_definition(duals_of(UNITS), 3)
    assert found.low == pytest.approx(np.where(np.isin(np.arange(SIZE), [1, 2]), expected, 0.0))
    whole = sets.prove(duals_of(UNITS), None, 0.0)
    # With all the time in the world, regions that begin with another unit are not found.
    assert {int(members.min()) for members in whole.members} <= {1, 2}
    assert whole.members


def test_what_is_given_up_of_the_duals_is_taken_off_the_certificate():
    duals = duals_of(UNITS)
    exact, eased = (sets_of(2).prove(duals, None, slack) for slack in (0.0, 0.5))
    # At no cost the best of every unit is found, for half of what units are worth; those that cost stay as they are.
    half = duals._replace(units=np.where(duals.units > 0, 0.5 * duals.units, duals.units))
    found = sets_of(2).prove(half, None, 0.0)
    assert eased.low == pytest.approx(found.low - (duals.units - half.units))
    # What is proven holds for every region, of the duals as they are.
    for low in (exact.low, eased.low):
        for size in (1, 2):
            for region in combinations(range(SIZE), size):
                assert worth(duals, region) + low[list(region)].sum() <= 1e-9


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_each_first_unit_that_is_not_done_counts_with_its_bound(threads):
    # One set each is looked at: single units are found, pairs are bounded.
    params = SetsParams(budgets=(1,))
    duals = duals_of(UNITS)
    short = sets_of(2, weights={"balance": 1.0}, params=params, threads=threads).prove(duals, None, 0.0)
    problem = random_problem(3, SIZE, OPEN.with_(max_municipalities=2, objective="balance"), layers=False)
    whole_sets = sets_of(2, weights={"balance": 1.0})
    whole = whole_sets.prove(duals, None, 0.0)
    assert all(len(members) == 1 for members in short.members)
    assert short.low.sum() < whole.low.sum()
    # What is proven holds for every region.
    for region in (own for size in (1, 2) for own in combinations(range(SIZE), size)):
        value = 10.0 * cost(problem, np.sort(whole_sets.part.units[list(region)])) / unit(problem)
        for low in (short.low, whole.low):
            assert worth(duals, region) + low[list(region)].sum() <= value + 1e-9
    more = SetsParams(budgets=(1, 10**6))
    again = sets_of(2, weights={"balance": 1.0}, params=more, threads=threads).prove(duals, None, 0.0)
    assert again.low == pytest.approx(whole.low)
    # Every thread gives the best that it found.
    assert {members.tobytes() for members in again.members} >= {members.tobytes() for members in whole.members}


@pytest.mark.parametrize("room", [0, 3, 7, 10**4])
def test_all_below_a_threshold_come_or_none_where_they_are_too_many(room):
    duals = duals_of(UNITS)
    expected = {
        region for size in (1, 2) for region in combinations(range(SIZE), size) if -worth(duals, region) <= -4.5
    }
    found = sets_of(2).below(duals, -4.5, room)
    if room < len(expected):
        assert found is None
        return
    assert {tuple(members.tolist()) for members in found.members} == expected
    assert found.costs == [0.0] * len(expected)
    assert sets_of(2).below(duals, -4.5, len(expected)) is not None
    assert sets_of(2).below(duals, -4.5, len(expected) - 1) is None
    assert sets_of(2).below(duals, np.inf, room) is None
    assert sets_of(2).below(duals, -4.5, room, over()) is None
    assert sets_of(2, params=SetsParams(below=2)).below(duals, -4.5, room) is None


def test_pricing_finds_the_best_and_proves_nothing():
    duals = duals_of(UNITS)
    for threads in (1, 2):
        found = sets_of(3, threads=threads).price(duals)
        assert found.least == pytest.approx(by_definition(duals, 3).min())
        assert (found.low == -np.inf).all()
        assert any(set(members.tolist()) == {0, 2, 5} for members in found.members)
    assert not sets_of(3).exact
    assert sets_of(3).within(duals, 0.0).prove(duals, None, 0.0).least == pytest.approx(by_definition(duals, 3).min())


def test_who_must_come_along_does_even_where_others_are_worth_more():
    # A beam of one set at a time: from either of the two, somebody else looks better than the other.
    problem = random_problem(3, SIZE, OPEN.with_(max_municipalities=2, together=(("00001", "00004"),)), layers=False)
    part = part_of(problem, rules_of(problem), np.arange(SIZE))
    sets = UnlistedSets(part, {}, 10.0, params=SetsParams(beam=1))
    own = np.isin(part.units, [1, 4])
    found = sets.price(duals_of(np.where(own, 1.0, 9.0)))
    assert any(sorted(part.units[members].tolist()) == [1, 4] for members in found.members)
    # Three that must come along are one too many.
    problem = random_problem(3, SIZE, OPEN.with_(max_municipalities=2, together=(("00001", "00004", "00005"),)))
    part = part_of(problem, rules_of(problem), np.arange(SIZE))
    found = UnlistedSets(part, {}, 10.0).price(duals_of([1.0] * SIZE))
    assert all(not {1, 4, 5} & set(part.units[members].tolist()) for members in found.members)
