"""What the page shows, computed once for all sessions."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.frame import cached
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


@st.cache_resource(show_spinner=False, max_entries=8)
def municipalities(_atlas: Atlas, identity: int) -> pd.DataFrame:  # noqa: ARG001
    """Return the measures of every municipality."""
    return measure_municipalities(cached.counted(_atlas))


@st.cache_resource(show_spinner=False, max_entries=8)
def pairs(_atlas: Atlas, identity: int) -> pd.DataFrame:  # noqa: ARG001
    """Return every pair of municipalities that shares a body."""
    return measure_pairs(cached.counted(_atlas))


@st.cache_resource(show_spinner=False, max_entries=8)
def borders(_atlas: Atlas, identity: int) -> pd.DataFrame:  # noqa: ARG001
    """Return every border and how hard it is."""
    return measure_borders(cached.counted(_atlas))


@st.cache_resource(show_spinner=False, max_entries=8)
def layers(_atlas: Atlas, identity: int) -> pd.DataFrame:  # noqa: ARG001
    """Return how alike every two layers are."""
    return compare_layers(cached.counted(_atlas))


@st.cache_resource(show_spinner=False, max_entries=8)
def layer_groups(_atlas: Atlas, identity: int) -> dict[str, Grouping]:  # noqa: ARG001
    """Return every layer by code."""
    return groupings(cached.counted(_atlas))


@st.cache_resource(show_spinner=False, max_entries=32)
def flags(_atlas: Atlas, identity: int, limits: Thresholds) -> list[Flag]:  # noqa: ARG001
    """Return what asks for attention from some thresholds on."""
    return find_flags(cached.counted(_atlas), limits)


@st.cache_resource(show_spinner=False, max_entries=2)
def _comparison(_before: Atlas, _after: Atlas, identities: tuple[int, int]) -> Comparison:  # noqa: ARG001
    return compare_editions(cached.counted(_before), cached.counted(_after))


def comparison() -> Comparison:
    """Return what the mergers changed."""
    before, after = cached.atlas("2019"), cached.atlas("2025")
    return _comparison(before, after, (id(before), id(after)))
