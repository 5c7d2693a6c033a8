"""Check a table against its schema, column by column."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np
import pandas as pd

from igs_geo.atlas.contract import Field, Table
from igs_geo.errors import Problem

HEADER_ROWS = 2
"""What turns a position into a row of the file: counted from one, below the header."""
VALUES_SHOWN = 3
LETTERS_SHOWN = 60
"""How much of a value a message quotes."""
INTEGER = re.compile(r"-?[0-9]{1,15}")
NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")
BOOLEANS = {"true": True, "false": False, "waar": True, "onwaar": False}
"""How a truth is written, in capitals or not: spreadsheet programs write it in their own language."""
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u180e\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
"""What has no place in a text: control characters, invisible spaces, marks that turn the direction of what follows."""
FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs that leave no ink."""


def rows(mask: pd.Series | np.ndarray) -> tuple[int, ...]:
    """Return the rows of the file where a mask holds."""
    return tuple(int(position) + HEADER_ROWS for position in np.flatnonzero(np.asarray(mask, dtype=bool)))


def places(index: Iterable[int]) -> tuple[int, ...]:
    """Return the rows of the file at positions in its table."""
    return tuple(sorted(int(position) + HEADER_ROWS for position in index))


def shown(values: Iterable[object]) -> str:
    """Return the first few different values, to quote them in a message."""
    different: dict[str, None] = {}
    for value in values:
        different[str(value)] = None
        if len(different) > VALUES_SHOWN:
            break
    quoted = [quote(value) for value in list(different)[:VALUES_SHOWN]]
    return "”, “".join(quoted) + ("”, “…" if len(different) > VALUES_SHOWN else "")


def quote(text: str) -> str:
    """Return a text as a message quotes it: its beginning, with what cannot be seen written out."""
    letters = (letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text[:LETTERS_SHOWN])
    return "".join(letters) + ("…" if len(text) > LETTERS_SHOWN else "")


def blank(text: str) -> bool:
    """Return whether a text leaves no ink: spaces and invisible characters only."""
    return not any(unicodedata.category(letter)[0] in "LNPS" and letter not in FILLERS for letter in text)


def is_date(text: str) -> bool:
    """Return whether a year, a year and month, or a day is one of the calendar."""
    try:
        year, month, day = (int(part) for part in [*text.split("-"), "1", "1"][:3])
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


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
    # a column of 54,000 codes has 300 different ones: each is judged once
    codes, different = pd.factorize(text)
    values = [str(value) for value in different]

    def report(key: str, bad: Callable[[str], bool], **details: object) -> None:
        wrong = np.array([value != "" and bad(value) for value in values], dtype=bool)
        if wrong.any():
            quoted = {"value": shown(values[place] for place in np.flatnonzero(wrong)), **details}
            problems.append(Problem(key, table.file, rows(wrong[codes]), field.name, quoted))

    if (allowed := field.enum) is not None:
        report("errors.value_enum", lambda value: value not in allowed, allowed=", ".join(allowed))
    if (pattern := field.pattern) is not None:
        report("errors.value_pattern", lambda value: not re.fullmatch(pattern, value, re.ASCII), pattern=pattern)
    if field.type == "boolean":
        report("errors.value_boolean", lambda value: value.lower() not in BOOLEANS)
        truths = np.array([BOOLEANS.get(value.lower(), False) for value in values], dtype=bool)
        return pd.Series(truths[codes], index=text.index), problems
    if field.type == "string":
        if field.partial_date and not problems:
            report("errors.value_date", lambda value: not is_date(value))
        if (longest := field.max_length) is not None:
            report("errors.value_long", lambda value: len(value) > longest, limit=longest)
            report("errors.value_hidden", lambda value: HIDDEN.search(value) is not None)
        if field.required:
            report("errors.value_blank", blank)
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
