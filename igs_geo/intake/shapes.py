"""What shape a table has: memberships, partnerships with a list, a matrix, or figures; and what each column is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from igs_geo.atlas import Atlas
from igs_geo.atlas.search import plain
from igs_geo.intake.known import meanings
from igs_geo.intake.names import read_names
from igs_geo.intake.spreadsheet import Sheet

Shape = Literal["membership", "partnership", "matrix", "figures"]
SHAPES: tuple[Shape, ...] = ("membership", "partnership", "matrix", "figures")
Role = Literal[
    "municipality", "partnership", "members", "domain", "legal_form", "source", "date", "confirmed_by", "note"
]
HEADERS: Mapping[Role, tuple[str, ...]] = {
    "municipality": ("gemeente", "nis", "nis code", "niscode", "naam gemeente", "gemeentenaam", "municipality", "code"),
    "partnership": ("samenwerkingsverband", "verband", "igs", "vereniging", "naam", "partnership", "body", "name"),
    "members": ("leden", "gemeenten", "deelnemers", "deelnemende gemeenten", "members", "municipalities"),
    "domain": ("domein", "beleidsdomein", "domain", "policy domain", "thema"),
    "legal_form": ("rechtsvorm", "vorm", "legal form"),
    "source": ("bron", "source"),
    "date": ("datum", "sinds", "stand", "date", "as of"),
    "confirmed_by": ("bevestigd door", "bevestigd", "confirmed by"),
    "note": ("opmerking", "opmerkingen", "nota", "note", "notes", "remark"),
}
"""What people write above a column."""
YES = frozenset({"x", "ja", "j", "yes", "y", "1", "v", "✓", "✔", "lid", "member", "waar", "true"})
NO = frozenset({"", "nee", "n", "no", "0", "-", "–", "geen", "onwaar", "false"})
NUMBER = re.compile(r"[-+]?[0-9][0-9.,\s\u00a0\u202f']*%?")
TOTALS = re.compile(r"^(?:sub)?tota(?:al|l)\b|^som\b|^sum\b|^gemiddelde?\b|^average\b|^mean\b", re.IGNORECASE)
"""How rows begin, mostly the last ones, that are no municipality."""
LOOKED_AT = 200
"""Rows by which columns are recognised."""
MOST = 0.5
"""Share of the cells of a column that has to be of a kind."""


@dataclass(frozen=True)
class Guess:
    """How a sheet is understood; a person may change it before anything is taken.

    Parameters
    ----------
    shape
        ``membership``: a row per membership; ``partnership``: a row per partnership with its members in one cell;
        ``matrix``: municipalities down and partnerships across; ``figures``: a column of municipalities with numbers.
    header
        Row with the names of the columns, counted from 1; 0 when there is none.
    columns
        Column of each role, counted from 1.
    across
        Columns of a matrix or of figures, counted from 1.
    """

    shape: Shape
    header: int
    columns: Mapping[Role, int]
    across: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Column:
    """What the cells of a column are, as shares of those that are filled."""

    filled: int
    single: float
    several: float
    numbers: float
    marks: float
    counts: float


def recognise(atlas: Atlas, sheet: Sheet) -> Guess | None:
    """Return how a sheet seems to be meant; None when no column names municipalities.

    Parameters
    ----------
    atlas
        The edition in which the municipalities are wanted.
    sheet
        As it was read.
    """
    width = max((len(row) for row in sheet.rows), default=0)
    header = _header(atlas, sheet)
    body = [row + [""] * (width - len(row)) for row in sheet.rows[header : header + LOOKED_AT]
            if any(row) and not any(TOTALS.match(cell) for cell in row)]  # fmt: skip
    columns = {place: _column(atlas, [row[place - 1] for row in body]) for place in range(1, width + 1)}
    titles = [plain(cell) for cell in sheet.rows[header - 1]] if header else []
    named = _named(titles)
    lists = [place for place, column in columns.items() if column.several >= MOST]
    single = sorted((place for place, column in columns.items() if column.single >= MOST),
                    key=lambda place: (-columns[place].single, place))  # fmt: skip
    if lists:
        named |= {"members": lists[0]}
        named.pop("municipality", None)
        return _with_partnership("partnership", header, named, columns, lists[0])
    if not single:
        return None
    home = named["municipality"] if named.get("municipality") in single else single[0]
    named |= {"municipality": home}
    named.pop("members", None)
    # a code and a name side by side say the same
    taken = {*named.values(), *single}
    other = [place for place, column in columns.items() if column.filled and place not in taken]
    marked = [
        place
        for place in other
        if columns[place].marks >= MOST and not columns[place].counts and place <= len(titles) and titles[place - 1]
    ]
    numeric = [place for place in other if columns[place].numbers >= MOST]
    kept: dict[Role, int] = {role: place for role, place in named.items() if role != "partnership"}
    if "partnership" not in named and marked and len(marked) >= len(numeric) - len(marked):
        return Guess("matrix", header, kept, tuple(marked))
    if "partnership" not in named and numeric:
        return Guess("figures", header, kept, tuple(numeric))
    return _with_partnership("membership", header, named, columns, home)


def _header(atlas: Atlas, sheet: Sheet) -> int:
    """Return the first row that is filled like the rows below it and names no municipality; 0 when there is none."""
    known, width = meanings(atlas), max((sum(map(bool, row)) for row in sheet.rows), default=0)
    for number, row in enumerate(sheet.rows[:LOOKED_AT], 1):
        filled = [cell for cell in row if cell]
        if len(filled) >= min(2, width):
            named = any(plain(cell) in known for cell in filled)
            return 0 if named or any(NUMBER.fullmatch(cell) for cell in filled) else number
    return 0


def _named(titles: list[str]) -> dict[Role, int]:
    found: dict[Role, int] = {}
    for role, words in HEADERS.items():
        place = next((titles.index(word) + 1 for word in words if word in titles), None)
        if place is not None and place not in found.values():
            found[role] = place
    return found


def _column(atlas: Atlas, cells: list[str]) -> _Column:
    known = meanings(atlas)
    filled = [cell for cell in cells if cell]
    count = max(len(filled), 1)
    several = 0
    for cell in filled:
        if plain(cell) not in known and len(cell) > 8:
            pieces = read_names(atlas, cell)
            several += len(pieces) > 1 and sum(piece.why not in {"misspelt", "unknown"} for piece in pieces) * 2 > len(
                pieces
            )
    return _Column(
        len(filled),
        sum(plain(cell) in known for cell in filled) / count,
        several / count,
        sum(bool(NUMBER.fullmatch(cell)) for cell in filled) / count,
        sum(cell.casefold() in YES | NO for cell in filled) / count if filled else 0.0,
        sum(bool(NUMBER.fullmatch(cell)) and cell not in {"0", "1"} for cell in filled) / count,
    )


def _with_partnership(
    shape: Shape, header: int, named: dict[Role, int], columns: Mapping[int, _Column], home: int
) -> Guess | None:
    """Return a guess that has a column with the names of partnerships: the one so called, or the first of texts."""
    if named.get("partnership") in {None, home}:
        texts = [place for place, column in columns.items()
                 if place not in named.values() and column.filled and column.numbers < MOST]  # fmt: skip
        if not texts:
            return None
        named |= {"partnership": min(texts, key=lambda place: (-columns[place].filled, place))}
    return Guess(shape, header, named)
