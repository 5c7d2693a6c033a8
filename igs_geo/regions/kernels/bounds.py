"""The bounds on a region: whether they hold, whether a growing set still can keep them, and how far they are missed."""

from __future__ import annotations

from typing import NamedTuple

from igs_geo.regions.kernels.compiled import compiled, inlined

NO_LIMIT = 2**62


class Limits(NamedTuple):
    """The bounds on a region; without one, the least is 0 and the most :data:`NO_LIMIT`."""

    min_members: int
    max_members: int
    min_inhabitants: int
    max_inhabitants: int
    min_young: int
    max_young: int


@inlined
def has_room(limits: Limits, inhabitants: float, young: float, lifted: bool) -> bool:  # noqa: FBT001
    """Whether a set has not too many people. People only add up: a set that has them keeps them when it grows."""
    return (inhabitants <= limits.max_inhabitants or lifted) and young <= limits.max_young


@inlined
def keeps(limits: Limits, size: int, inhabitants: float, young: float, lifted: bool) -> bool:  # noqa: FBT001
    """Whether a region keeps all bounds; ``lifted`` where a member lifts the maximum of inhabitants."""
    return (
        limits.min_members <= size <= limits.max_members
        and inhabitants >= limits.min_inhabitants
        and young >= limits.min_young
        and has_room(limits, inhabitants, young, lifted)
    )


@compiled
def excess(limits: Limits, size: int, inhabitants: float, young: float, lifted: bool) -> float:  # noqa: FBT001
    """Return how far a region is outside its bounds, each as a share of the bound; 0 where it keeps them."""
    outside = 0.0
    if size < limits.min_members:
        outside += (limits.min_members - size) / limits.min_members
    if size > limits.max_members:
        outside += (size - limits.max_members) / limits.max_members
    if inhabitants < limits.min_inhabitants:
        outside += (limits.min_inhabitants - inhabitants) / limits.min_inhabitants
    if inhabitants > limits.max_inhabitants and not lifted:
        outside += (inhabitants - limits.max_inhabitants) / max(limits.max_inhabitants, 1)
    if young < limits.min_young:
        outside += (limits.min_young - young) / limits.min_young
    if young > limits.max_young:
        outside += (young - limits.max_young) / max(limits.max_young, 1)
    return outside
