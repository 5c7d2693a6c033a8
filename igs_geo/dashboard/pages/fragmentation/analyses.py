"""What the page shows, computed once for all sessions."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from igs_geo.atlas import EDITIONS, Atlas
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.cached import BY_ATLAS
from igs_geo.fragmentation import (
    Comparison,
    Flag,
    Grouping,
    Thresholds,
    compare_editions,
    compare_layers,
    find_flags,
    groupings,
    measure_borders,
    measure_municipalities,
    measure_pairs,
)


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs=BY_ATLAS)
def municipalities(atlas: Atlas) -> pd.DataFrame:
    """Return the measures of every municipality."""
    return measure_municipalities(cached.counted(atlas))


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs=BY_ATLAS)
def pairs(atlas: Atlas) -> pd.DataFrame:
    """Return every pair of municipalities that shares a body."""
    return measure_pairs(cached.counted(atlas))


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs=BY_ATLAS)
def borders(atlas: Atlas) -> pd.DataFrame:
    """Return every border and how hard it is."""
    return measure_borders(cached.counted(atlas))


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs=BY_ATLAS)
def layers(atlas: Atlas) -> pd.DataFrame:
    """Return how alike every two layers are."""
    return compare_layers(cached.counted(atlas))


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs=BY_ATLAS)
def layer_groups(atlas: Atlas) -> dict[str, Grouping]:
    """Return every layer by code."""
    return groupings(cached.counted(atlas))


@st.cache_resource(show_spinner=False, max_entries=32, hash_funcs=BY_ATLAS)
def flags(atlas: Atlas, limits: Thresholds) -> list[Flag]:
    """Return what asks for attention from some thresholds on."""
    return find_flags(cached.counted(atlas), limits)


@st.cache_resource(show_spinner=False, max_entries=2, hash_funcs=BY_ATLAS)
def _comparison(before: Atlas, after: Atlas) -> Comparison:
    return compare_editions(cached.counted(before), cached.counted(after))


def comparison() -> Comparison:
    """Return what the mergers changed."""
    return _comparison(cached.atlas(EDITIONS[0]), cached.atlas(EDITIONS[-1]))
