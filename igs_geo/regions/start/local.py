"""Solving a few units at a time: the blocks of a large country, each as if there were nothing around it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.kernels.arrays import CRITERIA
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import Rules
from igs_geo.regions.program.closing import solve
from igs_geo.regions.program.master import Master
from igs_geo.regions.program.partitioning import Partitioning
from igs_geo.regions.sets.listed import ListedSets
from igs_geo.regions.sets.listing import list_sets
from igs_geo.regions.sets.parts import part_of
from igs_geo.regions.sets.protocol import Sets
from igs_geo.regions.sets.unlisted import UnlistedSets
from igs_geo.regions.start.blocks import pieces, whole_groups

Regions = list[tuple[int, ...]]
# Regions with their cost on the search's scale.
Costed = list[tuple[tuple[int, ...], float]]


@dataclass(frozen=True)
class LocalParams:
    """How blocks are solved.

    Parameters
    ----------
    block
        About how many units a block has.
    block_seconds
        Seconds that a block may take at most.
    sets
        Sets of a block that are listed at most; with more, they are searched for anew each time.
    close
        Relative gap at which a block is done: its border costs more than that.
    left_price
        What leaving everyone over would cost in objectives of the whole country, where no price is given: only where
        there is no other way.
    few
        Up to how many units the regions that the blocks' linear programs considered are kept for a program over all.
    """

    block: int = 18
    block_seconds: float = 0.4
    sets: int = 400_000
    close: float = 0.01
    left_price: float = 50.0
    few: int = 5_000

    def __post_init__(self) -> None:
        for item in fields(self):
            if not getattr(self, item.name) > 0:
                raise ValueError(f"{item.name} must be positive")


DEFAULTS = LocalParams()


class Answer(NamedTuple):
    """What came of some units: the regions chosen, and all regions that the linear program considered."""

    regions: Costed
    considered: Costed


def left_costs(problem: Problem, rules: Rules, scale: float, params: LocalParams = DEFAULTS) -> np.ndarray:
    """Return what leaving each unit over costs on the search's scale.

    That is the price of its inhabitants where one is set, and far more than any region elsewhere. A unit that may
    never be left over costs as much as if it were many, so that it comes first.

    Parameters
    ----------
    problem
        The problem.
    rules
        Its hard constraints.
    scale
        Factor on costs.
    params
        What leaving over costs where no price is set.
    """
    criteria = problem.criteria
    share = problem.inhabitants / problem.total_inhabitants
    dear = scale * (params.left_price * share + 1e-3 / len(share))
    costs = scale * criteria.price * share if criteria.left_over == "price" and criteria.price is not None else dear
    costs = np.array(costs, dtype=float)
    must = list(rules.must)
    costs[must] = 10.0 * (dear[must] + scale * params.left_price / len(share))
    return costs


def divide(  # noqa: PLR0917 one more than its callers bundle
    problem: Problem,
    rules: Rules,
    units: np.ndarray,
    scale: float,
    deadline: Deadline,
    params: LocalParams = DEFAULTS,
    number: int | None = None,
) -> Answer:
    """Return regions that divide some units as well as possible, as if there were nothing around them.

    There are none where no division was found; units in none of them are left over.

    Parameters
    ----------
    problem, rules
        The problem and its hard constraints.
    units
        Places of the units; those bound to others that are not among them stay out.
    scale
        Factor on costs.
    deadline
        When to stop; the best so far is returned then.
    params
        How.
    number
        Number of regions that is asked for; None for any.
    """
    units = whole_groups(rules, units)
    if len(units) == 0:
        return Answer([], [])
    weights = problem.criteria.named_weights()
    part = part_of(problem, rules, units)
    own = Deadline(min(deadline.left(), params.block_seconds), deadline.sign)
    listing = list_sets(part, tuple(name for name in CRITERIA if name in weights), params.sets, deadline=own)
    sets: Sets
    if listing is None:
        sets = UnlistedSets(part, weights, scale)
    else:
        sets = ListedSets(listing, [scale * chunk for chunk in listing.costs(weights)])
    slack = left_costs(problem, rules, scale, params)[part.units]
    master = Master(slack_cost=slack, elastic=scale, min_regions=number, max_regions=number)
    found = solve(Partitioning(master, [sets], own, gap=params.close))

    def placed(members: np.ndarray) -> tuple[int, ...]:
        return tuple(sorted(part.units[members].tolist()))

    considered = [(placed(column.members), column.cost) for column in master.columns]
    if not np.isfinite(found.objective):
        return Answer([], considered)
    return Answer([(placed(column.members), column.cost) for column in found.regions], considered)


@dataclass(eq=False)
class Local:
    """Exact answers for small sets of units.

    Parameters
    ----------
    problem
        The problem.
    rules
        Its hard constraints.
    scale
        Factor on costs.
    params
        How blocks are solved.
    """

    problem: Problem
    rules: Rules
    scale: float
    params: LocalParams = DEFAULTS

    def __post_init__(self) -> None:
        self.columns: Costed = []


def solve_blocks(local: Local, units: np.ndarray, deadline: Deadline, threads: int) -> Regions:
    """Return a division of units, block by block; a block without time or answer is left over.

    The regions that the blocks' linear programs considered are kept in ``local.columns``.

    Parameters
    ----------
    local
        The problem, and the numbers that steer.
    units
        Places of the units.
    deadline
        When to stop.
    threads
        How many blocks are solved at once.
    """
    blocks = pieces(local.problem, local.rules, units, local.params.block)

    def one(block: np.ndarray) -> Answer:
        if deadline.passed:
            return Answer([], [])
        return divide(local.problem, local.rules, block, local.scale, deadline, local.params)

    with ThreadPoolExecutor(threads) as pool:
        answers = list(pool.map(one, blocks))
    if len(units) < local.params.few:
        local.columns += [column for answer in answers for column in answer.considered]
    return [region for answer in answers for region, _ in answer.regions]
