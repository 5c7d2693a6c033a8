"""From where on something is flagged, and how much each kind of flag weighs."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from igs_geo.atlas.standing import STANDING
from igs_geo.errors import IgsGeoError


@dataclass(frozen=True)
class Thresholds:
    """The thresholds of the flags; every share lies in [0, 1].

    Parameters
    ----------
    white_spot_young
        White spots for youth with fewer young people (0 to 29) are not flagged. The default of 0 flags all: they are
        ranked, and even the smallest has young people.
    white_spot_city
        A white spot with more inhabitants is a kind of its own: a city that size stands alone. The default is what the
        default preset of the package keeps outside (``outside_above``); 0 keeps none apart.
    weight_young, weight_next_door, weight_fit
        What the rank of a white spot for youth is made of, with sum 1: how few young people live there compared with
        the other white spots; whether known youth cooperation is next door; whether that cooperation would still lie in
        one reference region with this municipality. Few young people weigh half, because a small municipality cannot
        do alone what a larger one can; the other two say whether something can be done soon.
    coherence_at_most, nesting_at_most
        Other partners for almost every domain: both at most this. About the lowest fifth of both in 2025 (0.20 and 0.60
        of 285 municipalities; 35 are below both). Low coherence alone is what nested perimeters give, and no problem.
    border_jaccard, border_shared
        A border of a reference region cuts existing cooperation from this Jaccard index and number of shared bodies on:
        half of what both are in is shared, by at least three bodies, so that one body of two does not count.
    unequal_share, unequal_members
        A body is very unequal when one municipality has at least this share of its inhabitants, and it has at least
        this many members. With 0.60 the largest has half as many again as all others together; of
        two one always has half.
    """

    white_spot_young: int = 0
    white_spot_city: int = STANDING.get("outside_above") or 0
    weight_young: float = 0.5
    weight_next_door: float = 0.25
    weight_fit: float = 0.25
    coherence_at_most: float = 0.20
    nesting_at_most: float = 0.60
    border_jaccard: float = 0.5
    border_shared: int = 3
    unequal_share: float = 0.6
    unequal_members: int = 3

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            upper = math.inf if field.type == "int" else 1.0
            if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= upper:
                raise IgsGeoError("flags.bad_threshold", name=field.name, value=value)
        if not math.isclose(self.weight_young + self.weight_next_door + self.weight_fit, 1.0, abs_tol=1e-9):
            raise IgsGeoError("flags.bad_weights")
