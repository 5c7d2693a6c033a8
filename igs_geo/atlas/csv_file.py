"""Read a CSV file as text: bounded before anything is parsed, and named in a sentence when it is no such table."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

import numpy as np
import pandas as pd

from igs_geo.atlas.contract import Table
from igs_geo.atlas.schema import rows, shown
from igs_geo.errors import Problem

MAX_ROWS = 500_000
"""Most rows of a table; the largest of the embedded package has 54,000."""
MAX_CELLS = 4_000_000
"""Most values of a table."""


def parse(table: Table, content: bytes) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Return a table as text, or what keeps it from being read.

    Parameters
    ----------
    table
        What the table must be.
    content
        The file.
    """
    problem = _unfit(table, content)
    if problem is not None:
        return None, [problem]
    content = content.rstrip(b"\r\n") + b"\n"
    try:
        # utf-8-sig: a spreadsheet program puts a mark before the first letter
        lines = csv.reader(io.TextIOWrapper(io.BytesIO(content), "utf-8-sig", newline="\n"), strict=True)
        written = next(lines)
        # pandas fills a short row with empty values and turns a long one into an index: count the fields first
        lengths = np.fromiter(map(len, lines), dtype=int)
    except csv.Error as error:
        return None, [Problem("errors.not_csv", table.file, values={"reason": str(error)})]
    if len(written) == 1 < len(table.columns) and (";" in written[0] or "\t" in written[0]):
        return None, [Problem("errors.separator", table.file, (1,))]
    names = _understood(table, written)
    problems = list(_header_problems(table, names))
    for key, wrong in (("errors.row_short", lengths < len(names)), ("errors.row_long", lengths > len(names))):
        if wrong.any():
            problems.append(Problem(key, table.file, rows(wrong)))
    if problems:
        return None, problems
    try:
        frame = pd.read_csv(
            io.BytesIO(content),
            dtype=str,
            keep_default_na=False,
            skip_blank_lines=False,
            names=names,
            header=0,
            encoding="utf-8-sig",
        )
    except (pd.errors.ParserError, ValueError) as error:
        return None, [Problem("errors.not_csv", table.file, values={"reason": str(error).strip()})]
    return frame, []


def _unfit(table: Table, content: bytes) -> Problem | None:
    """Return what makes it pointless, or dangerous, to parse a file."""
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        return Problem("errors.file_empty", table.file)
    lines = max(content.count(b"\n"), content.count(b"\r"))
    if lines > MAX_ROWS or content.count(b",") > MAX_CELLS:
        values = {"rows": MAX_ROWS, "cells": MAX_CELLS}
        return Problem("errors.too_many_rows", table.file, values=values)
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        return Problem("errors.not_utf8", table.file, (row,), values={"position": error.start})
    if b"\0" in content:
        return Problem("errors.not_csv", table.file, values={"reason": "NUL"})
    if content[:10].removeprefix(b"\xef\xbb\xbf").lstrip(b'"').lower().startswith(b"sep="):
        return Problem("errors.separator_line", table.file, (1,))
    return None


def _understood(table: Table, written: list[str]) -> list[str]:
    """Return the names of a header, without the capitals and spaces that a spreadsheet adds to a column."""
    plain = ((name, name.strip().lower()) for name in written)
    return [lower if lower in table.columns else name for name, lower in plain]


def _header_problems(table: Table, names: list[str]) -> Iterator[Problem]:
    allowed = ", ".join(table.columns)
    if not set(names) & set(table.columns):
        yield Problem("errors.header_missing", table.file, (1,), values={"allowed": allowed})
        return
    missing = [column for column in table.columns if column not in names]
    if missing:
        key = "errors.column_missing" if len(missing) == 1 else "errors.columns_missing"
        yield Problem(key, table.file, column=", ".join(missing))
    unknown = [name for name in names if name not in table.columns]
    if unknown:
        yield Problem("errors.column_unknown", table.file, (1,), values={"value": shown(unknown), "allowed": allowed})
    for column, count in Counter(names).items():
        if column in table.columns and count > 1:
            yield Problem("errors.column_twice", table.file, column=column)
