"""The thresholds of the flags, to change on the page; what differs from the default is in the address."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import streamlit as st

from igs_geo.dashboard.address.limits import LIMITS, SHARE, WEIGHTS_OF_RANK
from igs_geo.dashboard.address.numbers import number
from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.fragmentation import Thresholds
from igs_geo.i18n import format_number, translate

DEFAULTS = Thresholds()
STEPS = {"white_spot_young": 100, "white_spot_city": 10_000}
"""Steps of the numbers of people."""


def with_value(thresholds: Thresholds, name: str, value: Any) -> Thresholds:
    """Return thresholds with another value; the other weights make room for a weight, in the proportion they had."""
    if name not in WEIGHTS_OF_RANK:
        return replace(thresholds, **{name: value})
    first, second = (other for other in WEIGHTS_OF_RANK if other != name)
    room, before = 1 - value, getattr(thresholds, first) + getattr(thresholds, second)
    share = getattr(thresholds, first) / before if before else 0.5
    part = round(room * share, SHARE.decimals)
    return replace(thresholds, **{name: value, first: part, second: round(room - part, SHARE.decimals)})


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
    return format_number(value, language, LIMITS[name].decimals)


def choose() -> Thresholds:
    """Draw the inputs, and return the thresholds in view."""
    language = current_view().language
    thresholds = current_view().thresholds
    with st.expander(translate("flags.p_change", language), key="flags.thresholds"):
        st.caption(translate("flags.p_change_help", language))
        places = st.columns(2)
        for place, name in enumerate(asdict(thresholds)):
            with places[place % 2]:
                _input(name, language)
        st.button(
            translate("flags.p_reset", language),
            key="flags.reset",
            on_click=_reset,
            disabled=thresholds == DEFAULTS,
        )
    return thresholds


def _input(name: str, language: str) -> None:
    default = _written(name, getattr(DEFAULTS, name), language)
    whole = LIMITS[name].decimals == 0
    number(
        name,
        translate(f"flags.t_{name}", language),
        step=STEPS.get(name, 1 if whole else 0.05),
        help=translate(f"flags.why_{name}", language, default=default),
        change=lambda value: change_view(thresholds=with_value(current_view().thresholds, name, value)),
    )


def _reset() -> None:
    change_view(thresholds=DEFAULTS)
