"""A table as a file for a spreadsheet or for a program, safe to open: nothing in it is ever run as a formula."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Literal

import pandas as pd

Reader = Literal["excel", "programs"]
_FORMULA = re.compile(r"^\s*[=+\-@]|^[\t\r]")
_LONGEST_CELL = 32_767
_WIDEST_COLUMN = 60


def csv_bytes(table: pd.DataFrame, reader: Reader = "programs") -> bytes:
    """Return a table as CSV in UTF-8; text that a spreadsheet would take for a formula gets an apostrophe in front.

    Parameters
    ----------
    table
        Any table; its index is left out.
    reader
        ``excel``: as Excel writes it where numbers have a decimal comma (semicolons, and a byte order mark for the
        accents); ``programs``: commas and decimal points.
    """
    safe = table.copy()
    for column in safe.columns:
        if _is_text(safe[column]):
            safe[column] = pd.Series([_defused(value) for value in safe[column]], index=safe.index, dtype=object)
    if reader == "programs":
        return safe.to_csv(index=False, lineterminator="\n").encode()
    return safe.to_csv(index=False, lineterminator="\r\n", sep=";", decimal=",").encode("utf-8-sig")


def excel_bytes(table: pd.DataFrame, sheet: str, about: Mapping[str, str]) -> bytes:
    """Return a table as an Excel file: text as text (codes keep their zeros), numbers as numbers.

    Parameters
    ----------
    table
        What to write.
    sheet
        Name of the sheet.
    about
        What to say of the table on a second sheet: source, edition, settings, what is not counted.
    """
    # xlsxwriter takes a second, and is wanted only when somebody downloads.
    import xlsxwriter

    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        head, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
        page = book.add_worksheet(_sheet_name(sheet))
        for place, column in enumerate(table.columns):
            page.write_string(0, place, str(column), head)
            values = table[column]
            textual = _is_text(values)
            for row, value in enumerate(values, start=1):
                if isinstance(value, tuple | list):
                    page.write_string(row, place, ", ".join(map(str, value))[:_LONGEST_CELL], text)
                elif pd.isna(value):
                    continue
                elif isinstance(value, bool):
                    page.write_boolean(row, place, value)
                elif textual:
                    page.write_string(row, place, str(value)[:_LONGEST_CELL], text)
                else:
                    page.write_number(row, place, float(value))
            width = max([len(str(column)), *(len(str(value)) for value in values.head(200))])
            page.set_column(place, place, min(width + 2, _WIDEST_COLUMN))
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, len(table), max(len(table.columns) - 1, 0))
        notes = book.add_worksheet("igs-geo")
        for row, (name, value) in enumerate(about.items()):
            notes.write_string(row, 0, name, head)
            notes.write_string(row, 1, value, text)
        notes.set_column(0, 0, 24)
        notes.set_column(1, 1, 100)
    return target.getvalue()


def _is_text(values: pd.Series) -> bool:
    return not (pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values))


def _defused(value: object) -> object:
    if isinstance(value, tuple | list):
        value = ", ".join(map(str, value))
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def _sheet_name(name: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", name)[:31].strip() or "igs-geo"
