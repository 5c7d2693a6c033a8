"""What the theme in ``.streamlit/config.toml`` cannot say about the look."""

from __future__ import annotations

import streamlit as st

_STYLE = """
<style>
[data-testid="stMainBlockContainer"] { padding-top: 2.6rem; padding-bottom: 3rem; max-width: 1500px; }
[data-testid="stAppDeployButton"], [data-testid="stMainMenu"] { display: none; }
</style>
"""


def use_look() -> None:
    """Put the style sheet on the page."""
    st.html(_STYLE)
