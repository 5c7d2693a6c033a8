"""What is wrong, doubtful or skipped in a table, by sheet, row and cell; and what it says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from igs_geo.atlas.overlays import Where
from igs_geo.i18n import translate
from igs_geo.intake.names import Piece
from igs_geo.intake.spreadsheet import Cell

Weight = Literal["problem", "question", "notice"]


@dataclass(frozen=True)
class Finding:
    """Something about a cell: a problem to mend, a question to answer, or a notice.

    Parameters
    ----------
    weight
        ``problem``, ``question`` or ``notice``.
    sheet
        Name of the sheet, empty for CSV.
    cell
        Where.
    key, values
        The sentence in the catalogue and what it names; a :class:`~igs_geo.atlas.overlays.Where` is said in words.
    piece
        The name that has to be asked, with its options.
    place
        Place of that name in its cell, from 0.
    """

    weight: Weight
    sheet: str
    cell: Cell
    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    piece: Piece | None = None
    place: int = 0

    def message(self, language: str) -> str:
        """Return where it is and what to do, in a sentence.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        place = translate("intake.place" if self.sheet else "intake.place_alone", language, sheet=self.sheet,
                          row=self.cell.row, cell=self.cell.label)  # fmt: skip
        return f"{place}: {self.says(language)}"

    def says(self, language: str) -> str:
        """Return what to do, in a sentence.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        if self.piece is None:
            values = {name: value.said(language) if isinstance(value, Where) else value
                      for name, value in self.values.items()}  # fmt: skip
            text = translate(self.key, language, **values)
            # what comes from the check of own data begins as it does after a place
            return text[:1].upper() + text[1:]
        answers = " / ".join(self.piece.answers(language))
        return " ".join(part for part in (self.piece.question(language), answers) if part)


@dataclass
class Taken:
    """What a table says, not yet taken over.

    Parameters
    ----------
    operations
        Operations of an overlay, as JSON has them; those about a cell with a problem or an open question are left out.
    findings
        Everything that is wrong, doubtful or skipped.
    places
        Sheet and cell of each operation.
    """

    operations: list[dict[str, Any]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    places: list[tuple[str, Cell]] = field(default_factory=list)

    def put(self, operation: dict[str, Any], sheet: str, cell: Cell) -> None:
        """Add an operation with the place that says it.

        Parameters
        ----------
        operation
            As JSON has it.
        sheet, cell
            Where it stands.
        """
        self.operations.append(operation)
        self.places.append((sheet, cell))

    @property
    def ready(self) -> bool:
        """Whether nothing has to be mended or answered."""
        return all(finding.weight == "notice" for finding in self.findings)
