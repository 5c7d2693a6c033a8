"""The workspace: documents and all their revisions. Nothing is overwritten, and what is deleted is gone."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from pydantic import BaseModel
from sqlalchemy.engine import Connection, Row

from igs_geo.atlas.schema import quote
from igs_geo.clock import now
from igs_geo.workspace.engine import open_engine
from igs_geo.workspace.errors import WorkspaceError, told
from igs_geo.workspace.kinds import kind_of, text_of, understood
from igs_geo.workspace.place import Place, place_of
from igs_geo.workspace.records import Document, Entry, Revision, Saved
from igs_geo.workspace.tables import answers, documents, links, revisions, workshops


class Workspace:
    """Documents, kept in a database.

    Parameters
    ----------
    place
        Where it is.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self.engine, self.shared = open_engine(place)

    @property
    def notice(self) -> str | None:
        """Key of a sentence on how documents are kept here; None when there is nothing to say."""
        return "workspace.on_share" if self.shared else None

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def create(self, kind: str, content: BaseModel | Mapping[str, Any], owner: str = "") -> Saved:
        """Keep a new document.

        Parameters
        ----------
        kind
            Name of its kind.
        content
            The document, or parsed JSON of it.
        owner
            Whose it is, empty when there is only one person.

        Returns
        -------
        Saved
            Its id, and the number of its first revision.
        """
        text, title, version = self._written(kind, content)
        document, moment = secrets.token_hex(16), now()
        head = {"id": document, "kind": kind, "title": title, "owner": owner, "head": 1, "created": moment,
                "changed": moment}  # fmt: skip
        first = {"document": document, "number": 1, "author": owner, "saved": moment, "schema_version": version,
                 "content": text, "aside": False}  # fmt: skip
        with told(self.place.label), self.engine.begin() as connection:
            connection.execute(documents.insert().values(head))
            connection.execute(revisions.insert().values(first))
        return Saved(document, 1)

    def save(self, document: str, content: BaseModel | Mapping[str, Any], base: int, author: str = "") -> Saved:
        """Keep a new revision of a document.

        Parameters
        ----------
        document
            Its id.
        content
            The document, or parsed JSON of it.
        base
            Number of the revision that was changed. When another one counts by now, both are kept, the other one goes
            on to count, and the answer says so.
        author
            Who saves it.

        Returns
        -------
        Saved
            The number of the new revision, and what someone else saved meanwhile.
        """
        with told(self.place.label), self.engine.begin() as connection:
            head = self._locked(connection, document)
            text, title, version = self._written(head.kind, content)
            return _add(connection, head, {"parent": base, "author": author, "schema_version": version,
                                           "content": text}, title)  # fmt: skip

    def read(self, document: str, number: int | None = None) -> Document:
        """Return a document, by default the revision that counts.

        Parameters
        ----------
        document
            Its id.
        number
            Of a revision.
        """
        with told(self.place.label), self.engine.connect() as connection:
            head = self.head_of(connection, document)
            row = self._revision(connection, document, head.head if number is None else number)
        content = understood(kind_of(head.kind), json.loads(row.content), head.title)
        return Document(document, head.kind, row.number, content, head.head)

    def entries(self, kind: str | None = None, owner: str | None = None) -> list[Entry]:
        """Return the documents, last changed first.

        Parameters
        ----------
        kind
            Only those of a kind.
        owner
            Only those of an owner.
        """
        query = sa.select(documents).order_by(documents.c.changed.desc(), documents.c.id)
        if kind is not None:
            query = query.where(documents.c.kind == kind)
        if owner is not None:
            query = query.where(documents.c.owner == owner)
        with told(self.place.label), self.engine.connect() as connection:
            return [Entry(**row._mapping) for row in connection.execute(query)]  # noqa: SLF001 - SQLAlchemy's own name

    def history(self, document: str) -> list[Revision]:
        """Return every save of a document, oldest first.

        Parameters
        ----------
        document
            Its id.
        """
        columns = [revisions.c[name] for name in ("number", "parent", "copies", "aside", "author", "saved")]
        query = sa.select(*columns).where(revisions.c.document == document).order_by(revisions.c.number)
        with told(self.place.label), self.engine.connect() as connection:
            self.head_of(connection, document)
            return [Revision(**row._mapping) for row in connection.execute(query)]  # noqa: SLF001

    def restore(self, document: str, number: int, base: int, author: str = "") -> Saved:
        """Make an earlier revision count again, as a new one.

        Parameters
        ----------
        document
            Its id.
        number
            Of the earlier revision.
        base
            Number of the revision that counted so far.
        author
            Who does it.

        Returns
        -------
        Saved
            The new revision.
        """
        with told(self.place.label), self.engine.begin() as connection:
            head = self._locked(connection, document)
            return self._bring_back(connection, head, number, base, author)

    def undo(self, document: str, base: int, author: str = "") -> Saved | None:
        """Bring back what was before the last save, as a new revision; None when there is nothing before it.

        Undoing again goes one step further back.

        Parameters
        ----------
        document
            Its id.
        base
            Number of the revision that is undone.
        author
            Who undoes it.

        Returns
        -------
        Saved or None
            The new revision.
        """
        with told(self.place.label), self.engine.begin() as connection:
            head = self._locked(connection, document)
            row = self._revision(connection, document, base)
            if row.copies is not None:
                row = self._revision(connection, document, row.copies)
            if row.parent is None:
                return None
            return self._bring_back(connection, head, row.parent, base, author)

    def delete(self, document: str) -> None:
        """Delete a document with all its revisions, links and workshops: it cannot be brought back.

        Parameters
        ----------
        document
            Its id.
        """
        with told(self.place.label):
            with self.engine.begin() as connection:
                self._locked(connection, document)
                own = sa.select(workshops.c.code).where(workshops.c.document == document)
                connection.execute(answers.delete().where(answers.c.workshop.in_(own)))
                connection.execute(workshops.delete().where(workshops.c.document == document))
                connection.execute(links.delete().where(links.c.document == document))
                connection.execute(revisions.delete().where(revisions.c.document == document))
                connection.execute(documents.delete().where(documents.c.id == document))
            if self.engine.dialect.name == "sqlite":
                # what was written before the deletion still stands in the journal
                raw = self.engine.raw_connection()
                try:
                    raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    raw.close()

    def _written(self, kind: str, content: BaseModel | Mapping[str, Any]) -> tuple[str, str, int]:
        own = kind_of(kind)
        if isinstance(content, Mapping):
            named = content.get("title")
            name = named if isinstance(named, str) and named else kind
            content = understood(own, {own.version_field: own.version, **content}, name)
        return text_of(own, content), str(getattr(content, "title", kind)), own.version

    def head_of(self, connection: Connection, document: str) -> Row[Any]:
        """Return the row of a document; an error says that there is none.

        Parameters
        ----------
        connection
            To the database.
        document
            Its id.
        """
        row = connection.execute(sa.select(documents).where(documents.c.id == document)).one_or_none()
        if row is None:
            raise WorkspaceError("workspace.no_document", document=quote(document))
        return row

    def _locked(self, connection: Connection, document: str) -> Row[Any]:
        """Return the row of a document that nobody else changes until the transaction ends."""
        connection.execute(sa.select(documents.c.id).where(documents.c.id == document).with_for_update())
        return self.head_of(connection, document)

    def _revision(self, connection: Connection, document: str, number: int) -> Row[Any]:
        query = sa.select(revisions).where(revisions.c.document == document, revisions.c.number == number)
        row = connection.execute(query).one_or_none()
        if row is None:
            raise WorkspaceError("workspace.no_revision", number=number)
        return row

    def _bring_back(self, connection: Connection, head: Row[Any], number: int, base: int, author: str) -> Saved:
        row = self._revision(connection, head.id, number)
        content = understood(kind_of(head.kind), json.loads(row.content), head.title)
        text, title, version = self._written(head.kind, content)
        values = {"parent": base, "copies": row.copies or number, "author": author, "schema_version": version,
                  "content": text}  # fmt: skip
        return _add(connection, head, values, title)


def _add(connection: Connection, head: Row[Any], values: dict[str, Any], title: str) -> Saved:
    """Add a revision: it comes to count when it was made from the one that counts."""
    last = connection.scalar(sa.select(sa.func.max(revisions.c.number)).where(revisions.c.document == head.id)) or 0
    number, moment, aside = last + 1, now(), values["parent"] != head.head
    row = {"document": head.id, "number": number, "saved": moment, "aside": aside, **values}
    connection.execute(revisions.insert().values(row))
    if aside:
        return Saved(head.id, number, head.head)
    changed = {"head": number, "title": title, "changed": moment}
    connection.execute(documents.update().where(documents.c.id == head.id).values(changed))
    return Saved(head.id, number)


def open_workspace(named: str | None = None) -> Workspace:
    """Open a workspace; it is made where there is none.

    Parameters
    ----------
    named
        A file, or ``postgresql+psycopg://...``; by default a file in the user's folder for data.

    Returns
    -------
    Workspace
        With its tables up to date.

    Raises
    ------
    WorkspaceError
        When it cannot be opened.
    """
    return Workspace(place_of(named))
