"""The documents that people keep, for every page: overlays, scenarios, baskets.

A page asks what is within reach and never opens the workspace itself:

- :func:`held` lists the documents of a kind that this person reaches: all of them on one's own machine, one's own after
  logging in, and those whose links are in the address (field ``open`` of the view) anywhere;
- :func:`find` says whether a document is within reach and with which right, :func:`read` opens it;
- :func:`keep` makes a document, :func:`save` saves it on top of the revision that was changed, and answers with
  ``meanwhile`` when someone else had saved; :func:`undo`, :func:`restore`, :func:`history` and :func:`delete` follow;
- :mod:`igs_geo.dashboard.frame.sharing` makes and withdraws links, and takes documents along as files and in again.

What a page shows is named in the address by a field of its own that holds the id, and looked up with :func:`find`: an
id alone opens nothing. Where documents open by link only, :func:`keep` puts a link that may change the document in the
address, so that who comes back by it finds the document again.

Everything here raises :class:`igs_geo.workspace.WorkspaceError` with a sentence when it cannot be done (read-only,
full, a newer version, no right), which the guard of a page shows; a page that holds what a person typed catches it and
keeps that. What is within reach is looked up once a run, and again after every change: :func:`trouble` says why nothing
was found when the workspace cannot be opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.frame.person import person
from igs_geo.dashboard.frame.reach import Held, allowed, find, held, look, trouble, workspace
from igs_geo.workspace import Document, Revision, Saved, WorkspaceError, documents_by_link, make_link

__all__ = ["Held", "delete", "find", "held", "history", "keep", "read", "restore", "save", "taken", "trouble", "undo"]


def read(document: str, number: int | None = None) -> Document:
    """Return a document, by default the revision that counts.

    Parameters
    ----------
    document
        Its id.
    number
        Of a revision.
    """
    allowed(document, "read" if number is None else "change")
    return workspace().read(document, number)


def keep(kind: str, content: BaseModel | Mapping[str, Any]) -> Held:
    """Keep a new document, and return it; where documents open by link, its link is in the address from then on.

    Parameters
    ----------
    kind
        Its kind.
    content
        The document, or parsed JSON of it.
    """
    saved = workspace().create(kind, content, person().owner)
    return taken(saved)


def taken(saved: Saved) -> Held:
    """Return a document that was just made, with its link in the address where documents open by link.

    Parameters
    ----------
    saved
        What became of the save.
    """
    if person().reach == "links":
        secret = make_link(workspace(), saved.document, "change")
        change_view(opened=(*current_view().opened, secret))
    look()
    found = find(saved.document)
    if found is None:
        raise WorkspaceError("kept.no_document")
    return found


def save(document: str, content: BaseModel | Mapping[str, Any], base: int) -> Saved:
    """Save a document on top of a revision.

    Parameters
    ----------
    document
        Its id.
    content
        The document, or parsed JSON of it.
    base
        Number of the revision that was changed.

    Returns
    -------
    Saved
        With ``meanwhile`` when someone else saved since: that one counts, and this one is kept beside it.
    """
    allowed(document, "change")
    saved = workspace().save(document, content, base, person().name)
    look()
    return saved


def undo(document: str, base: int) -> Saved | None:
    """Bring back what was before the last save; None when there is nothing before it.

    Parameters
    ----------
    document
        Its id.
    base
        Number of the revision that is undone.

    Returns
    -------
    Saved or None
        The new revision.
    """
    allowed(document, "change")
    saved = workspace().undo(document, base, person().name)
    look()
    return saved


def restore(document: str, number: int, base: int) -> Saved:
    """Make an earlier revision count again.

    Parameters
    ----------
    document
        Its id.
    number
        Of the earlier revision.
    base
        Number of the revision that counted so far.

    Returns
    -------
    Saved
        The new revision.
    """
    allowed(document, "change")
    saved = workspace().restore(document, number, base, person().name)
    look()
    return saved


def history(document: str) -> list[Revision]:
    """Return every save of a document, oldest first; earlier ones are for who may change it.

    Parameters
    ----------
    document
        Its id.
    """
    allowed(document, "change")
    return workspace().history(document)


def delete(document: str) -> None:
    """Delete a document for good, with its history and links.

    Parameters
    ----------
    document
        Its id.
    """
    allowed(document, "change")
    own = documents_by_link(workspace(), current_view().opened)
    gone = {secret for secret, (entry, _) in own.items() if entry.id == document}
    workspace().delete(document)
    if gone:
        change_view(opened=tuple(secret for secret in current_view().opened if secret not in gone))
    look()
