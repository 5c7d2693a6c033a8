"""Excel and CSV files as plain rows: read in memory with limits, nothing in them is run or followed."""

from __future__ import annotations

import datetime as dt
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from igs_geo.intake.csv_text import SpreadsheetError, csv_rows

LARGEST_MB = 20
UNPACKED_MB = 100
RATIO = 300
"""Most megabytes that one packed megabyte may become."""
ENTRIES, SHEETS, ROWS, CELLS, COLUMNS = 2_000, 50, 20_000, 500_000, 1_000
SIGNATURE = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
"""How a file of Excel before 2007, or one with a password, begins."""
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class Cell:
    """A place in a sheet, counted from 1.

    Parameters
    ----------
    row, column
        Counted from 1.
    """

    row: int
    column: int

    @property
    def label(self) -> str:
        """Name of the cell as a spreadsheet shows it: ``B12``."""
        letters, number = "", self.column
        while number:
            number, rest = divmod(number - 1, 26)
            letters = chr(ord("A") + rest) + letters
        return f"{letters}{self.row}"


@dataclass
class Sheet:
    """The rows of a sheet as text; a merged cell has its text in all of its places.

    Parameters
    ----------
    name
        Of the sheet; empty in a CSV file.
    rows
        Text of every cell; rows may differ in length.
    hidden
        Whether a person does not see it.
    unknown
        Cells with a formula whose outcome the file does not hold.
    numbers
        Cells that hold a number, and not a text that looks like one.
    """

    name: str
    rows: list[list[str]]
    hidden: bool = False
    unknown: list[Cell] = field(default_factory=list)
    numbers: set[Cell] = field(default_factory=set)

    def text(self, cell: Cell) -> str:
        """Return the text of a cell, empty outside the sheet.

        Parameters
        ----------
        cell
            Where.
        """
        inside = cell.row <= len(self.rows) and cell.column <= len(self.rows[cell.row - 1])
        return self.rows[cell.row - 1][cell.column - 1] if inside else ""


def read_spreadsheet(content: bytes, name: str) -> list[Sheet]:
    """Return the sheets of an Excel or CSV file.

    Formulas are not worked out, macros not run, links to other files not followed. A CSV file may have semicolons,
    commas or tabs, in UTF-8, UTF-16 or Windows-1252.

    Parameters
    ----------
    content
        The file.
    name
        What a person calls it.

    Returns
    -------
    list of Sheet
        At least one; hidden ones too.

    Raises
    ------
    SpreadsheetError
        When it is too large, damaged, dangerous, or something else.
    """
    if len(content) > LARGEST_MB << 20:
        raise SpreadsheetError("intake.too_large", name=name, limit=LARGEST_MB)
    if not content.strip():
        raise SpreadsheetError("intake.empty", name=name)
    if content.startswith(OLD_EXCEL):
        raise SpreadsheetError("intake.old_excel", name=name)
    if content.startswith(SIGNATURE):
        return _excel(content, name)
    return [Sheet("", list(_limited(csv_rows(content, name), name)))]


def _limited(rows: Iterator[list[str]], name: str) -> Iterator[list[str]]:
    cells = 0
    for number, row in enumerate(rows, 1):
        cells += len(row)
        if number > ROWS or cells > CELLS or len(row) > COLUMNS:
            raise SpreadsheetError("intake.too_many", name=name, rows=ROWS, columns=COLUMNS, cells=CELLS)
        yield row


def _excel(content: bytes, name: str) -> list[Sheet]:
    from defusedxml.common import DefusedXmlException
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    _check_zip(content, name)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False, keep_vba=False)
        try:
            sheets = [_sheet(each, content, name) for each in book.worksheets[:SHEETS]]
        finally:
            book.close()
    except DefusedXmlException as error:
        raise SpreadsheetError("intake.dangerous", name=name) from error
    except (SpreadsheetError, MemoryError):
        raise
    # openpyxl gives whatever the damage happens to break
    except (InvalidFileException, zipfile.BadZipFile, ValueError, KeyError, TypeError, AttributeError, IndexError,
            OSError, EOFError, SyntaxError, AssertionError, RuntimeError) as error:  # fmt: skip
        raise SpreadsheetError("intake.damaged", name=name) from error
    if not sheets:
        raise SpreadsheetError("intake.empty", name=name)
    return sheets


