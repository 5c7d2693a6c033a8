"""What the theme in ``.streamlit/config.toml`` cannot say about the look."""

from __future__ import annotations

import streamlit as st

_STYLE = """
<style>
[data-testid="stMainBlockContainer"] { padding: 2.4rem 2.4rem 3rem; max-width: 1480px; }
[data-testid="stAppDeployButton"], [data-testid="stMainMenu"], [data-testid="stToolbarActions"] { display: none; }
[data-testid="stSidebarHeader"] { padding-bottom: 0; height: 3rem; }
[data-testid="stSidebarUserContent"] { padding-bottom: 2rem; }
.igs-title { font-size: 1.9rem; font-weight: 650; margin: 0; padding: 0; line-height: 1.25; }
.igs-sub { color: #53616e; margin: 0.15rem 0 0; }
.igs-heading { font-size: 1.3rem; font-weight: 600; margin: 0; padding: 0; }
.igs-domain { font-size: 1.08rem; font-weight: 600; margin: 0.9rem 0 0; padding: 0; }
.igs-source, .igs-note { color: #53616e; font-size: 0.85rem; margin: 0; line-height: 1.45; }
.igs-about { color: #3d4a56; font-size: 0.85rem; margin: 0 0 0.5rem; line-height: 1.45; }
.igs-members { margin: 0 0 0.6rem; line-height: 1.55; }
.igs-figure .label { color: #53616e; font-size: 0.9rem; }
.igs-figure .value { font-size: 1.6rem; font-weight: 650; line-height: 1.3; font-variant-numeric: tabular-nums; }
.igs-figure .beside { color: #53616e; font-size: 0.85rem; min-height: 1.3em; }
.igs-facts { display: grid; grid-template-columns: 9.5rem 1fr; gap: 0.25rem 1rem; margin: 0; padding: 0;
  font-size: 0.92rem; line-height: 1.45; }
.igs-facts dt { color: #53616e; font-weight: 400; margin: 0; padding: 0; }
.igs-facts dd { margin: 0; padding: 0; overflow-wrap: anywhere; }
.igs-table { border-collapse: collapse; width: 100%; font-size: 0.93rem; font-variant-numeric: tabular-nums; }
.igs-table th { text-align: left; font-weight: 600; color: #3d4a56; border-bottom: 1px solid #b9c4cc; }
.igs-table th, .igs-table td { padding: 0.35rem 0.8rem 0.35rem 0; vertical-align: top; }
.igs-table td { border-bottom: 1px solid #e3e9ed; overflow-wrap: anywhere; }
.igs-table .number { text-align: right; white-space: nowrap; }
.igs-table tbody tr.own td { font-weight: 600; }
</style>
"""


def use_look() -> None:
    """Put the style sheet on the page."""
    st.html(_STYLE)
