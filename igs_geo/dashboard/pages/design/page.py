"""The page Regio-ontwerp: draw regions on the map, and see at once what each would mean."""

from __future__ import annotations

import streamlit as st

from igs_geo.dashboard.address.inputs import segments
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.dashboard.pages.design import compare_section, draw_section, rules_section
from igs_geo.i18n import translate

SECTIONS = {"": draw_section.show, "rules": rules_section.show, "compare": compare_section.show}


def show() -> None:
    """Show the page."""
    language = current_view().language
    if not st.context.is_embedded:
        st.html(
            f'<h1 class="igs-title">{escaped(translate("design.title", language))}</h1>'
            f'<p class="igs-sub">{escaped(translate("design.intro", language))}</p>'
        )
        segments(
            "design",
            translate("design.sections", language),
            {name: translate(f"design.section_{name or 'draw'}", language) for name in SECTIONS},
        )
    SECTIONS[current_view().design]()
