"""The page Samenwerkingsverband: one body and its members."""

from __future__ import annotations

import streamlit as st

from igs_geo.dashboard import cached
from igs_geo.dashboard.view import current_view
from igs_geo.i18n import translate


def show() -> None:
    """Show the page."""
    st.title(translate("shell.partnership_page", current_view().language))
    st.write(len(cached.atlas().partnerships))
