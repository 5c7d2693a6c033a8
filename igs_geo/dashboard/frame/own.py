"""The own data that count: the overlays within reach that are switched on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.atlas.overlays import Overlay, apply_overlays
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame import reach
from igs_geo.errors import IgsGeoError
from igs_geo.workspace import WorkspaceError

KIND = "overlay"
ABOUT_A_DOCUMENT = ("workspace.newer", "workspace.too_old", "workspace.no_version")
MOST_READ = 200
"""Most overlays that are kept as read."""


class Chosen(NamedTuple):
    """An overlay that counts: a revision of a document, which never changes."""

    document: str
    number: int
    title: str


@dataclass(frozen=True)
class Applied:
    """An atlas with own data.

    Parameters
    ----------
    atlas
        The atlas.
    refused
        Documents that could not be applied, each with why.
    """

    atlas: Atlas
    refused: tuple[tuple[Chosen, IgsGeoError], ...] = ()

    def why_not(self, document: str) -> IgsGeoError | None:
        """Return why a document could not be applied; None when it was, or is switched off."""
        return next((error for one, error in self.refused if one.document == document), None)


def within_reach() -> list[reach.Held]:
    """Return the overlays within reach, in the order in which they are applied: oldest first."""
    readable = (one for one in reach.held(KIND) if one.right != "answer")
    return sorted(readable, key=lambda one: (one.created, one.id))


def chosen() -> tuple[Chosen, ...]:
    """Return the overlays that count in this view, in the order in which they are applied."""
    view = current_view()
    if not view.own:
        return ()
    return tuple(Chosen(one.id, one.head, one.title) for one in within_reach() if one.id not in view.left_out)


@st.cache_resource(show_spinner=False, max_entries=MOST_READ)
def content(document: str, number: int) -> Overlay:
    """Return a revision of an overlay; whether it is within reach is asked before.

    Parameters
    ----------
    document
        Its id.
    number
        Of the revision.
    """
    found = reach.workspace().read(document, number).content
    if not isinstance(found, Overlay):
        raise TypeError(type(found))
    return found


def applied(atlas: Atlas, wanted: Sequence[Chosen]) -> Applied:
    """Return an atlas with overlays on top; one that is wrong, or contradicts one before it, is left out whole.

    Parameters
    ----------
    atlas
        That of the package.
    wanted
        The documents.

    Returns
    -------
    Applied
        The atlas, and what was left out.

    Raises
    ------
    WorkspaceError
        When the workspace does not answer.
    """
    try:
        return Applied(apply_overlays(atlas, [content(one.document, one.number) for one in wanted]))
    except IgsGeoError as error:
        _unless_about_a_document(error)
    found, refused = atlas, []
    for one in wanted:
        try:
            found = apply_overlays(found, [content(one.document, one.number)])
        except IgsGeoError as error:
            _unless_about_a_document(error)
            refused.append((one, error))
    return Applied(found, tuple(refused))


def _unless_about_a_document(error: IgsGeoError) -> None:
    """Raise what may be over in a moment: it is not remembered."""
    if isinstance(error, WorkspaceError) and error.key not in ABOUT_A_DOCUMENT:
        raise error
