"""The map on which regions are drawn."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from igs_geo.assessment import Scenario
from igs_geo.assessment.scenario.drawing import region_of, without_region
from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.widgets.live_map import Pen, show_drawing, show_hover
from igs_geo.dashboard.workbench.board import Board, board
from igs_geo.dashboard.workbench.measured import bench_of, moves_of
from igs_geo.i18n import format_number, translate
from igs_geo.maps import Division, MapSpec, Words, division_map
from igs_geo.maps.palette import BODIES, colour_groups

KEY = "design.map"
HATCHED = "design.hatched"


def show_drawn(atlas: Atlas, now: Board) -> None:
    """Draw the map.

    Parameters
    ----------
    atlas
        The edition.
    now
        What is drawn.
    """
    language = current_view().language
    colours = region_colours(atlas, now.scenario)
    own = now.region
    number = "1" if own is None else str(now.scenario.regions.index(own) + 1)
    picked = number if own is not None and own.members else None
    spec = _spec(atlas, now.scenario, _hatched(), picked, language)
    numbers = {region.name: str(place) for place, region in enumerate(now.scenario.regions, 1)}
    pen = Pen(
        region=number,
        colour=colours.get(number, BODIES[0]),
        of={nis: numbers[region.name] for region in now.scenario.regions for nis in region.members},
        locked=[numbers[region.name] for region in now.scenario.regions if region.locked],
    )
    show_drawing(
        replace(spec, window=now.window),
        key=f"{KEY}.{atlas.edition}",
        pen=pen,
        selected=now.picked,
        on_pick=_pick,
        on_entry=_choose,
    )


def show_below(atlas: Atlas, now: Board) -> None:
    """Draw what stands under the map: what has no region yet, and what the map shows.

    Parameters
    ----------
    atlas
        The edition.
    now
        What is drawn.
    """
    language = current_view().language
    left = without_region(now.scenario, map(str, atlas.flemish.index))
    own = now.region
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="design-below"):
        st.toggle(
            translate("design.hatch", language, number=format_number(len(left), language)),
            key=HATCHED,
            help=translate("design.hatch_help", language),
        )
        if own is not None and own.members:
            label = translate("design.show_region", language, name=plain(own.name))
            st.button(label, key="design.show_region", type="tertiary", on_click=now.show, args=(own.members,))
        if 0 < len(left) < len(atlas.flemish):
            label = translate("design.show_left", language)
            st.button(label, key="design.show_left", type="tertiary", on_click=_show_left, args=(left,))


def show_notes(now: Board) -> None:
    """Let a hover over a neighbour or member say what the region would become.

    Parameters
    ----------
    now
        What is drawn.
    """
    own, language = now.region, current_view().language
    notes = {}
    if own is not None and own.members:
        for move in moves_of(now.scenario, own.members):
            key = "design.hover_join" if move.joins else "design.hover_leave"
            notes[move.nis] = translate(key, language, change=format_number(move.change, language, 3))
            if broken := sorted(breach for breach in move.breaks if ":" not in breach):
                rules = " ".join(translate(f"regions.breaks_{breach}", language) for breach in broken)
                notes[move.nis] = f"{notes[move.nis]} {rules}"
    show_hover(notes, key=f"{KEY}.{now.scenario.edition}")


def region_colours(atlas: Atlas, scenario: Scenario) -> dict[str, str]:
    """Return a colour for each region by its number: the same as long as there are few, unlike its neighbours' after.

    Parameters
    ----------
    atlas
        The edition.
    scenario
        The regions.
    """
    numbered = {str(place): frozenset(region.members) for place, region in enumerate(scenario.regions, 1)}
    if len(numbered) > len(BODIES):
        return colour_groups(atlas, numbered)
    return dict(zip(numbered, BODIES, strict=False))


def _spec(atlas: Atlas, scenario: Scenario, hatched: bool, picked: str | None, language: str) -> MapSpec:  # noqa: FBT001
    bench, numbered = bench_of(scenario), list(enumerate(scenario.regions, 1))
    division = Division(
        {str(place): region.members for place, region in numbered if region.members},
        {str(place): region.name for place, region in numbered if region.members},
        without_region(scenario, map(str, atlas.flemish.index)) if hatched else (),
        frame=scenario.settings.frame,
        youth={body.name: tuple(sorted(body.members)) for body in bench.youth.funded},
    )
    return division_map(
        atlas,
        division,
        Words(scenario.title, language=language),
        picked=picked,
        sign="design.legend_region",
        colours=region_colours(atlas, scenario),
    )


def _hatched() -> bool:
    return bool(st.session_state.get(HATCHED, False))


def _pick(nis: str) -> None:
    board().toggle(nis)


def _choose(nis: str) -> None:
    now = board()
    own = region_of(now.scenario, nis)
    if own is not None:
        now.choose(now.scenario.regions.index(own) + 1)


def _show_left(left: tuple[str, ...]) -> None:
    st.session_state[HATCHED] = True
    board().show(left)
