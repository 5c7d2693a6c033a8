"""The municipalities that share a bill."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from igs_geo.atlas import Atlas


@dataclass(frozen=True)
class Member:
    """A municipality that pays.

    Parameters
    ----------
    nis, name
        NIS code and name.
    inhabitants, young
        Its people.
    """

    nis: str
    name: str
    inhabitants: int
    young: int


def members_of(atlas: Atlas, codes: Iterable[str]) -> tuple[Member, ...]:
    """Return municipalities as those that pay, with their people of the latest year known.

    Parameters
    ----------
    atlas
        The edition.
    codes
        NIS codes.
    """
    heads, young, names = atlas.inhabitants(), atlas.young_people(), atlas.flemish["name"]
    return tuple(Member(nis, str(names[nis]), int(heads[nis]), int(young[nis])) for nis in codes)
