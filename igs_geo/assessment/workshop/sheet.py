"""Scores on paper: an Excel file with a row for each person, filled in and read back."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence

from igs_geo.assessment.factors.answers import HIGHEST, LOWEST, ROLES, Answer, Role
from igs_geo.assessment.workshop.models import Workshop
from igs_geo.atlas.schema import quote
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import LANGUAGES, translate

PEOPLE = 60
"""Rows that are ready to be filled in; more may be added below."""
MOST_ROWS = 2_000
LARGEST_MB = 8
LARGEST_UNPACKED_MB = 64
LONGEST_REMARK = 2_000
HEADING = re.compile(r"([0-9]{1,3})\.")
"""How the heading of a score begins; the column after it is the remark."""


def write_sheet(workshop: Workshop, names: Mapping[int, str]) -> bytes:
    """Return an Excel file to fill in: a row for each person, a score and a remark for each factor.

    Parameters
    ----------
    workshop
        The workshop.
    names
        Name of every factor of the workshop, by its number.
    """
    import xlsxwriter

    language = workshop.language
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet(translate("sheet.title", language))
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
        cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        headings = [translate("sheet.person", language), translate("sheet.role", language)]
        for number in workshop.factors:
            headings += [f"{number}. {names[number]}", translate("sheet.remark", language)]
        sheet.write_row(0, 0, headings, bold)
        for row in range(1, PEOPLE + 1):
            sheet.write_row(row, 0, [""] * len(headings), cell)
        roles = [translate(f"sheet.role_{role}", language) for role in ROLES]
        sheet.data_validation(1, 1, PEOPLE, 1, {"validate": "list", "source": roles})
        scores = [*map(str, range(LOWEST, HIGHEST + 1)), translate("sheet.unknown", language)]
        for column in range(2, len(headings), 2):
            sheet.data_validation(1, column, PEOPLE, column, {"validate": "list", "source": scores})
        sheet.set_column(0, 1, 16)
        sheet.set_column(2, len(headings) - 1, 14)
        sheet.freeze_panes(1, 2)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return content.getvalue()


def read_sheet(content: bytes, workshop: Workshop) -> tuple[Answer, ...]:
    """Return the answers of a filled-in file; the same file read twice gives the same ids.

    Parameters
    ----------
    content
        The file.
    workshop
        The workshop that it is of.

    Raises
    ------
    IgsGeoError
        When it is no such file, or a cell holds no score, role or remark; the message names the cell.
    """
    rows = _rows(content)
    columns = {
        int(found[1]): place for place, text in enumerate(rows[0] if rows else ()) if (found := HEADING.match(text))
    }
    columns = {number: place for number, place in columns.items() if number in workshop.factors}
    if not columns:
        raise IgsGeoError("sheet.no_factors")
    return tuple(
        answer for place, row in enumerate(rows[1:], 2) for answer in _answers(row, place, columns, workshop.code)
    )


def _answers(row: Sequence[str], place: int, columns: Mapping[int, int], code: str) -> Iterator[Answer]:
    who = f"sheet-{code}-{place}"
    role = _role(row[1] if len(row) > 1 else "", place)
    for number, column in columns.items():
        given = row[column].strip() if column < len(row) else ""
        remark = row[column + 1].strip() if column + 1 < len(row) else ""
        if not given and not remark:
            continue
        if len(remark) > LONGEST_REMARK:
            raise IgsGeoError("sheet.long_remark", cell=_cell(column + 1, place), most=LONGEST_REMARK)
        score = _score(given, column, place)
        digest = hashlib.blake2b(repr((who, number, score, role, remark)).encode(), digest_size=16).hexdigest()
        yield Answer(
            id=digest, who=who, factor=number, score=score, role=role, name=row[0].strip() or None, remark=remark
        )


def _score(text: str, column: int, place: int) -> int | None:
    number = text.removesuffix(".0")
    if number in map(str, range(LOWEST, HIGHEST + 1)):
        return int(number)
    if text.lower() in {"", "?", *(translate("sheet.unknown", language).lower() for language in LANGUAGES)}:
        return None
    raise IgsGeoError("sheet.bad_score", cell=_cell(column, place), value=quote(text), least=LOWEST, most=HIGHEST)


def _role(text: str, place: int) -> Role:
    wanted = text.strip().lower()
    for role in ROLES:
        if wanted in {role, *(translate(f"sheet.role_{role}", language).lower() for language in LANGUAGES)}:
            return role
    if wanted:
        raise IgsGeoError("sheet.bad_role", cell=_cell(1, place), value=quote(text))
    return "other"


def _cell(column: int, place: int) -> str:
    """Return how a spreadsheet names a cell: column from 0, row from 1."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{place}"


def _rows(content: bytes) -> list[list[str]]:
    """Return the cells of the first sheet as text."""
    from openpyxl import load_workbook

    if len(content) > LARGEST_MB << 20:
        raise IgsGeoError("sheet.too_large", most=LARGEST_MB)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED_MB << 20:
                raise IgsGeoError("sheet.too_large", most=LARGEST_MB)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True, max_row=MOST_ROWS, max_col=260)
        return [["" if value is None else str(value) for value in row] for row in rows]
    # openpyxl has no error of its own: a broken file fails wherever it is broken
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, AttributeError, TypeError, SyntaxError) as error:
        raise IgsGeoError("sheet.no_excel") from error
