"""Widgets that show and change a field of the view that is a number, bounded as the field is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from igs_geo.dashboard.address.kinds import Number
from igs_geo.dashboard.address.slots import Change, into, slot_of
from igs_geo.dashboard.address.view import FIELDS


def number(
    name: str,
    label: str,
    *,
    step: float,
    placeholder: str | None = None,
    help: str | None = None,  # noqa: A002
    change: Change | None = None,
) -> None:
    """Draw a box for a number, bounded as the field is.

    Parameters
    ----------
    name
        Field of the view, a number.
    label
        What stands above it.
    step
        By how much the buttons change it.
    placeholder
        What it says when it is empty, where that is possible.
    help
        Explanation.
    change
        Changes the view; by default only this field of it.
    """
    slot, kind = slot_of(name), _number(name)
    whole = kind.decimals == 0
    cast: Callable[[float], float] = int if whole else float
    st.number_input(
        label,
        cast(kind.low),
        cast(kind.high),
        value=None if slot.value is None else cast(slot.value),
        step=cast(step),
        format="%d" if whole else f"%.{kind.decimals}f",
        placeholder=placeholder,
        help=help,
        **slot.keeping(_number_read(kind), change or into(name)),
    )


def slide(
    name: str,
    label: str,
    *,
    high: int | None = None,
    standing: int | None = None,
    help: str | None = None,  # noqa: A002
    change: Change | None = None,
) -> int:
    """Draw a slider for a field that is a whole number, and return what it shows.

    Parameters
    ----------
    name
        Field of the view.
    label
        What stands above it.
    high
        Its upper end, where it is below that of the field.
    standing
        Where it stands when the field is None.
    help
        Explanation.
    change
        Changes the view; by default only this field of it.
    """
    slot, kind = slot_of(name), _number(name)
    first, last = int(kind.low), int(kind.high) if high is None else high
    value = min(max(standing or first if slot.value is None else int(slot.value), first), last)
    st.slider(label, first, last, value, help=help, **slot.keeping(_number_read(kind), change or into(name)))
    return value


def _number(name: str) -> Number:
    kind = FIELDS[name].kind
    if not isinstance(kind, Number):
        raise TypeError(name)
    return kind


def _number_read(kind: Number) -> Callable[[Any], Any]:
    def read(chosen: float | None) -> float | None:
        if chosen is None:
            if kind.optional:
                return None
            raise ValueError(chosen)
        if not kind.low <= chosen <= kind.high:
            raise ValueError(chosen)
        return kind.held(chosen)

    return read
