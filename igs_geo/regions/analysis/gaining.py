"""What a division brings those without youth cooperation: a partner that has some, or only others without."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from igs_geo.regions.result.proposal import Proposal

WITHOUT = ("none", "no_data")


@dataclass(frozen=True)
class Gain:
    """What a division brings.

    Parameters
    ----------
    white
        Municipalities without known youth cooperation.
    gained
        Those of them that share a region with a municipality that has some.
    new_regions
        Regions of which no member has any.
    """

    white: int
    gained: int
    new_regions: int


def gain(proposal: Proposal, states: Mapping[Any, str]) -> Gain:
    """Return what a division brings those without known youth cooperation.

    Parameters
    ----------
    proposal
        The division.
    states
        State of youth cooperation of every municipality, as in ``youth_states``.
    """
    gained = new = 0
    for region in proposal.regions:
        without = sum(states[nis] in WITHOUT for nis in region.members)
        if without == len(region.members):
            new += 1
        else:
            gained += without
    return Gain(sum(state == "none" for state in states.values()), gained, new)
