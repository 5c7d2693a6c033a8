"""All flags of an edition, the ones that matter first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import pandas as pd

from igs_geo.fragmentation.counting import Counted
from igs_geo.fragmentation.coverage import youth_states
from igs_geo.fragmentation.flag import KINDS, Flag
from igs_geo.fragmentation.flags_bodies import (
    outside_region_flags,
    single_member_flags,
    split_flags,
    unequal_flags,
)
from igs_geo.fragmentation.flags_cooperation import cutting_border_flags, other_partners_flags
from igs_geo.fragmentation.flags_youth import not_contiguous_flags, overlap_flags, white_spot_flags
from igs_geo.fragmentation.thresholds import Thresholds

COLUMNS = ["rank", "kind", "subject", "name", "severity", "reason", "municipalities", "partnerships", "borders"]


def find_flags(counted: Counted, thresholds: Thresholds | None = None) -> list[Flag]:
    """Return every flag of an edition, ranked by severity times the weight of its kind.

    Parameters
    ----------
    counted
        What counts.
    thresholds
        From where on something is flagged; the defaults of :class:`Thresholds` when left out.
    """
    found = _all(counted, thresholds or Thresholds())
    order = {kind: place for place, kind in enumerate(KINDS)}
    ranked = sorted(found, key=lambda flag: (-flag.weight, order[flag.kind], flag.subject))
    return [replace(flag, rank=place) for place, flag in enumerate(ranked, start=1)]


def _all(counted: Counted, thresholds: Thresholds) -> Iterator[Flag]:
    states = youth_states(counted.atlas)
    yield from white_spot_flags(counted, thresholds, states)
    yield from overlap_flags(counted, states)
    yield from not_contiguous_flags(counted, states)
    yield from cutting_border_flags(counted, thresholds)
    yield from other_partners_flags(counted, thresholds)
    yield from outside_region_flags(counted)
    yield from split_flags(counted)
    yield from single_member_flags(counted)
    yield from unequal_flags(counted, thresholds)


def flags_in(flags: Iterable[Flag], municipalities: Iterable[str]) -> list[Flag]:
    """Return the flags of which at least one municipality is among these, in the same order.

    Parameters
    ----------
    flags
        Flags, for instance of :func:`find_flags`.
    municipalities
        NIS codes.
    """
    inside = set(municipalities)
    return [flag for flag in flags if inside.intersection(flag.municipalities)]


def flags_table(flags: Iterable[Flag], language: str = "en") -> pd.DataFrame:
    """Return the flags as a table with the reason in a language.

    Parameters
    ----------
    flags
        Flags, for instance of :func:`find_flags`.
    language
        ``"nl"`` or ``"en"``.

    Returns
    -------
    pandas.DataFrame
        ``rank``, ``kind``, ``subject``, ``name``, ``severity``, ``reason``; the evidence ``municipalities``,
        ``partnerships`` and ``borders`` (both NIS codes joined by ``-``) as codes with a space between.
    """
    rows = [
        (
            flag.rank,
            flag.kind,
            flag.subject,
            flag.name,
            flag.severity,
            flag.reason(language),
            " ".join(flag.municipalities),
            " ".join(flag.partnerships),
            " ".join(f"{a}-{b}" for a, b in flag.borders),
        )
        for flag in flags
    ]
    return pd.DataFrame(rows, columns=COLUMNS)
