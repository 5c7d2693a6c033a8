"""The search box of the map: a municipality, by its old name too, or a partnership."""

from __future__ import annotations

import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.plain import plain
from igs_geo.dashboard.view import change_view
from igs_geo.i18n import translate

_BOX, _ANSWER = "map.search", "map.search.answer"


def show_search(atlas: Atlas, language: str) -> None:
    """Draw the search box; what is found goes into the view."""
    choices = _choices(atlas, id(atlas), language)

    def go() -> None:
        asked = st.session_state[_BOX]
        st.session_state[_BOX] = None
        if asked in choices:
            kind, _, code = asked.partition(":")
            change_view(municipality="", partnership="")
            change_view(**{kind: code.partition("<")[0]})
        elif asked:
            st.session_state[_ANSWER] = translate("map_page.not_found", language, text=asked)

    st.selectbox(
        translate("map_page.search", language),
        list(choices),
        index=None,
        format_func=lambda choice: choices.get(choice, choice),
        placeholder=translate("map_page.search_hint", language),
        accept_new_options=True,
        label_visibility="collapsed",
        key=_BOX,
        on_change=go,
    )
    if answer := st.session_state.pop(_ANSWER, None):
        st.warning(plain(answer))


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
