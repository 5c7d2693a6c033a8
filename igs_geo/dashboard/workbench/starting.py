"""From another page to the workbench, with a region to begin with."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.address.view import DESIGN
from igs_geo.dashboard.frame.menu import go_to
from igs_geo.dashboard.workbench.board import board
from igs_geo.i18n import translate


def start_drawing(name: str, members: Collection[str], *, key: str) -> None:
    """Draw the button that makes municipalities a region of the scenario, and leads to where it is drawn.

    Parameters
    ----------
    name
        What the region is called.
    members
        NIS codes; without any there is no button.
    key
        Names the button in the session.
    """
    if members:
        st.button(
            translate("design.draw_with", current_view().language),
            key=f"start-{key}",
            help=translate("design.draw_with_help", current_view().language),
            on_click=_start,
            args=(name, tuple(sorted(members))),
        )


def _start(name: str, members: tuple[str, ...]) -> None:
    board().begin_region(name, members)
    go_to(DESIGN, design="", drawn=current_view().drawn)
