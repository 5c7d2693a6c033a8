"""The thresholds of the flags, to change on the page; what differs from the default is in the address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from typing import Any

import streamlit as st

from igs_geo.dashboard.address.view import change_view, current_view
from igs_geo.dashboard.frame.plain import plain
from igs_geo.errors import IgsGeoError
from igs_geo.fragmentation import Thresholds
from igs_geo.i18n import format_number, translate

DEFAULTS = Thresholds()
NUMBERS = tuple(field.name for field in fields(Thresholds) if isinstance(field.default, int))
WEIGHTS = ("weight_young", "weight_next_door", "weight_fit")
LARGEST = {"white_spot_young": 200_000, "border_shared": 100, "unequal_members": 300}
DECIMALS = 2


def from_view(entries: Sequence[str]) -> tuple[Thresholds, tuple[str, ...]]:
    """Return the thresholds that ``name:value`` entries ask for, and the entries that ask for nothing possible."""
    values: dict[str, tuple[Any, str]] = {}
    bad = []
    for entry in entries:
        name, _, text = entry.partition(":")
        value = _read(name, text)
        if value is None:
            bad.append(entry)
        else:
            values[name] = (value, entry)
    try:
        found = replace(DEFAULTS, **{name: value for name, (value, _) in values.items()})
    except IgsGeoError:
        # Each value is possible by itself, so it is the weights, which have to add up to 1.
        bad += [entry for name, (_, entry) in values.items() if name in WEIGHTS]
        found = replace(DEFAULTS, **{name: value for name, (value, _) in values.items() if name not in WEIGHTS})
    return found, tuple(bad)


def _read(name: str, text: str) -> Any:
    # None when there is no such threshold, or it cannot have this value.
    if name not in asdict(DEFAULTS):
        return None
    try:
        value = int(text) if name in NUMBERS else round(float(text), DECIMALS)
    except ValueError:
        return None
    return value if 0 <= value <= LARGEST.get(name, 1) else None


def to_view(thresholds: Thresholds) -> tuple[str, ...]:
    """Return what differs from the default as ``name:value`` entries."""
    return tuple(f"{name}:{value}" for name, value in asdict(thresholds).items() if value != getattr(DEFAULTS, name))


def current() -> Thresholds:
    """Return the thresholds in view."""
    return from_view(current_view().thresholds)[0]


def with_value(thresholds: Thresholds, name: str, value: Any) -> Thresholds:
    """Return thresholds with another value; the other weights make room for a weight, in the proportion they had."""
    if name not in WEIGHTS:
        return replace(thresholds, **{name: value})
    first, second = (other for other in WEIGHTS if other != name)
    room, before = 1 - value, getattr(thresholds, first) + getattr(thresholds, second)
    share = getattr(thresholds, first) / before if before else 0.5
    part = round(room * share, DECIMALS)
    return replace(thresholds, **{name: value, first: part, second: round(room - part, DECIMALS)})


def difference(thresholds: Thresholds, language: str) -> str:
    """Return the sentence that says which thresholds differ from the default; empty when none does."""
    values = asdict(thresholds)
    changed = [name for name in values if values[name] != getattr(DEFAULTS, name)]
    if not changed:
        return ""
    parts = [
        translate(
            "flags.p_different_one",
            language,
            name=translate(f"flags.t_{name}", language),
            value=_written(name, values[name], language),
            default=_written(name, getattr(DEFAULTS, name), language),
        )
        for name in changed
    ]
    return translate("flags.p_different", language, thresholds="; ".join(parts))


def _written(name: str, value: float, language: str) -> str:
    return format_number(value, language, 0 if name in NUMBERS else DECIMALS)


def choose() -> Thresholds:
    """Draw the inputs, and return the thresholds in view."""
    language = current_view().language
    thresholds, bad = from_view(current_view().thresholds)
    if bad:
        st.warning(plain(translate("flags.p_ignored", language, entries=", ".join(bad))))
    with st.expander(translate("flags.p_change", language), key="flags.thresholds"):
        st.caption(translate("flags.p_change_help", language))
        places = st.columns(2)
        for place, name in enumerate(asdict(thresholds)):
            with places[place % 2]:
                _input(name, getattr(thresholds, name), language)
        st.button(
            translate("flags.p_reset", language),
            key="flags.reset",
            on_click=_reset,
            disabled=not current_view().thresholds,
        )
    return thresholds


def _input(name: str, value: float, language: str) -> None:
    key = f"flags.threshold.{name}"
    if st.session_state.get(key) != value:
        st.session_state[key] = value
    whole = name in NUMBERS
    default = _written(name, getattr(DEFAULTS, name), language)
    st.number_input(
        translate(f"flags.t_{name}", language),
        min_value=0 if whole else 0.0,
        max_value=LARGEST[name] if whole else 1.0,
        step=(100 if name == "white_spot_young" else 1) if whole else 0.05,
        format="%d" if whole else f"%.{DECIMALS}f",
        help=translate(f"flags.why_{name}", language, default=default),
        key=key,
        on_change=_keep,
        args=(name,),
    )


def _keep(name: str) -> None:
    chosen = st.session_state[f"flags.threshold.{name}"]
    if chosen is None:
        chosen = getattr(DEFAULTS, name)
    value = int(chosen) if name in NUMBERS else round(float(chosen), DECIMALS)
    change_view(thresholds=to_view(with_value(current(), name, value)))


def _reset() -> None:
    change_view(thresholds=())
