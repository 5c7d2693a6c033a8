"""The thresholds of the flags as fields of the view."""

from __future__ import annotations

from igs_geo.dashboard.address.kinds import Number

SHARE = Number(0, 1, decimals=2)
WEIGHTS_OF_RANK = ("weight_young", "weight_next_door", "weight_fit")
"""These add up to 1."""
LIMITS: dict[str, Number] = {
    "white_spot_young": Number(0, 200_000),
    "white_spot_city": Number(0, 2_000_000),
    **dict.fromkeys(WEIGHTS_OF_RANK, SHARE),
    "coherence_at_most": SHARE,
    "nesting_at_most": SHARE,
    "border_jaccard": SHARE,
    "border_shared": Number(0, 100),
    "unequal_share": SHARE,
    "unequal_members": Number(0, 300),
}
"""Every threshold and its bounds."""
