"""The page Financieel model: what cooperation costs, who pays what, and who does which task."""

from __future__ import annotations

import streamlit as st

from igs_geo.assessment import DrawnRegion
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.guard import guarded
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.dashboard.pages.money.inputs import show_inputs
from igs_geo.dashboard.pages.money.outcome import show_outcome
from igs_geo.dashboard.pages.money.tasks import show_forms
from igs_geo.dashboard.workbench.board import board
from igs_geo.dashboard.workbench.choice import choose_drawn
from igs_geo.i18n import translate


def show() -> None:
    """Show the page."""
    language = current_view().language
    st.html(
        f'<h1 class="igs-title">{escaped(translate("money.title", language))}</h1>'
        f'<p class="igs-sub">{escaped(translate("money.intro", language))}</p>'
    )
    _money()


@st.fragment
@guarded
def _money() -> None:
    atlas, language = cached.atlas(), current_view().language
    own: DrawnRegion | None = choose_drawn(language)
    if own is None:
        return
    with st.container(key="money-beside"):
        left, right = st.columns([1, 1.25], gap="large")
    with left:
        show_inputs(atlas, own, language)
    own = board().region or own
    with right:
        show_outcome(atlas, own, language)
    show_forms(atlas, own, language)
