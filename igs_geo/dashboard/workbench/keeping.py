"""The scenario as a document: whether it is kept, another one, a link to it, and a file to take along."""

from __future__ import annotations

import streamlit as st

from igs_geo.assessment import as_saved, read_scenario
from igs_geo.assessment.scenario.models import KIND
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame import cached, kept, sharing
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.workbench.board import Board, board
from igs_geo.dashboard.workbench.opening import begin, open_again, put
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import translate

_LINK = "workbench.link"
ENDING = ".json"


def show_kept(now: Board) -> None:
    """Draw what stands in the way of keeping the scenario, and what someone else did meanwhile.

    Parameters
    ----------
    now
        What is drawn.
    """
    language = current_view().language
    if now.refused is not None:
        st.warning(plain(now.refused.message(language)))
    for remark in now.remarks:
        st.info(plain(remark))
    if now.unkept is not None:
        with st.container(border=True):
            st.warning(f"{translate('design.unkept', language)} {plain(now.unkept.message(language))}")
            with st.container(horizontal=True, gap="small"):
                st.button(translate("design.keep_again", language), key="kept.again", on_click=now.keep)
                st.button(translate("design.keep_copy", language), key="kept.copy", on_click=now.keep_copy)
    if now.meanwhile is not None:
        with st.container(border=True):
            st.warning(translate("design.meanwhile", language))
            with st.container(horizontal=True, gap="small"):
                st.button(translate("design.keep_mine", language), key="kept.mine", on_click=now.keep_mine)
                st.button(translate("design.show_theirs", language), key="kept.theirs", on_click=open_again,
                          args=(now.document,))  # fmt: skip
                st.button(translate("design.keep_copy", language), key="kept.both", on_click=now.keep_copy)


def show_documents(now: Board, page: str) -> None:
    """Draw the button that opens another scenario, begins one, makes a link, and takes it along as a file.

    Parameters
    ----------
    now
        What is drawn.
    page
        Path of the page that a link opens.
    """
    language = current_view().language
    with st.popover(translate("design.scenario", language), key="scenario-menu"):
        st.markdown(f"**{plain(now.scenario.title)}**")
        word = "design.is_kept" if now.document and now.unkept is None else "design.not_kept"
        st.caption(translate(word, language))
        others = {one.id: one.title for one in kept.held(KIND) if one.id != now.document}
        if others:
            st.selectbox(
                translate("design.open_other", language),
                list(others),
                index=None,
                format_func=lambda document: others.get(document, str(document)),
                placeholder=translate("design.open_hint", language),
                key="scenario.other",
                on_change=_open_other,
            )
        with st.container(horizontal=True, gap="small"):
            st.button(translate("design.new_scenario", language), key="scenario.new", on_click=begin)
            st.download_button(
                translate("design.take_along", language),
                data=lambda: as_saved(now.scenario, cached.atlas()).to_json(),
                file_name=f"{now.scenario.title}{ENDING}",
                mime="application/json",
                key="scenario.file",
                on_click="ignore",
            )
        st.file_uploader(translate("design.take_in", language), type=["json"], key="scenario.in", on_change=_take_in)
        _share(now, page, language)


def _share(now: Board, page: str, language: str) -> None:
    held = kept.find(now.document) if now.document else None
    if held is None or not held.may_change:
        return
    right = st.segmented_control(
        translate("design.share", language),
        ["read", "change"],
        default="read",
        required=True,
        format_func=lambda one: translate(f"design.share_{one}", language),
        key=f"scenario.right.{language}",
    )
    if st.button(translate("design.make_link", language), key="scenario.link"):
        path = sharing.share(now.document, "change" if right == "change" else "read", page, scenario=now.document)
        st.session_state[_LINK] = (now.document, path)
    document, path = st.session_state.get(_LINK, ("", ""))
    if document == now.document and path:
        base = str(st.context.url or "").rpartition("/")[0]
        st.code(f"{base}/{path}", language=None, wrap_lines=True)
        st.caption(translate("design.link_note", language))


def _open_other() -> None:
    chosen = st.session_state.get("scenario.other")
    if chosen:
        open_again(chosen)


def _take_in() -> None:
    given = st.session_state.get("scenario.in")
    if given is None:
        return
    try:
        put(read_scenario(given.getvalue()))
    except IgsGeoError as error:
        board().refused = error
