"""What a table would change, checked against the tables: each change by itself, to be accepted or not."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from igs_geo.atlas import Atlas
from igs_geo.atlas.overlays import Change, OverlayError, OverlayProblem, Where, apply_overlays
from igs_geo.intake.findings import Finding, Taken
from igs_geo.intake.spreadsheet import Cell

SO_ALREADY = frozenset(
    f"overlay.{key}" for key in ("twice", "so_already", "member_already", "no_member", "ended_already")
)
"""Problems of a change that only say that there is nothing left to do."""


@dataclass(frozen=True)
class Difference:
    """A change that a table asks for.

    Parameters
    ----------
    sheet, cell
        Where it stands.
    operation
        An operation of an overlay, as JSON has it.
    change
        What becomes of it.
    """

    sheet: str
    cell: Cell
    operation: dict[str, Any]
    change: Change


@dataclass(frozen=True)
class Compared:
    """What a table would change, and what is wrong in it.

    Parameters
    ----------
    differences
        The changes, in the order of the table.
    findings
        Everything that is wrong, doubtful or skipped, also what the tables do not allow.
    """

    differences: tuple[Difference, ...]
    findings: tuple[Finding, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing has to be mended or answered."""
        return all(finding.weight == "notice" for finding in self.findings)


def compare(atlas: Atlas, taken: Taken) -> Compared:
    """Return what a table would change in an atlas; nothing is applied.

    What the tables do not allow becomes a finding at its cell; what is so already, a notice.

    Parameters
    ----------
    atlas
        The edition in which the table is written, with the own data that count already.
    taken
        What it says.
    """
    # a name that no document has, so that what is said of these changes is told from what is said of others
    title = secrets.token_hex(8)
    left = list(zip(taken.operations, taken.places, strict=True))
    findings = list(taken.findings)
    while left:
        overlay = {"title": title, "edition": atlas.edition, "operations": [operation for operation, _ in left]}
        try:
            changes = apply_overlays(atlas, [overlay]).changes[-len(left) :]
        except OverlayError as error:
            wrong = _first_of_each(error.problems)
            if not wrong:
                raise
            places = [place for _, place in left]
            findings += [_finding(problem, places, title) for problem in wrong.values()]
            left = [each for number, each in enumerate(left, 1) if number not in wrong]
            continue
        found = [Difference(*place, operation, change)
                 for (operation, place), change in zip(left, changes, strict=True)]  # fmt: skip
        return Compared(tuple(found), tuple(findings))
    return Compared((), tuple(findings))


def _first_of_each(problems: Iterable[OverlayProblem]) -> dict[int, OverlayProblem]:
    found: dict[int, OverlayProblem] = {}
    for problem in problems:
        if problem.where.operation is not None:
            found.setdefault(problem.where.operation, problem)
    return found


def _finding(problem: OverlayProblem, places: list[tuple[str, Cell]], title: str) -> Finding:
    sheet, cell = places[(problem.where.operation or 1) - 1]
    values = {
        name: places[value.operation - 1][1].label
        if isinstance(value, Where) and value.overlay == title and value.operation
        else value
        for name, value in problem.values.items()
    }
    return Finding("notice" if problem.key in SO_ALREADY else "problem", sheet, cell, problem.key, values)
