"""The frame around every page: menu, language, and what this is."""

from __future__ import annotations

import streamlit as st

from igs_geo.dashboard.address.view import bound, current_view, open_view
from igs_geo.dashboard.frame.about import show_about
from igs_geo.dashboard.frame.guard import guarded
from igs_geo.dashboard.frame.look import use_look
from igs_geo.dashboard.frame.menu import destination, hidden_page, pages
from igs_geo.i18n import LANGUAGES, translate

_LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}


def run() -> None:
    """Show the page that the address names."""
    language = open_view().language
    menu = pages(language)
    embedded = bool(st.context.is_embedded)
    page = st.navigation([*menu.values(), hidden_page(language)], position="hidden" if embedded else "sidebar")
    st.set_page_config(page_title=f"{page.title} – igs-geo", layout="wide", initial_sidebar_state="expanded")
    if path := destination():
        st.switch_page(menu[path], query_params=current_view().to_query())
    use_look()
    if not embedded:
        with st.sidebar:
            _language_switch(language)
    page.run()
    if not embedded:
        with st.sidebar:
            guarded(show_about)()


def _language_switch(language: str) -> None:
    st.segmented_control(
        translate("shell.language", language),
        LANGUAGES,
        format_func=_LANGUAGE_NAMES.__getitem__,
        required=True,
        label_visibility="collapsed",
        **bound("language", LANGUAGES),
    )
