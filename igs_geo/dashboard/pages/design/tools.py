"""The bar above the map: which region is drawn, steps back and forth, locks, and what else can be done with it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from igs_geo.assessment import DrawnRegion
from igs_geo.assessment.document import LONGEST_NAME, LONGEST_NOTE
from igs_geo.assessment.scenario import drawing
from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.inputs import select
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.address.slots import Slot
from igs_geo.dashboard.address.view import DESIGN
from igs_geo.dashboard.pages.design import adding, rest
from igs_geo.dashboard.workbench.board import Board, board
from igs_geo.dashboard.workbench.choice import region_words
from igs_geo.dashboard.workbench.keeping import show_documents
from igs_geo.i18n import translate


def show_tools(atlas: Atlas, now: Board) -> None:
    """Draw the bar.

    Parameters
    ----------
    atlas
        The edition.
    now
        What is drawn.
    """
    language, own = current_view().language, now.region
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="design-tools"):
        show_documents(now, DESIGN)
        if own is not None:
            _choice(now, language)
        st.button(translate("design.new_region", language), key="design.new", on_click=_new)
        adding.show_adding(atlas, now)
        st.button(translate("design.undo", language), key="design.undo", on_click=now.undo, disabled=not now.past,
                  shortcut="Ctrl+Z")  # fmt: skip
        st.button(translate("design.redo", language), key="design.redo", on_click=now.redo, disabled=not now.future,
                  shortcut="Ctrl+Y")  # fmt: skip
        if own is not None:
            word = "design.unlock" if own.locked else "design.lock"
            st.button(translate(word, language), key="design.lock", on_click=_lock, args=([own.name],),
                      kwargs={"on": not own.locked}, help=translate("design.lock_help", language))  # fmt: skip
            _more(now, own, language)


def _choice(now: Board, language: str) -> None:
    with st.container(width=270, key="design-choice"):
        select("drawn", translate("design.region", language), region_words(now, language), change=now.choose)


def _more(now: Board, own: DrawnRegion, language: str) -> None:
    with st.popover(translate("design.more", language), key="design-more"):
        _text("title", translate("design.scenario_title", language), now.scenario.title, _retitle, LONGEST_NAME)
        _text("name", translate("design.region_name_label", language), own.name, _rename, LONGEST_NAME)
        notes = Slot(f"design.notes.{own.name}", own.notes)
        st.text_area(translate("design.notes", language), own.notes, max_chars=LONGEST_NOTE,
                     **notes.keeping(str, lambda text: now.change(notes=text)))  # fmt: skip
        everyone = [region.name for region in now.scenario.regions]
        unlocked = any(not region.locked for region in now.scenario.regions)
        with st.container(horizontal=True, gap="small"):
            st.button(translate("design.empty", language), key="design.empty", on_click=_empty,
                      disabled=own.locked or not own.members)  # fmt: skip
            st.button(translate("design.remove", language), key="design.remove", on_click=_remove, disabled=own.locked)
            st.button(translate("design.lock_all" if unlocked else "design.unlock_all", language),
                      key="design.lock_all", on_click=_lock, args=(everyone,), kwargs={"on": unlocked})  # fmt: skip
        rest.show_rest(now, language)


def _text(name: str, label: str, value: str, change: Any, most: int) -> None:
    slot = Slot(f"design.{name}", value)
    st.text_input(label, value, max_chars=most, **slot.keeping(str, change))


def _new() -> None:
    now = board()
    now.begin_region(now.next_name())


def _lock(names: list[str], *, on: bool) -> None:
    board().do(lambda scenario: drawing.locked(scenario, names, on=on))


def _retitle(title: str) -> None:
    board().do(lambda scenario: drawing.retitled(scenario, title))


def _rename(name: str) -> None:
    board().change(name=name)


def _empty() -> None:
    now = board()
    own = now.region
    if own is not None:
        now.do(lambda scenario: drawing.emptied(scenario, own.name))


def _remove() -> None:
    now = board()
    own = now.region
    if own is not None and now.do(lambda scenario: drawing.removed(scenario, own.name)):
        now.choose(max(1, min(current_view().drawn, len(now.scenario.regions))))
