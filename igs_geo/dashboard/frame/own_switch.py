"""In the sidebar, where there are own data: whether they count, and which."""

from __future__ import annotations

import streamlit as st

from igs_geo.dashboard.address.inputs import switch
from igs_geo.dashboard.address.session import current_page, current_view
from igs_geo.dashboard.address.view import OWN
from igs_geo.dashboard.frame import cached, own
from igs_geo.dashboard.frame.menu import link_to
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.frame.reach import trouble
from igs_geo.i18n import format_number, translate


def show_own_switch() -> None:
    """Draw the switch, how many lists count, and what could not be applied."""
    language = current_view().language
    if (error := trouble()) is not None:
        st.caption(plain(error.message(language)))
    if not own.within_reach():
        return
    with st.container(key="own-switch", gap="small"):
        switch("own", translate("own.count", language), help=translate("own.count_help", language))
        if current_view().own:
            st.caption(plain(say_which(language)))
        refused = cached.what_counts().refused
        if refused:
            names = ", ".join(one.title for one, _ in refused)
            st.caption(f":orange[{plain(translate('own.not_applied', language, names=names))}]")
        if current_page() != OWN:
            link_to(OWN, translate("own.to_page", language))


def say_which(language: str) -> str:
    """Return which lists of own data count, in a sentence.

    Parameters
    ----------
    language
        Language of the sentence.
    """
    titles = [
        translate("own.invented", language, title=overlay.title) if overlay.example else overlay.title
        for overlay in cached.atlas().overlays
    ]
    if not titles:
        return translate("own.none_counts", language)
    key = "own.counts_one" if len(titles) == 1 else "own.counts"
    return translate(key, language, count=format_number(len(titles), language), titles=", ".join(titles))
