"""Which round of answers is on show, and what changed between two."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from igs_geo.assessment import DrawnRegion, Round, compare_rounds
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.dashboard.widgets.tables import Digits, show_table
from igs_geo.i18n import format_date, translate

DIGITS = {
    "median_before": Digits(1),
    "median_after": Digits(1),
    "median_change": Digits(1),
    "disagreement_change": Digits(1),
    "answers_before": Digits(),
    "answers_after": Digits(),
}


def say_round(one: Round, language: str) -> str:
    """Return what a round is called, with its day.

    Parameters
    ----------
    one
        The round.
    language
        ``"nl"`` or ``"en"``.
    """
    return f"{one.name} · {format_date(one.day, language)}" if one.day else one.name


def choose_round(own: DrawnRegion, language: str) -> int | None:
    """Draw the choice of the round, and return its place; None where there is none.

    Parameters
    ----------
    own
        The region.
    language
        ``"nl"`` or ``"en"``.
    """
    if not own.rounds:
        st.caption(translate("factors_page.no_round", language))
        return None
    places = list(reversed(range(len(own.rounds))))
    if len(places) == 1:
        st.caption(translate("factors_page.round_shown", language, name=say_round(own.rounds[0], language)))
        return 0
    with st.container(width=420):
        chosen: int = st.selectbox(
            translate("factors_page.round", language),
            places,
            format_func=lambda place: say_round(own.rounds[place], language),
            key=f"factors.round.{own.name}.{len(places)}",
        )
    return chosen


def show_comparison(own: DrawnRegion, names: Mapping[int, str], language: str) -> None:
    """Draw what changed between two rounds, where there are two.

    Parameters
    ----------
    own
        The region.
    names
        Name of every factor.
    language
        ``"nl"`` or ``"en"``.
    """
    if len(own.rounds) < 2:
        return
    st.html(f'<h2 class="igs-heading">{escaped(translate("factors_page.before_after", language))}</h2>')
    places = list(range(len(own.rounds)))
    chosen = []
    for column, name, start in zip(st.columns(2), ("before", "after"), (len(places) - 2, len(places) - 1), strict=True):
        with column:
            chosen.append(
                st.selectbox(
                    translate(f"factors_page.{name}", language),
                    places,
                    index=start,
                    format_func=lambda place: say_round(own.rounds[place], language),
                    key=f"factors.{name}.{own.name}.{len(places)}",
                )
            )
    changes = compare_rounds(own.rounds[chosen[0]], own.rounds[chosen[1]], list(names))
    rows = pd.DataFrame(
        [
            {
                "factor": f"{one.factor}. {names[one.factor]}",
                "median_before": one.before.median,
                "median_after": one.after.median,
                "median_change": one.median,
                "disagreement_change": one.disagreement,
                "answers_before": one.before.answers,
                "answers_after": one.after.answers,
            }
            for one in changes
        ]
    ).astype(dict.fromkeys(DIGITS, float))
    show_table(rows, key="factors-compared", file="succesfactoren", digits=DIGITS, texts="factors_page.col_")
    st.caption(translate("factors_page.compare_note", language))
