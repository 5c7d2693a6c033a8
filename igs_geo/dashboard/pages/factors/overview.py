"""The factors one by one: what each means, questions, what data say of the region, what people answered and agreed."""

from __future__ import annotations

import streamlit as st

from igs_geo.assessment import DrawnRegion, FactorResult, facts, results
from igs_geo.assessment.document import LONGEST_NOTE
from igs_geo.assessment.factors.naming import factor_names
from igs_geo.assessment.workshop.closing import with_agreement
from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.address.slots import Slot
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.guard import guarded
from igs_geo.dashboard.frame.plain import escaped, plain
from igs_geo.dashboard.pages.factors.dots import say_spread, spread_html
from igs_geo.dashboard.pages.factors.rounds import choose_round, show_comparison
from igs_geo.dashboard.widgets.figures import show_source
from igs_geo.dashboard.widgets.sources import linked
from igs_geo.dashboard.workbench.board import board
from igs_geo.dashboard.workbench.choice import choose_drawn
from igs_geo.dashboard.workbench.measured import bench_of, numbers_of
from igs_geo.dashboard.workbench.taking import show_report
from igs_geo.i18n import translate

KINDS = ("question", "example")


@st.fragment
@guarded
def show() -> None:
    """Show the section."""
    atlas, language = cached.atlas(), current_view().language
    own = choose_drawn(language)
    table = atlas.success_factors
    numbers = list(factor_names(atlas, language))
    known: dict[int, list[str]] = {}
    found: dict[int, FactorResult] = {}
    place = None
    if own is not None:
        scenario = board().scenario
        for fact in facts(bench_of(scenario), numbers_of(scenario, own.members), language):
            known.setdefault(fact.factor, []).append(fact.text)
        place = choose_round(own, language)
        if place is not None:
            found = {one.factor: one for one in results(own.rounds[place], numbers)}
    for category, rows in table.groupby(f"category_{language}", sort=False):
        st.html(f'<h2 class="igs-heading">{escaped(str(category).capitalize())}</h2>')
        for number in rows.index:
            _factor(atlas, int(number), known.get(int(number), []), found.get(int(number)), language)
            if own is not None and place is not None:
                _agreement(own, place, int(number), language)
    if own is not None:
        show_comparison(own, factor_names(atlas, language), language)
        show_report(own, language)
    show_source(translate("factors_page.source", language))


def _factor(atlas: Atlas, number: int, known: list[str], result: FactorResult | None, language: str) -> None:
    row = atlas.success_factors.loc[number]
    label = f"{number}. {plain(row[f'name_{language}'])}"
    if result is not None and result.everyone.answers:
        label += f" — {plain(say_spread(result.everyone, language))}"
    with st.expander(label, key=f"factor-{number}"):
        st.markdown(plain(row[f"meaning_{language}"]))
        left, right = st.columns([1, 1], gap="large")
        with left:
            prompts = atlas.frames["factor_prompts"]
            own = prompts[prompts["nr"] == number]
            for kind in KINDS:
                texts = own.loc[own["kind"] == kind, f"text_{language}"]
                if len(texts):
                    st.markdown(f"**{translate(f'factors_page.{kind}', language)}**")
                    st.markdown("\n".join(f"- {plain(text)}" for text in texts))
        with right:
            st.markdown(f"**{translate('factors_page.data_say', language)}**")
            if known:
                st.markdown("\n".join(f"- {plain(text)}" for text in known))
            else:
                st.caption(plain(row[f"measurable_{language}"]))
            if result is not None and result.everyone.answers:
                st.markdown(f"**{translate('factors_page.people_say', language)}**")
                st.html(spread_html(result, language))
        st.html(f'<p class="igs-source">{linked(str(row["source"]))}</p>')


def _agreement(own: DrawnRegion, place: int, number: int, language: str) -> None:
    agreed = {one.factor: one.text for one in own.rounds[place].agreements}
    text = agreed.get(number, "")
    slot = Slot(f"factors.agreed.{own.name}.{place}.{number}", text)

    def change(after: str) -> None:
        now = board()
        if now.region is not None and place < len(now.region.rounds):
            rounds = list(now.region.rounds)
            rounds[place] = with_agreement(rounds[place], number, after)
            now.change(rounds=tuple(rounds))

    st.text_input(
        translate("factors_page.agreed", language, number=number),
        text,
        max_chars=LONGEST_NOTE,
        placeholder=translate("factors_page.agreed_hint", language),
        **slot.keeping(str, change),
    )
