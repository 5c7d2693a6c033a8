"""CSV as programs write it: any of four signs between cells, any of four encodings."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from igs_geo.errors import IgsGeoError

DELIMITERS = (";", ",", "\t", "|")
LOOKED_AT = 50
"""Lines by which the sign between cells is found."""


class SpreadsheetError(IgsGeoError):
    """A file that cannot be read as a table.

    Parameters
    ----------
    key
        Key of the message in the catalogue.
    **values
        Values that the message names.
    """


def csv_rows(content: bytes, name: str) -> Iterator[list[str]]:
    """Yield the rows of a CSV file, whatever sign parts its cells.

    Parameters
    ----------
    content
        The file.
    name
        What a person calls it.

    Raises
    ------
    SpreadsheetError
        When it is no text, or cannot be parted in cells.
    """
    text = _decoded(content, name)
    if "\0" in text:
        raise SpreadsheetError("intake.no_table", name=name)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        # Excel's own line on the sign between cells; it keeps its place, so that rows are counted as people count them
        yield []
        text, delimiter = rest, first.strip()[4]
    else:
        delimiter = _delimiter(text)
    csv.field_size_limit(1 << 20)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for row in reader:
            yield [cell.strip() for cell in row]
    except csv.Error as error:
        raise SpreadsheetError("intake.no_table", name=name) from error


def _decoded(content: bytes, name: str) -> str:
    # whatever is no UTF-8 is taken for what Windows writes here
    encodings = ["utf-16"] if content[:2] in {b"\xff\xfe", b"\xfe\xff"} else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SpreadsheetError("intake.no_table", name=name)


def _delimiter(text: str) -> str:
    """Return the sign that parts most lines in the same number of cells."""
    lines = [line for line in text.splitlines()[:LOOKED_AT] if line.strip()]
    best, most = DELIMITERS[0], 0.0
    for sign in DELIMITERS:
        counts = [len(row) - 1 for row in csv.reader(lines, delimiter=sign)]
        usual = max(set(counts), key=counts.count, default=0)
        score = counts.count(usual) * min(usual, 3) if usual else 0.1 * sum(1 for count in counts if count)
        if score > most:
            best, most = sign, score
    return best
