"""A map with its panel beside it, below it on a narrow screen."""

from __future__ import annotations

from typing import Any

import streamlit as st

_STYLE = """
<style>
[class*="st-key-panel-"] p, [class*="st-key-panel-"] li { font-size: 0.94rem; line-height: 1.5; }
[class*="st-key-panel-"] [data-testid="stPageLink"] p { font-size: 0.9rem; }
@media (max-width: 1180px) {
  .st-key-beside [data-testid="stHorizontalBlock"] { flex-wrap: wrap; }
  .st-key-beside [data-testid="stHorizontalBlock"] > [data-testid="stColumn"] { min-width: 100%; }
}
</style>
"""


def use_layout() -> None:
    """Put the style of the page on it."""
    st.html(_STYLE)


def beside(share: float) -> tuple[Any, Any]:
    """Return the places of the map and of its panel.

    Parameters
    ----------
    share
        How many times wider the map is.
    """
    with st.container(key="beside"):
        left, right = st.columns([share, 1], gap="medium")
    return left, right
