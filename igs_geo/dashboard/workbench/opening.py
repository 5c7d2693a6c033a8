"""Another scenario than the one that is drawn: an empty one, one that is kept, or one from a file."""

from __future__ import annotations

import streamlit as st

from igs_geo.assessment import Scenario, open_scenario
from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.workbench.board import BOARD, Board


def put(scenario: Scenario) -> None:
    """Begin another scenario and keep it; the one that was drawn stays kept.

    Parameters
    ----------
    scenario
        The scenario.
    """
    opened = open_scenario(scenario, cached.atlas(scenario.edition))
    now = Board(opened.scenario)
    st.session_state[BOARD] = now
    change_view(edition=scenario.edition, drawn=1, scenario="")
    now.keep()
    now.remarks = [one.message(current_view().language) for one in opened.changes]
    now.show(now.region.members if now.region else ())


def begin() -> None:
    """Begin an empty scenario; it is kept once something is drawn."""
    st.session_state.pop(BOARD, None)
    change_view(scenario="", drawn=1)


def open_again(document: str) -> None:
    """Open a scenario as it was kept last.

    Parameters
    ----------
    document
        Its id.
    """
    st.session_state.pop(BOARD, None)
    change_view(scenario=document)
