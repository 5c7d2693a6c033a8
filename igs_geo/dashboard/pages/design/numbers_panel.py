"""What a drawn region would mean: numbers first, then how it compares and which single steps help."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from igs_geo.assessment import Bench, DrawnRegion, Move, RegionNumbers, Standing
from igs_geo.assessment.numbers.sentences import say_parts, say_what_stands_out
from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.plain import escaped, plain
from igs_geo.dashboard.pages.design.details import show_details
from igs_geo.dashboard.widgets.tables import MISSING
from igs_geo.dashboard.workbench.board import Board, board
from igs_geo.dashboard.workbench.measured import bench_of, best_of, numbers_of, standing_of
from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.regions.problem.settings import WEIGHTED

AGE = "age_"
"""How columns with an age group begin; the first and last age follow."""


def show_numbers(atlas: Atlas, now: Board) -> Callable[[], None]:
    """Draw the numbers of the region that is drawn, and return what draws the rest, which takes longer.

    Parameters
    ----------
    atlas
        The edition.
    now
        What is drawn.
    """
    language, own = current_view().language, now.region
    if own is None or not own.members:
        st.html(f'<p class="igs-sub">{escaped(translate("design.nothing_drawn", language))}</p>')
        return lambda: None
    bench, numbers = bench_of(now.scenario), numbers_of(now.scenario, own.members)
    place = now.scenario.regions.index(own) + 1
    key = "design.region_locked" if own.locked else "design.region_line"
    st.html(f'<h2 class="igs-heading">{escaped(translate(key, language, place=place, name=own.name))}</h2>')
    sentence = st.empty()
    _stands_out(sentence, bench, numbers, None, language)
    _parts(bench, numbers, language)
    _facts(numbers, language)
    for rule in numbers.breaks:
        if rule != "contiguous":
            st.caption(translate(f"regions.breaks_{rule}", language))
    criteria = st.empty()
    criteria.html(_criteria(numbers, None, language))
    steps = st.container(key="design-moves")
    show_details(atlas, bench, numbers, language)

    def later() -> None:
        stands = standing_of(now.scenario, own.members)
        _stands_out(sentence, bench, numbers, stands, language)
        criteria.html(_criteria(numbers, stands, language))
        with steps:
            _moves(bench, own, best_of(now.scenario, own.members), language)

    return later


def _stands_out(
    place: DeltaGenerator, bench: Bench, numbers: RegionNumbers, stands: Standing | None, language: str
) -> None:
    """Draw the one sentence; that a region lies in parts is said below, with the button that mends it."""
    if len(numbers.parts) < 2:
        place.markdown(f"**{plain(say_what_stands_out(bench, numbers, stands, language))}**")


def _facts(numbers: RegionNumbers, language: str) -> None:
    def row(key: str, value: str) -> str:
        return f"<dt>{escaped(translate(f'design.fact_{key}', language))}</dt><dd>{escaped(value)}</dd>"

    region = numbers.region
    ages = " · ".join(
        translate(
            "design.age", language, age=age.removeprefix(AGE).replace("_", "-"), number=format_number(number, language)
        )
        for age, number in numbers.ages.items()
    )
    rows = [
        row("members", format_number(len(numbers.members), language)),
        row("inhabitants", format_number(region.inhabitants, language)),
        row("young", format_number(region.young, language)),
        row("ages", ages or MISSING),
        row("frames", "; ".join(f"{name} ({count})" for name, count in numbers.reference_regions.items()) or MISSING),
    ]
    st.html(f'<dl class="igs-facts">{"".join(rows)}</dl>')


def _parts(bench: Bench, numbers: RegionNumbers, language: str) -> None:
    if len(numbers.parts) < 2:
        return
    st.warning(plain(say_parts(bench, numbers, language)))
    if numbers.joining is not None and numbers.joining.added:
        names = ", ".join(bench.names[nis] for nis in numbers.joining.added)
        st.button(
            translate("design.join_parts", language, names=plain(names)),
            key="design.join_parts",
            on_click=_add,
            args=(numbers.joining.added,),
        )


def _add(members: tuple[str, ...]) -> None:
    board().add(members)


def _criteria(numbers: RegionNumbers, stands: Standing | None, language: str) -> str:
    """Return the criteria as a table: the value, and which share of the comparable regions is worse."""
    heads = ["criterion", "value", "better_than"]
    head = "".join(
        f'<th scope="col"{" class=number" if place else ""}>{escaped(translate(f"design.col_{name}", language))}</th>'
        for place, name in enumerate(heads)
    )
    compared = {} if stands is None or not stands.tells else stands.compared
    rows = []
    for name, value in numbers.region.criteria.items():
        if name not in WEIGHTED:
            continue
        known = compared.get(name)
        share = MISSING if known is None or known.percentile is None else format_percent(known.percentile, language)
        if stands is None:
            share = "…"
        rows.append(
            f"<tr><td>{escaped(translate(f'regions.p_weight_{name}', language))}</td>"
            f'<td class="number">{escaped(format_number(value, language, 4))}</td>'
            f'<td class="number">{escaped(share)}</td></tr>'
        )
    return (
        f'<table class="igs-table"><thead><tr>{head}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
        f'<p class="igs-source">{escaped(_basis(stands, language))}</p>'
    )


def _basis(stands: Standing | None, language: str) -> str:
    if stands is None:
        return translate("design.comparing", language)
    if not stands.tells:
        return translate("design.none_comparable", language, number=format_number(stands.comparable, language))
    sample = "sampled" if stands.sampled else "listed"
    return translate(f"regions.p_compared_{sample}", language, number=format_number(stands.comparable, language))


def _moves(bench: Bench, own: DrawnRegion, moves: tuple[Move, ...], language: str) -> None:
    st.html(f'<h3 class="igs-domain">{escaped(translate("design.moves", language))}</h3>')
    if own.locked:
        st.caption(translate("design.moves_locked", language))
        return
    if not moves:
        st.caption(translate("design.moves_none", language))
        return
    for move in moves:
        key = "design.move_join" if move.joins else "design.move_leave"
        change = format_number(move.change, language, 3)
        st.button(
            translate(key, language, name=plain(bench.names[move.nis]), change=change),
            key=f"design.move.{move.nis}",
            on_click=_toggle,
            args=(move.nis,),
            help=say_criteria(move.criteria, language),
        )
    st.caption(translate("design.moves_note", language))


def say_criteria(changes: Mapping[str, float], language: str) -> str:
    """Return what a step does to each criterion, as a list.

    Parameters
    ----------
    changes
        Change per inhabitant by criterion.
    language
        ``"nl"`` or ``"en"``.
    """
    table = pd.Series({name: value for name, value in changes.items() if name in WEIGHTED})
    lines = [
        f"- {translate(f'regions.p_weight_{name}', language)}: {format_number(value, language, 3)}"
        for name, value in table.sort_values().items()
    ]
    return "\n".join(lines)


def _toggle(nis: str) -> None:
    board().toggle(nis)
