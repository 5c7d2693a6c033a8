"""The search box of the map: a municipality, by its old name too, or a partnership."""

from __future__ import annotations

import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.view import change_view
from igs_geo.i18n import translate

_BOX = "map.search"
_EMPTY = """<style>
[role="listbox"][data-empty="true"] [role="option"] span { font-size: 0; }
[role="listbox"][data-empty="true"] [role="option"] span::after { font-size: 0.9rem; content: "TEXT"; }
</style>"""
"""Streamlit says in English only that a list holds nothing of what was typed."""


def show_search(atlas: Atlas, language: str) -> None:
    """Draw the search box; what is found goes into the view."""
    choices = _choices(atlas, id(atlas), language)

    def go() -> None:
        asked = st.session_state[_BOX]
        st.session_state[_BOX] = None
        if asked:
            kind, _, code = asked.partition(":")
            change_view(**{"municipality": "", "partnership": "", kind: code.partition("<")[0]})

    st.html(_EMPTY.replace("TEXT", translate("map_page.nothing_found", language)))
    st.selectbox(
        translate("map_page.search", language),
        list(choices),
        index=None,
        format_func=choices.__getitem__,
        placeholder=translate("map_page.search_hint", language),
        label_visibility="collapsed",
        key=_BOX,
        on_change=go,
    )


@st.cache_data(show_spinner=False)
def _choices(_atlas: Atlas, identity: int, language: str) -> dict[str, str]:  # noqa: ARG001
    """Return everything that can be found: what a reader sees by ``KIND:CODE``, old names as ``KIND:CODE<OLD``."""
    names = _atlas.flemish["name"].sort_values()
    found = {f"municipality:{nis}": str(name) for nis, name in names.items()}
    old = _atlas.crosswalk
    old = old[(old["edition_to"] == _atlas.edition) & old["nis_to"].isin(names.index)]
    for before, name, nis in zip(old["nis_from"], old["name_from"], old["nis_to"], strict=True):
        if name != names[nis]:
            text = translate("map_page.old_name", language, old=name, new=names[nis])
            found[f"municipality:{nis}<{before}"] = text
    bodies = _atlas.partnerships["name"].sort_values()
    for id_, name in bodies.items():
        found[f"partnership:{id_}"] = translate("map_page.partnership_option", language, name=name)
    return found
