"""Documents as one file, to take along, to open elsewhere and to keep safe.

A bundle has one JSON object on each line: first ``{"igs-geo": 1}``, then for every document ``{"document": {...}}`` and
its saves, ``{"revision": {...}}`` each. So it is written and read in little memory, however long a history is. A file
that holds a single document, as people write it, is taken in too.
"""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from igs_geo.atlas.overlays.json_text import LARGEST_MB, DocumentError, read_json
from igs_geo.clock import now
from igs_geo.workspace.errors import WorkspaceError, told
from igs_geo.workspace.kinds import Kind, kind_of, text_of, understood
from igs_geo.workspace.records import Saved
from igs_geo.workspace.store import Workspace
from igs_geo.workspace.tables import documents, revisions

FORM = "igs-geo"
"""Name of the field by which a bundle is known, with the version of its form."""
VERSION = 1
REVISION = ("number", "parent", "copies", "aside", "author", "saved", "schema_version")
HEAD = ("kind", "title", "owner", "head", "created")
LARGEST_NUMBER = 1 << 31


def export_document(workspace: Workspace, document: str, *, history: bool = True) -> str:
    """Return a document as the text of one file; its links do not go along.

    Parameters
    ----------
    workspace
        Where it is.
    document
        Its id.
    history
        Whether it is a bundle with all its revisions, or the document alone as it is now.

    Returns
    -------
    str
        The file.

    Raises
    ------
    WorkspaceError
        When there is no such document.
    """
    found = workspace.read(document)
    if not history:
        return found.content.model_dump_json(indent=2, exclude_none=True) + "\n"
    return "".join(_lines(workspace, documents.c.id == document))


def backup(workspace: Workspace, file: Path | str) -> int:
    """Write all documents with all their revisions to one file.

    The file is there whole, or not at all. Links are left out: they would open what was withdrawn since.

    Parameters
    ----------
    workspace
        What to keep safe.
    file
        Where to; what is there is replaced.

    Returns
    -------
    int
        How many documents it holds.

    Raises
    ------
    WorkspaceError
        When the file cannot be written.
    """
    path, count = Path(file), 0
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as written:
            for line in _lines(workspace, sa.true()):
                count += line.startswith('{"document"')
                written.write(line)
            written.flush()
            os.fsync(written.fileno())
        Path(written.name).replace(path)
    except OSError as error:
        raise WorkspaceError("workspace.not_written", file=path, reason=error.strerror or "") from error
    return count


def _lines(workspace: Workspace, which: sa.ColumnElement[bool]) -> Iterator[str]:
    def line(value: object) -> str:
        return json.dumps(value, ensure_ascii=False) + "\n"

    with told(workspace.place.label), workspace.engine.connect() as connection:
        yield line({FORM: VERSION})
        for head in connection.execute(sa.select(documents).where(which).order_by(documents.c.created)).all():
            yield line({"document": {name: getattr(head, name) for name in HEAD}})
            query = sa.select(revisions).where(revisions.c.document == head.id).order_by(revisions.c.number)
            for row in connection.execute(query):
                own = {name: getattr(row, name) for name in REVISION} | {"content": json.loads(row.content)}
                yield line({"revision": own})


def import_bundle(workspace: Workspace, stream: IO[bytes], name: str, owner: str | None = None) -> list[Saved]:
    """Take in the documents of a file: all of them, or none. Each becomes a new document.

    Parameters
    ----------
    workspace
        Where to.
    stream
        A bundle, or a single document.
    name
        What a person calls the file.
    owner
        Whose the documents become, empty for nobody's; by default whose the file says.

    Returns
    -------
    list of Saved
        The new documents.

    Raises
    ------
    DocumentError
        When the file is no JSON, too large or too deep.
    WorkspaceError
        When it holds no documents, or ones of a newer version.
    IgsGeoError
        When something is wrong in a document.
    """
    limit = (LARGEST_MB << 20) + 1
    first = stream.readline(limit)
    if not first.lstrip(b"\xef\xbb\xbf \t").startswith(f'{{"{FORM}"'.encode()):
        value = read_json(first + stream.read(limit), name)
        kind = value.get("kind", "overlay")
        return [workspace.create(kind if isinstance(kind, str) else "–", value, owner or "")]
    version = read_json(first, name)[FORM]
    if not isinstance(version, int) or version > VERSION:
        raise WorkspaceError("workspace.newer", name=name, found=version, known=VERSION)
    with told(workspace.place.label), workspace.engine.begin() as connection:
        reading = _Reading(connection, name, owner)
        while line := stream.readline(limit):
            if line.strip():
                reading.take(read_json(line, name))
        reading.end()
    if not reading.saved:
        raise WorkspaceError("workspace.no_bundle", name=name)
    return reading.saved


