"""The place of a widget in the page: its key, what it shows, and what comes back from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from igs_geo.dashboard.address.session import change_field, current_view
from igs_geo.dashboard.address.view import FIELDS

_DRAWN = "inputs.drawn"
Change = Callable[[Any], object]


class Slot:
    """A widget in a language: its key, which changes when the value was changed by anything but itself.

    Parameters
    ----------
    name
        Names the widget.
    value
        What it shows.
    """

    def __init__(self, name: str, value: Any) -> None:
        self.value = value
        self._place = (name, current_view().language)
        turn, drawn = _drawn().get(self._place, (0, value))
        self._turn = turn if drawn == value else turn + 1
        _drawn()[self._place] = (self._turn, value)
        self.key = f"{name}-{current_view().language}-{self._turn}"

    def keeping(self, read: Callable[[Any], Any], change: Change) -> dict[str, Any]:
        """Return the arguments by which a widget tells what was chosen.

        Parameters
        ----------
        read
            Makes a value of the field from what the widget has; raises :class:`ValueError` when it cannot.
        change
            Changes the view.
        """

        def keep() -> None:
            turn, known = _drawn().get(self._place, (self._turn, self.value))
            if self.key not in st.session_state or turn != self._turn:
                # The browser tells of a widget that was not drawn, or has made room for another: nobody chose anything.
                return
            try:
                value = read(st.session_state[self.key])
            except ValueError:
                # Another widget is drawn in its place, from the view.
                _drawn()[self._place] = (turn + 1, known)
                return
            if value != known:
                _drawn()[self._place] = (turn, value)
                change(value)

        return {"key": self.key, "on_change": keep}


def _drawn() -> dict[tuple[str, str], tuple[int, Any]]:
    found: dict[tuple[str, str], tuple[int, Any]] = st.session_state.setdefault(_DRAWN, {})
    return found


def slot_of(name: str) -> Slot:
    """Return the widget of a field of the view."""
    return Slot(name, FIELDS[name].of(current_view()))


def into(name: str) -> Change:
    """Return what puts a value in a field of the view, and changes nothing else."""
    return lambda value: change_field(name, value)


def words_of(options: Mapping[Any, str]) -> dict[Any, str]:
    """Return what a reader sees of each option; no two alike, because the browser answers with what it shows."""
    seen: dict[str, int] = {}
    for text in options.values():
        seen[text] = seen.get(text, 0) + 1
    return {code: text if seen[text] == 1 else f"{text} · {code}" for code, text in options.items()}


def one_of(
    options: Mapping[Any, str], empty: Any, value_of: Callable[[Any], Any] = lambda chosen: chosen
) -> Callable[[Any], Any]:
    """Return what reads a choice out of some options: its value, ``empty`` for none, an error for anything else.

    Parameters
    ----------
    options
        The options.
    empty
        What nothing chosen means.
    value_of
        Makes the value from an option.

    Returns
    -------
    Callable
        Raises :class:`ValueError` for what is no option.
    """

    def read(chosen: Any) -> Any:
        if chosen in options:
            return value_of(chosen)
        if chosen is None:
            return empty
        raise ValueError(chosen)

    return read
