"""What is within reach of a person: the workspace of this server, and the documents that this person may open.

It is looked up once a run, and again after every change, so that all parts of a page are of one moment.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from igs_geo.atlas.schema import quote
from igs_geo.dashboard.address.codec import Remark
from igs_geo.dashboard.address.session import current_view, remark, settle_view
from igs_geo.dashboard.address.view import FIELDS
from igs_geo.dashboard.frame.person import person
from igs_geo.workspace import Entry, Right, Workspace, WorkspaceError, documents_by_link, open_workspace, place_of

_REACHED = "kept.reached"
_STRENGTH: Mapping[Right, int] = {"answer": 0, "read": 1, "change": 2}


@dataclass(frozen=True)
class Held:
    """A document within reach.

    Parameters
    ----------
    id, kind, title, head, created, changed
        As in a list of the workspace.
    right
        ``read``, ``change`` or ``answer``.
    """

    id: str
    kind: str
    title: str
    head: int
    created: str
    changed: str
    right: Right

    @property
    def may_change(self) -> bool:
        """Whether it may be saved, shared and deleted."""
        return self.right == "change"


@dataclass(frozen=True)
class _Reached:
    """What is within reach in a run, and why there is nothing when the workspace cannot be opened."""

    documents: tuple[Held, ...] = ()
    trouble: WorkspaceError | None = None


def workspace() -> Workspace:
    """Return the workspace of this server, opened once; it is made where there is none."""
    place = place_of()
    return _open(place.url.render_as_string(hide_password=False) if place.file is None else str(place.file))


@st.cache_resource(show_spinner=False, max_entries=4, on_release=Workspace.close)
def _open(named: str) -> Workspace:
    return open_workspace(named)


def look() -> None:
    """Look up what is within reach: at the start of a run, and after a change."""
    try:
        found, dead = _look()
        st.session_state[_REACHED] = _Reached(found)
    except WorkspaceError as error:
        st.session_state[_REACHED] = _Reached(trouble=error)
        return
    if dead:
        view = current_view()
        settle_view(view.changed(opened=tuple(secret for secret in view.opened if secret not in dead)))
        remark(Remark("dead_link", FIELDS["opened"].label, ""))


def _look() -> tuple[tuple[Held, ...], set[str]]:
    who, opened = person(), current_view().opened
    file = place_of().file
    if file is not None and not file.exists():
        # who only looks makes no file
        return (), set(opened)
    own = workspace()
    by_link = documents_by_link(own, opened)
    entries = own.entries(owner=who.owner if who.reach == "login" else None) if who.reach != "links" else []
    found = {entry.id: _held(entry, "change") for entry in entries}
    for entry, right in by_link.values():
        before = found.get(entry.id)
        if before is None or _STRENGTH[before.right] < _STRENGTH[right]:
            found[entry.id] = _held(entry, right)
    return tuple(found.values()), set(opened) - by_link.keys()


def _held(entry: Entry, right: Right) -> Held:
    return Held(entry.id, entry.kind, entry.title, entry.head, entry.created, entry.changed, right)


def _reached() -> _Reached:
    if not isinstance(st.session_state.get(_REACHED), _Reached):
        look()
    found = st.session_state[_REACHED]
    return found if isinstance(found, _Reached) else _Reached()


def trouble() -> WorkspaceError | None:
    """Return why the workspace cannot be opened; None when it can, or when nothing was kept yet."""
    return _reached().trouble


def held(kind: str | None = None) -> list[Held]:
    """Return the documents within reach, last changed first.

    Parameters
    ----------
    kind
        Only those of a kind: ``overlay``, ``igs-geo-scenario``, ...
    """
    found = [one for one in _reached().documents if kind in {None, one.kind}]
    return sorted(found, key=lambda one: one.changed, reverse=True)


def find(document: str) -> Held | None:
    """Return a document when it is within reach.

    Parameters
    ----------
    document
        Its id.
    """
    return next((one for one in _reached().documents if one.id == document), None)


def allowed(document: str, right: Right) -> Held:
    """Return a document that may be read or changed.

    Parameters
    ----------
    document
        Its id.
    right
        ``read`` or ``change``.

    Raises
    ------
    WorkspaceError
        When it may not; a document out of reach is as one that is not there.
    """
    found = find(document)
    if found is None or found.right == "answer":
        raise WorkspaceError("kept.no_document")
    if right == "change" and not found.may_change:
        raise WorkspaceError("kept.only_read", title=quote(found.title))
    return found
