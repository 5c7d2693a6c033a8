"""Solving one sub-problem, by its rule for who is left over."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.labelling.labelling import label_into
from igs_geo.regions.program.closing import solve
from igs_geo.regions.program.generating import generate
from igs_geo.regions.program.master import SCALE, Master
from igs_geo.regions.program.partitioning import SHORT, Partitioning
from igs_geo.regions.program.progress import Progress
from igs_geo.regions.program.rows import Column
from igs_geo.regions.search.starting import Beside, Context, annealed, divided, offer, warm
from igs_geo.regions.search.subproblems import Known, SubProblem
from igs_geo.regions.sets.listing import covered_units
from igs_geo.regions.sets.protocol import Sets

HALF = 0.5
"""Inhabitants are whole numbers: a bound within half of one is proof."""


def solve_subproblem(sub: SubProblem, context: Context, deadline: Deadline) -> None:
    """Solve a sub-problem and write down what is known, as soon as it is."""
    rule = sub.criteria.left_over
    if rule == "price":
        _with_slack(sub, context, _price(sub), deadline)
    elif rule == "forbid":
        _with_slack(sub, context, np.full(len(sub.units), np.inf), deadline)
    elif sub.restriction.left_most is not None:
        # The fewest is known: no more than that, at the lowest cost.
        slack = np.where(sub.must, np.inf, 0.0)
        _with_slack(sub, context, slack, deadline)
    else:
        _minimise(sub, context, deadline)


def go_on(sub: SubProblem, context: Context, deadline: Deadline) -> None:
    """Use time that others left: go on with the proof, then look for better divisions until time is up."""
    run = sub.run
    if run is None or run.done or sub.infeasible:
        return
    run.deadline = deadline
    if not run.short:
        solve(run)
    for turn in itertools.count(1):
        if run.over:
            return
        moves = min(turn, context.params.turns) * context.params.more_moves
        before = run.progress.objective
        found = (
            divided(sub, deadline, turn=turn)
            if sub.counted
            else annealed(sub, context, deadline, moves=moves, turn=turn)
        )
        offer(sub, run, found)
        if turn > context.params.turns and run.progress.objective >= before and len(sub.units) <= context.params.few:
            return


def hold(sub: SubProblem, context: Context) -> None:
    """Hold the division that takes no time to find, where it keeps the rules: grown regions, or none at all."""
    own = set(sub.units.tolist())
    grown = [region for region in context.grown if region[0] in own and sub.allows(region)]
    rule = sub.criteria.left_over
    slack = _price(sub) if rule == "price" else np.where(sub.must | (rule == "forbid"), np.inf, 0.0)
    master = sub.master(slack, sub.elastic)
    for regions in (grown, []):
        columns = [sub.column(region) for region in regions]
        left = sub.left_rows(columns)
        if master.admits(columns, left):
            cost = sum(column.cost for column in columns) + float(slack[left].sum())
            sub.known = Known(regions, cost, fewest_proven=rule != "minimise" or not left)
            context.tell()
            return


def _price(sub: SubProblem) -> np.ndarray:
    price = SCALE * (sub.criteria.price or 0.0) * sub.heads / sub.problem.total_inhabitants
    return np.where(sub.must, np.inf, price)


def _with_slack(sub: SubProblem, context: Context, slack: np.ndarray, deadline: Deadline) -> None:
    """Solve with a cost for every unit left over, infinite where it may not be."""
    progress, short = _partition(sub, context, sub.master(slack, sub.elastic), sub.feasible_sets(), deadline)
    sub.infeasible = not progress.found and (progress.bound == np.inf or (short and _impossible(sub, slack, deadline)))


def _minimise(sub: SubProblem, context: Context, deadline: Deadline) -> None:
    """Leave over the fewest inhabitants; among the divisions that do, find the lowest cost."""
    # Everyone in a region is usually possible, and then nothing is left over.
    whole = sub.master(np.full(len(sub.units), np.inf), sub.elastic)
    if all(listing is None or covered_units(listing).all() for listing in sub.lists):
        soon = deadline.share(context.params.whole_share)
        progress, _ = _partition(sub, context, whole, sub.feasible_sets(), soon)
        if progress.found:
            return
    _fewest(sub, context, whole.columns, deadline)


def _fewest(sub: SubProblem, context: Context, seed: list[Column], deadline: Deadline) -> None:
    heads = sub.heads / SCALE
    free = sub.feasible_sets(free=True)
    master = sub.master(np.where(sub.must, np.inf, heads), 10.0 * float(heads.sum()) + 1.0)
    run = Partitioning(master, free, deadline.share(context.params.whole_share), params=context.params.program)
    held = [sub.column(region) for region in sub.known.regions or []]
    master.add([Column(column.members, 0.0) for column in (*seed, *held)])
    left = sub.left_rows(held)
    if master.admits(held, left):
        run.progress.offer([Column(column.members, 0.0) for column in held], left, float(heads[left].sum()))
    fewest = solve(run)
    if not fewest.found:
        sub.infeasible = fewest.bound == np.inf or (run.short and _impossible(sub, master.slack_cost, deadline))
        return
    proven = fewest.objective - fewest.bound < HALF / SCALE
    slack = np.where(sub.must, np.inf, 0.0)
    costed = sub.master(slack, sub.elastic, round(fewest.objective * SCALE) + HALF)
    regions = [sub.column(region) for region in sub.places_of(fewest.regions)]
    progress = Progress(report=_teller(sub, context, fewest_proven=proven))
    last = Partitioning(costed, sub.feasible_sets(), deadline, progress, context.params.gap,
                        params=context.params.program)  # fmt: skip
    sub.run = last
    costed.add([*seed, *regions])
    progress.offer(regions, fewest.left, sum(column.cost for column in regions))
    solve(last)


def _teller(
    sub: SubProblem, context: Context, *, fewest_proven: bool = True, bound: bool = True
) -> Callable[[Progress], None]:
    """Return what writes the progress of a program down, and tells that there is more to know."""

    def tell(progress: Progress) -> None:
        sub.learn(progress, fewest_proven=fewest_proven, bound=bound)
        context.tell()

    return tell


def _partition(
    sub: SubProblem, context: Context, master: Master, sets: list[Sets], deadline: Deadline
) -> tuple[Progress, bool]:
    """Solve; return also whether regions fell short of covering everything that must be."""
    params = context.params
    progress = Progress(report=_teller(sub, context))
    run = Partitioning(master, sets, deadline, progress, params.gap, params=params.program)
    sub.run = run
    offer(sub, run, sub.known.regions or [])
    unlisted = not all(part.exact for part in sets)
    if unlisted and sub.labelled:
        _by_labels(sub, run, params.tree_share, deadline)
        return progress, run.short
    if unlisted and not sub.counted:
        warm(sub, context, run, _teller(sub, context, bound=False))
    if sub.counted and not sub.restriction.pair_rows and not progress.found:
        offer(sub, run, divided(sub, deadline.share(params.start_share)))
    large = any(listing is None or len(listing) > params.program.small_pool for listing in sub.lists)
    if not large or sub.counted:
        return solve(run), run.short
    offer(sub, run, annealed(sub, context, deadline.share(params.start_share)))
    if not progress.found:
        offer(sub, run, divided(sub, deadline.share(params.start_share)))
    if not context.alone or sub.threads == 1:
        return solve(run), run.short
    beside = Beside(sub, context, deadline)
    run.improve = lambda: beside.improve(run)
    try:
        solve(run)
        beside.wait(run)
    finally:
        beside.end()
    return progress, run.short


def _by_labels(sub: SubProblem, run: Partitioning, tree_share: float, deadline: Deadline) -> None:
    """Give each unit a label where regions are few and large, from a division along spanning trees on."""
    offer(sub, run, divided(sub, deadline.share(tree_share)))
    label_into(run.progress, sub.problem, sub.prepared.rules, sub.units, deadline, threads=sub.threads)


def _impossible(sub: SubProblem, slack: np.ndarray, deadline: Deadline) -> bool:
    """Whether the units that must be in a region cannot all be, by the linear program without any costs."""
    most = np.where(np.isfinite(slack), 0.0, np.inf)
    run = Partitioning(sub.master(most, 1.0), sub.feasible_sets(free=True), deadline)
    relaxed = generate(run)
    return run.converged and run.master.short(relaxed) > SHORT
