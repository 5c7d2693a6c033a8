"""How documents are found on this server: said, with logging in where that is set up."""

from __future__ import annotations

import streamlit as st

from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.person import can_log_in, login_is_set_up, person, providers
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.frame.reach import held
from igs_geo.i18n import translate


def show_access() -> None:
    """Draw who the person is here, and what that means for finding documents again."""
    language, who = current_view().language, person()
    if who.reach == "login":
        with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="own-login"):
            st.markdown(translate("own.logged_in", language, name=plain(who.name)))
            st.button(translate("own.log_out", language), on_click=st.logout, type="tertiary", key="own-log-out")
        return
    if login_is_set_up():
        _log_in(language)
    if who.reach == "links" and held():
        st.info(translate("own.keep_address", language))
    elif who.reach == "links":
        st.caption(translate("own.only_links", language))


def _log_in(language: str) -> None:
    if not can_log_in():
        st.warning(translate("own.no_login", language))
        return
    names = providers()
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="own-login"):
        st.markdown(translate("own.please_log_in", language))
        for name in names:
            label = translate("own.log_in", language) if len(names) == 1 else plain(name)
            st.button(label, on_click=st.login, args=(name,), key=f"own-log-in-{name}")
