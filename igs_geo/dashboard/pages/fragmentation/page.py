"""The page Versnippering: where cooperation is fragmented, how much, why, and what that means for youth."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.inputs import segments
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.dashboard.pages.fragmentation import (
    border_section,
    flag_section,
    layer_section,
    map_section,
    merger_section,
    pair_section,
    words,
)
from igs_geo.dashboard.pages.fragmentation.layout import use_layout
from igs_geo.dashboard.widgets.choose import choose_edition, choose_municipality
from igs_geo.dashboard.widgets.downloads import Takeaway
from igs_geo.dashboard.widgets.resolve import settle_municipality
from igs_geo.i18n import translate

WITH_PIECES = (map_section, border_section, layer_section, pair_section, flag_section)
SECTIONS = {
    "": map_section.show,
    "borders": border_section.show,
    "layers": layer_section.show,
    "pairs": pair_section.show,
    "flags": flag_section.show,
    "mergers": merger_section.show,
}


def pieces(atlas: Atlas) -> dict[str, Callable[[], Takeaway]]:
    """Return what a report can take of this page, by the key of its menu, for the view of now."""
    return {
        key: make
        for section in WITH_PIECES
        if SECTIONS[current_view().analysis] is section.show
        for key, make in section.pieces(atlas).items()
    }


def show() -> None:
    """Show the page."""
    language = current_view().language
    atlas = cached.atlas()
    settle_municipality(atlas, language)
    use_layout()
    st.html(
        f'<h1 class="igs-title">{escaped(translate("fragmentation.p_title", language))}</h1>'
        f'<p class="igs-sub">{escaped(translate("fragmentation.p_intro", language))}</p>'
    )
    if not st.context.is_embedded:
        left, right = st.columns([3, 1.4], vertical_alignment="bottom")
        with left:
            choose_municipality(atlas)
        with right:
            choose_edition()
        segments(
            "analysis",
            translate("fragmentation.p_sections", language),
            {name: translate(f"fragmentation.p_section_{name or 'map'}", language) for name in SECTIONS},
        )
    SECTIONS[current_view().analysis](atlas)
    if st.context.is_embedded:
        st.caption(words.counting(atlas, language))
