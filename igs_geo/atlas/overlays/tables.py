"""From a draft back to tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from igs_geo.atlas.overlays.draft import Draft, Row

FIGURES = ("figure", "nis", "value")
FIGURE_KINDS = ("name_nl", "name_en", "unit", "aggregate", "as_of", "source", "note_nl", "note_en", "origin")


def tables_of(draft: Draft) -> dict[str, pd.DataFrame]:
    """Return the tables of an atlas with what a draft has changed.

    Parameters
    ----------
    draft
        What became of them.
    """
    atlas = draft.atlas
    partnerships = _keyed(atlas.partnerships, draft.bodies)
    return dict(atlas.frames) | {
        "partnerships": partnerships,
        "partnership_domains": _domains(draft),
        "memberships": _memberships(draft),
        "youth_partnerships": _keyed(atlas.youth_partnerships, draft.youth),
        "youth_mentions": _keyed(atlas.youth_mentions, draft.mentions),
        "division_kinds": _keyed(atlas.division_kinds, draft.division_kinds),
        "divisions": _listed(atlas.divisions, draft.divisions),
        "figure_kinds": _keyed(atlas.figure_kinds, draft.figure_kinds),
        "figures": _listed(atlas.figures, draft.figures),
    }


def _typed(rows: list[Row], like: pd.DataFrame) -> pd.DataFrame:
    columns: Mapping[str, Any] = {name: [row[name] for row in rows] for name in like.columns}
    return pd.DataFrame({name: pd.Series(values, dtype=like[name].dtype) for name, values in columns.items()})


def _listed(frame: pd.DataFrame, rows: list[Row]) -> pd.DataFrame:
    return pd.concat([frame, _typed(rows, frame)], ignore_index=True) if rows else frame


def _keyed(frame: pd.DataFrame, rows: Mapping[str, Row]) -> pd.DataFrame:
    """Return a table with rows replaced in their place, and new ones at the end."""
    if not rows:
        return frame
    order = [*frame.index, *(key for key in rows if key not in frame.index)]
    new = _typed(list(rows.values()), frame).set_axis(pd.Index(list(rows), dtype=frame.index.dtype), axis="index")
    whole: pd.DataFrame = pd.concat([frame[~frame.index.isin(list(rows))], new]).loc[order]
    whole.index.name = frame.index.name
    return whole


def _domains(draft: Draft) -> pd.DataFrame:
    frame = draft.atlas.partnership_domains
    rows = [
        {"partnership": body, "domain": code, "basis": "source", "uncertain": False, "source": source, "origin": "own"}
        for body, (codes, source) in draft.domains.items() for code in dict.fromkeys(codes)
    ]  # fmt: skip
    return _listed(frame[~frame["partnership"].isin(list(draft.domains))], rows)


def _memberships(draft: Draft) -> pd.DataFrame:
    """Return the memberships: those of a municipality that something changed are written anew."""
    frame, crossing = draft.atlas.memberships, draft.crossing
    changed = list(draft.sources)
    if not changed:
        return frame
    rows: list[Row] = []
    for body, nis in changed:
        whole = crossing.whole[nis]
        units = whole & draft.members[body]
        if units:
            share = crossing.share(nis, units)
            rows.append(
                {"partnership": body, "nis": nis, "membership": "full" if units == whole else "partial",
                 "share": share, "via": " ".join(sorted(units)) if len(whole) > 1 else "",
                 "source": draft.sources[body, nis], "origin": "own"}
            )  # fmt: skip
    keys = pd.MultiIndex.from_arrays([frame["partnership"], frame["nis"]])
    return _listed(frame[~keys.isin(changed)], rows)
