"""The search box of the map: a municipality, by its old name too, or a partnership."""

from __future__ import annotations

import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.picks import search_box
from igs_geo.dashboard.address.session import change_view
from igs_geo.dashboard.widgets.choose import municipality_choices, municipality_of, partnership_choices
from igs_geo.i18n import translate

_EMPTY = """<style>
[role="listbox"][data-empty="true"] [role="option"] span { font-size: 0; }
[role="listbox"][data-empty="true"] [role="option"] span::after { font-size: 0.9rem; content: "TEXT"; }
</style>"""
"""Streamlit says in English only that a list holds nothing of what was typed."""


def show_search(atlas: Atlas, language: str) -> None:
    """Draw the search box; what is found goes into the view."""
    places = municipality_choices(atlas, language)
    bodies = partnership_choices(atlas, language)
    choices = {f"municipality:{code}": name for code, name in places.items()}
    for code, name in bodies.items():
        choices[f"partnership:{code}"] = translate("map_page.partnership_option", language, name=name)

    def go(asked: str) -> None:
        kind, _, code = asked.partition(":")
        change_view(**{"municipality": "", "partnership": "", kind: municipality_of(code)})

    st.html(_EMPTY.replace("TEXT", translate("map_page.nothing_found", language)))
    search_box(
        "map.search",
        translate("map_page.search", language),
        choices,
        go,
        placeholder=translate("map_page.search_hint", language),
    )
