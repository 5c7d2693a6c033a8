"""Widgets that show and change a field of the view.

A widget is drawn from the view, as its default: when the browser draws it anew, it shows the view again and nothing
else. What a person chooses comes back as the place of an option and is looked up here, so no word on the screen is ever
read back. A value that the field cannot have is refused, and the widget drawn anew from the view. Those for numbers
are in :mod:`igs_geo.dashboard.address.numbers`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import streamlit as st

from igs_geo.dashboard.address.kinds import Codes
from igs_geo.dashboard.address.session import change_field
from igs_geo.dashboard.address.slots import Change, Slot, into, one_of, slot_of, words_of
from igs_geo.dashboard.address.view import FIELDS


def select(
    name: str,
    label: str,
    options: Mapping[Any, str],
    *,
    placeholder: str | None = None,
    help: str | None = None,  # noqa: A002 (Streamlit's word)
    disabled: bool = False,
    read: Callable[[Any], Any] = lambda chosen: chosen,
    change: Change | None = None,
) -> None:
    """Draw a select box for a field.

    Parameters
    ----------
    name
        Field of the view.
    label
        What stands above it.
    options
        What a reader sees of each value.
    placeholder
        What it says when nothing is chosen, where that is possible; the field is then empty.
    help
        Explanation.
    disabled
        Whether it cannot be used.
    read
        Makes the value of the field from one of the options, where they are not the same.
    change
        Changes the view; by default only this field of it.
    """
    slot, words, codes = slot_of(name), words_of(options), list(options)
    chosen = codes.index(slot.value) if slot.value in codes else None
    st.selectbox(
        label,
        codes,
        index=chosen if placeholder is not None or chosen is not None else 0,
        format_func=lambda code: words.get(code, str(code)),
        placeholder=placeholder,
        help=help,
        disabled=disabled,
        **slot.keeping(one_of(options, "", read), change or into(name)),
    )


def select_of_pair(name: str, place: int, label: str, options: Mapping[str, str], shown: tuple[str, str]) -> None:
    """Draw a select box for one of the two codes of a field; choosing the other one exchanges them.

    Parameters
    ----------
    name
        Field of the view, of two codes.
    place
        0 or 1.
    label
        What stands above it.
    options
        What a reader sees of each code.
    shown
        The two codes on show.
    """
    slot, words, codes = Slot(f"{name}-{place}", shown[place]), words_of(options), list(options)

    def change(chosen: str) -> None:
        other = shown[1 - place] if chosen != shown[1 - place] else shown[place]
        change_field(name, (chosen, other) if place == 0 else (other, chosen))

    st.selectbox(
        label,
        codes,
        index=codes.index(shown[place]),
        format_func=lambda code: words.get(code, str(code)),
        **slot.keeping(one_of(options, ""), change),
    )


def segments(
    name: str,
    label: str,
    options: Mapping[Any, str],
    *,
    help: str | None = None,  # noqa: A002
    titled: bool = False,
) -> None:
    """Draw the options of a field side by side, one of them chosen.

    Parameters
    ----------
    name
        Field of the view.
    label
        Its name; shown only when ``titled``.
    options
        What a reader sees of each value.
    help
        Explanation.
    titled
        Whether the label is shown.
    """
    slot, words = slot_of(name), words_of(options)
    st.segmented_control(
        label,
        list(options),
        default=slot.value if slot.value in options else next(iter(options)),
        format_func=lambda code: words.get(code, str(code)),
        required=True,
        help=help,
        label_visibility="visible" if titled else "collapsed",
        **slot.keeping(one_of(options, None), into(name)),
    )


def several(
    name: str,
    label: str,
    options: Mapping[str, str],
    *,
    placeholder: str,
    standing: Sequence[str] = (),
    help: str | None = None,  # noqa: A002
    change: Change | None = None,
) -> None:
    """Draw a box for any number of codes.

    Parameters
    ----------
    name
        Field of the view, of several codes.
    label
        What stands above it.
    options
        What a reader sees of each code.
    placeholder
        What it says when nothing is chosen.
    standing
        What it shows when the field is None.
    help
        Explanation.
    change
        Changes the view; by default only this field of it.
    """
    slot, words = slot_of(name), words_of(options)

    def read(chosen: Sequence[str]) -> tuple[str, ...]:
        if not set(chosen) <= set(options):
            raise ValueError(chosen)
        return tuple(chosen)

    kind = FIELDS[name].kind
    st.multiselect(
        label,
        list(options),
        default=[code for code in (standing if slot.value is None else slot.value) if code in options],
        max_selections=kind.most if isinstance(kind, Codes) else None,
        format_func=lambda code: words.get(code, str(code)),
        placeholder=placeholder,
        help=help,
        **slot.keeping(read, change or into(name)),
    )


def switch(
    name: str,
    label: str,
    *,
    help: str | None = None,  # noqa: A002
    shape: Literal["toggle", "checkbox"] = "toggle",
    change: Change | None = None,
) -> None:
    """Draw a switch for a field.

    Parameters
    ----------
    name
        Field of the view.
    label
        What stands beside it.
    help
        Explanation.
    shape
        How it looks.
    change
        Changes the view; by default only this field of it.
    """
    slot = slot_of(name)
    draw = st.toggle if shape == "toggle" else st.checkbox
    draw(label, value=slot.value, help=help, **slot.keeping(bool, change or into(name)))