def import_file(workspace: Workspace, file: Path | str, owner: str | None = None) -> list[Saved]:
    """Take in the documents of a file that a person names.

    Parameters
    ----------
    workspace
        Where to.
    file
        Its path.
    owner
        Whose the documents become.

    Returns
    -------
    list of Saved
        The new documents.

    Raises
    ------
    DocumentError
        When there is no such file, or it cannot be read.
    IgsGeoError
        As of :func:`import_bundle`.
    """
    path = Path(file)
    try:
        if not path.is_file():
            raise DocumentError("overlay.no_file", name=str(file))
        with path.open("rb") as stream:
            return import_bundle(workspace, stream, path.name, owner)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise DocumentError("overlay.not_read", name=str(file), reason=reason) from error


class _Reading:
    """The documents of a bundle, line by line; what is not as it should be is refused."""

    def __init__(self, connection: Connection, name: str, owner: str | None) -> None:
        self.connection, self.name, self.owner = connection, name, owner
        self.saved: list[Saved] = []
        self.document = ""
        self.kind: Kind | None = None
        self.head = 0
        self.numbers: set[int] = set()

    def take(self, value: dict[str, Any]) -> None:
        (field, row), *more = [*value.items(), ("", None)][:2]
        if not isinstance(row, dict) or field not in {"document", "revision"} or more[0][0]:
            raise self._wrong()
        if field == "document":
            self.end()
            self._begin(row)
        else:
            self._add(row)

    def end(self) -> None:
        """Finish a document: the revision that counts has to be among those that were there."""
        if self.kind is None:
            return
        if self.head not in self.numbers:
            raise self._wrong()
        self.saved.append(Saved(self.document, self.head))

    def _begin(self, row: dict[str, Any]) -> None:
        self.kind, self.document, self.numbers = kind_of(self._text(row, "kind", 40)), secrets.token_hex(16), set()
        self.head, moment = self._number(row, "head"), now()
        values = {"id": self.document, "kind": self.kind.name, "title": self._text(row, "title", 200) or self.kind.name,
                  "owner": self._text(row, "owner", 200) if self.owner is None else self.owner, "head": self.head,
                  "created": self._text(row, "created", 32) or moment, "changed": moment}  # fmt: skip
        self.connection.execute(documents.insert().values(values))

    def _add(self, row: dict[str, Any]) -> None:
        content, number = row.get("content"), self._number(row, "number")
        if self.kind is None or not isinstance(content, dict) or number in self.numbers:
            raise self._wrong()
        self.numbers.add(number)
        own = understood(self.kind, content, f"{self.name}, {number}")
        values = {"document": self.document, "number": number, "aside": row.get("aside") is True,
                  "parent": None if row.get("parent") is None else self._number(row, "parent"),
                  "copies": None if row.get("copies") is None else self._number(row, "copies"),
                  "author": self._text(row, "author", 200), "saved": self._text(row, "saved", 32) or now(),
                  "schema_version": self.kind.version, "content": text_of(self.kind, own)}  # fmt: skip
        self.connection.execute(revisions.insert().values(values))

    def _wrong(self) -> WorkspaceError:
        return WorkspaceError("workspace.no_bundle", name=self.name)

    def _number(self, row: dict[str, Any], field: str) -> int:
        value = row.get(field)
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < LARGEST_NUMBER:
            raise self._wrong()
        return value

    def _text(self, row: dict[str, Any], field: str, longest: int) -> str:
        value = row.get(field, "")
        if not isinstance(value, str) or len(value) > longest or not (value.isprintable()):
            raise self._wrong()
        return value
