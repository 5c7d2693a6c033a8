"""The page Gegevens: every table, its source, and what it does not cover."""

from __future__ import annotations

import streamlit as st

from igs_geo.dashboard import cached
from igs_geo.dashboard.view import current_view
from igs_geo.i18n import translate


def show() -> None:
    """Show the page."""
    st.title(translate("shell.data_page", current_view().language))
    st.write(len(cached.atlas().partnerships))
