"""Links that open a document: one to read, one to change, one to answer; each can be withdrawn."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from igs_geo.atlas.schema import quote
from igs_geo.clock import now
from igs_geo.workspace.errors import WorkspaceError, told
from igs_geo.workspace.records import Entry
from igs_geo.workspace.store import Workspace
from igs_geo.workspace.tables import documents, links

Right = Literal["read", "change", "answer"]
RIGHTS: tuple[Right, ...] = ("read", "change", "answer")
RANDOM_BYTES = 16
"""Length of the secret in a link: 128 random bits."""


@dataclass(frozen=True)
class Link:
    """A link that somebody made; its secret was shown once and is not kept.

    Parameters
    ----------
    id
        Number by which it can be withdrawn.
    right
        ``read``, ``change`` or ``answer``.
    made
        When, in UTC.
    """

    id: int
    right: Right
    made: str


@dataclass(frozen=True)
class Opened:
    """What a link opens.

    Parameters
    ----------
    document
        Id of the document.
    right
        ``read``, ``change`` or ``answer``.
    """

    document: str
    right: Right


def _fingerprint(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def make_link(workspace: Workspace, document: str, right: Right) -> str:
    """Return the secret of a new link to a document: 128 random bits, shown once.

    Parameters
    ----------
    workspace
        Where the document is.
    document
        Its id.
    right
        ``read``, ``change`` or ``answer``.

    Returns
    -------
    str
        What stands in the link.

    Raises
    ------
    WorkspaceError
        When there is no such document, or no such right.
    """
    if right not in RIGHTS:
        raise WorkspaceError("workspace.unknown_right", right=quote(right), known=", ".join(RIGHTS))
    secret = secrets.token_urlsafe(RANDOM_BYTES)
    row = {"document": document, "fingerprint": _fingerprint(secret), "right": right, "made": now()}
    with told(workspace.place.label), workspace.engine.begin() as connection:
        workspace.head_of(connection, document)
        connection.execute(links.insert().values(row))
    return secret


def links_to(workspace: Workspace, document: str) -> list[Link]:
    """Return the links to a document, oldest first, without their secrets.

    Parameters
    ----------
    workspace
        Where the document is.
    document
        Its id.

    Returns
    -------
    list of Link
        Those that were not withdrawn.
    """
    query = sa.select(links.c.id, links.c.right, links.c.made).where(links.c.document == document).order_by(links.c.id)
    with told(workspace.place.label), workspace.engine.connect() as connection:
        return [Link(row.id, row.right, row.made) for row in connection.execute(query)]


def withdraw_link(workspace: Workspace, document: str, link: int) -> None:
    """Withdraw a link: whoever has it opens nothing any more.

    Parameters
    ----------
    workspace
        Where the document is.
    document
        Its id.
    link
        Number of the link.
    """
    with told(workspace.place.label), workspace.engine.begin() as connection:
        connection.execute(links.delete().where(links.c.id == link, links.c.document == document))


def documents_by_link(workspace: Workspace, given: Collection[str]) -> dict[str, tuple[Entry, Right]]:
    """Return the documents that secrets of links open, with what may be done with each.

    Parameters
    ----------
    workspace
        Where the documents are.
    given
        The secrets.

    Returns
    -------
    dict
        By secret; one that opens nothing, or no longer, is not in it.
    """
    by_fingerprint = {_fingerprint(secret): secret for secret in given}
    if not by_fingerprint:
        return {}
    query = (
        sa.select(links.c.fingerprint, links.c.right, documents)
        .join(documents, documents.c.id == links.c.document)
        .where(links.c.fingerprint.in_(by_fingerprint))
    )
    found: dict[str, tuple[Entry, Right]] = {}
    with told(workspace.place.label), workspace.engine.connect() as connection:
        for row in connection.execute(query):
            entry = Entry(row.id, row.kind, row.title, row.owner, row.head, row.created, row.changed)
            found[by_fingerprint[row.fingerprint]] = entry, row.right
    return found


def open_link(workspace: Workspace, secret: str) -> Opened | None:
    """Return what the secret of a link opens; None when it opens nothing, or no longer.

    Parameters
    ----------
    workspace
        Where the document is.
    secret
        What stands in the link.

    Returns
    -------
    Opened or None
        The document, and what may be done with it.
    """
    query = sa.select(links.c.document, links.c.right).where(links.c.fingerprint == _fingerprint(secret))
    with told(workspace.place.label), workspace.engine.connect() as connection:
        row = connection.execute(query).one_or_none()
    return None if row is None else Opened(row.document, row.right)
