"""The numbers that steer the labelling model."""

from __future__ import annotations

from dataclasses import dataclass, fields

from igs_geo.regions.problem.criteria import CriteriaError


@dataclass(frozen=True)
class LabellingParams:
    """The numbers that steer the labelling model.

    Parameters
    ----------
    max_cells
        Labels times units: the largest model that is taken.
    max_pairs
        Labels times pairs of units with flow: the largest model that is taken.
    rounds
        Rounds of separators before a flow holds regions together.
    trees
        Spanning trees drawn for each cut of a first division.
    starts
        First divisions drawn a turn.
    pair_seconds
        Seconds that dividing two regions anew may take, at most.
    soon
        Of the first divisions of a turn, the best that are improved.
    floor_share
        Share of the time that the first bound may take.
    whole_share
        Share of the time for the whole model where one thread does everything.
    seed
        Of the spanning trees.

    Raises
    ------
    CriteriaError
        When a number is not positive, or a share is above 1.
    """

    max_cells: int = 700
    max_pairs: int = 4_000
    rounds: int = 40
    trees: int = 60
    starts: int = 100
    pair_seconds: float = 3.0
    soon: int = 3
    floor_share: float = 0.3
    whole_share: float = 0.5
    seed: int = 1

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not value > 0 or (field.name.endswith("_share") and value > 1):
                raise CriteriaError("regions.bad_number", name=field.name, value=value)


DEFAULT = LabellingParams()
"""Taken where nothing else is asked for."""
