"""What became of each operation of an overlay: applied, no longer valid, or not to be carried to another edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from igs_geo.atlas.overlays.problem import Where
from igs_geo.i18n import format_date, format_number, translate

State = Literal["applied", "lapsed", "not_carried"]


@dataclass(frozen=True)
class Change:
    """One operation of an overlay, and what became of it.

    Parameters
    ----------
    where
        Overlay and number of the operation.
    operation
        The operation as it was written (a model of :mod:`igs_geo.atlas.overlays`).
    state
        ``applied``; ``lapsed`` when its last day has passed; ``not_carried`` when the other edition cannot have it,
        wholly or in part.
    key
        Key of the sentence that says why it was not carried over, empty otherwise.
    values
        What that sentence names.
    subject
        What it is about, in words: the name of the partnership, of the municipality, of the figures.
    example
        Whether the overlay is an invented example.
    """

    where: Where
    operation: Any
    state: State = "applied"
    key: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    subject: Mapping[str, object] = field(default_factory=dict)
    example: bool = False

    def says(self, language: str) -> str:
        """Return what the operation does, in a sentence.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        values = {name: format_number(value, language) if isinstance(value, int) else value
                  for name, value in self.subject.items()}  # fmt: skip
        if "fields" in values:
            values["fields"] = ", ".join(translate(f"overlay.field_{one}", language) for one in self.subject["fields"])  # type: ignore[attr-defined]
        if "state" in values:
            values["state"] = translate(f"overlay.youth_{values['state']}", language)
        only = self.subject.get("only")
        key = f"overlay.does_{self.operation.op}" + ("_part" if only else "")
        return translate(key, language, **values)

    def known_from(self, language: str) -> str:
        """Return the source, the date and who confirmed it, in a phrase.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        own = self.operation
        parts = [own.source, format_date(own.date, language)]
        if own.confirmed_by:
            parts.append(translate("overlay.confirmed_by", language, name=own.confirmed_by))
        return "; ".join(parts)

    def remark(self, language: str) -> str:
        """Return why it does not count, or not wholly; empty when it does.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        if self.state == "lapsed":
            return translate("overlay.lapsed", language, date=format_date(self.operation.until, language))
        return translate(self.key, language, **self.values) if self.key else ""
