"""Which windows of a division are cut anew, in which order, and when that ends: the test does the cutting."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from instances import in_a_row, random_problem

from igs_geo.regions import Criteria
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.search import windows
from igs_geo.regions.search.division import Division
from igs_geo.regions.search.executors import gather, open_executor
from igs_geo.regions.search.farley import Country
from igs_geo.regions.search.large_params import LargeParams
from igs_geo.regions.search.parcels import Parcel
from igs_geo.regions.search.windows import Improvement
from igs_geo.regions.start.blocks import inner_graph

LONG = 120.0
PRICED = Criteria(frame=None, min_municipalities=1, max_municipalities=4, youth_partnerships="ignore", target=60_000,
                  left_over="price", price=1.0)  # fmt: skip
PARAMS = LargeParams(large=0, window=4, small_window=3, grow=1.5, growths=2)


class Cutter:
    """Takes the place of what divides a window; remembers the windows, and answers what it is told to."""

    def __init__(self, monkeypatch, answer=lambda window, number: None, ahead=1):
        self.seen, self.answer, self.deadline = [], answer, Deadline(LONG)
        monkeypatch.setattr(windows, "divide_window", self)
        # One after the other, so that no window is in the way of the next.
        monkeypatch.setattr(windows, "gather", partial(gather, ahead=ahead))

    def __call__(self, parcel, window, seconds):
        assert 0 < seconds <= LONG
        self.seen.append(window)
        return self.answer(window, len(self.seen))


def improvement_of(regions, size, *, prices=None, counted=False, criteria=PRICED, **params):
    problem = in_a_row(random_problem(3, size, criteria, layers=False))
    rules = rules_of(problem)
    country = Country(problem, rules, 10.0, replace(PARAMS, **params))
    division = Division(country, inner_graph(problem, rules), regions)
    return Improvement(
        Parcel(country), division, np.zeros(size) if prices is None else np.array(prices), counted=counted
    )


def run(improvement, cutter, news=lambda: None):
    with open_executor(1) as executor:
        improvement.run(executor, cutter.deadline, news)
    return cutter.seen


FOUR = [((0, 1), 4.0), ((2, 3), 9.0), ((4, 5), 1.0), ((6, 7), 6.0)]


def seeds(cutter_seen, regions):
    """The regions of each window, by their place."""
    names = {region: place for place, (region, _) in enumerate(regions)}
    return [[names[region] for region, _ in window.regions] for window in cutter_seen]


def test_windows_start_where_regions_cost_most_above_the_prices_of_their_units(monkeypatch):
    cutter = Cutter(monkeypatch)
    improvement = improvement_of(FOUR, 8, window=2, growths=0, doubt=1.0)
    assert seeds(run(improvement, cutter), FOUR) == [[1], [3], [0], [2]]
    cutter = Cutter(monkeypatch)
    # Prices take the second region's excess away.
    improvement = improvement_of(FOUR, 8, window=2, growths=0, doubt=1.0, prices=[0, 0, 4, 4, 0, 0, 0.5, 0.5])
    assert seeds(run(improvement, cutter), FOUR) == [[3], [0], [1], [2]]
    for window in cutter.seen:
        assert window.prices.tolist() == improvement.prices[window.units].tolist()


def test_who_is_left_over_is_worth_a_window_by_what_that_costs_above_its_price(monkeypatch):
    regions = [((0, 1), 4.0), ((3, 4), 1.0)]
    improvement = improvement_of(regions, 6, window=2, growths=0, doubt=1.0)
    improvement.division.left_costs[:] = [0, 0, 5.0, 0, 0, 3.0]
    cutter = Cutter(monkeypatch)
    run(improvement, cutter)
    assert [window.units.tolist()[0] for window in cutter.seen] == [2, 0, 5, 3]
    improvement = improvement_of(regions, 6, window=2, growths=0, doubt=1.0, prices=[0, 0, 2.5, 0, 0, 0])
    improvement.division.left_costs[:] = [0, 0, 5.0, 0, 0, 3.0]
    cutter = Cutter(monkeypatch)
    run(improvement, cutter)
    assert [window.units.tolist()[0] for window in cutter.seen] == [0, 5, 2, 3]


def test_a_window_that_gave_nothing_makes_its_neighbours_wait(monkeypatch):
    # The first window holds the second region too: only half is hoped of it then, less than of the third.
    regions = [((0, 1), 8.0), ((2, 3), 6.0), ((4, 5), 5.0), ((6, 7), 4.0)]
    cutter = Cutter(monkeypatch)
    seen = seeds(run(improvement_of(regions, 8, growths=0), cutter), regions)
    assert [window[0] for window in seen[:2]] == [0, 1]
    assert seen[0] == [0, 1]
    assert seen[1] == [1, 2]
    cutter = Cutter(monkeypatch)
    whole = seeds(run(improvement_of(regions, 8, growths=0, doubt=1.0), cutter), regions)
    assert whole[1] == [0, 1]
    assert sorted({place for window in seen for place in window}) == [0, 1, 2, 3]


def test_each_window_knows_how_far_above_prices_to_look(monkeypatch):
    for reach in (0.2, 0.5):
        cutter = Cutter(monkeypatch)
        run(improvement_of(FOUR, 8, reach=reach, growths=0), cutter)
        # Four regions cost 20 together.
        assert {window.reach for window in cutter.seen} == {reach * 5.0}


@pytest.mark.parametrize("counted", [True, False])
def test_each_window_knows_whether_its_number_of_regions_counts(monkeypatch, counted):
    cutter = Cutter(monkeypatch)
    run(improvement_of(FOUR, 8, counted=counted, growths=0), cutter)
    assert {window.counted for window in cutter.seen} == {counted}


def test_windows_get_larger_when_none_of_a_size_gives_anything_and_that_a_number_of_times(monkeypatch):
    regions = [((place,), 1.0) for place in range(12)]
    sizes = []
    for growths in (0, 1, 2):
        cutter = Cutter(monkeypatch)
        run(improvement_of(regions, 12, growths=growths), cutter)
        sizes.append([len(window.units) for window in cutter.seen])
    # Four units, then six, then nine.
    assert set(sizes[0]) == {4}
    assert set(sizes[1]) == {4, 6}
    assert set(sizes[2]) == {4, 6, 9}
    assert sizes[2] == sorted(sizes[2])
    # Each size is tried from every region.
    assert len(sizes[2]) == 3 * len(sizes[0]) == 36


def test_where_a_window_gave_something_the_same_size_is_tried_again(monkeypatch):
    regions = [((place,), 1.0) for place in range(12)]

    def better(window, number):
        return [(region, cost - 0.25) for region, cost in window.regions] if number == 1 else None

    cutter = Cutter(monkeypatch, better)
    told = []
    improvement = improvement_of(regions, 12, growths=1)
    run(improvement, cutter, lambda: told.append(improvement.division.total))
    assert told == [11.0]
    assert improvement.division.total == 11.0
    sizes = [len(window.units) for window in cutter.seen]
    assert sizes.count(4) >= 24
    # Its regions are looked at again, at what they cost now.
    assert any(cost == 0.75 for window in cutter.seen[1:12] for _, cost in window.regions)


def test_who_a_window_leaves_over_is_looked_at_again(monkeypatch):
    def drop(window, number):
        return [] if number == 1 else None

    improvement = improvement_of(FOUR, 8, window=2, growths=0)
    improvement.division.left_costs[:] = [0.0, 0.0, 0.5, 0.25, 0.0, 0.0, 0.0, 0.0]
    cutter = Cutter(monkeypatch, drop)
    run(improvement, cutter)
    assert sorted(improvement.division.left.tolist()) == [2, 3]
    assert improvement.division.total == 11.75
    later = [window.units.tolist() for window in cutter.seen[1:5]]
    assert [2, 3] in later


@pytest.mark.parametrize("rule", ["price", "minimise"])
def test_where_someone_is_left_over_at_any_cost_few_units_are_looked_at_whole(monkeypatch, rule):
    criteria = PRICED if rule == "price" else PRICED.with_(left_over="minimise", price=None)
    regions = [((place,), 1.0) for place in range(12) if place != 5]
    cutter = Cutter(monkeypatch)
    run(improvement_of(regions, 12, criteria=criteria, window=8, small_window=4, grow=1.5, growths=1), cutter)
    gaps = [window for window in cutter.seen if window.listed]
    if rule == "price":
        assert gaps == []
        assert {len(window.units) for window in cutter.seen} == {8, 12}
    else:
        # Half as many, and half as many more when windows grow.
        assert [(5 in window.units, len(window.units)) for window in gaps] == [(True, 4), (True, 6)]
        assert {len(window.units) for window in cutter.seen if not window.listed} == {8, 12}


def test_windows_that_are_cut_at_once_share_no_unit(monkeypatch):
    cutter = Cutter(monkeypatch, ahead=6)
    improvement = improvement_of([((place,), 12.0 - place) for place in range(12)], 12, growths=0)
    run(improvement, cutter)
    # Three windows of four units hold all; the others had to wait, and got their turn.
    together = [unit for window in cutter.seen[:3] for unit in window.units.tolist()]
    assert sorted(together) == list(range(12))
    assert len(cutter.seen) == 12
    assert not improvement.busy.any()


def test_without_time_nothing_is_cut(monkeypatch):
    cutter = Cutter(monkeypatch)
    cutter.deadline.stop()
    assert run(improvement_of(FOUR, 8), cutter) == []
