"""From a table to operations, with everything that is wrong or doubtful in it by sheet, row and cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from igs_geo.atlas import Atlas
from igs_geo.atlas.schema import quote
from igs_geo.atlas.search import plain
from igs_geo.intake.figures import read_figures
from igs_geo.intake.findings import Taken
from igs_geo.intake.list_reading import Answers, ListReading, code_of
from igs_geo.intake.shapes import NO, YES, Guess
from igs_geo.intake.spreadsheet import Cell, Sheet


@dataclass
class _Body:
    name: str
    row: int
    cell: Cell
    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[str, Cell] = field(default_factory=dict)


def read_list(
    atlas: Atlas, sheet: Sheet, guess: Guess, known: Mapping[str, str], answers: Answers | None = None
) -> Taken:
    """Return what a table says, and everything that is wrong or doubtful in it.

    Parameters
    ----------
    atlas
        The edition in which the list is written.
    sheet
        As it was read.
    guess
        How it is understood.
    known
        What holds for the whole list where its rows do not say it: ``source``, ``date``, ``domain`` (a code),
        and ``aggregate`` (``sum`` or ``mean``) of figures.
    answers
        What was answered to the questions.

    Returns
    -------
    Taken
        Operations and findings.
    """
    reading = ListReading(atlas, sheet, guess, known, answers or {})
    for cell in sheet.unknown:
        reading.find("problem", cell, "intake.formula")
    if guess.shape == "figures":
        read_figures(reading)
    else:
        _bodies(
            reading, {"matrix": _matrix, "membership": _memberships, "partnership": _partnerships}[guess.shape](reading)
        )
    return reading.taken


def _put(reading: ListReading, body: _Body, cell: Cell, members: list[dict[str, Any]] | None) -> None:
    for member in members or ():
        nis = member["nis"]
        if nis in body.members:
            name = reading.atlas.municipalities["name"][nis]
            reading.find(
                "problem", cell, "intake.twice", name=name, body=quote(body.name), other=body.places[nis].label
            )
        else:
            body.members[nis], body.places[nis] = member, cell


def _memberships(reading: ListReading) -> dict[str, _Body]:
    bodies: dict[str, _Body] = {}
    for row in reading.rows():
        cell = Cell(row, reading.guess.columns["partnership"])
        name = reading.sheet.text(cell)
        if not name:
            reading.find("problem", cell, "intake.no_partnership")
            continue
        body = bodies.setdefault(plain(name), _Body(name, row, cell))
        home = Cell(row, reading.guess.columns["municipality"])
        _put(reading, body, home, reading.members(home))
    return bodies


def _partnerships(reading: ListReading) -> dict[str, _Body]:
    bodies: dict[str, _Body] = {}
    for row in reading.rows():
        cell, home = Cell(row, reading.guess.columns["partnership"]), Cell(row, reading.guess.columns["members"])
        name = reading.sheet.text(cell)
        if not name or plain(name) in bodies:
            key = "intake.body_twice" if name else "intake.no_partnership"
            reading.find("problem", cell, key, body=quote(name))
            continue
        body = bodies[plain(name)] = _Body(name, row, cell)
        _put(reading, body, home, reading.members(home))
    return bodies


def _matrix(reading: ListReading) -> dict[str, _Body]:
    header = reading.guess.header
    bodies: dict[int, _Body] = {}
    for column in reading.guess.across:
        cell = Cell(header, column)
        bodies[column] = _Body(reading.sheet.text(cell), header, cell)
    seen: dict[str, Cell] = {}
    for row in reading.rows():
        home = Cell(row, reading.guess.columns["municipality"])
        members = reading.members(home)
        for member in members or ():
            if member["nis"] in seen and not member.get("only"):
                name = reading.atlas.municipalities["name"][member["nis"]]
                reading.find("problem", home, "intake.row_twice", name=name, other=seen[member["nis"]].label)
                members = None
            seen.setdefault(member["nis"], home)
        for column, body in bodies.items():
            mark = reading.sheet.text(Cell(row, column)).casefold()
            if mark in YES:
                _put(reading, body, Cell(row, column), members)
            elif mark not in NO:
                reading.find("problem", Cell(row, column), "intake.mark", text=quote(mark))
    return {plain(body.name) or str(column): body for column, body in bodies.items()}


def _bodies(reading: ListReading, bodies: Mapping[str, _Body]) -> None:
    """Add an operation for each partnership, or for each new member of one that the tables know."""
    names = reading.atlas.partnerships["name"]
    by_name = {plain(str(name)): str(body) for body, name in names.items()}
    rows = reading.atlas.memberships
    present: dict[str, set[str]] = defaultdict(set)
    for partnership, nis in zip(rows["partnership"], rows["nis"], strict=True):
        present[partnership].add(nis)
    used = set(names.index)
    for body in bodies.values():
        if not body.members:
            reading.find("notice", body.cell, "intake.no_members", body=quote(body.name))
            continue
        own = reading.provenance(body.row, body.cell)
        if own is None:
            continue
        domain = reading.known.get("domain", "")
        known = by_name.get(plain(body.name))
        if known is not None:
            new = [member for nis, member in body.members.items() if nis not in present[known]]
            reading.find("notice", body.cell, "intake.known_body", body=quote(body.name), count=len(new))
            for member in new:
                reading.put({"op": "add_membership", "partnership": known, **member, **own}, body.places[member["nis"]])
            continue
        domains = reading.domains(body.row) if body.row > reading.guess.header else [domain] if domain else None
        if domains is None:
            if not any(
                finding.key == "intake.domain" and finding.cell.row == body.row for finding in reading.taken.findings
            ):
                reading.find("problem", body.cell, "intake.no_domain", body=quote(body.name))
            continue
        form = reading.text(body.row, "legal_form") if body.row > reading.guess.header else ""
        reading.put(
            {"op": "add_partnership", "id": code_of(body.name, used), "name": body.name, "domains": domains,
             "members": list(body.members.values()), **({"legal_form": form} if form else {}), **own}, body.cell,
        )  # fmt: skip
