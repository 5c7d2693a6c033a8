"""The page Succesfactoren: what data and people say of the factors that make cooperation work."""

from __future__ import annotations

import streamlit as st

from igs_geo.dashboard.address.inputs import segments
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.dashboard.pages.factors import overview, workshop_section
from igs_geo.i18n import translate

SECTIONS = {"": overview.show, "workshop": workshop_section.show}


def show() -> None:
    """Show the page."""
    language = current_view().language
    st.html(
        f'<h1 class="igs-title">{escaped(translate("factors_page.title", language))}</h1>'
        f'<p class="igs-sub">{escaped(translate("factors_page.intro", language))}</p>'
    )
    segments(
        "factoring",
        translate("factors_page.sections", language),
        {name: translate(f"factors_page.section_{name or 'overview'}", language) for name in SECTIONS},
    )
    SECTIONS[current_view().factoring]()
