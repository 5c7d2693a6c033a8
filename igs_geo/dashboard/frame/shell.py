"""The frame around every page: menu, language, and what this is."""

from __future__ import annotations

import streamlit as st

from igs_geo.dashboard.address.codec import write
from igs_geo.dashboard.address.inputs import segments
from igs_geo.dashboard.address.session import current_view, language_asked, open_view
from igs_geo.dashboard.address.view import PATHS
from igs_geo.dashboard.frame.about import show_about
from igs_geo.dashboard.frame.guard import guarded
from igs_geo.dashboard.frame.look import use_look
from igs_geo.dashboard.frame.menu import destination, pages, parts
from igs_geo.dashboard.frame.own_switch import show_own_switch
from igs_geo.dashboard.frame.reach import look
from igs_geo.i18n import translate

_LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}


def run() -> None:
    """Show the page that the address names."""
    language = language_asked()
    menu = pages(language)
    embedded = bool(st.context.is_embedded)
    page = st.navigation(parts(menu, language), position="hidden" if embedded else "sidebar", expanded=True)
    open_view(page.url_path or PATHS[0])
    st.set_page_config(page_title=f"{page.title} – igs-geo", layout="wide", initial_sidebar_state="auto")
    if path := destination():
        st.switch_page(menu[path], query_params=write(current_view(), path))
    look()
    use_look(language)
    if not embedded:
        with st.sidebar:
            segments("language", translate("shell.language", language), _LANGUAGE_NAMES)
            guarded(show_own_switch)()
    page.run()
    if not embedded:
        with st.sidebar:
            guarded(show_about)()