def _check_zip(content: bytes, name: str) -> None:
    """Refuse what unpacks to too much, and XML that defines things of its own."""
    try:
        key = _danger(content)
    # zipfile gives whatever the damage happens to break
    except (OSError, EOFError, RuntimeError, ValueError, NotImplementedError, zipfile.BadZipFile, zlib.error,
            struct.error, lzma.LZMAError) as error:  # fmt: skip
        raise SpreadsheetError("intake.damaged", name=name) from error
    if key:
        raise SpreadsheetError(key, name=name)


def _danger(content: bytes) -> str:
    """Return the key of the sentence on what is dangerous in a packed file; empty when nothing is."""
    total = 0
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        entries = packed.infolist()
        if len(entries) > ENTRIES:
            return "intake.bomb"
        for entry in entries:
            with packed.open(entry) as stream:
                head = stream.read(1 << 16)
                size = len(head)
                while chunk := stream.read(1 << 20):
                    size += len(chunk)
                    # what an entry says of its own size is not believed
                    if total + size > UNPACKED_MB << 20 or size > RATIO * max(entry.compress_size, 1 << 12):
                        return "intake.bomb"
            total += size
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head:
                return "intake.dangerous"
    return ""


def _sheet(sheet: Any, content: bytes, name: str) -> Sheet:
    merged, unknown = _scanned(content, sheet)
    sheet.reset_dimensions()
    rows: list[list[str]] = []
    numbers: set[Cell] = set()
    cells = 0
    for number, values in enumerate(sheet.iter_rows(values_only=True), 1):
        row = [_text(value) for value in values]
        while row and not row[-1]:
            row.pop()
        cells += len(row)
        if row and (number > ROWS or cells > CELLS or len(row) > COLUMNS):
            raise SpreadsheetError("intake.too_many", name=name, rows=ROWS, columns=COLUMNS, cells=CELLS)
        if number <= ROWS:
            rows.append(row)
            numbers |= {Cell(number, place) for place, value in enumerate(values, 1) if isinstance(value, int | float)}
    while rows and not rows[-1]:
        rows.pop()
    for left, top, right, bottom in merged:
        _fill(rows, (left, top, right, bottom))
    return Sheet(str(sheet.title), rows, sheet.sheet_state != "visible", unknown, numbers)


def _fill(rows: list[list[str]], area: tuple[int, int, int, int]) -> None:
    """Write the text of a merged cell in all of its places, as far as there are rows."""
    left, top, right, bottom = area
    if top > len(rows) or left > len(rows[top - 1]) or right > COLUMNS:
        return
    text = rows[top - 1][left - 1]
    for row in rows[top - 1 : bottom]:
        row.extend([""] * (right - len(row)))
        for column in range(left - 1, right):
            row[column] = row[column] or text


def _scanned(content: bytes, sheet: Any) -> tuple[list[tuple[int, int, int, int]], list[Cell]]:
    """Return merged areas, and formulas without an outcome: reading row by row does not show them."""
    from defusedxml.ElementTree import iterparse
    from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

    merged: list[tuple[int, int, int, int]] = []
    unknown: list[Cell] = []
    with zipfile.ZipFile(io.BytesIO(content)) as packed, packed.open(sheet._worksheet_path) as stream:  # noqa: SLF001
        for _, element in iterparse(stream):
            if element.tag == f"{MAIN}mergeCell" and len(merged) < ROWS:
                merged.append(range_boundaries(element.get("ref")))
            elif element.tag == f"{MAIN}c":
                if element.find(f"{MAIN}f") is not None and not (element.findtext(f"{MAIN}v") or "").strip():
                    unknown.append(Cell(*coordinate_to_tuple(element.get("r"))))
                element.clear()
            elif element.tag == f"{MAIN}row":
                element.clear()
    return merged, unknown


def _text(value: object) -> str:
    """Return a value as a person would type it: a day as 2026-03-31, a whole number without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(value).strip()
