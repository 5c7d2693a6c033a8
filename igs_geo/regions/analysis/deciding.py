"""What decides a division: which criterion the weights can move most, and which makes up most of its cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from igs_geo.regions.analysis.payoff import Payoff


@dataclass(frozen=True)
class Deciding:
    """What decides a division, as its payoff table says.

    Parameters
    ----------
    criterion
        The criterion whose weighted value lies furthest apart among the divisions of the table.
    span
        How far, as a share of the cost of the division.
    largest
        The criterion that makes up most of the cost.
    share
        Which share of it.
    """

    criterion: str
    span: float
    largest: str
    share: float


def deciding(rows: Sequence[Payoff], weights: Mapping[str, float]) -> Deciding | None:
    """Return what decides a division; None while some value is not known, and where fewer than two criteria count.

    Parameters
    ----------
    rows
        The payoff table of the division.
    weights
        Weight of each criterion of the table.
    """
    spans: dict[str, float] = {}
    for row in rows:
        if row.best is None or row.worst is None:
            return None
        spans[row.criterion] = weights[row.criterion] * (row.worst - row.best)
    parts = {row.criterion: weights[row.criterion] * row.own for row in rows}
    cost = sum(parts.values())
    if len(rows) < 2 or cost <= 0:
        return None
    # Among equals the first of the table.
    most, largest = max(spans, key=spans.__getitem__), max(parts, key=parts.__getitem__)
    return Deciding(most, spans[most] / cost, largest, parts[largest] / cost)
