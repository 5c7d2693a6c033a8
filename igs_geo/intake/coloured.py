"""The same list back as an Excel file, with the cells coloured in which something has to be mended or answered."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from igs_geo.i18n import LANGUAGES, translate
from igs_geo.intake.findings import Finding
from igs_geo.intake.spreadsheet import Cell, Sheet

COLOURS = {"problem": "#f8b4b4", "question": "#fde68a", "notice": "#dbeafe"}
LONGEST_NAME = 31
"""Most letters of the name of a sheet, as Excel has it."""


def is_list_of_findings(sheet: Sheet) -> bool:
    """Return whether a sheet is the list that :func:`coloured` added, in either language.

    Parameters
    ----------
    sheet
        As it was read.
    """
    return sheet.name in {translate("intake.sheet_findings", language) for language in LANGUAGES}


def coloured(sheets: Collection[Sheet], findings: Collection[Finding], language: str) -> bytes:
    """Return sheets as an Excel file with coloured cells, what to do as a remark on each, and a list of it all.

    Parameters
    ----------
    sheets
        As they were read.
    findings
        What is wrong or doubtful in them.
    language
        ``"nl"`` or ``"en"``.

    Returns
    -------
    bytes
        The file; every cell is text or a number, nothing in it is a formula.
    """
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    paint = {weight: book.add_format({"bg_color": colour}) for weight, colour in COLOURS.items()}
    for number, sheet in enumerate(sheets, 1):
        page = book.add_worksheet((sheet.name or f"{translate('intake.sheet', language)} {number}")[:LONGEST_NAME])
        if sheet.hidden:
            page.hide()
        here = defaultdict(list)
        for finding in findings:
            if finding.sheet == sheet.name:
                here[finding.cell.row - 1, finding.cell.column - 1].append(finding)
        for row, cells in enumerate(sheet.rows):
            for column, text in enumerate(cells):
                if text:
                    _write(page, (row, column), text, Cell(row + 1, column + 1) in sheet.numbers)
        for (row, column), found in here.items():
            weight = min((one.weight for one in found), key=list(COLOURS).index)
            text = sheet.rows[row][column] if row < len(sheet.rows) and column < len(sheet.rows[row]) else ""
            _write(page, (row, column), text, Cell(row + 1, column + 1) in sheet.numbers, paint[weight])
            page.write_comment(row, column, "\n".join(one.says(language) for one in found))
    page = book.add_worksheet(translate("intake.sheet_findings", language))
    page.write_row(0, 0, [translate(f"intake.c_{name}", language) for name in ("sheet", "cell", "text")])
    for row, finding in enumerate(findings, 1):
        page.write_string(row, 0, finding.sheet)
        page.write_string(row, 1, finding.cell.label)
        page.write_string(row, 2, finding.says(language), paint[finding.weight])
    page.set_column(2, 2, 100)
    book.close()
    return stream.getvalue()


def _write(page: Any, place: tuple[int, int], text: str, number: bool, paint: Any = None) -> None:  # noqa: FBT001
    # a number stays one: as a text it might be doubtful
    if number:
        page.write_number(*place, float(text), paint)
    else:
        page.write_string(*place, text, paint)
