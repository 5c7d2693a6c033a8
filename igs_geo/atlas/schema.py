"""Read a table and check it against its schema, column by column."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from igs_geo.atlas.contract import Field, Table
from igs_geo.errors import Problem

HEADER_ROWS = 2
"""What turns a position into a row of the file: counted from one, below the header."""
VALUES_SHOWN = 3


def rows(mask: pd.Series) -> tuple[int, ...]:
    """Return the rows of the file where a mask holds."""
    return tuple(int(position) + HEADER_ROWS for position in np.flatnonzero(mask.to_numpy(bool)))


def shown(values: pd.Series) -> str:
    """Return the first few different values, to quote them in a message."""
    different = [str(value) for value in values.drop_duplicates()]
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
    try:
        header = pd.read_csv(io.StringIO(text), header=None, nrows=1, dtype=str, keep_default_na=False)
        frame = pd.read_csv(io.StringIO(text), dtype=str, keep_default_na=False, skip_blank_lines=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError) as error:
        return None, [Problem("errors.not_csv", table.file, values={"reason": str(error).strip().rpartition(": ")[2]})]
    names = [str(name) for name in header.iloc[0]]
    if not isinstance(frame.index, pd.RangeIndex):
        return None, [Problem("errors.row_long", table.file)]
    problems = list(_header_problems(table, names))
    short = frame.isna().any(axis="columns")
    if short.any():
        problems.append(Problem("errors.row_short", table.file, rows(short)))
    return (None, problems) if problems else (frame, [])


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
    # a column of 54,000 codes has 300 different ones: each is judged once
    codes, different = pd.factorize(text)
    values = pd.Series(different, dtype="str")
    filled = values != ""
    problems: list[Problem] = []

    def report(key: str, wrong: pd.Series, **details: object) -> None:
        wrong = wrong & filled
        if wrong.any():
            quoted = {"value": shown(values[wrong]), **details}
            places = rows(pd.Series(wrong.to_numpy(bool)[codes]))
            problems.append(Problem(key, table.file, places, field.name, quoted))

    if field.required and not filled.all():
        problems.append(Problem("errors.value_required", table.file, rows(text == ""), field.name))
    if field.enum is not None:
        report("errors.value_enum", ~values.isin(field.enum), allowed=", ".join(field.enum))
    if field.pattern is not None:
        report("errors.value_pattern", ~values.str.fullmatch(field.pattern), pattern=field.pattern)
    if field.type == "boolean":
        report("errors.value_boolean", ~values.isin(["true", "false"]))
        return text == "true", problems
    if field.type == "string":
        return text, problems
    digits = r"-?[0-9]{1,15}" if field.type == "integer" else r"-?[0-9]{1,15}(\.[0-9]{1,15})?"
    wrong = ~values.str.fullmatch(digits)
    report(f"errors.value_{field.type}", wrong)
    numbers = pd.to_numeric(values.mask(wrong, None), errors="coerce").astype("float64")
    if field.minimum is not None:
        report("errors.value_minimum", numbers < field.minimum, limit=field.minimum)
    if field.maximum is not None:
        report("errors.value_maximum", numbers > field.maximum, limit=field.maximum)
    column = pd.Series(numbers.to_numpy()[codes], index=text.index)
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
