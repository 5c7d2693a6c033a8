"""How sure the best division is: what is being worked out, what decides, what another choice costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.frame.about import about_file
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.pages.regions.certainty.background import Background, background, new_process
from igs_geo.dashboard.pages.regions.certainty.charts import price_chart
from igs_geo.dashboard.pages.regions.certainty.cores import say_cores
from igs_geo.dashboard.pages.regions.state import state
from igs_geo.dashboard.search_process.progress import POLL_SECONDS
from igs_geo.dashboard.widgets.figures import show_heading, show_source
from igs_geo.dashboard.widgets.tables import Digits, Layout, show_table
from igs_geo.dashboard.widgets.under import chart_picture, show_under_chart
from igs_geo.i18n import format_percent, translate
from igs_geo.maps.sources import said_sources
from igs_geo.regions import Payoff, Proposal, deciding
from igs_geo.regions.analysis.certainty import PARTS, Certainty
from igs_geo.regions.analysis.sentences import criterion_name, say_deciding, say_stability
from igs_geo.regions.worker.messages import Draws
from igs_geo.reports.certainty_charts import BASIS, payoff_stands, price_bars

TEXTS = "regions.col_"


def show_short(proposal: Proposal, known: Certainty, language: str) -> None:
    """Draw, under the verdict, what decides and how much is core, and what is still being worked out."""
    for sentence in (say_what_decides(proposal, known, language), say_cores(proposal, known, language)):
        if sentence:
            st.markdown(plain(sentence))
    now = background()
    if now.about is proposal and known.missing and state().search is None:
        _working(now, language)


def say_what_decides(proposal: Proposal, known: Certainty, language: str) -> str:
    """Return what decides a division in words; empty while that is not known."""
    if known.payoff is None:
        return ""
    rows = _payoffs(known.payoff["rows"])
    found = deciding(rows, proposal.criteria.named_weights())
    return "" if found is None else say_deciding(found, rows, language)


def _payoffs(rows: Sequence[Mapping[str, Any]]) -> list[Payoff]:
    return [Payoff(**{name: row[name] for name in ("criterion", "best", "worst", "own", "gap")}) for row in rows]


def _working(now: Background, language: str) -> None:
    """Draw how far the rest is, with the button that stops it; or the button that begins it again."""
    if not now.running:
        st.button(translate("regions.p_sure_again", language), key="regions.sure_again", type="tertiary",
                  on_click=lambda: now.work(new_process()))  # fmt: skip
        return
    waited_for = set(now.jobs)

    @st.fragment(run_every=POLL_SECONDS)
    def poll() -> None:
        now.settle()
        if set(now.jobs) != waited_for or not now.running:
            st.rerun()
        left, right = st.columns([4, 1], vertical_alignment="center")
        left.caption(say_working(now, language))
        right.button(translate("regions.p_stop", language), key="regions.sure_stop", width="stretch", on_click=now.stop)

    poll()


def say_working(now: Background, language: str) -> str:
    """Return what is being worked out, and how far it is."""
    part = next((part for part in PARTS if part in now.jobs and now.jobs[part].running), PARTS[-1])
    job = now.jobs.get(part)
    news = job.news if job is not None and isinstance(job.news, Draws) else None
    done, of = (news.done, news.of) if news is not None else (0, 0)
    what = translate(f"regions.p_sure_{part}", language)
    key = "p_sure_busy_of" if of else "p_sure_busy"
    return translate(f"regions.{key}", language, what=what, done=done, of=of)


def show_certainty(atlas: Atlas, known: Certainty, language: str) -> None:
    """Draw the section on how sure the division is; nothing while nothing is known.

    Parameters
    ----------
    atlas
        The edition.
    known
        How sure the best division is.
    language
        ``"nl"`` or ``"en"``.
    """
    if known == Certainty():
        return
    show_heading(translate("regions.p_sure", language), translate("regions.p_sure_help", language), key="regions-sure")
    if known.stability is not None:
        shown = known.stability
        show_source(say_stability(shown["counted"], shown["drawn"], shown["stopped_by_clock"], language))
    left, right = st.columns([1, 1.3], gap="large")
    about = about_file(atlas, translate("regions.p_sure", language), language)
    if known.flatness is not None:
        with left:
            _price(atlas, known.flatness["rows"], about, language)
    if known.payoff is not None:
        with right:
            _payoff(atlas, known.payoff["rows"], about, language)


def _price(atlas: Atlas, rows: Sequence[Mapping[str, Any]], about: Mapping[str, str], language: str) -> None:
    st.markdown(f"**{translate('regions.p_price', language)}**")
    chart = price_chart(rows, language)
    if chart is not None:
        st.altair_chart(chart, key="regions-price")
        printed = price_bars(rows, language)
        if printed is not None:
            title = translate("regions.p_price", language)
            show_under_chart(lambda: printed, title, said_sources(atlas, (), language, tables=BASIS), key="price-chart")
    for row in rows:
        if row["change"] is None:
            key = "regions.p_price_none" if row["none_exists"] else "regions.p_price_time"
            st.caption(translate(key, language, share=format_percent(row["difference"], language)))
    table = pd.DataFrame(rows, columns=["difference", "objective", "change", "gap"])
    digits = {"difference": Digits(percent=True), "objective": Digits(4), "change": Digits(2, percent=True),
              "gap": Digits(2, percent=True)}  # fmt: skip
    with st.expander(translate("regions.p_numbers", language)):
        show_table(
            table,
            key="regions-flatness",
            file=translate("regions.file_price", language),
            digits=digits,
            about=about,
            texts=TEXTS,
        )


def _payoff(atlas: Atlas, rows: Sequence[Mapping[str, Any]], about: Mapping[str, str], language: str) -> None:
    st.markdown(f"**{translate('regions.p_payoff', language)}**")
    payoffs = _payoffs(rows)
    table = pd.DataFrame(
        {
            "criterion": [criterion_name(row.criterion, language) for row in payoffs],
            "best": [row.best for row in payoffs],
            "own": [row.own for row in payoffs],
            "worst": [row.worst for row in payoffs],
            "stand": [row.stand for row in payoffs],
        }
    )
    digits = dict.fromkeys(("best", "own", "worst"), Digits(2)) | {"stand": Digits(percent=True)}
    picture, printed = None, payoff_stands(rows, language)
    if printed is not None:
        source = said_sources(atlas, (), language, tables=BASIS)
        picture, _ = chart_picture(lambda: printed, atlas, translate("regions.p_payoff", language), source, language)
    show_table(
        table,
        key="regions-payoff",
        file=translate("regions.file_payoff", language),
        digits=digits,
        about=about,
        texts=TEXTS,
        layout=Layout(picture=picture),
    )
