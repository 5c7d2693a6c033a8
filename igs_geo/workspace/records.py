"""What a workspace answers: what became of a save, documents, and their history."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel


@dataclass(frozen=True)
class Saved:
    """What became of a save.

    Parameters
    ----------
    document
        Id of the document.
    number
        Number of the new revision.
    meanwhile
        The revision that someone else saved meanwhile and that counts now; None when there was none. The new revision
        is kept beside it either way.
    """

    document: str
    number: int
    meanwhile: int | None = None


@dataclass(frozen=True)
class Entry:
    """A document in a list.

    Parameters
    ----------
    id, kind, title, owner
        Of the document.
    head
        Number of the revision that counts.
    created, changed
        When, in UTC.
    """

    id: str
    kind: str
    title: str
    owner: str
    head: int
    created: str
    changed: str


@dataclass(frozen=True)
class Document:
    """A document as it was saved.

    Parameters
    ----------
    id, kind
        Of the document.
    number
        Of the revision.
    content
        The document itself, in the present form of its kind.
    head
        Number of the revision that counts.
    """

    id: str
    kind: str
    number: int
    content: BaseModel
    head: int


@dataclass(frozen=True)
class Revision:
    """A save in the history of a document.

    Parameters
    ----------
    number
        Counted from 1.
    parent
        The revision that it was made from, None for the first.
    copies
        The revision that an undo brought back; None for an ordinary save.
    aside
        Whether someone else had saved meanwhile, so that it did not come to count.
    author
        Who saved it, empty when unknown.
    saved
        When, in UTC.
    """

    number: int
    parent: int | None
    copies: int | None
    aside: bool
    author: str
    saved: str
