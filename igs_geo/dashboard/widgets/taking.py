"""Changes on their way into own data: shown, chosen, and kept in a document of the person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

import pandas as pd
import streamlit as st

from igs_geo.atlas.overlays import Overlay, apply_overlays, overlay_of
from igs_geo.atlas.overlays.values import NAME_LENGTH
from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.frame import cached, kept, own
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.widgets.tables import Layout, show_table
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import format_number, translate
from igs_geo.intake import Difference
from igs_geo.workspace import WorkspaceError

NEW = ""
"""Stands for a document that is not there yet."""
TRIES = 3
"""How often a change is put on top of what someone else saved meanwhile."""
_DONE, _PROBLEM = "taking.done", "taking.problem"

Operation = Mapping[str, Any]


def show_changes(differences: Sequence[Difference], key: str) -> None:
    """Draw the changes that would be made, as a table.

    Parameters
    ----------
    differences
        The changes.
    key
        Names the table in the session.
    """
    language = current_view().language
    count = format_number(len(differences), language)
    st.markdown(f"**{translate('taking.would_change', language, count=count)}**")
    rows = [(one.change.says(language), one.change.remark(language), one.change.known_from(language),
             f"{one.sheet} {one.cell.label}".strip()) for one in differences]  # fmt: skip
    table = pd.DataFrame(rows, columns=["change", "remark", "known_from", "cell"])
    drawn = ("change", "known_from", "cell") if not table["remark"].any() else None
    show_table(
        table, key=f"{key}-changes", file=translate("taking.file", language), texts="taking.col_",
        layout=Layout(widths={"change": 360, "remark": 220, "known_from": 250, "cell": 90}, lines=2,
                      drawn=drawn),
    )  # fmt: skip


def choose_changes(differences: Sequence[Difference], key: str) -> list[Difference]:
    """Draw the changes with a box before each, and return those that are accepted; none is at first.

    Parameters
    ----------
    differences
        The changes.
    key
        Names the boxes in the session.
    """
    language = current_view().language
    count = format_number(len(differences), language)
    st.markdown(f"**{translate('taking.differences', language, count=count)}**")
    boxes = [f"{key}-accept-{one.sheet}-{one.cell.label}-{place}" for place, one in enumerate(differences)]

    def all_of_them(value: bool) -> None:  # noqa: FBT001
        st.session_state.update(dict.fromkeys(boxes, value))

    with st.container(horizontal=True, gap="small", key=f"{key}-all"):
        for name, value in (("accept_all", True), ("accept_none", False)):
            st.button(
                translate(f"taking.{name}", language), key=f"{key}-{name}", type="tertiary", on_click=all_of_them,
                args=(value,),
            )  # fmt: skip
    chosen = []
    with st.container(gap="small", key=f"{key}-differences"):
        for one, box in zip(differences, boxes, strict=True):
            change = one.change
            source = translate("taking.known_from", language, source=change.known_from(language))
            label = f"{plain(change.says(language))}  \n:small[{plain(f'{source} ({one.sheet} {one.cell.label})')}]"
            if st.checkbox(label, key=box):
                chosen.append(one)
    return chosen


def show_taking(
    operations: Sequence[Operation], key: str, *, title: str, then: Callable[[], None], label: str = ""
) -> None:
    """Draw the choice of a document and the button that keeps changes in it.

    Parameters
    ----------
    operations
        The changes, as JSON has them.
    key
        Names the widgets in the session.
    title
        What a new document is called unless the person says otherwise.
    then
        Called after the changes are kept.
    label
        What stands on the button; by default how many changes are taken over.
    """
    language, edition = current_view().language, current_view().edition
    known = documents(edition)
    names = {NEW: translate("taking.new_document", language), **{held.id: held.title for held, _ in known}}
    left, right = st.columns(2)
    with left:
        document = st.selectbox(
            translate("taking.into", language), list(names), index=min(1, len(known)), format_func=names.__getitem__,
            key=f"{key}-into-{language}-{len(known)}",
        )  # fmt: skip
    with right:
        called = title
        if document == NEW:
            called = st.text_input(translate("taking.title", language), title[:NAME_LENGTH], max_chars=NAME_LENGTH,
                                   key=f"{key}-title")  # fmt: skip
    form = {0: "taking.take_none", 1: "taking.take_one"}.get(len(operations), "taking.take")
    counted = translate(form, language, count=format_number(len(operations), language))
    pressed = st.button(label or counted, type="primary", disabled=not operations, key=f"{key}-take")
    if pressed and take_over(operations, document, called.strip() or title):
        then()
        st.rerun()
    problem = st.session_state.pop(_PROBLEM, None)
    if problem is not None:
        st.error(plain(problem))


def documents(edition: str) -> list[tuple[kept.Held, Overlay]]:
    """Return the own data that this person may change, written in an edition, newest first.

    Parameters
    ----------
    edition
        The edition.
    """
    found = []
    for held in reversed(own.within_reach()):
        if held.may_change:
            with suppress(IgsGeoError):
                # one of a newer version is left alone
                found.append((held, own.content(held.id, held.head)))
    return [(held, overlay) for held, overlay in found if overlay.edition == edition and not overlay.example]


def take_over(operations: Sequence[Operation], document: str, title: str) -> bool:
    """Keep changes in a document, and return whether that was done; what went wrong is said on the page.

    When someone else saved meanwhile, the changes come on top of that.

    Parameters
    ----------
    operations
        The changes, as JSON has them.
    document
        Its id, empty for a new one.
    title
        Of a new document.
    """
    language, edition = current_view().language, current_view().edition
    try:
        if document == NEW:
            value = {"title": title, "edition": edition, "operations": list(operations)}
            document = kept.keep(own.KIND, _sound(value)).id
        else:
            title = _add(document, operations)
    except IgsGeoError as error:
        st.session_state[_PROBLEM] = error.message(language)
        return False
    change_view(own=True, left_out=tuple(one for one in current_view().left_out if one != document))
    count = format_number(len(operations), language)
    key = "taking.done_one" if len(operations) == 1 else "taking.done"
    st.session_state[_DONE] = translate(key, language, count=count, title=plain(title))
    return True


def show_done(*, again: bool = False) -> None:
    """Say that changes were kept.

    Parameters
    ----------
    again
        Whether the next run says so too.
    """
    done = st.session_state.get(_DONE)
    if not again:
        st.session_state.pop(_DONE, None)
    if done is not None:
        st.success(done)


def _add(document: str, operations: Sequence[Operation]) -> str:
    """Put changes at the end of a document, and return its title."""
    title = ""
    for _ in range(TRIES):
        before = kept.read(document)
        if not isinstance(before.content, Overlay):
            raise WorkspaceError("kept.no_document")
        value = before.content.model_dump(exclude_none=True)
        value["operations"] = [*value["operations"], *operations]
        title = str(value["title"])
        if kept.save(document, _sound(value, before.content), before.head).meanwhile is None:
            return title
    raise WorkspaceError("taking.busy", title=title)


def _sound(value: Mapping[str, Any], before: Overlay | None = None) -> Overlay:
    """Return own data when they can be applied beside what counts: a document that cannot would count no more at all.

    Parameters
    ----------
    value
        The document.
    before
        As it was before the change.
    """
    overlay, atlas = overlay_of(value, str(value["title"])), cached.atlas()
    beside = [one for one in atlas.overlays if one != before]
    place = next((number for number, one in enumerate(atlas.overlays) if one == before), len(beside))
    apply_overlays(atlas.without_own(), [*beside[:place], overlay, *beside[place:]])
    return overlay
