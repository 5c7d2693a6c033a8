"""Who pays what: with and without subsidy, per person, when one leaves, and against going alone."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from igs_geo.assessment import Bill, Budget, DrawnRegion, Member, make_bill, members_of, without_member
from igs_geo.assessment.bill.sentences import bill_rows, say_bill
from igs_geo.atlas import Atlas
from igs_geo.dashboard.frame.about import about_file
from igs_geo.dashboard.frame.plain import escaped, plain
from igs_geo.dashboard.widgets.charts import locale
from igs_geo.dashboard.widgets.figures import show_source
from igs_geo.dashboard.widgets.tables import Digits, show_small_table
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import format_number, translate

EURO = Digits(2)
COLOURS = {"without": "#6baed6", "with": "#1f5673"}


def show_outcome(atlas: Atlas, own: DrawnRegion, language: str) -> None:
    """Draw the bill of a region.

    Parameters
    ----------
    atlas
        The edition.
    own
        The region.
    language
        ``"nl"`` or ``"en"``.
    """
    st.html(f'<h2 class="igs-heading">{escaped(translate("money.outcome", language))}</h2>')
    if not own.budget.costs:
        st.info(translate("money.no_costs", language))
        return
    members = members_of(atlas, own.members)
    try:
        bill = make_bill(own.budget, members)
        rows = bill_rows(own.budget, bill)
    except IgsGeoError as error:
        st.warning(plain(error.message(language)))
        return
    st.markdown("  \n".join(plain(line) for line in say_bill(bill, language).splitlines()))
    if bill.means is not None:
        share = format_number(float(bill.means.share) * 100, language, 1)
        st.caption(translate("money.own_means", language, share=share))
    if bill.without.shared.amounts:
        _table(atlas, rows, bill, language)
        _chart(rows, bill, language)
    _leaving(own.budget, members, bill, language)
    st.caption(translate("money.example", language))
    show_source(translate("money.source", language))


def _table(atlas: Atlas, rows: list[dict[str, Any]], bill: Bill, language: str) -> None:
    columns = ["municipality", "without_subsidy", "per_inhabitant", "per_young"]
    if bill.granted is not None:
        columns += ["with_subsidy", "with_per_inhabitant", "with_per_young"]
    if any(row["spending"] is not None for row in rows):
        columns += ["spending", "break_even"]
    table = pd.DataFrame(rows)[columns]
    numbers = [name for name in columns if name != "municipality"]
    table = table.astype(dict.fromkeys(numbers, float))
    total = {name: float(table[name].sum()) for name in ("without_subsidy", "with_subsidy") if name in table}
    shown = pd.concat(
        [table, pd.DataFrame([{"municipality": translate("money.total", language)} | total])], ignore_index=True
    )
    show_small_table(
        shown,
        key="money-bill",
        file=translate("money.file", language),
        digits=dict.fromkeys(numbers, EURO),
        about=about_file(atlas, translate("money.title", language), language),
        texts="money.col_",
    )


def _chart(rows: list[dict[str, Any]], bill: Bill, language: str) -> None:
    kinds = {"without": "without_subsidy"} | ({} if bill.granted is None else {"with": "with_subsidy"})
    words = {kind: translate(f"money.col_{name}", language) for kind, name in kinds.items()}
    table = pd.DataFrame(
        [
            {"name": row["municipality"], "kind": words[kind], "euro": float(row[name])}
            for row in rows
            for kind, name in kinds.items()
            if row[name] is not None
        ]
    )
    chart = (
        alt.Chart(table)
        .mark_bar()
        .encode(
            x=alt.X("euro:Q", title=translate("money.euro", language), axis=alt.Axis(format=",.0f", tickCount=6)),
            y=alt.Y("name:N", title=None, sort=None, axis=alt.Axis(labelLimit=220)),
            yOffset=alt.YOffset("kind:N", sort=list(words.values())),
            color=alt.Color(
                "kind:N",
                title=None,
                scale=alt.Scale(domain=list(words.values()), range=[COLOURS[kind] for kind in words]),
                legend=alt.Legend(orient="top"),
            ),
            tooltip=["name:N", "kind:N", alt.Tooltip("euro:Q", format=",.2f", title=translate("money.euro", language))],
        )
        .properties(height=alt.Step(13 if len(words) > 1 else 20))
        .configure(locale=locale(language))
    )
    st.altair_chart(chart, key="money-chart")


def _leaving(budget: Budget, members: tuple[Member, ...], bill: Bill, language: str) -> None:
    names = {member.nis: member.name for member in members}
    if len(names) < 2:
        return
    nis = st.selectbox(
        translate("money.leaving", language),
        list(names),
        index=None,
        format_func=lambda code: names.get(code, str(code)),
        placeholder=translate("money.leaving_hint", language),
        key=f"money.leaving.{language}",
    )
    if nis is None or nis not in names:
        return
    try:
        after = without_member(budget, members, nis)
    except IgsGeoError as error:
        st.warning(plain(error.message(language)))
        return
    st.markdown("  \n".join(plain(line) for line in say_bill(after, language).splitlines()))
    before, now = bill.granted or bill.without, after.granted or after.without
    table = pd.DataFrame(
        [
            {
                "municipality": names[code],
                "before": _float(before.shared.amounts.get(code)),
                "after": _float(now.shared.amounts.get(code)),
            }
            for code in names
            if code != nis
        ]
    )
    table["difference"] = table["after"] - table["before"]
    show_small_table(
        table,
        key="money-leaving",
        file=translate("money.leaving_file", language),
        digits=dict.fromkeys(("before", "after", "difference"), EURO),
        texts="money.col_",
    )
    st.caption(translate("money.leaving_note", language))


def _float(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
