"""What is wrong in overlays: each problem says where, what, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from igs_geo.errors import IgsGeoError
from igs_geo.i18n import translate


@dataclass(frozen=True)
class Where:
    """A place in an overlay.

    Parameters
    ----------
    overlay
        Its title, or the name of its file.
    operation
        Number of the operation, the first being 1; None for the overlay as a whole.
    """

    overlay: str
    operation: int | None = None

    def said(self, language: str) -> str:
        """Return the place in words.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        key = "overlay.place_whole" if self.operation is None else "overlay.place"
        return translate(key, language, overlay=self.overlay, number=self.operation)


@dataclass(frozen=True)
class OverlayProblem:
    """One thing that is wrong in an overlay.

    Parameters
    ----------
    key
        Key of the message in the catalogue.
    where
        The operation.
    values
        What the message names; a :class:`Where` among them is said in words.
    field
        Name of the field, empty when no single one is wrong.
    """

    key: str
    where: Where
    values: Mapping[str, object] = field(default_factory=dict)
    field: str = ""

    def message(self, language: str) -> str:
        """Return where it is, what is wrong and how to mend it.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        place = self.where.said(language)
        if self.field:
            place = translate("overlay.place_field", language, place=place, field=self.field)
        values = {name: value.said(language) if isinstance(value, Where) else value
                  for name, value in self.values.items()}  # fmt: skip
        return f"{place}: {translate(self.key, language, **values)}"


class OverlayError(IgsGeoError):
    """Overlays that cannot be used, with everything that is wrong in them: nothing of them was applied.

    Parameters
    ----------
    problems
        All problems found.
    """

    def __init__(self, problems: Iterable[OverlayProblem]) -> None:
        self.problems = tuple(problems)
        super().__init__("overlay.refused", count=len(self.problems))

    def message(self, language: str) -> str:
        """Return a heading and one line for each problem.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        return "\n".join([super().message(language), *(f"- {problem.message(language)}" for problem in self.problems)])

    def __str__(self) -> str:
        return self.message("en")
