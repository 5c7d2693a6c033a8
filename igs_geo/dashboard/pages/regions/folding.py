"""The settings beside an answer: in full until there is one, then folded to a line, so that the map gets the room."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.asked import Asked
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.pages.regions.settings_panel import criteria_in_view, show_settings
from igs_geo.i18n import format_number, translate
from igs_geo.regions import Criteria, presets

_OPEN = "regions.settings-open"

Button = Callable[[Criteria | None], None]


def settings_and_place(
    atlas: Atlas, *, found: bool, button: Button | None = None
) -> tuple[Criteria | None, DeltaGenerator]:
    """Draw the settings; return the criteria, None when they contradict each other, and the place for the answer.

    Parameters
    ----------
    atlas
        The edition.
    found
        Whether there is an answer, or somebody waits for one: the settings are then folded until they are asked for.
    button
        Draws the button that starts a search.
    """
    language = current_view().language
    if st.context.is_embedded:
        return criteria_in_view(), st.container()
    if found and not st.session_state.get(_OPEN):
        criteria = criteria_in_view()
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="settings-line"):
            st.markdown(plain(say_settings(atlas, current_view().asked, language)), width="stretch")
            st.button(
                translate("regions.p_unfold", language),
                key="regions.unfold",
                on_click=_remember,
                kwargs={"unfolded": True},
            )
            if button is not None:
                button(criteria)
        return criteria, st.container()
    with st.container(key="settings-beside"):
        left, right = st.columns([1, 2.3], gap="large")
    with left:
        if found:
            st.button(translate("regions.p_fold", language), key="regions.fold", on_click=fold)
        criteria = show_settings(atlas, button)
    return criteria, right


def fold() -> None:
    """Fold the settings: what was asked is searched."""
    _remember(unfolded=False)


def _remember(*, unfolded: bool) -> None:
    st.session_state[_OPEN] = unfolded


def say_settings(atlas: Atlas, asked: Asked, language: str) -> str:
    """Return the settings in a line: where they began, and those that shape the answer most.

    Parameters
    ----------
    atlas
        The edition.
    asked
        The settings.
    language
        ``"nl"`` or ``"en"``.
    """
    name = presets()[asked.start].names[language]
    key = "p_line_preset" if asked == Asked.of_preset(asked.start) else "p_line_changed"
    layer = atlas.layers(inventories=()).get(f"division:{asked.frame}")
    parts = [
        translate(f"regions.{key}", language, name=name),
        translate("regions.p_line_frame", language, frame=layer.name(language))
        if layer
        else translate("regions.p_frame_none", language),
        translate("regions.p_line_least", language, count=format_number(asked.min_municipalities, language)),
        translate("regions.p_line_target", language, count=format_number(asked.target, language)),
    ]
    return " · ".join(parts)
