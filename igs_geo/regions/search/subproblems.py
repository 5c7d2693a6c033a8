"""The separate set-partitioning problems that a search falls into."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from igs_geo.regions.labelling.case import takes
from igs_geo.regions.problem.costs import cost, unit
from igs_geo.regions.problem.rules import is_allowed
from igs_geo.regions.program.master import SCALE, Master
from igs_geo.regions.program.partitioning import Partitioning
from igs_geo.regions.program.progress import Progress
from igs_geo.regions.program.rows import Column, PairRow
from igs_geo.regions.search.preparing import Prepared
from igs_geo.regions.sets.listed import ListedSets
from igs_geo.regions.sets.protocol import Sets
from igs_geo.regions.sets.unlisted import UnlistedSets

Regions = list[tuple[int, ...]]


@dataclass(frozen=True, eq=False)
class Restriction:
    """What a division must keep to beside the criteria: what makes it an alternative to others.

    Parameters
    ----------
    pair_rows
        Limits on pairs of municipalities that may be together.
    left_most
        Inhabitants that may be left over at most, of the municipalities that may be in a region; None for no limit.
    """

    pair_rows: tuple[PairRow, ...] = ()
    left_most: int | None = None


NOTHING = Restriction()


@dataclass(frozen=True, eq=False)
class Known:
    """What is known of a sub-problem; replaced as a whole, so that any thread sees what belongs together.

    Parameters
    ----------
    regions
        The best division, in places of units of the problem; None while there is none.
    objective, bound
        Its cost and the lower bound on it, on the solver's scale.
    fewest_proven
        Whether no division leaves fewer inhabitants over.
    provisional
        Whether the division is only what there was to begin with: any that a program finds replaces it.
    """

    regions: Regions | None = None
    objective: float = np.inf
    bound: float = -np.inf
    fewest_proven: bool = False
    provisional: bool = True


@dataclass(eq=False)
class SubProblem:
    """Parts of a problem that have to be solved together, and what is known of them so far.

    Parameters
    ----------
    prepared
        The problem.
    places
        Which of its parts.
    threads
        How many threads may work on it.
    restriction
        What its divisions must keep to.
    known
        What the search has found so far.
    infeasible
        Whether it is proven to have no division.
    run
        The program that was last at work on it; None before the first one.
    """

    prepared: Prepared
    places: list[int]
    threads: int
    restriction: Restriction
    known: Known = field(default_factory=Known)
    infeasible: bool = False
    run: Partitioning | None = None
    """The program that was last at work on it."""

    def __post_init__(self) -> None:
        self.problem = self.prepared.problem
        self.criteria = self.problem.criteria
        self.parts = [self.prepared.parts[place] for place in self.places]
        self.lists = [self.prepared.lists[place] for place in self.places]
        self.units = np.concatenate([part.units for part in self.parts])
        self.row = {int(unit): row for row, unit in enumerate(self.units)}
        self.must = np.concatenate([np.isin(np.arange(len(part)), part.must) for part in self.parts])
        self.heads = self.problem.inhabitants[self.units]

    @property
    def sets(self) -> int:
        """Number of listed sets; very many where some are not listed."""
        return sum(10**9 if listing is None else len(listing) for listing in self.lists)

    @property
    def counted(self) -> bool:
        """Whether a rule counts over all regions, so that regions cannot be looked at apart."""
        criteria = self.criteria
        return bool(self.restriction.pair_rows) or criteria.min_regions is not None or criteria.max_regions is not None

    def learn(self, progress: Progress, *, fewest_proven: bool, bound: bool = True) -> None:
        """Take the solution of a program when it is better than what is known.

        Parameters
        ----------
        progress
            Of the program.
        fewest_proven
            Whether its solutions leave the fewest inhabitants over.
        bound
            Whether its bound holds for every region, and not for some only.
        """
        known = self.known
        # The same division costs as much up to rounding, whoever adds it up.
        most = known.objective + 1e-12 + 1e-9 * abs(known.objective)
        if not progress.found or not (known.provisional or progress.objective <= most):
            return
        self.known = Known(
            regions=self.places_of(progress.regions),
            objective=progress.objective,
            bound=progress.bound if bound else -np.inf,
            fewest_proven=fewest_proven,
            provisional=False,
        )

    @property
    def labelled(self) -> bool:
        """Whether the labelling model takes it: few large regions, costs that are linear, nobody left over."""
        free = self.restriction.left_most is None and not self.restriction.pair_rows
        return free and takes(self.problem, self.prepared.rules, self.units)

    @property
    def numbers(self) -> tuple[int | None, int | None]:
        """Fewest and most regions beside those that are kept; None for no bound."""
        fixed = len(self.prepared.rules.fixed)
        low, high = self.criteria.min_regions, self.criteria.max_regions
        return None if low is None else max(0, low - fixed), None if high is None else high - fixed

    def feasible_sets(self, *, free: bool = False) -> list[Sets]:
        """Return the feasible regions of every part with their costs; with ``free``, at no cost."""
        weights = self.criteria.named_weights()
        found: list[Sets] = []
        for part, listing in zip(self.parts, self.lists, strict=True):
            if listing is None:
                found.append(UnlistedSets(part, {} if free else weights, SCALE, self.threads))
            elif free:
                costs = [np.where(feasible, 0.0, np.inf) for feasible in listing.feasible]
                found.append(ListedSets(listing, costs, self.threads))
            else:
                found.append(ListedSets(listing, [SCALE * chunk for chunk in listing.costs(weights)], self.threads))
        return found

    def master(self, slack: np.ndarray, elastic: float, left_most: float | None = None) -> Master:
        """Return the program without regions.

        Parameters
        ----------
        slack
            (units) cost of leaving each over; infinite where it may not be.
        elastic
            Cost that stands in for an infinite one.
        left_most
            Inhabitants that may be left over in all; None for no limit of its own.
        """
        low, high = self.numbers
        asked = self.restriction.left_most
        # Inhabitants are whole numbers: a quarter of one more keeps the solver's tolerance out of it.
        limits = [most for most in (left_most, None if asked is None else asked + 0.25) if most is not None]
        return Master(
            slack_cost=slack,
            elastic=elastic,
            min_regions=low,
            max_regions=high,
            pair_rows=tuple(PairRow(row.labels[self.units], row.most) for row in self.restriction.pair_rows),
            left_weights=self.heads / SCALE if limits else None,
            left_most=min(limits) / SCALE if limits else 0.0,
        )

    @property
    def elastic(self) -> float:
        """More than any region adds per unit, but not so much that the solver loses the costs in it."""
        sizes = {"pairwise-distance": 10.0, "unweighted-ssd": 50.0}
        size = sizes.get(self.criteria.objective, 0.0) * len(self.problem.units)
        return 20.0 * SCALE * max(1.0, size) / len(self.units) + 0.05 * SCALE

    def allows(self, region: tuple[int, ...]) -> bool:
        """Whether a region (places of units in the problem) keeps every rule of a single region."""
        return is_allowed(self.problem, self.prepared.rules, region)

    def column(self, region: Iterable[int]) -> Column:
        """Return a region (places of units in the problem) as a column of the program."""
        places = np.array(list(region), dtype=np.int64)
        rows = np.sort(np.array([self.row[int(place)] for place in places], dtype=np.int64))
        return Column(rows, SCALE * cost(self.problem, places) / unit(self.problem))

    def places_of(self, columns: Iterable[Column]) -> Regions:
        """Return columns as places of units in the problem."""
        return [tuple(sorted(self.units[column.members].tolist())) for column in columns]

    def left_rows(self, columns: Iterable[Column]) -> list[int]:
        """Return the rows of the units that are in no column."""
        left = np.ones(len(self.units), dtype=bool)
        for column in columns:
            left[column.members] = False
        return np.flatnonzero(left).tolist()


def split_up(prepared: Prepared, threads: int, restriction: Restriction) -> list[SubProblem]:
    """Return the sub-problems: each part alone, or all together when a rule counts over all regions."""
    everything = list(range(len(prepared.parts)))
    criteria = prepared.problem.criteria
    together = (
        restriction.pair_rows
        or restriction.left_most is not None
        or criteria.min_regions is not None
        or criteria.max_regions is not None
    )
    groups = [everything] if together and everything else [[place] for place in everything]
    own = threads if len(groups) == 1 else 1
    return [SubProblem(prepared, group, own, restriction) for group in groups]
