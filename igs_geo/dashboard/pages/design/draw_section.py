"""Drawing: the map on which a click takes a municipality in or out, and beside it what that means."""

from __future__ import annotations

import streamlit as st

from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.guard import guarded
from igs_geo.dashboard.pages.design import drawn_map, numbers_panel, rest, tools
from igs_geo.dashboard.workbench.board import board
from igs_geo.dashboard.workbench.keeping import show_kept
from igs_geo.i18n import translate


def show() -> None:
    """Show the section."""
    rest.follow(board())
    _drawing()


@st.fragment
@guarded
def _drawing() -> None:
    now, atlas, language = board(), cached.atlas(), current_view().language
    # What a click asks for comes first: the numbers, then what stands above them, then the map, then what takes longer.
    top = st.container()
    left, right = st.columns([1.5, 1], gap="medium")
    with right:
        later = numbers_panel.show_numbers(atlas, now)
    with left:
        place = st.container()
        if not st.context.is_embedded:
            drawn_map.show_below(atlas, now)
    if not st.context.is_embedded:
        with top:
            tools.show_tools(atlas, now)
            show_kept(now)
            if now.region is None:
                st.markdown(translate("design.start", language))
    with place:
        drawn_map.show_drawn(atlas, now)
    later()
    drawn_map.show_notes(now)
