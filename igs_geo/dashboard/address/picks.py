"""Widgets that lead somewhere and are empty again: a few choices to click on, and a box to look something up in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.address.slots import words_of


def pills(key: str, label: str, choices: Mapping[str, str], take: Callable[[str], object]) -> None:
    """Draw a few choices to click on, of which none stays chosen.

    Parameters
    ----------
    key
        Names them in the session.
    label
        What stands above them.
    choices
        What a reader sees of each code, as Markdown.
    take
        Called with the code that was clicked, before the page runs again.
    """
    words = words_of(choices)
    st.pills(label, list(choices), format_func=lambda code: words.get(code, str(code)), **_once(key, choices, take))


def search_box(
    key: str, label: str, choices: Mapping[str, str], take: Callable[[str], object], *, placeholder: str
) -> None:
    """Draw a box to look something up in; it is empty again once something is found.

    Parameters
    ----------
    key
        Names it in the session.
    label
        Its name, for a screen reader.
    choices
        What a reader sees of each code.
    take
        Called with the code that was found, before the page runs again.
    placeholder
        What it says when it is empty.
    """
    words = words_of(choices)
    st.selectbox(
        label,
        list(choices),
        index=None,
        format_func=lambda code: words.get(code, str(code)),
        placeholder=placeholder,
        label_visibility="collapsed",
        **_once(key, choices, take),
    )


def _once(key: str, choices: Mapping[str, str], take: Callable[[str], object]) -> dict[str, Any]:
    own = f"{key}-{current_view().language}"

    def go() -> None:
        chosen = st.session_state.get(own)
        st.session_state[own] = None
        if chosen is not None and chosen in choices:
            take(chosen)

    return {"key": own, "on_change": go}
