"""The columns of the list: what stands there already, and what people fill in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from igs_geo.atlas.search import plain
from igs_geo.i18n import LANGUAGES, translate
from igs_geo.intake.spreadsheet import Sheet


@dataclass(frozen=True)
class Column:
    """A column of a sheet.

    Parameters
    ----------
    name
        Its title is ``intake.r_NAME``.
    width
        In letters.
    asked
        Whether people fill it in.
    """

    name: str
    width: int
    asked: bool = False


ASKED = (Column("correct", 12, asked=True), Column("day", 14, asked=True))
PROVENANCE = (Column("source", 36, asked=True), Column("note", 36, asked=True))
MEMBERS = (
    Column("body", 34),
    Column("municipality", 24),
    Column("part", 26),
    *ASKED,
    Column("joined", 26, asked=True),
    *PROVENANCE,
    Column("known_from", 40),
    Column("body_code", 18),
    Column("nis", 10),
)
"""A row per membership, and empty rows below the members of each partnership for who joined."""
BODIES = (
    Column("body", 34),
    Column("state", 30),
    *ASKED,
    Column("renamed", 30, asked=True),
    *PROVENANCE,
    Column("known_from", 40),
    Column("body_code", 18),
)
"""A row per partnership."""
NEEDED = {"members": ("body_code", "nis", "correct", "joined"), "bodies": ("body_code", "correct", "renamed")}
"""Columns by which each sheet is known."""
LOOKED_AT = 20
"""Rows among which the titles are looked for."""


def title(name: str, language: str) -> str:
    """Return the title of a column or sheet.

    Parameters
    ----------
    name
        As in the catalogue.
    language
        ``"nl"`` or ``"en"``.
    """
    return translate(f"intake.r_{name}", language)


def columns_of(sheet: Sheet, kind: str) -> tuple[int, Mapping[str, int]] | None:
    """Return the row with the titles and the column of each, counted from 1; None when it is not such a sheet.

    Titles may be in either language and in any order: people move columns and add rows above.

    Parameters
    ----------
    sheet
        As it was read.
    kind
        ``members`` or ``bodies``.
    """
    names = {plain(title(column.name, language)): column.name
             for column in (MEMBERS if kind == "members" else BODIES) for language in LANGUAGES}  # fmt: skip
    for number, row in enumerate(sheet.rows[:LOOKED_AT], 1):
        found: dict[str, int] = {}
        for place, text in enumerate(row, 1):
            name = names.get(plain(text))
            if name is not None:
                found.setdefault(name, place)
        if all(name in found for name in NEEDED[kind]):
            return number, found
    return None
