"""The page Waarom bovenlokaal: the arguments, with what data say of a region, and what became of what was asked."""

from __future__ import annotations

import streamlit as st

from igs_geo.assessment.arguments import KINDS, Argument, arguments
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.guard import guarded
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.dashboard.widgets.figures import show_source
from igs_geo.dashboard.workbench.board import board
from igs_geo.dashboard.workbench.choice import choose_drawn
from igs_geo.dashboard.workbench.measured import bench_of, numbers_of
from igs_geo.i18n import format_date, translate


def show() -> None:
    """Show the page."""
    language = current_view().language
    st.html(
        f'<h1 class="igs-title">{escaped(translate("why.title", language))}</h1>'
        f'<p class="igs-sub">{escaped(translate("why.intro", language))}</p>'
    )
    _why()


@st.fragment
@guarded
def _why() -> None:
    language = current_view().language
    own = choose_drawn(language)
    scenario = board().scenario
    numbers = None if own is None else numbers_of(scenario, own.members)
    found = arguments(bench_of(scenario), numbers, language)
    if not found:
        st.info(translate("why.none", language))
        return
    for kind in KINDS:
        ones = [one for one in found if one.kind == kind]
        if not ones:
            continue
        st.html(f'<h2 class="igs-heading">{escaped(translate(f"why.{kind}", language))}</h2>')
        if kind == "position":
            st.caption(translate("why.position_note", language))
        st.html(f'<div class="igs-rules">{"".join(_argument(one, language) for one in ones)}</div>')
    sources = {f"{one.source}, {format_date(one.as_of, language)}" for one in found}
    show_source(translate("why.source", language, sources="; ".join(sorted(sources))))


def _argument(one: Argument, language: str) -> str:
    parts = [f"<p><b>{escaped(one.text)}</b></p>"]
    if one.fact:
        label = escaped(translate("why.data_say", language))
        parts.append(f'<p class="figure">{label} {escaped(one.fact)}</p>')
    parts += [
        f'<p class="figure">{escaped(topic[:1].upper() + topic[1:])}: {escaped(value)}</p>'
        for topic, value in one.became
    ]
    if one.kind == "position" and not one.became:
        parts.append(f'<p class="figure">{escaped(translate("why.not_known", language))}</p>')
    return f'<div class="rule">{"".join(parts)}</div>'
