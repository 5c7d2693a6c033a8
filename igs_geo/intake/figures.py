"""Columns of figures per municipality, with numbers as people write them."""

from __future__ import annotations

import re

from igs_geo.atlas.schema import quote
from igs_geo.intake.list_reading import ListReading, code_of
from igs_geo.intake.spreadsheet import Cell

GROUPED = re.compile(r"[0-9]{1,3}([.,])[0-9]{3}")
"""A number that may have thousands or three decimals."""


def read_figures(reading: ListReading) -> None:
    """Add an operation for each column of figures.

    Parameters
    ----------
    reading
        The table.
    """
    values: dict[int, dict[str, float]] = {column: {} for column in reading.guess.across}
    seen: dict[str, Cell] = {}
    for row in reading.rows():
        home = Cell(row, reading.guess.columns["municipality"])
        members = reading.members(home)
        if members is None:
            continue
        if len(members) != 1 or members[0].get("only"):
            reading.find("problem", home, "intake.one_municipality")
            continue
        nis = members[0]["nis"]
        if nis in seen:
            name = reading.atlas.municipalities["name"][nis]
            reading.find("problem", home, "intake.row_twice", name=name, other=seen[nis].label)
            continue
        seen[nis] = home
        for column in reading.guess.across:
            cell = Cell(row, column)
            text = reading.sheet.text(cell)
            if text and (number := _number(reading, cell, text)) is not None:
                values[column][nis] = number
    used: set[str] = set(reading.atlas.figure_kinds.index)
    for column, found in values.items():
        head = Cell(max(reading.guess.header, 1), column)
        own = reading.provenance(reading.guess.header, head)
        if own is None:
            continue
        name = reading.sheet.text(head) if reading.guess.header else ""
        name = name or Cell(1, column).label.rstrip("1")
        if found:
            reading.put(
                {
                    "op": "add_figures",
                    "code": code_of(name, used),
                    "name": name,
                    "aggregate": reading.known.get("aggregate", "sum"),
                    "values": found,
                    **own,
                },
                head,
            )


def _number(reading: ListReading, cell: Cell, text: str) -> float | None:
    """Return a number as people here write it; one that may have thousands or decimals is told."""
    if cell in reading.sheet.numbers:
        return float(text)
    bare = re.sub(r"[\s\u00a0\u202f'%]", "", text)
    if GROUPED.fullmatch(bare.lstrip("+-")):
        reading.find("problem", cell, "intake.number_doubtful", text=quote(text))
        return None
    if "," in bare and "." in bare:
        decimal = max(",", ".", key=bare.rfind)
        bare = bare.replace("," if decimal == "." else ".", "").replace(decimal, ".")
    elif bare.count(",") == 1 or bare.count(".") == 1:
        bare = bare.replace(",", ".")
    else:
        bare = bare.replace(",", "").replace(".", "")
    try:
        return float(bare)
    except ValueError:
        reading.find("problem", cell, "intake.number", text=quote(text))
        return None
