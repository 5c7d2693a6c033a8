"""Taking many municipalities in at once: a partnership, an area, a list of names, or what a search found."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.atlas.layer import Layer
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.cached import BY_ATLAS
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.pages.regions.asking import answer_of
from igs_geo.dashboard.pages.regions.state import state
from igs_geo.dashboard.widgets.choose import municipality_choices, municipality_of, partnership_choices
from igs_geo.dashboard.widgets.doubtful import ask_names
from igs_geo.dashboard.workbench.board import Board, board
from igs_geo.i18n import format_number, translate
from igs_geo.intake import chosen_members, read_names
from igs_geo.regions.worker.messages import Around

Found = tuple[str, tuple[str, ...]]
"""What a region of these municipalities would be called, and their NIS codes."""
AROUND = 6
"""Regions that are looked for around a municipality."""
MOST_NAMED = 12
NOTHING: Found = ("", ())


def show_adding(atlas: Atlas, now: Board) -> None:
    """Draw the button that opens the choice.

    Parameters
    ----------
    atlas
        The edition.
    now
        What is drawn.
    """
    language, own = current_view().language, now.region
    with st.popover(translate("design.add", language), key="design-add", width="content"):
        source = st.selectbox(
            translate("design.source", language),
            list(SOURCES),
            format_func=lambda name: translate(f"design.source_{name}", language),
            key=f"design.source.{language}",
        )
        name, members = SOURCES[source](atlas, language)
        if not members:
            return
        names = atlas.flemish["name"]
        shown = [str(names[nis]) for nis in members[:MOST_NAMED]]
        more = len(members) - len(shown)
        text = ", ".join(shown)
        if more > 0:
            text = translate("design.and_more", language, names=text, more=format_number(more, language))
        st.caption(plain(text))
        with st.container(horizontal=True, gap="small"):
            st.button(translate("design.as_region", language), key="design.as_region", type="primary",
                      on_click=_begin, args=(name, members))  # fmt: skip
            if own is not None and not own.locked:
                st.button(translate("design.to_region", language, name=plain(own.name)), key="design.to_region",
                          on_click=_add, args=(members,))  # fmt: skip


def _begin(name: str, members: tuple[str, ...]) -> None:
    board().begin_region(name, members)


def _add(members: tuple[str, ...]) -> None:
    board().add(members)


def _partnership(atlas: Atlas, language: str) -> Found:
    choices = partnership_choices(atlas, language)
    body = st.selectbox(
        translate("design.partnership", language),
        list(choices),
        index=None,
        format_func=lambda code: choices.get(code, str(code)),
        placeholder=translate("partnership.choose_hint", language),
        key=f"design.partnership.{language}",
    )
    if body is None:
        return NOTHING
    rows = atlas.memberships
    members = set(rows.loc[rows["partnership"] == body, "nis"]) & set(atlas.flemish.index)
    if not members:
        st.info(translate("design.no_members", language))
    return str(atlas.partnerships.loc[body, "name"]), tuple(sorted(members))


def _area(atlas: Atlas, language: str) -> Found:
    layers = _divisions(atlas)
    code = st.selectbox(
        translate("design.division", language),
        list(layers),
        format_func=lambda code: layers[code].name(language),
        key=f"design.division.{language}",
    )
    layer = layers[code]
    area = st.selectbox(
        translate("design.area", language),
        sorted(layer.groups(), key=lambda group: str(layer.group_names[group])),
        index=None,
        format_func=lambda group: str(layer.group_names[group]),
        placeholder=translate("design.area_hint", language),
        key=f"design.area.{code}.{language}",
    )
    if area is None:
        return NOTHING
    return str(layer.group_names[area]), tuple(sorted(layer.groups()[area] & set(atlas.flemish.index)))


@st.cache_resource(show_spinner=False, max_entries=4, hash_funcs=BY_ATLAS)
def _divisions(atlas: Atlas) -> dict[str, Layer]:
    kinds = atlas.division_kinds
    typologies = {f"division:{code}" for code in kinds.index[kinds["kind"] == "typology"]}
    return {code: layer for code, layer in atlas.layers(inventories=()).items() if code not in typologies}


def _names(atlas: Atlas, language: str) -> Found:
    text = st.text_area(translate("design.names", language), key="design.names",
                        placeholder=translate("design.names_hint", language))  # fmt: skip
    pieces = read_names(atlas, text) if text.strip() else []
    # Until every doubtful name is answered there is nothing to take.
    found = chosen_members(atlas, pieces, ask_names(pieces, key="design-names")) or []
    name = board().next_name()
    return name, tuple(sorted({str(member["nis"]) for member in found}))


def _around(atlas: Atlas, language: str) -> Found:
    choices = municipality_choices(atlas, language)
    start = st.selectbox(
        translate("design.around", language),
        list(choices),
        index=None,
        format_func=lambda code: choices.get(code, str(code)),
        placeholder=translate("municipality.choose_hint", language),
        key=f"design.around.{language}",
    )
    if start is None:
        return NOTHING
    criteria = board().scenario.settings
    answer = answer_of(Around(criteria.to_dict(), [municipality_of(start)], AROUND))
    if answer is None:
        return NOTHING
    regions = answer["regions"]
    if not regions:
        st.info(translate("regions.nothing_found", language))
        return NOTHING
    names = atlas.flemish["name"]
    place = st.radio(
        translate("design.which", language),
        range(len(regions)),
        format_func=lambda place: ", ".join(str(names[nis]) for nis in regions[place]["members"]),
        key=f"design.answer.{start}.{language}",
    )
    return str(regions[place]["name"]), tuple(regions[place]["members"])


def _proposal(atlas: Atlas, language: str) -> Found:
    found = state().proposal
    if found is None or found.criteria.edition != atlas.edition or not found.regions:
        st.info(translate("design.no_proposal", language))
        return NOTHING
    order = sorted(range(len(found.regions)), key=lambda place: found.regions[place].name)
    place = st.selectbox(
        translate("design.proposed", language),
        order,
        index=None,
        format_func=lambda place: found.regions[place].name,
        placeholder=translate("design.area_hint", language),
        key=f"design.proposed.{id(found)}.{language}",
    )
    return NOTHING if place is None else (found.regions[place].name, found.regions[place].members)


SOURCES: dict[str, Callable[[Atlas, str], Found]] = {
    "partnership": _partnership,
    "names": _names,
    "area": _area,
    "around": _around,
    "proposal": _proposal,
}
"""From where municipalities can come."""
