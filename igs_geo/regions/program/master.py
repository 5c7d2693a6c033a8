"""The linear program over regions (set partitioning), with HiGHS: rows for units, columns for regions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.program.cuts import Cut
from igs_geo.regions.program.rows import Column, PairRow, Relaxed, pairs_together
from igs_geo.regions.program.solver import INFINITY, Program, Status

SCALE = 1_000.0
"""Costs are shares of a country; the solver's tolerances want numbers around 1."""
LEFT_TOLERANCE = 1e-9


@dataclass(eq=False)
class Master:
    """The program over some regions; grows by columns and cuts.

    Parameters
    ----------
    slack_cost
        Cost of leaving each unit over; infinite where it may not be.
    elastic
        Cost that stands in for an infinite one while regions are still missing.
    min_regions, max_regions
        Bounds on the number of regions; None for none.
    pair_rows
        Limits on pairs that may be together.
    left_weights, left_most
        What leaving each unit over uses up of ``left_most``; no such row when None.
    columns
        Regions of the program.
    cuts
        Cuts of the program.
    cuts_of
        Places of the cuts on each unit.
    known
        Members of every region of the program, as bytes.
    """

    slack_cost: np.ndarray
    elastic: float
    min_regions: int | None = None
    max_regions: int | None = None
    pair_rows: tuple[PairRow, ...] = ()
    left_weights: np.ndarray | None = None
    left_most: float = 0.0
    columns: list[Column] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    cuts_of: dict[int, list[int]] = field(default_factory=dict)
    known: set[bytes] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.size = len(self.slack_cost)
        self.hard = ~np.isfinite(self.slack_cost)
        self.program = self._program()

    @property
    def counts_regions(self) -> bool:
        """Whether the number of regions is bounded."""
        return self.min_regions is not None or self.max_regions is not None

    @property
    def first_pair_row(self) -> int:
        """Row of the first limit on pairs."""
        return self.size + int(self.counts_regions)

    @property
    def left_row(self) -> int | None:
        """Row of the limit on what is left over."""
        return None if self.left_weights is None else self.first_pair_row + len(self.pair_rows)

    @property
    def first_cut(self) -> int:
        """Row of the first cut."""
        return self.first_pair_row + len(self.pair_rows) + int(self.left_weights is not None)

    def harden(self, factor: float) -> None:
        """Make every elastic column dearer: a cost that stands in for an infinite one can be too low."""
        self.elastic *= factor
        for place in [*np.flatnonzero(self.hard).tolist(), *range(self.size, self.first_region)]:
            self.program.changeColCost(place, self.elastic)

    def bare(self) -> Master:
        """Return the same rows and slack costs, without regions and cuts."""
        return Master(
            slack_cost=self.slack_cost,
            elastic=self.elastic,
            min_regions=self.min_regions,
            max_regions=self.max_regions,
            pair_rows=self.pair_rows,
            left_weights=self.left_weights,
            left_most=self.left_most,
        )

    def short(self, relaxed: Relaxed) -> float:
        """Return how much of the hard rules a solution of the linear program does without regions."""
        hard = np.ones(len(relaxed.slack), dtype=bool)
        hard[: self.size] = self.hard
        return float(relaxed.slack[hard].sum())

    def _program(self) -> Program:
        program = Program()
        empty_index, empty_value = np.empty(0, np.int32), np.empty(0)
        for _ in range(self.size):
            program.addRow(1.0, 1.0, 0, empty_index, empty_value)
        if self.counts_regions:
            low = 0.0 if self.min_regions is None else float(self.min_regions)
            high = INFINITY if self.max_regions is None else float(self.max_regions)
            program.addRow(low, high, 0, empty_index, empty_value)
        for row in self.pair_rows:
            program.addRow(-INFINITY, float(row.most), 0, empty_index, empty_value)
        if self.left_weights is not None:
            program.addRow(-INFINITY, float(self.left_most), 0, empty_index, empty_value)
        for unit in range(self.size):
            index, value = [unit], [1.0]
            if self.left_row is not None and self.left_weights is not None:
                index, value = [unit, self.left_row], [1.0, float(self.left_weights[unit])]
            cost = self.elastic if self.hard[unit] else float(self.slack_cost[unit])
            program.addCol(cost, 0.0, INFINITY, len(index), np.array(index, np.int32), np.array(value))
        if self.counts_regions:
            # A surplus and a shortage keep the program feasible until there are columns enough.
            for sign in (1.0, -1.0):
                program.addCol(self.elastic, 0.0, INFINITY, 1, np.array([self.size], np.int32), np.array([sign]))
        for place in range(len(self.pair_rows)):
            index_of = np.array([self.first_pair_row + place], np.int32)
            program.addCol(self.elastic, 0.0, INFINITY, 1, index_of, np.array([-1.0]))
        if self.left_row is not None:
            program.addCol(self.elastic, 0.0, INFINITY, 1, np.array([self.left_row], np.int32), np.array([-1.0]))
        return program

    @property
    def first_region(self) -> int:
        """Column of the first region: elastic columns come before."""
        return self.size + 2 * int(self.counts_regions) + len(self.pair_rows) + int(self.left_row is not None)

    def entries(self, members: np.ndarray) -> tuple[list[int], list[float]]:
        """Return the rows and coefficients of a region."""
        index, value = members.tolist(), [1.0] * len(members)
        if self.counts_regions:
            index.append(self.size)
            value.append(1.0)
        for place, row in enumerate(self.pair_rows):
            pairs = pairs_together(row.labels[members])
            if pairs:
                index.append(self.first_pair_row + place)
                value.append(float(pairs))
        if self.cuts:
            hits = Counter(place for unit in members.tolist() for place in self.cuts_of.get(unit, ()))
            for place, number in hits.items():
                if number > 1:
                    index.append(self.first_cut + place)
                    value.append(float(number // 2))
        return index, value

    def add(self, columns: list[Column]) -> int:
        """Add regions that are not there yet; return how many."""
        fresh = []
        for column in columns:
            key = column.members.astype(np.int32).tobytes()
            if key not in self.known:
                self.known.add(key)
                fresh.append(column)
        if not fresh:
            return 0
        starts, indices, values = [0], [], []
        for column in fresh:
            index, value = self.entries(column.members)
            indices += index
            values += value
            starts.append(len(indices))
        number = len(fresh)
        self.program.addCols(
            number,
            np.array([column.cost for column in fresh]),
            np.zeros(number),
            np.full(number, INFINITY),
            len(indices),
            np.array(starts[:-1], np.int32),
            np.array(indices, np.int32),
            np.array(values),
        )
        self.columns += fresh
        return number

    def add_cuts(self, cuts: list[Cut]) -> None:
        """Add cuts over sets of an odd number of units."""
        if not cuts:
            return
        sizes = np.array([len(column.members) for column in self.columns], dtype=np.int64)
        ends = np.repeat(np.arange(len(sizes)), sizes)
        units = np.concatenate([column.members for column in self.columns]) if len(sizes) else np.empty(0, np.int64)
        holds = csr_array((np.ones(len(ends)), (ends, units)), shape=(len(sizes), self.size))
        rows = np.repeat(np.arange(len(cuts)), [len(cut) for cut in cuts])
        asked = csr_array((np.ones(len(rows)), (np.concatenate(cuts), rows)), shape=(self.size, len(cuts)))
        hits = (holds @ asked).T.tocsr()
        for place, cut in enumerate(cuts):
            own = slice(hits.indptr[place], hits.indptr[place + 1])
            pairs = hits.data[own] // 2
            hit = hits.indices[own][pairs > 0].astype(np.int32) + np.int32(self.first_region)
            self.program.addRow(-INFINITY, float(len(cut) // 2), len(hit), hit, pairs[pairs > 0])
            for unit in cut:
                self.cuts_of.setdefault(unit, []).append(len(self.cuts) + place)
        self.cuts += cuts

    def settle(self, places: list[int], least: float) -> None:
        """Make some regions certain (1), or open again (0)."""
        for place in places:
            self.program.changeColBounds(self.first_region + place, least, INFINITY)

    def relax(self, deadline: Deadline) -> Relaxed:
        """Solve the linear program and return its solution."""
        solved = self.program.run_until(deadline) == Status.kOptimal
        solution = self.program.getSolution()
        values, duals = np.array(solution.col_value), np.array(solution.row_dual)
        first = self.first_pair_row
        left = self.left_row
        return Relaxed(
            objective=self.program.getObjectiveValue(),
            values=values[self.first_region :],
            slack=values[: self.first_region],
            units=duals[: self.size],
            region=float(duals[self.size]) if self.counts_regions else 0.0,
            pairs=duals[first : first + len(self.pair_rows)],
            cuts=duals[self.first_cut :],
            left=float(duals[left]) if left is not None else 0.0,
            solved=solved,
        )

    def admits(self, columns: list[Column], left: list[int]) -> bool:
        """Whether disjoint regions, with some units left over, keep every row of the program but its cuts."""
        if self.hard[left].any():
            return False
        if self.left_weights is not None and self.left_weights[left].sum() > self.left_most + LEFT_TOLERANCE:
            return False
        few = self.min_regions is not None and len(columns) < self.min_regions
        many = self.max_regions is not None and len(columns) > self.max_regions
        together = [sum(pairs_together(row.labels[c.members]) for c in columns) for row in self.pair_rows]
        return not few and not many and all(n <= row.most for n, row in zip(together, self.pair_rows, strict=True))

    def reduced_costs(self, relaxed: Relaxed) -> np.ndarray:
        """Return the reduced cost of every region of the program."""
        region = [relaxed.region] if self.counts_regions else []
        left = [relaxed.left] if self.left_row is not None else []
        weight = np.concatenate([relaxed.units, region, relaxed.pairs, left, relaxed.cuts])
        values = np.empty(len(self.columns))
        for place, column in enumerate(self.columns):
            index, value = self.entries(column.members)
            values[place] = column.cost - float(weight[index] @ np.array(value))
        return values
