"""A figure with what it means beside it, and the line that says where it comes from."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.i18n import translate


def figure_row(key: str) -> DeltaGenerator:
    """Return a row for figures side by side, which goes on below where the window is narrow."""
    return st.container(horizontal=True, gap="small", key=f"figures-{key}")


def show_figure(label: str, value: str, meaning: str, *, beside: str = "", key: str) -> None:
    """Draw one figure as a card.

    Parameters
    ----------
    label, value
        What it is and how much.
    meaning
        What this says and what is not counted, as Markdown of our own; names in it go through ``plain``.
    beside
        A value to compare with.
    key
        Key of the card, the same in every language.
    """
    with st.container(border=True, key=f"figure-{key}", height="stretch", gap=None):
        st.html(
            f'<div class="igs-figure"><div class="label">{escaped(label)}</div>'
            f'<div class="value">{escaped(value)}</div><div class="beside">{escaped(beside)}</div></div>'
        )
        show_meaning(meaning, key=key)


def show_meaning(text: str, *, key: str) -> None:
    """Draw the link that opens what a figure, table or map means, and what is not counted in it."""
    with st.popover(translate("shell.meaning", current_view().language), type="tertiary", key=f"meaning-{key}"):
        st.markdown(text)


def show_heading(text: str, meaning: str, *, key: str) -> None:
    """Draw the heading of a section with what it means beside it."""
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key=f"heading-{key}"):
        st.html(f'<h2 class="igs-heading">{escaped(text)}</h2>', width="content")
        show_meaning(meaning, key=key)


def show_source(text: str) -> None:
    """Draw the line under a figure, table or map that says where it comes from."""
    st.html(f'<p class="igs-source">{escaped(text)}</p>')
