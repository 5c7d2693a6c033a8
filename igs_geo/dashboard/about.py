"""Always within reach: what this is, of when the data are, and what they do not cover."""

from __future__ import annotations

import streamlit as st

from igs_geo.dashboard.view import current_view
from igs_geo.i18n import translate


def show_about() -> None:
    """Show the foot of the sidebar."""
    language = current_view().language
    st.caption(translate("shell.what_is_this", language))
