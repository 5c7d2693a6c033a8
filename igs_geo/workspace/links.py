"""Links that open a document: one to read, one to change, one to answer; each can be withdrawn."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from igs_geo.clock import now
from igs_geo.workspace.errors import WorkspaceError
from igs_geo.workspace.tables import links

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


def make(connection: Connection, document: str, right: Right) -> str:
    """Make a link and return its secret."""
    if right not in RIGHTS:
        raise WorkspaceError("workspace.unknown_right", right=right, known=", ".join(RIGHTS))
    secret = secrets.token_urlsafe(RANDOM_BYTES)
    row = {"document": document, "fingerprint": _fingerprint(secret), "right": right, "made": now()}
    connection.execute(links.insert().values(row))
    return secret


def made_for(connection: Connection, document: str) -> list[Link]:
    """Return the links to a document, oldest first."""
    query = sa.select(links.c.id, links.c.right, links.c.made).where(links.c.document == document).order_by(links.c.id)
    return [Link(row.id, row.right, row.made) for row in connection.execute(query)]


def withdraw(connection: Connection, document: str, link: int) -> None:
    """Withdraw a link: whoever has it opens nothing any more."""
    connection.execute(links.delete().where(links.c.id == link, links.c.document == document))


def opened(connection: Connection, secret: str) -> Opened | None:
    """Return what a secret opens; None when it opens nothing, or no longer."""
    query = sa.select(links.c.document, links.c.right).where(links.c.fingerprint == _fingerprint(secret))
    row = connection.execute(query).one_or_none()
    return None if row is None else Opened(row.document, row.right)
