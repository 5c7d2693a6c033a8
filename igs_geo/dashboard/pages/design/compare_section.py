"""Regions side by side: those of the scenario, what a search proposes, and existing partnerships that are like one."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from igs_geo.assessment import RegionNumbers, alike
from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.address.view import BODY
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.about import about_file
from igs_geo.dashboard.frame.guard import guarded
from igs_geo.dashboard.frame.menu import link_to
from igs_geo.dashboard.frame.plain import escaped, plain
from igs_geo.dashboard.pages.regions.state import state
from igs_geo.dashboard.widgets.figures import show_heading
from igs_geo.dashboard.widgets.live_map import show_map
from igs_geo.dashboard.widgets.tables import Digits, Layout, show_table
from igs_geo.dashboard.workbench.board import board
from igs_geo.dashboard.workbench.choice import choose_drawn
from igs_geo.dashboard.workbench.measured import bench_of, numbers_of
from igs_geo.i18n import format_number, translate
from igs_geo.maps import difference_map
from igs_geo.regions import Proposal

COST = Digits(4)
DIGITS = {
    "members": Digits(),
    "inhabitants": Digits(),
    "young": Digits(),
    "parts": Digits(),
    "frames": Digits(),
    "youth_cut": Digits(),
    "bodies_cut": Digits(),
    "commuting": Digits(0, percent=True),
    "largest": Digits(0, percent=True),
    **dict.fromkeys(("compactness", "cohesion", "ties", "balance", "splits", "hosts"), COST),
}
ALIKE = 5


@st.fragment
@guarded
def show() -> None:
    """Show the section."""
    atlas, language = cached.atlas(), current_view().language
    own = choose_drawn(language)
    now = board()
    drawn = {region.name: region.members for region in now.scenario.regions if region.members}
    if not drawn:
        return
    show_heading(translate("design.side", language), translate("design.side_help", language), key="design-side")
    proposal = _proposal(atlas)
    rows = {name: numbers_of(now.scenario, members) for name, members in drawn.items()}
    if own is not None and proposal is not None:
        rows |= _proposed(proposal, own.members, language)
    table = side_by_side(rows)
    show_table(
        table,
        key="design-side-table",
        file=translate("design.side_file", language),
        digits=DIGITS,
        about=about_file(atlas, now.scenario.title, language),
        texts="design.col_",
        layout=Layout(widths={"region": 200}),
    )
    if proposal is not None:
        _difference(atlas, drawn, proposal, language)
    else:
        st.caption(translate("design.no_proposal", language))
    if own is not None:
        _alike(own.name, own.members, proposal, language)


def side_by_side(rows: Mapping[str, RegionNumbers]) -> pd.DataFrame:
    """Return regions as rows, their numbers as columns.

    Parameters
    ----------
    rows
        The numbers of each region, by its name.
    """
    return pd.DataFrame(
        [
            {
                "region": name,
                "members": len(one.members),
                "inhabitants": one.region.inhabitants,
                "young": one.region.young,
                "parts": len(one.parts),
                "frames": len(one.reference_regions),
                "youth_cut": sum(body.cut for body in one.youth),
                "bodies_cut": sum(body.relation == "cut" for body in one.bodies),
                "commuting": one.commuting.stays,
                "largest": one.largest_share,
                **{name: value for name, value in one.region.criteria.items() if name in DIGITS},
            }
            for name, one in rows.items()
        ]
    )


def _proposal(atlas: Atlas) -> Proposal | None:
    found = state().proposal
    return found if found is not None and found.criteria.edition == atlas.edition and found.regions else None


def _proposed(proposal: Proposal, members: tuple[str, ...], language: str) -> dict[str, RegionNumbers]:
    """Return the proposed regions that hold a member, by what they are called here."""
    scenario, places = board().scenario, proposal.region_of()
    found = dict.fromkeys(places[nis] for nis in members if nis in places)
    return {
        translate("design.proposed_name", language, name=proposal.regions[place].name): numbers_of(
            scenario, proposal.regions[place].members
        )
        for place in found
    }


def _difference(atlas: Atlas, drawn: Mapping[str, tuple[str, ...]], proposal: Proposal, language: str) -> None:
    first = {nis: frozenset(members) for members in drawn.values() for nis in members}
    held = frozenset(first)
    second = {nis: frozenset(region.members) for region in proposal.regions for nis in region.members if nis in held}
    spec = difference_map(atlas, first, second, title=translate("design.difference", language), language=language)
    show_map(spec, key=f"design.difference.{atlas.edition}", addressed=False)
    st.caption(translate("design.difference_note", language))


def _alike(name: str, members: tuple[str, ...], proposal: Proposal | None, language: str) -> None:
    show_heading(translate("design.alike", language, name=name), translate("design.alike_help", language),
                 key="design-alike")  # fmt: skip
    candidates = {} if proposal is None else {region.name: region.members for region in proposal.regions}
    found = alike(bench_of(board().scenario), members, candidates, ALIKE)
    if not found:
        st.caption(translate("design.alike_none", language))
    for one in found:
        reasons = ", ".join(translate(f"design.var_{variable}", language) for variable in one.alike)
        distance = format_number(one.distance, language, 1)
        text = escaped(translate("design.alike_line", language, reasons=reasons, distance=distance))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            if one.partnership is None:
                st.markdown(f"**{plain(one.name)}**", width="content")
            else:
                link_to(BODY, one.name, partnership=one.partnership)
            st.html(f'<p class="igs-note">{text}</p>', width="content")
