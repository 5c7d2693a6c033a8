"""A table while it is read: its rows, the members that a cell names, and what a row says of its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from igs_geo.atlas import Atlas
from igs_geo.atlas.schema import quote
from igs_geo.atlas.search import plain
from igs_geo.intake.days import day_of
from igs_geo.intake.findings import Finding, Taken, Weight
from igs_geo.intake.names import chosen_members, read_names
from igs_geo.intake.shapes import TOTALS, Guess, Role
from igs_geo.intake.spreadsheet import Cell, Sheet

Answers = Mapping[tuple[Cell, int], int | None]
"""Place of the chosen option, by cell and place of the name in it; None leaves the name out."""
OF_THE_LIST = ("domain", "aggregate")
"""What is said of a whole list beside source and date."""


def read_cell(atlas: Atlas, sheet: Sheet, cell: Cell, answers: Answers, taken: Taken) -> list[dict[str, Any]] | None:
    """Return the members that a cell names; what has to be asked or mended is written down.

    Parameters
    ----------
    atlas
        The edition.
    sheet, cell
        Where the names stand.
    answers
        What was answered to the questions.
    taken
        Gets the findings.

    Returns
    -------
    list of dict or None
        None when the cell names nobody; empty when something is open, or all of it was left out.
    """
    pieces = read_names(atlas, sheet.text(cell))
    own = {place: answers[cell, place] for place in range(len(pieces)) if (cell, place) in answers}
    for place, piece in enumerate(pieces):
        if not piece.certain and place not in own:
            weight: Weight = "question" if piece.options else "problem"
            taken.findings.append(Finding(weight, sheet.name, cell, f"intake.q_{piece.why}", {}, piece, place))
    return (chosen_members(atlas, pieces, own) or []) if pieces else None


@dataclass
class ListReading:
    """A table while it is read.

    Parameters
    ----------
    atlas
        The edition in which the list is written.
    sheet
        As it was read.
    guess
        How it is understood.
    known
        What holds for the whole list where its rows do not say it.
    answers
        What was answered to the questions.
    taken
        What was found so far.
    """

    atlas: Atlas
    sheet: Sheet
    guess: Guess
    known: Mapping[str, str]
    answers: Answers
    taken: Taken = field(default_factory=Taken)

    def put(self, operation: dict[str, Any], cell: Cell) -> None:
        """Add an operation that a cell says."""
        self.taken.put(operation, self.sheet.name, cell)

    def find(self, weight: Weight, cell: Cell, key: str, **values: object) -> None:
        """Write down what is wrong, doubtful or skipped in a cell."""
        self.taken.findings.append(Finding(weight, self.sheet.name, cell, key, values))

    def rows(self) -> Iterator[int]:
        """Yield the rows that say something; totals at the bottom are told and skipped."""
        home = self.guess.columns.get("municipality", self.guess.columns.get("partnership", 1))
        for number in range(self.guess.header + 1, len(self.sheet.rows) + 1):
            row = self.sheet.rows[number - 1]
            first = next((cell for cell in row if cell), "")
            if TOTALS.match(self.sheet.text(Cell(number, home)) or first):
                self.find("notice", Cell(number, home), "intake.total")
            elif first:
                yield number

    def text(self, row: int, role: Role) -> str:
        """Return what a row has in the column of a role; empty when there is no such column."""
        column = self.guess.columns.get(role)
        return "" if column is None else self.sheet.text(Cell(row, column))

    def members(self, cell: Cell) -> list[dict[str, Any]] | None:
        """Return the members that a cell names; None when something in it has to be asked or mended."""
        found = read_cell(self.atlas, self.sheet, cell, self.answers, self.taken)
        if found is None:
            self.find("problem", cell, "intake.no_name")
        return found or None

    def provenance(self, row: int, home: Cell) -> dict[str, str] | None:
        """Return source, date and the like of a row: its own columns, else what holds for the whole list.

        Parameters
        ----------
        row
            The row; what is not below the titles has no columns of its own.
        home
            Where it says what it is of.

        Returns
        -------
        dict or None
            None when a date cannot be read, or source or date stand nowhere.
        """
        found = {role: text for role, text in self.known.items() if role not in OF_THE_LIST and text}
        roles: tuple[Role, ...] = ("source", "date", "confirmed_by", "note")
        if row > self.guess.header:
            found |= {role: text for role in roles if (text := self.text(row, role))}
            written = self.text(row, "date")
            if written:
                day = day_of(written)
                if day is None:
                    self.find("problem", Cell(row, self.guess.columns["date"]), "intake.day", text=quote(written))
                    return None
                found["date"] = day
        missing = [role for role in ("source", "date") if role not in found]
        for role in missing:
            self.find("problem", home, f"intake.no_{role}")
        return None if missing else found

    def domains(self, row: int) -> list[str] | None:
        """Return the policy domains of a row; None when one is unknown."""
        column = self.guess.columns.get("domain")
        text = self.text(row, "domain")
        names = {plain(str(name)): str(code) for language in ("nl", "en")
                 for code, name in self.atlas.domains[f"name_{language}"].items()}  # fmt: skip
        names |= {plain(str(code)): str(code) for code in self.atlas.domains.index}
        asked = [part for part in re.split(r"[,;/|]", text) if part.strip()]
        if not asked:
            return [self.known["domain"]] if self.known.get("domain") else None
        wrong = [part.strip() for part in asked if plain(part) not in names]
        if wrong and column is not None:
            self.find("problem", Cell(row, column), "intake.domain", text=quote(", ".join(wrong)))
            return None
        return list(dict.fromkeys(names[plain(part)] for part in asked))


def code_of(name: str, used: set[str]) -> str:
    """Return a code for a name that nothing else has, and write it down as used.

    Parameters
    ----------
    name
        What it is called.
    used
        Codes that are taken.
    """
    base = code = re.sub(r"[^a-z0-9]+", "-", plain(name))[:80].strip("-") or "eigen"
    number = 1
    while code in used:
        number += 1
        code = f"{base}-{number}"
    used.add(code)
    return code
