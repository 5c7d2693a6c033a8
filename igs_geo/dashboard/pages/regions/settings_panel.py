"""The settings of a search in plain words, with what the law says of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.view import change_view, current_view
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.pages.regions.asked import Asked
from igs_geo.dashboard.widgets.choose import choose_edition
from igs_geo.i18n import translate
from igs_geo.regions import Criteria, CriteriaError, preset, presets
from igs_geo.regions.problem.criteria import WEIGHTED

NO_FRAME = ""
SECONDS = (10, 30, 60, 120, 300)
LARGEST_REGION = 20


def asked() -> Asked:
    """Return what is asked now."""
    return Asked.from_text(current_view().criteria)


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
    now = asked()
    criteria = _criteria(now, language)
    choose_edition()
    _select("start", now.start, list(presets()), lambda code: presets()[code].names[language], _from_preset)
    st.caption(plain(preset(now.start).descriptions[language]))
    if button is not None:
        button(criteria)
    _frame(atlas, now, language)
    _sizes(atlas, now, language)
    _select(
        "youth_partnerships", now.youth_partnerships, ["keep", "extend", "ignore"], _words("youth"), **_law(atlas, now)
    )
    _select("left_over", now.left_over, ["minimise", "forbid"], _words("left"), **_law(atlas, now))
    _weights(atlas, now, language)
    with st.expander(translate("regions.p_more", language)):
        _more(atlas, now, language)
    return criteria


def _criteria(now: Asked, language: str) -> Criteria | None:
    try:
        return now.criteria(current_view().edition)
    except CriteriaError as error:
        st.warning(plain(error.message(language)))
        return None


def _t(name: str, **values: object) -> str:
    return translate(f"regions.p_{name}", current_view().language, **values)


def _words(group: str) -> Callable[[str], str]:
    return lambda value: _t(f"{group}_{value or 'none'}")


def _law(atlas: Atlas, now: Asked) -> dict[str, Any]:
    return {"atlas": atlas, "legal": now.start}


def _status(atlas: Atlas, start: str, name: str) -> tuple[str, str]:
    """Return the legal status of a setting in a word or two, and the rule behind it."""
    language = current_view().language
    status = preset(start).legal.get(name)
    if status is None:
        return "", ""
    word = translate(f"regions.law_{status.status}", language)
    rules = atlas.rules
    if status.rule not in rules.index:
        return word, translate(f"regions.law_{status.status}_help", language)
    row = rules.loc[status.rule]
    source = str(row["source"]).split(" ; ")[0]
    return word, f"{row[f'regime_{language}']}: {row[f'value_{language}']} ({source})"


def _label(atlas: Atlas | None, legal: str, name: str) -> tuple[str, str | None]:
    label = _t("start_label" if name == "start" else name)
    if atlas is None:
        return label, None
    word, rule = _status(atlas, legal, name)
    # Markup would be read out loud as it stands: the label is also the name for a screen reader.
    return (f"{label} · {plain(word)}", plain(rule)) if word else (label, None)


def _keep(name: str, read: Callable[[Any], Any] = lambda value: value) -> Callable[[], None]:
    def keep() -> None:
        value = read(st.session_state[f"regions.{name}"])
        change_view(criteria=replace(asked(), **{name: value}).to_text())

    return keep


def _set(name: str, value: Any) -> str:
    key = f"regions.{name}"
    if st.session_state.get(key, "\0") != value:
        st.session_state[key] = value
    return key


def _from_preset() -> None:
    change_view(criteria=Asked.of_preset(st.session_state["regions.start"]).to_text())


def _select(
    name: str,
    value: Any,
    options: list[Any],
    words: Callable[[Any], str],
    on_change: Callable[[], None] | None = None,
    *,
    atlas: Atlas | None = None,
    legal: str = "",
    read: Callable[[Any], Any] = lambda chosen: chosen,
) -> None:
    label, rule = _label(atlas, legal, name)
    key = _set(name, value if value in options else options[0])
    st.selectbox(label, options, format_func=words, key=key, help=rule, on_change=on_change or _keep(name, read))


def _number(
    name: str,
    value: int | None,
    low: int,
    high: int,
    step: int,
    *,
    atlas: Atlas | None = None,
    legal: str = "",
    empty: bool = False,
) -> None:
    label, rule = _label(atlas, legal, name)
    key = _set(name, None if value is None else min(max(value, low), high))
    hint = _t("no_bound") if empty else None
    st.number_input(label, low, high, step=step, key=key, help=rule, placeholder=hint, value=None if empty else "min",
                    on_change=_keep(name, lambda chosen: chosen if empty or chosen is not None else low))  # fmt: skip


def _frame(atlas: Atlas, now: Asked, language: str) -> None:
    frames = {NO_FRAME: _t("frame_none")}
    for layer in atlas.layers(inventories=()).values():
        if layer.is_partition:
            frames[layer.code.removeprefix("division:")] = layer.name(language)
    first = [NO_FRAME, "referentieregio"]
    order = [*first, *sorted((code for code in frames if code not in first), key=frames.__getitem__)]
    _select("frame", now.frame or NO_FRAME, [code for code in order if code in frames], frames.__getitem__,
            read=lambda code: code or None, **_law(atlas, now))  # fmt: skip


def _sizes(atlas: Atlas, now: Asked, language: str) -> None:
    del language
    for what, high, step, empty in (
        ("municipalities", LARGEST_REGION, 1, False),
        ("inhabitants", 2_000_000, 5_000, True),
    ):
        word, rule = _status(atlas, now.start, f"min_{what}")
        st.markdown(f"{_t(f'{what}_each')} · :small[:gray[{plain(word)}]]", help=plain(rule))
        for column, end in zip(st.columns(2), ("min", "max"), strict=True):
            with column:
                name = f"{end}_{what}"
                _number(name, getattr(now, name), 0 if empty else 1, high, step, empty=empty)
    _number("target", now.target, 5_000, 2_000_000, 5_000, **_law(atlas, now))


def _weights(atlas: Atlas, now: Asked, language: str) -> None:
    word, rule = _status(atlas, now.start, "weights")
    st.markdown(f"**{_t('weights')}** · :small[:gray[{plain(word)}]]", help=plain(rule))
    total = sum(now.weights) or 1
    for place, name in enumerate(WEIGHTED):
        key = f"regions.weight_{name}"
        if st.session_state.get(key, -1) != now.weights[place]:
            st.session_state[key] = now.weights[place]

        def keep(place: int = place, key: str = key) -> None:
            weights = list(asked().weights)
            weights[place] = int(st.session_state[key])
            change_view(criteria=replace(asked(), weights=tuple(weights)).to_text())

        share = translate("regions.p_weight_share", language, share=round(100 * now.weights[place] / total))
        st.slider(f"{_t(f'weight_{name}')} · {share}", 0, 10, key=key, on_change=keep,
                  help=_t(f"weight_{name}_help"))  # fmt: skip


def _more(atlas: Atlas, now: Asked, language: str) -> None:
    del language
    _select("people", now.people, ["inhabitants", "young"], _words("people"))
    _number("exempt_above", now.exempt_above, 0, 1_000_000, 10_000, empty=True)
    key = _set("contiguous", now.contiguous)
    label, rule = _label(atlas, now.start, "contiguous")
    st.checkbox(label, key=key, help=rule, on_change=_keep("contiguous"))
    names = atlas.flemish["name"].sort_values()
    for name in ("together", "apart", "inside", "outside"):
        key = _set(name, [nis for nis in getattr(now, name) if nis in names.index])
        st.multiselect(_t(name), list(names.index), format_func=names.__getitem__, key=key,
                       placeholder=_t("choose_municipalities"), on_change=_keep(name, tuple))  # fmt: skip
    _select("seconds", now.seconds, list(SECONDS), lambda value: _t("seconds_value", value=value))
