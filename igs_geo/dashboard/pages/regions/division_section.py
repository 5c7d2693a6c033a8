"""The best division: searched, shown on the map, listed, explained, compared."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.inputs import segments
from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.pages.regions.certainty.background import follow_certainty, known_of
from igs_geo.dashboard.pages.regions.certainty.cores import core_columns
from igs_geo.dashboard.pages.regions.certainty.hosts import show_hosts
from igs_geo.dashboard.pages.regions.certainty.panel import show_certainty, show_short
from igs_geo.dashboard.pages.regions.compare_panel import show_comparison
from igs_geo.dashboard.pages.regions.files import show_files
from igs_geo.dashboard.pages.regions.folding import fold, settings_and_place
from igs_geo.dashboard.pages.regions.following import follow, search
from igs_geo.dashboard.pages.regions.region_panel import show_region
from igs_geo.dashboard.pages.regions.region_table import DIGITS, region_table
from igs_geo.dashboard.pages.regions.state import ALTERNATIVES, PageState, problem_of, state
from igs_geo.dashboard.search_process.progress import say_ending, wait_for
from igs_geo.dashboard.widgets.figures import show_figure, show_heading, show_source
from igs_geo.dashboard.widgets.live_map import show_map
from igs_geo.dashboard.widgets.region_filter import area_name, choose_region, focus, inside
from igs_geo.dashboard.widgets.tables import MISSING, styled
from igs_geo.dashboard.widgets.under import show_under_map
from igs_geo.fragmentation import youth_states
from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.maps import Division, Words, division_map
from igs_geo.regions import Criteria, Proposal, say_reasons, say_verdict
from igs_geo.regions.analysis.certainty import stable_cores
from igs_geo.regions.analysis.gaining import gain
from igs_geo.regions.analysis.sentences import say_alternatives
from igs_geo.regions.result.sentences import say_cuts, say_gap


def show(atlas: Atlas) -> None:
    """Show the section."""
    language = current_view().language
    state().settle()
    follow_certainty(state())
    found = state().search is not None or state().proposal is not None
    criteria, right = settings_and_place(atlas, found=found or current_view().searched, button=_button)
    if criteria is not None:
        follow(criteria)
    with right:
        _right(criteria, language)


def _button(criteria: Criteria | None) -> None:
    language = current_view().language
    now = state()
    busy = now.search is not None and now.search.running
    pressed = st.button(
        translate("regions.p_search", language),
        type="secondary" if current_view().searched else "primary",
        width="content" if current_view().searched else "stretch",
        key="regions.search",
        disabled=busy or criteria is None,
    )
    if pressed and criteria is not None:
        search(criteria)
        fold()
        st.rerun()


def _right(criteria: Criteria | None, language: str) -> None:
    now = state()
    if now.search is not None:
        wait_for(now.search, key="regions.stop")
    elif now.ending is not None:
        say_ending(now.ending, kept=now.kept)
    proposal = now.number(current_view().shown)
    if proposal is None:
        if now.search is None:
            st.markdown(translate("regions.p_start", language))
        _map(cached.atlas(current_view().edition), None, language)
        return
    own = cached.atlas(proposal.criteria.edition)
    if criteria is not None and criteria != proposal.criteria:
        st.caption(translate("regions.p_changed", language))
    st.markdown(f"**{plain(say_verdict(proposal, language))}**")
    if proposal.objective is None:
        st.markdown("\n".join(f"{plain(line)}  " for line in say_reasons(proposal, language)))
        return
    known = known_of(proposal)
    show_short(proposal, known, language)
    _alternatives_choice(now, language)
    _map(own, proposal, language)
    _figures(own, proposal, language)
    for sentence in say_cuts(proposal, own.partnerships["name"].to_dict(), language):
        st.caption(plain(sentence))
    picked = _picked(proposal)
    if picked is not None:
        show_region(own, proposal, picked, language)
    _list(own, proposal, now, language)
    show_certainty(own, known, language)
    show_hosts(own, proposal, language)
    show_files(own, proposal, known, language)
    show_comparison(own, proposal, now, language)


def _figures(atlas: Atlas, proposal: Proposal, language: str) -> None:
    brings = gain(proposal, youth_states(atlas)["state"].to_dict())
    sizes = [region.inhabitants for region in proposal.regions]
    # In a narrow window these three share the width, where a row of cards would go on below the edge of its box.
    first, second, third = st.columns(3)
    with first:
        median = format_number(float(pd.Series(sizes).median()), language)
        show_figure(
            translate("regions.p_regions", language),
            format_number(len(proposal.regions), language),
            translate("regions.p_regions_help", language),
            beside=translate("regions.p_median", language, value=median),
            key="regions-number",
        )
    with second:
        show_figure(
            translate("regions.p_gap", language),
            say_gap(proposal, language),
            translate("regions.p_gap_help", language),
            beside=translate("regions.p_cost", language, value=format_number(proposal.objective, language, 4)),
            key="regions-gap",
        )
    with third:
        show_figure(
            translate("regions.p_white", language),
            translate(
                "regions.p_white_value",
                language,
                gained=format_number(brings.gained, language),
                white=format_number(brings.white, language),
            ),
            translate("regions.p_white_help", language),
            beside=translate(
                "regions.p_new_regions",
                language,
                new=format_number(brings.new_regions, language),
                regions=format_number(len(proposal.regions), language),
                left=format_number(len(proposal.left_over.members), language),
            ),
            key="regions-white",
        )


def _alternatives_choice(now: PageState, language: str) -> None:
    if not now.alternatives:
        return
    words = {0: translate("regions.p_best", language)}
    for place, broken in enumerate(now.broken, 1):
        share = format_percent(broken, language)
        words[place] = translate("regions.p_alternative", language, number=place, share=share)
    segments("shown", translate("regions.p_alternatives", language), words)


def _map(atlas: Atlas, proposal: Proposal | None, language: str) -> None:
    problem = problem_of(proposal.criteria if proposal else Criteria(edition=atlas.edition))
    youth = {body.name: tuple(problem.units[i] for i in body.members) for body in problem.youth}
    regions = {} if proposal is None else {str(i): r.members for i, r in enumerate(proposal.regions, 1)}
    names = {} if proposal is None else {str(i): r.name for i, r in enumerate(proposal.regions, 1)}
    picked = _picked(proposal)
    title = "regions.p_map_title" if proposal else "regions.p_map_today"
    left = proposal.left_over.members if proposal else ()
    spec = division_map(
        atlas,
        Division(
            regions,
            names,
            left,
            proposal.aside.members if proposal else (),
            problem.criteria.frame,
            youth,
            cores=stable_cores(proposal, known_of(proposal)) if proposal else None,
        ),
        Words(translate(title, language), language=language),
        picked=None if picked is None else str(picked + 1),
    )
    show_map(
        spec,
        key=f"regions.map.{atlas.edition}",
        selected=current_view().municipality or None,
        on_pick=_pick,
    )
    show_under_map(spec, key="regions-map")


def _pick(nis: str) -> None:
    change_view(municipality=nis)


def _picked(proposal: Proposal | None) -> int | None:
    return None if proposal is None else proposal.region_of().get(current_view().municipality)


def _list(atlas: Atlas, proposal: Proposal, now: PageState, language: str) -> None:
    show_heading(translate("regions.p_list", language), translate("regions.p_list_help", language), key="regions-list")
    names = atlas.municipalities["name"].to_dict()
    choose_region(atlas)
    here = inside(atlas)
    places = [place for place, region in enumerate(proposal.regions) if not here.isdisjoint(region.members)]
    table = core_columns(region_table(proposal), proposal, known_of(proposal), names).iloc[places]
    event = st.dataframe(
        styled(table, DIGITS, language, "regions.col_"),
        hide_index=True,
        height=min(36 * (len(table) + 1) + 3, 420),
        placeholder=MISSING,
        key=f"regions.list.{id(proposal)}.{focus(atlas)}",
        on_select="rerun",
        selection_mode="single-row",
    )
    rows = event["selection"]["rows"]
    if len(places) < len(proposal.regions):
        numbers = {
            "shown": format_number(len(places), language),
            "count": format_number(len(proposal.regions), language),
        }
        show_source(translate("regions.p_list_area", language, area=area_name(atlas), **numbers))
    last = f"regions.row.{id(proposal)}"
    if rows and st.session_state.get(last) != places[rows[0]]:
        st.session_state[last] = places[rows[0]]
        change_view(municipality=proposal.regions[places[rows[0]]].members[0])
        st.rerun()
    if current_view().municipality in proposal.left_over.members:
        name = atlas.municipalities.loc[current_view().municipality, "name"]
        st.info(plain(translate("regions.p_picked_left", language, name=name)))
    elif current_view().municipality in proposal.aside.members:
        name = atlas.municipalities.loc[current_view().municipality, "name"]
        st.info(plain(translate("regions.p_picked_aside", language, name=name)))
    elif _picked(proposal) is None:
        show_source(translate("regions.p_pick_hint", language))
    _more_work(proposal, now, language)


def _ask_alternatives() -> None:
    # An answer that was lost is asked anew.
    state().jobs.pop(ALTERNATIVES, None)
    change_view(alternatives=True)


def _more_work(proposal: Proposal, now: PageState, language: str) -> None:
    """Draw the button that asks for alternatives to the proposal, and what came of it."""
    if proposal is not now.proposal:
        return
    label = translate("regions.p_ask_alternatives", language)
    st.button(label, key="regions.ask_alternatives", disabled=now.busy, on_click=_ask_alternatives)
    job = now.jobs.get(ALTERNATIVES)
    if job is not None and job.running:
        wait_for(job, key="regions.stop_alternatives")
    elif job is not None:
        say_ending(job)
    if now.alternatives is not None:
        found = len(now.alternatives)
        looked = now.looked
        show_source(say_alternatives(looked["asked"], found, looked["seconds"], language, no_more=looked["no_more"]))
