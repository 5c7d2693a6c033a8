"""Which region of the scenario a page is about, and what to do where there is none yet."""

from __future__ import annotations

import streamlit as st

from igs_geo.assessment import DrawnRegion
from igs_geo.dashboard.address.inputs import select
from igs_geo.dashboard.workbench.board import Board, board
from igs_geo.dashboard.workbench.keeping import show_kept
from igs_geo.i18n import translate


def region_words(now: Board, language: str) -> dict[int, str]:
    """Return what a reader sees of each region, by its place from 1.

    Parameters
    ----------
    now
        What is drawn.
    language
        ``"nl"`` or ``"en"``.
    """
    # Nothing that a click changes: a browser keeps the words of what is chosen.
    return {
        place: translate("design.region_line", language, place=place, name=region.name)
        for place, region in enumerate(now.scenario.regions, 1)
    }


def choose_drawn(language: str) -> DrawnRegion | None:
    """Draw the choice of the region, and return it; None, after a sentence, where it has no municipalities.

    Parameters
    ----------
    language
        ``"nl"`` or ``"en"``.
    """
    now = board()
    show_kept(now)
    if now.scenario.regions:
        with st.container(width=360, key="drawn-choice"):
            select("drawn", translate("design.region_about", language), region_words(now, language), change=now.choose)
    own = now.region
    if own is None or not own.members:
        st.info(translate("design.draw_first", language))
        return None
    return own
