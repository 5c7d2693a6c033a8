"""The linear program over regions: what scipy's solver says of the same rows, and bounds that hold."""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.program.choosing import choose
from igs_geo.regions.program.duals import dual_value, duals_of
from igs_geo.regions.program.master import Master
from igs_geo.regions.program.rows import Column, PairRow, pairs_together
from igs_geo.regions.program.solver import Program, Status

ELASTIC = 1e4
UNITS = 6


@dataclass
class Case:
    """Some regions over a few units, with every kind of row."""

    columns: list
    slack: np.ndarray
    low: int | None
    high: int | None
    labels: np.ndarray | None
    most: float
    weights: np.ndarray | None
    left_most: float
    cuts: list

    def master(self):
        rows = () if self.labels is None else (PairRow(self.labels, self.most),)
        master = Master(self.slack, ELASTIC, self.low, self.high, rows, self.weights, self.left_most)
        master.add(self.columns[:5])
        master.add_cuts(self.cuts[:1])
        master.add(self.columns[3:])
        master.add_cuts(self.cuts[1:])
        return master

    def pairs(self, members):
        return sum(self.labels[a] == self.labels[b] >= 0 for a, b in combinations(members.tolist(), 2))

    def keeps(self, picked, left):
        """Whether some regions, with some units left over, keep every row but the cuts."""
        c = self.columns
        return (
            not any(np.isinf(self.slack[unit]) for unit in left)
            and (self.low is None or len(picked) >= self.low)
            and (self.high is None or len(picked) <= self.high)
            and (self.labels is None or sum(self.pairs(c[i].members) for i in picked) <= self.most)
            and (self.weights is None or self.weights[list(left)].sum() <= self.left_most)
        )

    def divisions(self):
        """Every choice of disjoint regions: their places, the units left over, and the cost."""
        by_first = {unit: [i for i, c in enumerate(self.columns) if c.members[0] == unit] for unit in range(UNITS)}

        def go(unit, taken, picked, left, cost):
            if unit == UNITS:
                yield picked, left, cost
            elif unit in taken:
                yield from go(unit + 1, taken, picked, left, cost)
            else:
                yield from go(unit + 1, taken, picked, [*left, unit], cost + self.slack[unit])
                for i in by_first[unit]:
                    own = set(self.columns[i].members.tolist())
                    if not own & taken:
                        yield from go(unit + 1, taken | own, (*picked, i), left, cost + self.columns[i].cost)

        return go(0, set(), (), [], 0.0)

    def best(self):
        return min((cost for picked, left, cost in self.divisions() if self.keeps(picked, left)), default=np.inf)

    def relaxed(self, *, cuts=True):
        """The linear program by scipy: the columns are units left over, shortages, and regions."""
        number = len(self.columns)
        upper, right, penalties = [], [], []

        def row(left, regions, most, *, elastic=True):
            upper.append((left, regions, elastic))
            right.append(most)
            penalties.extend([ELASTIC] if elastic else [])

        none, ones = np.zeros(UNITS), np.ones(number)
        if self.high is not None:
            row(none, ones, self.high)
        if self.low is not None:
            row(none, -ones, -self.low)
        if self.labels is not None:
            row(none, np.array([self.pairs(c.members) for c in self.columns]), self.most)
        if self.weights is not None:
            row(self.weights, np.zeros(number), self.left_most)
        for cut in self.cuts if cuts else ():
            row(none, np.array([len(set(cut) & set(c.members.tolist())) // 2 for c in self.columns]), len(cut) // 2,
                elastic=False)  # fmt: skip
        table, place = np.zeros((len(upper), UNITS + len(penalties) + number)), UNITS
        for i, (left, regions, elastic) in enumerate(upper):
            table[i, :UNITS], table[i, UNITS + len(penalties) :] = left, regions
            if elastic:
                table[i, place] = -1.0
                place += 1
        covers = np.zeros((UNITS, table.shape[1]))
        covers[:, :UNITS] = np.eye(UNITS)
        for i, column in enumerate(self.columns):
            covers[column.members, UNITS + len(penalties) + i] = 1.0
        costs = [*np.where(np.isinf(self.slack), ELASTIC, self.slack), *penalties, *(c.cost for c in self.columns)]
        found = linprog(costs, table if upper else None, right or None, covers, np.ones(UNITS))
        assert found.status == 0
        return found.fun


@st.composite
def cases(draw):
    rng = np.random.default_rng(draw(st.integers(0, 10**6)))
    subsets = [members for size in (1, 2, 3, 4) for members in combinations(range(UNITS), size)]
    chosen = rng.choice(len(subsets), 16, replace=False)
    columns = [Column(np.array(subsets[i]), float(rng.uniform(1, 9))) for i in chosen]
    slack = rng.uniform(1, 8, UNITS)
    slack[rng.uniform(size=UNITS) < draw(st.sampled_from([0.0, 0.4]))] = np.inf
    low, high = draw(st.sampled_from([(None, None), (2, None), (None, 2), (2, 3), (3, 3)]))
    weights = rng.integers(1, 9, UNITS).astype(float) if draw(st.booleans()) else None
    labels = rng.integers(-1, 2, UNITS) if draw(st.booleans()) else None
    cuts = draw(st.sampled_from([[], [(0, 1, 2)], [(1, 3, 5), (0, 2, 4)], [(0, 1, 2, 3, 4), (2, 3, 5)]]))
    return Case(columns, slack, low, high, labels, draw(st.sampled_from([0.0, 2.0])), weights,
                draw(st.sampled_from([0.0, 6.0])), cuts)  # fmt: skip


@given(case=cases())
@settings(max_examples=30, deadline=None)
def test_the_program_has_the_value_that_another_solver_finds(case):
    master = case.master()
    assert len(master.columns) == len(case.columns)
    relaxed = master.relax(Deadline(60))
    assert relaxed.solved
    assert relaxed.objective == pytest.approx(case.relaxed(), rel=1e-6)
    # Both duals and reduced costs say what the objective says.
    assert dual_value(master, relaxed, np.zeros(UNITS)) <= relaxed.objective + 1e-6
    if master.short(relaxed) < 1e-9:
        assert dual_value(master, relaxed, np.zeros(UNITS)) == pytest.approx(relaxed.objective, abs=1e-6)
    reduced = master.reduced_costs(relaxed)
    assert (reduced >= -1e-6).all()
    assert (np.abs(reduced[relaxed.values > 1e-6]) < 1e-6).all()
    by_definition = []
    for column in master.columns:
        own = set(column.members.tolist())
        worth = relaxed.units[column.members].sum() + relaxed.region
        worth += relaxed.pairs[0] * case.pairs(column.members) if case.labels is not None else 0.0
        worth += sum(value * (len(own & set(cut)) // 2) for value, cut in zip(relaxed.cuts, case.cuts, strict=True))
        by_definition.append(column.cost - worth)
    assert reduced == pytest.approx(by_definition, abs=1e-9)


@given(case=cases(), seed=st.integers(0, 10**6))
@settings(max_examples=30, deadline=None)
def test_no_duals_whatever_prove_more_than_the_best_division_costs(case, seed):
    master = case.master()
    relaxed = master.relax(Deadline(60))
    rng = np.random.default_rng(seed)
    relaxed.units = relaxed.units + rng.normal(0, 2, UNITS)
    relaxed.pairs = relaxed.pairs + rng.normal(0, 1, len(relaxed.pairs))
    relaxed.cuts = relaxed.cuts + rng.normal(0, 1, len(relaxed.cuts))
    relaxed.region += rng.normal(0, 2) if master.counts_regions else 0.0
    relaxed.left += rng.normal(0, 0.3) if case.weights is not None else 0.0
    low = np.zeros(UNITS)
    reduced = master.reduced_costs(relaxed)
    # Lowered until every region has its price.
    for column, own in zip(master.columns, reduced, strict=True):
        for unit in column.members:
            low[unit] = min(low[unit], own / len(column.members))
    assert dual_value(master, relaxed, low) <= case.best() + 1e-6


@given(case=cases())
@settings(max_examples=25, deadline=None)
def test_the_choice_is_the_best_division_that_keeps_the_rows(case):
    found = choose(case.master(), case.columns, Deadline(60))
    best = case.best()
    if np.isinf(best):
        assert (found.objective, found.bound) == (np.inf, np.inf)
        assert not found.regions
        return
    assert found.objective == pytest.approx(best, abs=1e-6)
    assert found.bound == pytest.approx(best, abs=1e-6)
    assert found.bound <= found.objective
    members = sorted(unit for i in found.regions for unit in case.columns[i].members.tolist())
    assert sorted([*members, *found.left]) == list(range(UNITS))
    assert case.keeps(found.regions, found.left)
    cost = sum(case.columns[i].cost for i in found.regions) + case.slack[found.left].sum()
    assert cost == pytest.approx(found.objective)


@given(case=cases())
@settings(max_examples=20, deadline=None)
def test_a_division_is_admitted_when_it_keeps_the_rows(case):
    master = case.master()
    for picked, left, _ in list(case.divisions())[::3]:
        assert master.admits([case.columns[i] for i in picked], left) == case.keeps(picked, left)


def test_nothing_is_chosen_where_there_is_no_time_and_nothing_is_proven_by_it():
    case = Case([Column(np.arange(UNITS), 1.0)], np.full(UNITS, 9.0), None, None, None, 0.0, None, 0.0, [])
    over = Deadline(60)
    over.stop()
    found = choose(case.master(), case.columns, over)
    assert found.bound <= 1.0 + 1e-9
    assert found.objective >= 1.0 - 1e-9


@pytest.mark.parametrize(("status", "proven"), [("kTimeLimit", False), ("kInterrupt", False), ("kInfeasible", True)])
def test_only_what_was_searched_to_the_end_is_proven_to_hold_nothing(monkeypatch, status, proven):
    case = Case([Column(np.arange(UNITS), 1.0)], np.full(UNITS, 9.0), None, None, None, 0.0, None, 0.0, [])
    monkeypatch.setattr(Program, "run_until", lambda *_: getattr(Status, status))
    found = choose(case.master(), case.columns, Deadline(60))
    assert found.objective == np.inf
    assert (found.bound == np.inf) == proven


def test_elastic_columns_get_dearer_and_tell_what_is_short():
    # Only one of two regions that overlap fits, one unit may not be left over, and three regions are asked for.
    columns = [Column(np.array([0, 1]), 1.0), Column(np.array([1, 2]), 1.0)]
    slack = np.array([np.inf, 2.0, 2.0])
    master = Master(slack, 50.0, 3, None)
    master.add(columns)
    relaxed = master.relax(Deadline(60))
    assert master.short(relaxed) == pytest.approx(2.0)
    assert relaxed.objective == pytest.approx(1.0 + 2.0 + 2 * 50.0)
    master.harden(30.0)
    assert master.elastic == 1_500.0
    assert master.relax(Deadline(60)).objective == pytest.approx(1.0 + 2.0 + 2 * 1_500.0)
    bare = master.bare()
    assert (bare.min_regions, bare.max_regions, bare.elastic, bare.columns) == (3, None, 1_500.0, [])
    high = Master(slack, 50.0, None, 0)
    high.add(columns)
    assert high.relax(Deadline(60)).objective == pytest.approx(50.0 + 2.0 + 1.0)


def test_a_region_is_certain_while_it_is_settled():
    master = Master(np.full(3, 1.0), 50.0)
    master.add([Column(np.array([0, 1]), 9.0), Column(np.array([2]), 0.5)])
    assert master.relax(Deadline(60)).objective == pytest.approx(2.5)
    master.settle([0], 1.0)
    assert master.relax(Deadline(60)).objective == pytest.approx(9.5)
    master.settle([0], 0.0)
    assert master.relax(Deadline(60)).objective == pytest.approx(2.5)
    assert master.add([Column(np.array([0, 1]), 3.0), Column(np.array([1, 2]), 3.0)]) == 1
    assert master.add([]) == 0


@given(case=cases(), first=st.integers(0, 3), size=st.integers(1, 3))
@settings(max_examples=20, deadline=None)
def test_the_duals_of_a_part_are_those_of_its_units(case, first, size):
    master = case.master()
    relaxed = master.relax(Deadline(60))
    relaxed.cuts = np.arange(1.0, len(case.cuts) + 1) * (-1.0) + (len(case.cuts) > 1)
    duals = duals_of(master, relaxed, first, size)
    assert duals.units.tolist() == relaxed.units[first : first + size].tolist()
    assert duals.region == relaxed.region
    assert duals.pairs.tolist() == relaxed.pairs.tolist()
    assert duals.labels.shape == (int(case.labels is not None), size)
    if case.labels is not None:
        assert duals.labels[0].tolist() == case.labels[first : first + size].tolist()
    assert duals.cuts.tolist() == relaxed.cuts.tolist()
    for unit in range(size):
        own = duals.cut_list[duals.cut_start[unit] : duals.cut_start[unit + 1]].tolist()
        assert own == [i for i, cut in enumerate(case.cuts) if first + unit in cut and relaxed.cuts[i] != 0]


@given(st.lists(st.integers(-2, 3), max_size=8))
def test_pairs_are_counted_one_by_one(labels):
    expected = sum(a == b >= 0 for a, b in combinations(labels, 2))
    assert pairs_together(np.array(labels, dtype=np.int64)) == expected
