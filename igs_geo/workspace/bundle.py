"""Documents as one file, to take along, to open elsewhere and to keep safe.

A bundle is JSON: ``{"igs-geo": 1, "documents": [{"kind", "title", "owner", "head", "revisions": [...]}]}``. A file that
holds a single document of a known kind, as people write it, is taken in too.
"""

from __future__ import annotations

import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from igs_geo.atlas.overlays.json_text import DEEPEST, read_json
from igs_geo.clock import now
from igs_geo.workspace.errors import WorkspaceError, told
from igs_geo.workspace.kinds import kind_of, text_of, understood
from igs_geo.workspace.records import Saved
from igs_geo.workspace.store import Workspace
from igs_geo.workspace.tables import documents, revisions

FORM = "igs-geo"
"""Name of the field by which a bundle is known, with the version of its form."""
VERSION = 1
REVISION = ("number", "parent", "copies", "aside", "author", "saved", "schema_version")
LARGEST_MB = 200
"""Largest bundle that is taken in: a backup holds everything."""
NESTED = 5
"""Brackets around a document in a bundle."""


def export_document(workspace: Workspace, document: str, *, history: bool = True) -> str:
    """Return a document as the text of one file.

    Parameters
    ----------
    workspace
        Where it is.
    document
        Its id.
    history
        Whether all its revisions go along, or only the one that counts.

    Returns
    -------
    str
        A bundle of one document; its links do not go along.

    Raises
    ------
    WorkspaceError
        When there is no such document.
    """
    found = workspace.read(document)
    numbers = None if history else [found.number]
    return _text(workspace, documents.c.id == document, numbers)


def backup(workspace: Workspace, file: Path | str) -> int:
    """Write all documents with all their revisions to one file.

    The file is there whole, or not at all. Links are left out: they would open documents that were deleted since.

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
    path = Path(file)
    text = _text(workspace, sa.true(), None)
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as written:
            written.write(text)
            written.flush()
            os.fsync(written.fileno())
        Path(written.name).replace(path)
    except OSError as error:
        raise WorkspaceError("workspace.not_written", file=path, reason=error.strerror or "") from error
    return len(json.loads(text)["documents"])


def _text(workspace: Workspace, which: sa.ColumnElement[bool], numbers: list[int] | None) -> str:
    with told(workspace.place.label), workspace.engine.connect() as connection:
        found = [
            {"kind": head.kind, "title": head.title, "owner": head.owner, "head": head.head,
             "created": head.created, "revisions": _revisions(connection, head.id, numbers)}
            for head in connection.execute(sa.select(documents).where(which).order_by(documents.c.created))
        ]  # fmt: skip
    return json.dumps({FORM: VERSION, "documents": found}, ensure_ascii=False, indent=1) + "\n"


def _revisions(connection: Connection, document: str, numbers: list[int] | None) -> list[dict[str, Any]]:
    query = sa.select(revisions).where(revisions.c.document == document).order_by(revisions.c.number)
    if numbers is not None:
        query = query.where(revisions.c.number.in_(numbers))
    return [
        {name: getattr(row, name) for name in REVISION} | {"content": json.loads(row.content)}
        for row in connection.execute(query)
    ]


def import_bundle(workspace: Workspace, content: bytes, name: str, owner: str = "") -> list[Saved]:
    """Take in the documents of a file: all of them, or none. Each becomes a new document.

    Parameters
    ----------
    workspace
        Where to.
    content
        A bundle, or a single document.
    name
        What a person calls the file.
    owner
        Whose the documents become.

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
    value = read_json(content, name, largest_mb=LARGEST_MB, deepest=DEEPEST + NESTED)
    if FORM not in value:
        kind = value.get("kind", "overlay")
        return [workspace.create(str(kind), value, owner)]
    version = value[FORM]
    if not isinstance(version, int) or version > VERSION:
        raise WorkspaceError("workspace.newer", name=name, found=version, known=VERSION)
    entries = value.get("documents")
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise WorkspaceError("workspace.no_bundle", name=name)
    prepared = [_prepared(entry, name) for entry in entries]
    saved = []
    with told(workspace.place.label), workspace.engine.begin() as connection:
        for head, rows in prepared:
            document = secrets.token_hex(16)
            connection.execute(documents.insert().values(**{**head, "owner": owner or head["owner"], "id": document}))
            connection.execute(revisions.insert(), [{**row, "document": document} for row in rows])
            saved.append(Saved(document, head["head"]))
    return saved


def _prepared(entry: Mapping[str, Any], name: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the rows of a document in a bundle; what is not as it should be is refused."""
    kind = kind_of(str(entry.get("kind", "")))
    rows = []
    given = entry.get("revisions")
    if not isinstance(given, list) or not given:
        raise WorkspaceError("workspace.no_bundle", name=name)
    title = ""
    for place, row in enumerate(given, 1):
        if not isinstance(row, dict) or not isinstance(row.get("content"), dict):
            raise WorkspaceError("workspace.no_bundle", name=name)
        stored = {"schema_version": row.get("schema_version"), **row["content"]}
        content = understood(kind, stored, f"{name}, {place}")
        title = str(getattr(content, "title", kind.name))
        rows.append({"number": _number(row, "number", place, name), "parent": _number(row, "parent", None, name),
                     "copies": _number(row, "copies", None, name), "aside": row.get("aside") is True,
                     "author": str(row.get("author", ""))[:200], "saved": str(row.get("saved", now()))[:32],
                     "schema_version": kind.version, "content": text_of(kind, content)})  # fmt: skip
    head = _number(entry, "head", rows[-1]["number"], name)
    numbers = [row["number"] for row in rows]
    if head not in numbers or len(set(numbers)) < len(numbers):
        raise WorkspaceError("workspace.no_bundle", name=name)
    said = entry.get("title")
    moment = now()
    return {"kind": kind.name, "title": said[:200] if isinstance(said, str) and said else title, "head": head,
            "owner": str(entry.get("owner", ""))[:200], "created": str(entry.get("created", moment))[:32],
            "changed": moment}, rows  # fmt: skip


def _number(row: Mapping[str, Any], field: str, default: int | None, name: str) -> Any:
    value = row.get(field, default)
    if value is None and default is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 1 << 31:
        raise WorkspaceError("workspace.no_bundle", name=name)
    return value
