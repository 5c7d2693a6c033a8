"""Read a table and check it against its schema, column by column."""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np
import pandas as pd

from igs_geo.atlas.contract import Field, Table
from igs_geo.errors import Problem

HEADER_ROWS = 2
"""What turns a position into a row of the file: counted from one, below the header."""
VALUES_SHOWN = 3
INTEGER = re.compile(r"-?[0-9]{1,15}")
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


def rows(mask: pd.Series | np.ndarray) -> tuple[int, ...]:
    """Return the rows of the file where a mask holds."""
    return tuple(int(position) + HEADER_ROWS for position in np.flatnonzero(np.asarray(mask, dtype=bool)))


def shown(values: Iterable[object]) -> str:
    """Return the first few different values, to quote them in a message."""
    different = list(dict.fromkeys(str(value) for value in values))
    return "”, “".join(different[:VALUES_SHOWN]) + ("”, “…" if len(different) > VALUES_SHOWN else "")


def parse(table: Table, content: bytes) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Return a table as text, or what keeps it from being read.

    Parameters
    ----------
    table
        What the table must be.
    content
        The file.
    """
    if not content.strip(b"\xef\xbb\xbf \t\r\n"):
        return None, [Problem("errors.file_empty", table.file)]
    try:
        # utf-8-sig: a spreadsheet program puts a mark before the first letter
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        return None, [Problem("errors.not_utf8", table.file, (row,), values={"position": error.start})]
    if "\0" in text:
        return None, [Problem("errors.not_csv", table.file, values={"reason": "NUL"})]
    text = text.rstrip("\r\n") + "\n"
    try:
        lines = csv.reader(io.StringIO(text), strict=True)
        names = next(lines)
        # pandas fills a short row with empty values and turns a long one into an index: count the fields first
        lengths = np.fromiter(map(len, lines), dtype=int)
    except csv.Error as error:
        return None, [Problem("errors.not_csv", table.file, values={"reason": str(error)})]
    if len(names) == 1 < len(table.columns) and (";" in names[0] or "\t" in names[0]):
        return None, [Problem("errors.separator", table.file, (1,))]
    problems = list(_header_problems(table, names))
    for key, wrong in (("errors.row_short", lengths < len(names)), ("errors.row_long", lengths > len(names))):
        if wrong.any():
            problems.append(Problem(key, table.file, rows(wrong)))
    if problems:
        return None, problems
    try:
        frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, skip_blank_lines=False)
    except (pd.errors.ParserError, ValueError) as error:
        return None, [Problem("errors.not_csv", table.file, values={"reason": str(error).strip()})]
    return frame, []


def _header_problems(table: Table, names: list[str]) -> Iterator[Problem]:
    for column in table.columns:
        if column not in names:
            yield Problem("errors.column_missing", table.file, column=column)
    allowed = ", ".join(table.columns)
    for name, count in Counter(names).items():
        if name not in table.columns:
            yield Problem("errors.column_unknown", table.file, column=name, values={"allowed": allowed})
        elif count > 1:
            yield Problem("errors.column_twice", table.file, column=name)


def check(table: Table, frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Problem]]:
    """Return a table with typed columns, and every value that its schema does not allow.

    Parameters
    ----------
    table
        What the table must be.
    frame
        The table as text.
    """
    problems: list[Problem] = []
    typed = {}
    for field in table.fields:
        typed[field.name], found = _typed(table, field, frame[field.name])
        problems += found
    if len(frame) == 0 and not table.optional and table.primary_key:
        problems.append(Problem("errors.no_rows", table.file))
    uniques = [(field.name,) for field in table.fields if field.unique]
    for key in dict.fromkeys([table.primary_key, *uniques]):
        if not key:
            continue
        twice = frame.duplicated(list(key), keep="first")
        if twice.any():
            value = shown(_joined(frame[twice], key))
            column = ", ".join(key)
            problems.append(Problem("errors.value_duplicate", table.file, rows(twice), column, {"value": value}))
    return pd.DataFrame(typed, index=frame.index), problems


def _joined(frame: pd.DataFrame, columns: tuple[str, ...]) -> pd.Series:
    joined = frame[columns[0]]
    for column in columns[1:]:
        joined = joined + " " + frame[column]
    return joined


def _typed(table: Table, field: Field, text: pd.Series) -> tuple[pd.Series, list[Problem]]:
    problems: list[Problem] = []
    if field.required and not (filled := text != "").all():
        problems.append(Problem("errors.value_required", table.file, rows(~filled), field.name))
    if field.type == "string" and field.enum is None and field.pattern is None:
        return text, problems
    # a column of 54,000 codes has 300 different ones: each is judged once
    codes, different = pd.factorize(text)
    values = [str(value) for value in different]

    def report(key: str, bad: Callable[[str], bool], **details: object) -> None:
        wrong = np.array([value != "" and bad(value) for value in values], dtype=bool)
        if wrong.any():
            quoted = {"value": shown(np.array(values)[wrong]), **details}
            problems.append(Problem(key, table.file, rows(wrong[codes]), field.name, quoted))

    if (allowed := field.enum) is not None:
        report("errors.value_enum", lambda value: value not in allowed, allowed=", ".join(allowed))
    if (pattern := field.pattern) is not None:
        report("errors.value_pattern", lambda value: not re.fullmatch(pattern, value, re.ASCII), pattern=pattern)
    if field.type == "boolean":
        report("errors.value_boolean", lambda value: value not in {"true", "false"})
        return text == "true", problems
    if field.type == "string":
        return text, problems
    form = INTEGER if field.type == "integer" else NUMBER
    numbers = {value: float(value) if form.fullmatch(value) else math.nan for value in values}
    report(f"errors.value_{field.type}", lambda value: math.isnan(numbers[value]))
    if (least := field.minimum) is not None:
        report("errors.value_minimum", lambda value: numbers[value] < least, limit=least)
    if (most := field.maximum) is not None:
        report("errors.value_maximum", lambda value: numbers[value] > most, limit=most)
    column = pd.Series(np.array([numbers[value] for value in values], dtype=float)[codes], index=text.index)
    if field.type == "integer":
        return column.astype("int64" if field.required and not problems else "Int64"), problems
    return column, problems


def check_references(
    table: Table, frames: Mapping[str, pd.DataFrame], files: Mapping[str, str], editions: tuple[str, ...]
) -> Iterator[Problem]:
    """Yield every reference of a table to a row that is not there.

    Parameters
    ----------
    table
        What the table must be.
    frames
        The tables that could be read, by name.
    files
        Name of the file of each table.
    editions
        Editions that the package holds: rows about another edition are not used, and not checked.
    """
    frame = frames[table.name]
    for key in table.foreign_keys:
        if key.table not in frames:
            continue
        columns, others = list(key.columns), list(key.others)
        different = frame[columns].drop_duplicates()
        used = (different != "").all(axis="columns")
        for column, other in zip(columns, others, strict=True):
            if other == "edition":
                used &= different[column].isin(editions)
        different = different[used]
        known = _joined(different, key.columns).isin(_joined(frames[key.table], key.others))
        if known.all():
            continue
        unknown = _joined(different[~known], key.columns)
        wrong = _joined(frame, key.columns).isin(unknown)
        values = {"value": shown(unknown), "table": files[key.table], "columns": ", ".join(others)}
        yield Problem("errors.value_unknown", table.file, rows(wrong), ", ".join(columns), values)
