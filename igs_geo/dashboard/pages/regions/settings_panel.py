"""The settings of a search in plain words, with what the law says of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address import inputs, numbers, options
from igs_geo.dashboard.address.asked import SECONDS, Asked
from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.pages.regions.certainty.reach import say_reach
from igs_geo.dashboard.widgets.choose import choose_edition
from igs_geo.i18n import format_number, translate
from igs_geo.regions import Criteria, CriteriaError, preset, presets
from igs_geo.regions.problem.settings import WEIGHTED
from igs_geo.regions.problem.status import CHOICE, legal_status

STEPS = {"municipalities": 1, "inhabitants": 5_000, "exempt_above": 10_000, "target": 5_000}


def show_settings(atlas: Atlas, button: Callable[[Criteria | None], None] | None = None) -> Criteria | None:
    """Draw the settings; return the criteria, None when they contradict each other.

    Parameters
    ----------
    atlas
        The edition.
    button
        Draws the button that starts a search, above the settings that few people change.
    """
    language = current_view().language
    now = current_view().asked
    criteria = criteria_in_view()
    choose_edition()
    names = {code: entry.names[language] for code, entry in presets().items()}
    inputs.select("start", _t("start_label"), names, change=_from_preset)
    st.caption(plain(preset(now.start).descriptions[language]))
    if button is not None:
        button(criteria)
    _frame(atlas, now, language)
    _sizes(atlas, now)
    _choice(atlas, now, "youth_partnerships", ("keep", "extend", "ignore"), "youth")
    _choice(atlas, now, "youth_other", ("warn", "whole"), "youth_other")
    _choice(atlas, now, "left_over", ("minimise", "forbid"), "left")
    _weights(atlas, now, language)
    with st.expander(translate("regions.p_more", language)):
        _more(atlas, now)
    return criteria


def criteria_in_view() -> Criteria | None:
    """Return what the settings in view ask; say so and return None when they contradict each other."""
    try:
        return current_view().asked.criteria(current_view().edition)
    except CriteriaError as error:
        st.warning(plain(error.message(current_view().language)))
        return None


def _t(name: str, **values: object) -> str:
    return translate(f"regions.p_{name}", current_view().language, **values)


def _status(atlas: Atlas, now: Asked, name: str) -> tuple[str, str]:
    """Return the legal status of a setting at its value in a word or two, and the rule behind it."""
    value = getattr(now, name) if hasattr(now, name) else None
    return said_status(atlas, name, value, current_view().language)


def said_status(atlas: Atlas, name: str, value: object, language: str) -> tuple[str, str]:
    """Return the legal status of a setting in a word or two, and on which rule and condition it rests.

    Parameters
    ----------
    atlas
        The edition.
    name, value
        The setting and its value.
    language
        ``"nl"`` or ``"en"``.
    """
    status = legal_status(atlas, name, value)
    word = translate(f"regions.law_{status.status}", language)
    parts = [translate("regions.law_choice_help", language)] if status.status == CHOICE else []
    if status.conditions is not None:
        parts.append(status.conditions[language])
    if status.rule in atlas.rules.index:
        row = atlas.rules.loc[status.rule]
        source = str(row["source"]).split(" ; ")[0]
        parts.append(f"{row[f'regime_{language}']}: {row[f'value_{language}']} ({source})")
    return word, " ".join(parts)


def _label(atlas: Atlas, now: Asked, name: str) -> tuple[str, str]:
    word, rule = _status(atlas, now, name)
    # Markup would be read out loud as it stands: the label is also the name for a screen reader.
    return f"{_t(name)} · {plain(word)}", plain(rule)


def _change(name: str, value: Any) -> None:
    """Change a setting: what was found for the others is not the answer to these."""
    change_view(asked=replace(current_view().asked, **{name: value}), searched=False, shown=0, answer=0)


def _from_preset(code: str) -> None:
    change_view(asked=Asked.of_preset(code), searched=False, shown=0, answer=0)


def _choice(atlas: Atlas, now: Asked, name: str, values: tuple[str, ...], words: str) -> None:
    label, rule = _label(atlas, now, name)
    named = {value: _t(f"{words}_{value}") for value in values}
    inputs.select(name, label, named, help=rule, change=partial(_change, name))


def _number(atlas: Atlas, now: Asked, name: str, step: int) -> None:
    label, rule = _label(atlas, now, name)
    numbers.number(name, label, step=step, placeholder=_t("no_bound"), help=rule, change=partial(_change, name))


def _frame(atlas: Atlas, now: Asked, language: str) -> None:
    label, rule = _label(atlas, now, "frame")
    layers = atlas.layers(inventories=())
    frames: dict[str | None, str] = {
        code: layers[f"division:{code}"].name(language) for code in options.frames(atlas)
    } | {None: _t("frame_none")}
    first = [code for code in (None, atlas.emphasis.frame) if code in frames]
    order = [*first, *sorted((code for code in frames if code not in first), key=frames.__getitem__)]
    inputs.select("frame", label, {code: frames[code] for code in order}, help=rule, change=partial(_change, "frame"))


def _sizes(atlas: Atlas, now: Asked) -> None:
    for what in ("municipalities", "inhabitants"):
        st.markdown(_t(f"{what}_each"))
        for column, end in zip(st.columns(2), ("min", "max"), strict=True):
            with column:
                _number(atlas, now, f"{end}_{what}", STEPS[what])
    _number(atlas, now, "target", STEPS["target"])
    st.caption(_t("target_note"))
    most = format_number(now.largest_city, current_view().language)
    word, rule = _status(atlas, now, "outside_above")
    label = f"{_t('big_cities', most=most)} · {plain(word)}"
    inputs.switch("big_cities", label, help=plain(rule), shape="checkbox", change=partial(_change, "big_cities"))


def _weights(atlas: Atlas, now: Asked, language: str) -> None:
    word, rule = _status(atlas, now, "weights")
    st.markdown(f"**{_t('weights')}** · :small[:gray[{plain(word)}]]", help=plain(rule))
    total = sum(now.weights.values()) or 1
    for name in WEIGHTED:
        share = translate("regions.p_weight_share", language, share=round(100 * now.weights[name] / total))
        label = f"{_t(f'weight_{name}')} · {share}"
        numbers.slide(name, label, help=_t(f"weight_{name}_help"), change=partial(_change, name))
        if reach := say_reach(name):
            st.caption(reach)


def _more(atlas: Atlas, now: Asked) -> None:
    _choice(atlas, now, "people", ("inhabitants", "young"), "people")
    _number(atlas, now, "exempt_above", STEPS["exempt_above"])
    label, rule = _label(atlas, now, "contiguous")
    inputs.switch("contiguous", label, help=rule, shape="checkbox", change=partial(_change, "contiguous"))
    names: Mapping[str, str] = atlas.flemish["name"].sort_values().to_dict()
    for name in ("together", "apart", "inside", "outside"):
        hint = _t("choose_municipalities")
        inputs.several(name, _t(name), names, placeholder=hint, change=partial(_change, name))
    seconds = {value: _t("seconds_value", value=value) for value in SECONDS}
    inputs.select("seconds", _t("seconds"), seconds)
