"""The page Kandidaat-regio's: with whom youth cooperation would fit best, with the proof of how good that is."""

from __future__ import annotations

import streamlit as st

from igs_geo.dashboard.address.inputs import segments
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.dashboard.pages.regions import around_section, division_section
from igs_geo.dashboard.widgets.figures import show_source
from igs_geo.i18n import translate
from igs_geo.maps.sources import say_own

SECTIONS = {
    "": division_section.show,
    "around": around_section.show_around,
    "grow": around_section.show_grow,
}


def show() -> None:
    """Show the page."""
    language = current_view().language
    atlas = cached.atlas()
    st.html(
        f'<h1 class="igs-title">{escaped(translate("regions.p_title", language))}</h1>'
        f'<p class="igs-sub">{escaped(translate("regions.p_intro", language))}</p>'
    )
    if not st.context.is_embedded:
        segments(
            "searching",
            translate("regions.p_sections", language),
            {name: translate(f"regions.p_section_{name or 'division'}", language) for name in SECTIONS},
        )
    if atlas.changes:
        show_source(say_own(atlas, language))
    SECTIONS[current_view().searching](atlas)
