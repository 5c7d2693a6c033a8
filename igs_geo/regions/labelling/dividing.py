"""First divisions into few regions, and better ones: any two regions that touch are divided anew, as well as can be."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import breadth_first_order, minimum_spanning_tree

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.labelling.case import Case, Regions
from igs_geo.regions.labelling.params import LabellingParams
from igs_geo.regions.labelling.whole import Labels


def merit(case: Case, regions: Regions) -> tuple[float, float]:
    """Return what makes one division better than another: how far it is outside the bounds, then its value."""
    return case.excess(regions), case.value(regions)


def redivide(
    case: Case, regions: Regions, deadline: Deadline, params: LabellingParams, stop: Callable[[], bool]
) -> Iterator[Regions]:
    """Yield every better division that comes of dividing two regions anew, again and again.

    Parameters
    ----------
    case
        The problem.
    regions
        Connected regions that may be outside their bounds; they are brought within them first.
    deadline
        Moment to stop.
    params
        How long two regions may take.
    stop
        Asked now and then whether to stop at once.
    """
    tried: set[tuple[int, ...]] = set()
    better = True
    while better:
        better = False
        for first, second in _touching(case, regions):
            both = tuple(sorted(regions[first] + regions[second]))
            if deadline.passed or stop():
                return
            if both in tried:
                continue
            tried.add(both)
            own = case.only(both, 2)
            row = {unit: place for place, unit in enumerate(both)}
            now = [tuple(row[unit] for unit in regions[place]) for place in (first, second)]
            labels = Labels(own, params.rounds, stop)
            found = _best_of_two(labels, now, _soon(deadline, params.pair_seconds))
            if found is not None:
                regions = list(regions)
                regions[first], regions[second] = (tuple(both[place] for place in members) for members in found)
                better = True
                yield regions


def _soon(deadline: Deadline, seconds: float) -> Deadline:
    return deadline.share(min(1.0, seconds / max(deadline.left(), 1e-9)))


def _best_of_two(labels: Labels, now: Regions, deadline: Deadline) -> Regions | None:
    own = labels.case
    excess, value = merit(own, now)
    step = 1.0 if own.whole else 1e-9 * value
    found = labels.solve(deadline, below=value - step if excess <= 0 else math.inf, elastic=excess > 0)
    better = found is not None and len(found) == 2 and merit(own, found) < (excess, value)
    return found if better else None


def _touching(case: Case, regions: Regions) -> list[tuple[int, int]]:
    """Return the pairs of regions that have something between them, the most costly border first."""
    label = np.empty(len(case), dtype=np.int64)
    for place, members in enumerate(regions):
        label[list(members)] = place
    between: dict[tuple[int, int], float] = {}
    worth = [*case.worth.tolist(), *([0.0] * len(case.edges))]
    for (a, b), amount in zip([*case.pairs.tolist(), *case.edges.tolist()], worth, strict=True):
        if label[a] != label[b]:
            key = (int(min(label[a], label[b])), int(max(label[a], label[b])))
            between[key] = between.get(key, 0.0) + amount
    outside = [case.excess([members]) for members in regions]
    return sorted(between, key=lambda pair: (-(outside[pair[0]] + outside[pair[1]]), -between[pair], pair))


def first_divisions(case: Case, params: LabellingParams, stop: Callable[[], bool], turn: int = 0) -> list[Regions]:
    """Return connected divisions, most of them near the bounds, the best first; none where the map falls apart.

    Random spanning trees are cut where the inhabitants on either side come nearest to what their numbers of regions
    ask for. Groups that must be together or apart are not looked at: there are none such in what comes out.

    Parameters
    ----------
    case
        The problem.
    params
        How many divisions are drawn, and how many trees for each cut.
    stop
        Asked now and then whether to stop at once.
    turn
        Number of the turn: each one draws other trees.
    """
    everyone = tuple(range(len(case)))
    if case.together or case.apart or not case.contiguous or len(case.pieces(everyone)) > 1:
        return []
    rng = np.random.default_rng([params.seed, turn])
    heads = case.measures[1].values
    number = case.low
    if case.deviation > 0:
        number = int(np.clip(round(float(heads.sum()) / case.target), case.low, case.high))
    found: list[Regions] = []
    for _ in range(params.starts):
        if stop():
            break
        found.append(_split(case, everyone, number, params.trees, rng))
    return sorted(found, key=lambda regions: merit(case, regions))


def _split(case: Case, units: tuple[int, ...], number: int, trees: int, rng: np.random.Generator) -> Regions:
    """Cut some units in two, and either side again until there are regions enough."""
    if number <= 1 or len(units) <= 1:
        return [units]
    half = number // 2
    own = case.only(units, 1)
    aim = float(own.measures[1].values.sum()) * half / number
    room = half * (case.measures[1].most - case.measures[1].least) / 4
    best: tuple[int, ...] = ()
    least = math.inf
    for _ in range(trees):
        places, away = _cut_tree(own, aim, rng)
        if away < least:
            best, least = tuple(units[place] for place in places), away
        if least <= room:
            break
    rest = tuple(sorted(set(units) - set(best)))
    return [*_split(case, best, half, trees, rng), *_split(case, rest, number - half, trees, rng)]


def _cut_tree(own: Case, aim: float, rng: np.random.Generator) -> tuple[list[int], float]:
    """Return the side of a random spanning tree whose inhabitants come nearest to an aim, and how near."""
    size = len(own)
    weights = rng.uniform(1.0, 2.0, len(own.edges))
    tree = minimum_spanning_tree(coo_array((weights, own.edges.T), shape=(size, size)).tocsr())
    order, parent = breadth_first_order(tree, int(rng.integers(size)), directed=False)
    below = own.measures[1].values.copy()
    for unit in order[:0:-1]:
        below[parent[unit]] += below[unit]
    away = np.minimum(np.abs(below - aim), np.abs(below[order[0]] - below - aim))
    away[order[0]] = math.inf
    top = int(np.argmin(away))
    inside = np.zeros(size, dtype=bool)
    inside[top] = True
    for unit in order[1:]:
        inside[unit] |= inside[parent[unit]]
    if abs(below[top] - aim) > away[top]:
        inside = ~inside
    return np.flatnonzero(inside).tolist(), float(away[top])
