"""The tables of a workspace."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Index, Integer, MetaData, String, Table, Text, UniqueConstraint

METADATA = MetaData()
ID_LENGTH, MOMENT_LENGTH = 32, 32

documents = Table(
    "documents",
    METADATA,
    Column("id", String(ID_LENGTH), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("title", String(200), nullable=False),
    Column("owner", String(200), nullable=False, default=""),
    Column("head", Integer, nullable=False),
    Column("created", String(MOMENT_LENGTH), nullable=False),
    Column("changed", String(MOMENT_LENGTH), nullable=False),
)
"""One row per document; ``head`` is the number of the revision that counts."""

revisions = Table(
    "revisions",
    METADATA,
    Column("document", String(ID_LENGTH), ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("parent", Integer),
    Column("copies", Integer),
    Column("aside", Boolean, nullable=False, default=False),
    Column("author", String(200), nullable=False, default=""),
    Column("saved", String(MOMENT_LENGTH), nullable=False),
    Column("schema_version", Integer, nullable=False),
    Column("content", Text, nullable=False),
)
"""Every save; ``aside`` when someone else had saved meanwhile; ``copies`` the revision that an undo brought back."""

links = Table(
    "links",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("document", String(ID_LENGTH), ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("fingerprint", String(64), nullable=False, unique=True),
    Column("right", String(10), nullable=False),
    Column("made", String(MOMENT_LENGTH), nullable=False),
)
"""Links to documents; only a fingerprint is kept, so that who reads this table opens nothing."""

Index("links_document", links.c.document)

workshops = Table(
    "workshops",
    METADATA,
    Column("code", String(40), primary_key=True),
    Column("document", String(ID_LENGTH), ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    Column("region", String(200), nullable=False),
    Column("made", String(MOMENT_LENGTH), nullable=False),
    Column("content", Text, nullable=False),
)
"""One row per workshop: as its phones see it now, and the region of the scenario that it is about."""

answers = Table(
    "answers",
    METADATA,
    Column("place", Integer, primary_key=True, autoincrement=True),
    Column("workshop", String(40), ForeignKey("workshops.code", ondelete="CASCADE"), nullable=False),
    Column("id", String(100), nullable=False),
    Column("content", Text, nullable=False),
    UniqueConstraint("workshop", "id", name="answers_once"),
)
"""What people answered, in the order in which it came in: rows are added, and none is changed."""

Index("workshops_document", workshops.c.document)
