"""The nearest known youth cooperation in words: which, how many borders away, through whom."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.frame.cached import BY_ATLAS
from igs_geo.fragmentation import nearest_youth
from igs_geo.fragmentation.coverage import youth_bodies
from igs_geo.i18n import format_number, format_percent, translate


@st.cache_data(show_spinner=False, max_entries=40, hash_funcs=BY_ATLAS)
def nearest(atlas: Atlas) -> pd.DataFrame:
    """Return the table of :func:`igs_geo.fragmentation.nearest_youth`, the same for all sessions."""
    return nearest_youth(atlas)


def bodies_said(atlas: Atlas, bodies: Collection[str], language: str) -> str:
    """Return the names of youth bodies, those without a known subsidy marked."""
    kinds, names = youth_bodies(atlas), atlas.partnerships["name"]
    other = translate("map_page.not_funded", language)
    return ", ".join(f"{names[body]} ({other})" if kinds[body] == "other" else str(names[body]) for body in bodies)


def through_said(atlas: Atlas, bodies: Collection[str], through: Collection[str], language: str) -> str:
    """Return the names of the members through which the nearest bodies are reached, partial ones with their share."""
    rows = atlas.memberships
    rows = rows[rows["partnership"].isin(list(bodies)) & (rows["membership"] == "partial")]
    shares = dict(zip(rows["nis"], rows["share"], strict=True))
    names = atlas.flemish["name"]
    return ", ".join(
        f"{names[nis]} ({format_percent(float(shares[nis]), language)})" if nis in shares else str(names[nis])
        for nis in through
    )


def say_nearest(atlas: Atlas, nis: str, language: str) -> str:
    """Return how far the nearest known youth cooperation of a municipality without any is; empty where none is known.

    Parameters
    ----------
    atlas
        The edition.
    nis
        NIS code of a Flemish municipality.
    language
        ``"nl"`` or ``"en"``.
    """
    row = nearest(atlas).loc[[nis]].to_dict("records")[0]
    if not row["nearest"]:
        return ""
    key = "nearest_next_door" if row["borders"] == 1 else "nearest_further"
    return translate(
        f"map_page.{key}",
        language,
        bodies=bodies_said(atlas, row["nearest"], language),
        borders=format_number(row["borders"], language),
        through=through_said(atlas, row["nearest"], row["through"], language),
    )


def say_neighbours(atlas: Atlas, neighbours: Collection[str], language: str) -> str:
    """Return which of some neighbours have no known youth cooperation, and which have.

    Parameters
    ----------
    atlas
        The edition.
    neighbours
        Their NIS codes.
    language
        ``"nl"`` or ``"en"``.
    """
    states, names = nearest(atlas)["state"], atlas.flemish["name"]
    groups = {
        "neighbours_with": sorted(str(names[nis]) for nis in neighbours if states[nis] in {"funded", "other"}),
        "neighbours_without": sorted(str(names[nis]) for nis in neighbours if states[nis] == "none"),
    }
    return " ".join(translate(f"map_page.{key}", language, names=", ".join(own)) for key, own in groups.items() if own)
