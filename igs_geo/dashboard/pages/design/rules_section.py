"""Rules and timeline: three questions first, then every rule that applies, and the dates that count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from igs_geo.assessment import DrawnRegion, Questions, RuleCheck, check_rules, means_of
from igs_geo.assessment.rules.applies import period_of, periods
from igs_geo.assessment.rules.questions import BODY_KINDS, FIRST_YEAR, LAST_YEAR, ROUTES
from igs_geo.assessment.rules.sentences import say_dated, say_rule
from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.address.slots import Slot
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.guard import guarded
from igs_geo.dashboard.frame.plain import escaped, plain
from igs_geo.dashboard.widgets.sources import linked
from igs_geo.dashboard.workbench.board import board
from igs_geo.dashboard.workbench.choice import choose_drawn
from igs_geo.dashboard.workbench.measured import numbers_of
from igs_geo.i18n import format_number, translate

STATES = ("not_met", "unknown", "met", "free")
"""In which order rules are listed: what asks for something first."""


@st.fragment
@guarded
def show() -> None:
    """Show the section."""
    atlas, language = cached.atlas(), current_view().language
    own = choose_drawn(language)
    if own is None:
        return
    left, right = st.columns([1, 2.1], gap="large")
    with left:
        _questions(atlas, own, language)
    now = board()
    found = check_rules(atlas, numbers_of(now.scenario, own.members), own.questions, means_of(own.budget))
    with right:
        _rules(atlas, found, language)
        _timeline(found, language)


def _questions(atlas: Atlas, own: DrawnRegion, language: str) -> None:
    asked = own.questions
    st.html(f'<h2 class="igs-heading">{escaped(translate("design.questions", language))}</h2>')
    yes = {True: "yes", False: "no"}
    _radio("legal_personality", [None, True, False], asked, language, lambda value: yes.get(value, "open"))
    _radio("route", [None, *ROUTES], asked, language)
    _radio("body", [None, *BODY_KINDS], asked, language)
    st.html(f'<h3 class="igs-domain">{escaped(translate("design.questions_more", language))}</h3>')
    for name, table in (("form", "legal_forms"), ("task_model", "task_models")):
        names = atlas.frames[table][f"name_{language}"]
        _select(name, {str(code): str(text) for code, text in names.items()}, getattr(asked, name), language)
    known = periods(atlas)
    if known:
        _select("period", {period: period for period in known}, period_of(atlas, asked), language, empty=False)
    slot = Slot("design.founded", asked.founded)
    st.number_input(translate("design.q_founded", language), FIRST_YEAR, LAST_YEAR, asked.founded, 1, "%d",
                    **slot.keeping(lambda year: year, lambda year: _answer(founded=year)))  # fmt: skip


def _radio(name: str, options: Sequence[Any], asked: Questions, language: str, word: Any = None) -> None:
    value = getattr(asked, name)
    slot = Slot(f"design.{name}", value)
    said = word or (lambda option: option or "open")
    st.radio(
        translate(f"design.q_{name}", language),
        options,
        index=options.index(value),
        format_func=lambda option: translate(f"design.q_{name}_{said(option)}", language),
        **slot.keeping(lambda option: option, lambda option: _answer(**{name: option})),
    )


def _select(name: str, options: Mapping[str, str], value: str | None, language: str, *, empty: bool = True) -> None:
    slot = Slot(f"design.{name}", value)
    codes = list(options)
    st.selectbox(
        translate(f"design.q_{name}", language),
        codes,
        index=codes.index(value) if value in codes else None,
        format_func=lambda code: options.get(code, str(code)),
        placeholder=translate("design.q_open", language) if empty else None,
        **slot.keeping(lambda code: code, lambda code: _answer(**{name: code})),
    )


def _answer(**answers: Any) -> None:
    now = board()
    if now.region is not None:
        now.change(questions=now.region.questions.model_dump() | answers)


def _rules(atlas: Atlas, found: RuleCheck, language: str) -> None:
    st.html(f'<h2 class="igs-heading">{escaped(translate("design.rules", language))}</h2>')
    if not found.checked:
        st.markdown(translate("design.no_rules", language))
        return
    by_state = {state: [one for one in found.checked if one.finding.state == state] for state in STATES}
    counts = [
        f"{translate(f'rules.state_{state}', language)}: {format_number(len(ones), language)}"
        for state, ones in by_state.items()
    ]
    st.markdown(plain(" · ".join(counts)))
    rows = [_rule(say_rule(atlas, one, language), state, language) for state, ones in by_state.items() for one in ones]
    st.html(f'<div class="igs-rules">{"".join(rows)}</div>')
    if found.background:
        with st.expander(translate("design.background", language), key="design-background"):
            for rule in found.background:
                row = atlas.rules.loc[rule]
                text = f"{row[f'topic_{language}']}: {row[f'value_{language}']}"
                st.html(f"<p class='igs-members'>{escaped(text)}<br>{linked(str(row['source']))}</p>")
    st.caption(translate("design.rules_note", language))


def _rule(said: Mapping[str, str], state: str, language: str) -> str:
    topic = said["topic"][:1].upper() + said["topic"][1:]
    head = f'<span class="state {state}">{escaped(said["state"])}</span> <b>{escaped(topic)}</b>'
    facts = [translate("design.rule_status", language, status=said["status"]), said["regime"]]
    if said["date"]:
        facts.insert(0, translate("design.rule_date", language, date=said["date"]))
    return (
        f'<div class="rule"><p>{head}</p><p>{escaped(said["asks"])}</p>'
        f'<p class="figure">{escaped(said["figure"])}</p>'
        f'<p class="igs-source">{escaped(" · ".join(facts))}<br>{linked(said["source"])}</p></div>'
    )


def _timeline(found: RuleCheck, language: str) -> None:
    st.html(f'<h2 class="igs-heading">{escaped(translate("design.timeline", language))}</h2>')
    if not found.timeline:
        st.markdown(translate("design.no_dates", language))
        return
    rows = []
    for one in found.timeline:
        said = say_dated(one, language)
        rows.append(
            f'<tr class="{one.when}"><td>{escaped(said["date"])}</td><td>{escaped(said["when"])}</td>'
            f"<td>{escaped(said['what'])}</td><td>{escaped(said['status'])}</td></tr>"
        )
    heads = "".join(
        f'<th scope="col">{escaped(translate(f"design.col_{name}", language))}</th>'
        for name in ("date", "when", "what", "status")
    )
    st.html(
        f'<div class="igs-wide"><table class="igs-table"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )
