"""The rows of the labelling model: what separating units costs, the bounds on a region, and what holds it together.

Source: Validi and Buchanan, "Political districting to minimize cut edges", Mathematical Programming Computation 14,
2022.
"""

from __future__ import annotations

import math

import numpy as np

from igs_geo.regions.labelling.case import Case, Measure, Regions
from igs_geo.regions.labelling.separators import Separator
from igs_geo.regions.labelling.solver import IntegerProgram
from igs_geo.regions.program.solver import INFINITY

NEAR_ONE = 0.8
"""A gap below 1 proves a whole number; the rest is left to the tolerances of the solver."""
AMOUNT = 1_000.0
"""What a measure adds up to in a program at most: the solver's tolerance is 1e-6."""
HARD = 1_000.0
"""How much dearer breaking a bound is than separating everyone."""
Labels = list[list[int]]


def label_program(
    case: Case,
    separators: list[Separator],
    *,
    above: float = -math.inf,
    below: float = math.inf,
    elastic: bool = False,
    flow: bool = False,
) -> tuple[IntegerProgram, Labels]:
    """Return the labelling model and its variables, a row per unit and a column per label.

    Parameters
    ----------
    case
        The problem.
    separators
        What no region may go without.
    above, below
        Values that a division has at least and at most.
    elastic
        Whether bounds on a region may be broken, at a price beyond every cost.
    flow
        Whether a flow holds regions together, beside the separators.
    """
    program, labels = IntegerProgram(), range(case.high)
    x = [[program.add() for _ in labels] for _ in range(len(case))]
    used = [program.add() for _ in labels]
    for row in x:
        program.row([(variable, 1.0) for variable in row], 1.0, 1.0)
    for label in labels:
        if label < case.low:
            program.row([(used[label], 1.0)], 1.0)
        elif label > 0:
            program.row([(used[label - 1], 1.0), (used[label], -1.0)], 0.0)
    # Labels are told apart by the largest unit in them: the first unit gets the first label, the second one of two...
    for place, unit in enumerate(np.argsort(-case.measures[1].values, kind="stable")[: case.high - 1]):
        for label in range(place + 1, case.high):
            program.most[x[unit][label]] = 0.0
    for (a, b), worth in zip(case.pairs.tolist(), case.worth.tolist(), strict=True):
        for label in labels:
            cut = program.add(worth, binary=False)
            program.row([(cut, 1.0), (x[a][label], -1.0), (x[b][label], 1.0)], 0.0)
    columns = [[row[label] for row in x] for label in labels]
    for column, own in zip(columns, used, strict=True):
        deviate(program, case, column, own)
    if math.isfinite(above) or math.isfinite(below):
        program.objective_row(above, below)
    price = HARD * float(case.worth.sum() + 1) if elastic else None
    for column, own in zip(columns, used, strict=True):
        for measure in case.measures:
            bound(program, measure, column, own, price)
        gather(program, case, column)
        separate(program, separators, column)
        if flow:
            _flow(program, case, column, own)
    return program, x


def read_labels(values: np.ndarray, x: Labels) -> Regions:
    """Return the division that a solution of the labelling model holds."""
    chosen = values[np.array(x)].argmax(axis=1)
    return [tuple(np.flatnonzero(chosen == label).tolist()) for label in np.unique(chosen)]


def deviate(program: IntegerProgram, case: Case, column: list[int], used: int | None) -> None:
    """Let a region cost its distance to the target."""
    if case.deviation <= 0:
        return
    scale = _scale(case.measures[1])
    heads = [(variable, value / scale) for variable, value in zip(column, case.measures[1].values, strict=True)]
    away, target = program.add(case.deviation * scale, INFINITY, binary=False), case.target / scale
    aimed = [] if used is None else [(used, -target)]
    right = target if used is None else 0.0
    program.row([(away, -1.0), *heads, *aimed], high=right)
    program.row([(away, 1.0), *heads, *aimed], low=right)


def bound(
    program: IntegerProgram, measure: Measure, column: list[int], used: int | None, price: float | None = None
) -> None:
    """Keep a measure of a region between its bounds, or let what is outside them have a price."""
    scale = _scale(measure)
    terms = [(variable, value / scale) for variable, value in zip(column, measure.values, strict=True)]
    for sign, limit in ((1.0, measure.least), (-1.0, measure.most)):
        edge = limit / scale
        extra = []
        if price is not None:
            extra = [(program.add(price / max(edge, 1.0 / scale), INFINITY, binary=False), sign)]
        own = [] if used is None else [(used, -edge)]
        right = edge if used is None else 0.0
        program.row([*terms, *extra, *own], *((right, INFINITY) if sign > 0 else (-INFINITY, right)))


def gather(program: IntegerProgram, case: Case, column: list[int]) -> None:
    """Keep units of a region together or apart."""
    for a, b in case.together:
        program.row([(column[a], 1.0), (column[b], -1.0)], 0.0, 0.0)
    for a, b in case.apart:
        program.row([(column[a], 1.0), (column[b], 1.0)], high=1.0)


def separate(program: IntegerProgram, separators: list[Separator], column: list[int]) -> None:
    """Let a region that holds both ends of a separator hold something of it."""
    for one in separators:
        ends = [(column[one.first], 1.0), (column[one.second], 1.0)]
        program.row([*ends, *((column[unit], -1.0) for unit in one.between)], high=1.0)


def _scale(measure: Measure) -> float:
    return max(1.0, float(measure.values.sum()) / AMOUNT)


def _flow(program: IntegerProgram, case: Case, column: list[int], used: int) -> None:
    """Hold the units of a label together: each takes one unit of a flow that starts in one root."""
    most = min(float(len(case)), case.measures[0].most)
    near = case.neighbours()
    root = [program.add() for _ in column]
    supply = [program.add(0.0, most, binary=False) for _ in column]
    arc = {(a, b): program.add(0.0, most, binary=False) for a, ends in enumerate(near) for b in ends}
    program.row([*((variable, 1.0) for variable in root), (used, -1.0)], 0.0, 0.0)
    for unit, variable in enumerate(column):
        inward = [(arc[other, unit], 1.0) for other in near[unit]]
        outward = [(arc[unit, other], -1.0) for other in near[unit]]
        program.row([(root[unit], 1.0), (variable, -1.0)], high=0.0)
        program.row([(supply[unit], 1.0), (root[unit], -most)], high=0.0)
        program.row([*inward, *outward, (supply[unit], 1.0), (variable, -1.0)], 0.0, 0.0)
        program.row([*inward, (variable, 1.0 - most)], high=0.0)
