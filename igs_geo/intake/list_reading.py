"""A table while it is read: its rows, the members that a cell names, and what a row says of its source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from igs_geo.atlas import Atlas
from igs_geo.atlas.schema import quote
from igs_geo.atlas.search import plain
from igs_geo.intake.findings import Finding, Taken, Weight
from igs_geo.intake.names import Piece, chosen_members, read_names
from igs_geo.intake.shapes import TOTALS, Guess, Role
from igs_geo.intake.spreadsheet import Cell, Sheet

Answers = Mapping[tuple[Cell, int], int | None]
"""Place of the chosen option, by cell and place of the name in it; None leaves the name out."""


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

    def find(self, weight: Weight, cell: Cell, key: str, piece: Piece | None = None, **values: object) -> None:
        """Write down what is wrong, doubtful or skipped in a cell."""
        self.taken.findings.append(Finding(weight, self.sheet.name, cell, key, values, piece))

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
        pieces = read_names(self.atlas, self.sheet.text(cell))
        answers = {place: self.answers[cell, place] for place in range(len(pieces)) if (cell, place) in self.answers}
        for place, piece in enumerate(pieces):
            if not piece.certain and place not in answers:
                weight: Weight = "question" if piece.options else "problem"
                self.find(weight, cell, f"intake.q_{piece.why}", piece)
        if not pieces:
            self.find("problem", cell, "intake.no_name")
            return None
        return chosen_members(self.atlas, pieces, answers)

    def provenance(self, row: int) -> dict[str, str]:
        """Return source, date and the like of a row: its own columns, else what holds for the whole list."""
        found = dict(self.known)
        roles: tuple[Role, ...] = ("source", "date", "confirmed_by", "note")
        return found | {role: text for role in roles if (text := self.text(row, role))}

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
