"""The lists of own data within reach: which count, and the one that is open."""

from __future__ import annotations

import streamlit as st

from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.address.slots import Slot
from igs_geo.dashboard.frame import cached, own
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.frame.reach import Held, trouble
from igs_geo.dashboard.frame.sharing import take_in
from igs_geo.dashboard.pages.own_data.document import show_document
from igs_geo.dashboard.pages.own_data.saying import attempt, moment, show_said
from igs_geo.dashboard.pages.own_data.tour import show_tour
from igs_geo.i18n import format_number, translate

LARGEST_MB = 20
_TURN = "own.turn"


def show() -> None:
    """Show the section."""
    language = current_view().language
    # always there, so that what stands below keeps its place, and an open tab stays open
    with st.container(key="own-said"):
        show_said()
    if (error := trouble()) is not None:
        st.error(plain(error.message(language)))
        return
    found = own.within_reach()
    if not found:
        show_tour()
    for held in reversed(found):
        _row(held, language)
    _take_in(language)
    opened = next((held for held in found if held.id == current_view().document), None)
    if opened is not None:
        show_document(opened)


def _row(held: Held, language: str) -> None:
    """Draw a list as a card: its title, whether it counts, and the button that opens it."""
    counts = held.id not in current_view().left_out
    with st.container(border=True, key=f"own-list-{held.id}"):
        left, middle, right = st.columns([3, 1.3, 1], vertical_alignment="center")
        with left:
            st.markdown(f"**{plain(held.title)}**  \n:small[{plain(_facts(held, language))}]")
        with middle:
            slot = Slot(f"own-counts-{held.id}", counts)
            st.toggle(
                translate("own.counts_in", language), counts, disabled=not current_view().own,
                **slot.keeping(bool, lambda on: _count(held.id, on=on)),
            )  # fmt: skip
        with right:
            opened = current_view().document == held.id
            st.button(
                translate("own.close" if opened else "own.open", language), key=f"own-open-{held.id}", width="stretch",
                on_click=_open, args=("" if opened else held.id,),
            )  # fmt: skip
        why_not = cached.what_counts().why_not(held.id) if counts else None
        if why_not is not None:
            st.warning(translate("own.does_not_fit", language))


def _open(document: str) -> None:
    change_view(document=document)


def _facts(held: Held, language: str) -> str:
    changed = translate("own.changed", language, moment=moment(held.changed, language))
    parts = [changed, translate("own.revision", language, number=format_number(held.head, language))]
    if not held.may_change:
        parts.append(translate("own.may_read", language))
    return " · ".join(parts)


def _count(document: str, *, on: bool) -> None:
    without = [one for one in current_view().left_out if one != document]
    change_view(left_out=tuple(without if on else [*without, document]))


def _take_in(language: str) -> None:
    """Draw the box that takes a file in which somebody took own data along."""
    turn = st.session_state.get(_TURN, 0)
    with st.expander(translate("own.take_in", language), key="own-take-in"):
        file = st.file_uploader(
            translate("own.take_in_help", language), type=["json"], max_upload_size=LARGEST_MB, key=f"own-file-{turn}"
        )
        if file is not None:
            st.session_state[_TURN] = turn + 1

            def take() -> str:
                made = take_in(file, file.name)
                return translate("own.taken_in", language, titles=", ".join(one.title for one in made))

            attempt(take)
            st.rerun()
