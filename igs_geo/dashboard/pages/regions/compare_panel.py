"""Two divisions side by side, and what differs."""

from __future__ import annotations

import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.inputs import select
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.pages.regions.state import PageState, problem_of
from igs_geo.dashboard.widgets.figures import show_heading
from igs_geo.dashboard.widgets.live_map import show_map
from igs_geo.dashboard.widgets.under import show_under_map
from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.maps import Division, Words, changes, colours_of_both, difference_map, division_map
from igs_geo.maps.proposal_map import BASIS
from igs_geo.maps.sources import PARTNERSHIPS
from igs_geo.regions import Proposal

TODAY, BEFORE = "today", "before"


def show_comparison(atlas: Atlas, proposal: Proposal, now: PageState, language: str) -> None:
    """Draw the choice of what to compare with, and the three maps."""
    show_heading(
        translate("regions.p_compare", language), translate("regions.p_compare_help", language), key="regions-compare"
    )
    words = _options(atlas, now, language)
    select(
        "against",
        translate("regions.p_compare_with", language),
        words,
        placeholder=translate("regions.p_compare_hint", language),
    )
    chosen = current_view().against
    if chosen not in words:
        return
    other = _other(atlas, proposal, now, chosen)
    mine = {str(i): region.members for i, region in enumerate(proposal.regions, 1)}
    left, right = st.columns(2)
    theirs, ours = colours_of_both(atlas, other, mine)
    shown = translate("regions.p_shown", language)
    for column, regions, name, colours in ((left, other, words[chosen], theirs), (right, mine, shown, ours)):
        with column:
            covered = {nis for members in regions.values() for nis in members} | set(proposal.aside.members)
            without = () if chosen == TODAY and regions is other else \
                [nis for nis in atlas.flemish.index if nis not in covered]  # fmt: skip
            today = chosen == TODAY and regions is other
            sign = "regions.legend_today" if today else "regions.legend_region"
            tables = (PARTNERSHIPS,) if today else BASIS
            division = Division(regions, left_over=without)
            said = Words(name[:1].upper() + name[1:], language=language)
            spec = division_map(atlas, division, said, sign=sign, tables=tables, colours=colours)
            side = "left" if column is left else "right"
            show_map(spec, key=f"regions.compare.{side}", addressed=False)
            show_under_map(spec, key=f"regions-compare-{side}")
    first, second = _companions(other), _companions(mine)
    changed = changes(atlas, first, second)
    different = int((changed > 0).sum())
    st.markdown(
        translate(
            "regions.p_difference", language, count=format_number(different, language),
            share=format_percent(float(changed.mean()), language),
        )
    )  # fmt: skip
    title = translate("regions.p_difference_title", language)
    spec = difference_map(atlas, first, second, title=title, language=language)
    show_map(spec, key="regions.difference", addressed=False)
    show_under_map(spec, key="regions-difference")


def _options(atlas: Atlas, now: PageState, language: str) -> dict[str, str]:
    words = {TODAY: translate("regions.p_with_today", language)}
    if now.before is not None and now.before.criteria.edition == atlas.edition:
        words[BEFORE] = translate("regions.p_with_before", language)
    shown = current_view().shown
    for place in range(len(now.alternatives) + 1 if now.alternatives else 0):
        if place != shown:
            name = "regions.p_with_alternative" if place else "regions.p_best"
            words[str(place)] = translate(name, language, number=place)
    return words


def _other(atlas: Atlas, proposal: Proposal, now: PageState, chosen: str) -> dict[str, tuple[str, ...]]:
    del atlas
    if chosen == TODAY:
        problem = problem_of(proposal.criteria)
        return {str(i): tuple(problem.units[m] for m in body.members) for i, body in enumerate(problem.youth, 1)}
    if chosen == BEFORE and now.before is not None:
        return {str(i): region.members for i, region in enumerate(now.before.regions, 1)}
    shown = now.number(int(chosen)) or proposal
    return {str(i): region.members for i, region in enumerate(shown.regions, 1)}


def _companions(regions: dict[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    return {nis: frozenset(members) for members in regions.values() for nis in members}
