"""The list of connected sets: whole, the same for any number of threads, and given up in time."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from instances import feasible_sets, random_problem, sized

from igs_geo.regions import Criteria
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.kernels.probing import estimate_sets
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.listing import covered_units, list_sets
from igs_geo.regions.sets.params import SetsParams
from igs_geo.regions.sets.parts import split

NAMES = ("compactness", "balance")
PROBES = sized(20_000, 100)
SMALL_PAGES = SetsParams(page=3, small=1, groups=3, probes=PROBES)


class Looks(Deadline):
    """Passes after a number of looks at it, whatever the clock says."""

    def __init__(self, number):
        super().__init__(1e6)
        self.number = number

    def left(self):
        self.number -= 1
        return 1.0 if self.number >= 0 else 0.0


def sets_of(listing):
    """Each feasible set of a listing as a bit mask over the places of the problem, with its first criterion."""
    found = []
    for units, depths, good, values in zip(
        listing.units, listing.depths, listing.feasible, listing.values, strict=True
    ):
        stack = []
        assert not len(depths) or depths[0] == 0
        for t in range(len(units)):
            stack[depths[t] :] = [int(listing.part.units[units[t]])]
            if good[t]:
                found.append((sum(1 << i for i in stack), values[0, t]))
    return found


def whole_part(size, **more):
    criteria = Criteria(frame=None, youth_partnerships="ignore", **more)
    problem = random_problem(3, size, criteria, layers=False)
    parts = split(problem, rules_of(problem))
    return problem, max(parts, key=len)


@given(seed=st.integers(0, 10_000), most=st.integers(1, 7), heads=st.sampled_from([None, 90_000]))
@settings(max_examples=sized(20, 5), deadline=None)
def test_pages_and_threads_list_every_set_once(seed, most, heads):
    criteria = Criteria(
        frame=None, min_municipalities=1, max_municipalities=most, max_inhabitants=heads, exempt_above=40_000,
        youth_partnerships="ignore", objective="compactness",
    )  # fmt: skip
    problem = random_problem(seed, sized(8, 6), criteria)
    expected = feasible_sets(problem)
    found = {}
    for part in split(problem, rules_of(problem)):
        plain = list_sets(part, NAMES, 10_000)
        one, two = (list_sets(part, NAMES, 10_000, threads, params=SMALL_PAGES) for threads in (1, 2))
        assert len(plain) == len(one) == len(two)
        assert plain.complete
        assert one.complete
        for left, right in zip(one.units + one.depths, two.units + two.depths, strict=True):
            assert (left == right).all()
        covered = covered_units(one)
        some = dict(sets_of(one))
        assert len(some) == len(sets_of(one))
        assert some == dict(sets_of(plain))
        assert covered.tolist() == [any(mask >> int(i) & 1 for mask in some) for i in part.units]
        found |= some
    assert found == pytest.approx(expected)


def test_room_is_kept_to_the_set():
    _, part = whole_part(sized(12, 8), max_municipalities=5)
    number = len(list_sets(part, NAMES, 10**6))
    for params in (SetsParams(), SMALL_PAGES):
        assert len(list_sets(part, NAMES, number, params=params)) == number
        assert list_sets(part, NAMES, number - 1, params=params) is None
        some = list_sets(part, NAMES, number - 1, params=params, partly=True)
        assert len(some) == number - 1
        assert not some.complete


def test_sets_of_the_first_unit_come_on_one_page():
    _, part = whole_part(sized(12, 8), max_municipalities=5)
    listing = list_sets(part, NAMES, 10**6, first_only=True, params=SMALL_PAGES)
    plain = list_sets(part, NAMES, 10**6, first_only=True)
    assert len(listing.units) == 1
    assert listing.units[0].tolist() == plain.units[0].tolist()
    assert listing.depths[0].tolist() == plain.depths[0].tolist()
    # All sets with the first unit, and no others.
    first = {mask for mask, _ in sets_of(list_sets(part, NAMES, 10**6)) if mask >> int(part.units[0]) & 1}
    assert {mask for mask, _ in sets_of(plain)} == first
    assert plain.depths[0].tolist().count(0) == 1


def test_a_list_without_end_stops_at_the_deadline():
    _, part = whole_part(60, max_municipalities=60, contiguous=False)
    params = SetsParams(small=100)  # without an estimate first
    assert list_sets(part, NAMES, 10**9, deadline=Looks(3), params=params) is None
    some = list_sets(part, NAMES, 10**9, deadline=Looks(3), partly=True, params=params)
    assert not some.complete
    assert len(some) > 1
    over = Deadline(1e6)
    over.stop()
    assert list_sets(part, NAMES, 10**9, deadline=over, params=params) is None


def test_a_hopeless_list_is_not_begun():
    _, part = whole_part(60, max_municipalities=60, contiguous=False)
    deadline = Deadline(20)
    assert (
        list_sets(part, NAMES, 10**9, deadline=deadline, params=SetsParams(small=10, probes=PROBES, errors=0.01))
        is None
    )
    assert not deadline.passed


def test_the_estimate_is_the_number_of_sets_on_average():
    _, part = whole_part(sized(14, 9), max_municipalities=6, max_inhabitants=120_000)
    draws = sized(20_000, 1_500)
    number = len(list_sets(part, NAMES, 10**6))
    roots, run = np.arange(len(part)), np.zeros(1, np.uint8)
    mean, error = estimate_sets(part.arrays, roots, draws, np.inf, np.random.default_rng(1), run)
    assert 0 < error < sized(0.05, 0.2) * number
    assert abs(mean - number) < 4 * error
    # Cut short, it is too low, but not below what it was cut at by much.
    cut, _ = estimate_sets(part.arrays, roots, draws, number / 10, np.random.default_rng(1), run)
    assert 0 < cut < number


def test_more_members_than_units_is_no_more_than_all():
    _, part = whole_part(8, max_municipalities=200)
    assert part.arrays.limits.max_members == len(part)
    _, capped = whole_part(8, max_municipalities=8)
    assert len(list_sets(part, NAMES, 10**6)) == len(list_sets(capped, NAMES, 10**6))
