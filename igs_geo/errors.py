"""Errors that a person can act on.

Every error names its message by a key of :mod:`igs_geo.i18n`, so that pages and the command line can say it in the
reader's language; ``str(error)`` is the English sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from igs_geo.i18n import translate

ROWS_SHOWN = 5


class IgsGeoError(Exception):
    """Something a person did or gave that cannot be used, and how to mend it.

    Parameters
    ----------
    key
        Key of the message in the catalogue, ``area.name``.
    **values
        Values that the message names.
    """

    mendable = True
    """Whether a person can mend it; False where the program itself is to blame."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(translate(key, "en", **values))

    def message(self, language: str) -> str:
        """Return the message in a language (``"nl"`` or ``"en"``).

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        return translate(self.key, language, **self.values)

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors of another process arrive here pickled; what they were made from is not what ``args`` holds.
        return _restored, (type(self), self.args, self.__dict__)


def _restored(kind: type[IgsGeoError], arguments: tuple[object, ...], state: dict[str, object]) -> IgsGeoError:
    error = kind.__new__(kind)
    error.args = arguments
    error.__dict__.update(state)
    return error


class UnknownEditionError(IgsGeoError):
    """An edition that the data package does not hold."""


class NotFoundError(IgsGeoError):
    """A name or code that is unknown or ambiguous, with suggestions.

    Parameters
    ----------
    key
        Key of the message in the catalogue.
    suggestions
        Names that were perhaps meant, best first.
    **values
        Values that the message names.
    """

    def __init__(self, key: str, suggestions: Sequence[str] = (), **values: object) -> None:
        self.suggestions = tuple(suggestions)
        super().__init__(key, **values)

    def message(self, language: str) -> str:
        """Return the message and, where there are any, the suggestions."""
        text = super().message(language)
        if self.suggestions:
            text += " " + translate("errors.did_you_mean", language, names=", ".join(self.suggestions))
        return text

    def __str__(self) -> str:
        return self.message("en")


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong in a data package.

    Parameters
    ----------
    key
        Key of the message in the catalogue: what is wrong and how to mend it.
    file
        Name of the file.
    rows
        The first five rows of the file, the header being row 1; empty when the file as a whole is wrong.
    column
        Name of the column, None when no single column is wrong.
    values
        Values that the message names.
    more
        How many rows beside those in ``rows`` are wrong in the same way; only the first few rows are kept.
    """

    key: str
    file: str
    rows: tuple[int, ...] = ()
    column: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    more: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "more", self.more + len(self.rows[ROWS_SHOWN:]))
        object.__setattr__(self, "rows", self.rows[:ROWS_SHOWN])

    def place(self, language: str) -> str:
        """Return where the problem is: file, rows and column."""
        parts = [self.file]
        if self.rows:
            rows = ", ".join(str(row) for row in self.rows)
            if self.more:
                rows = translate("errors.rows_more", language, rows=rows, more=self.more)
            parts.append(translate("errors.row" if len(self.rows) == 1 else "errors.rows", language, rows=rows))
        if self.column is not None:
            parts.append(translate("errors.column", language, column=self.column))
        return ", ".join(parts)

    def message(self, language: str) -> str:
        """Return where it is, what is wrong and how to mend it."""
        return f"{self.place(language)}: {translate(self.key, language, **self.values)}"


class PackageError(IgsGeoError):
    """A data package that cannot be used, with everything that is wrong in it.

    Parameters
    ----------
    package
        Name of the folder or zip.
    problems
        All problems found.
    """

    def __init__(self, package: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("errors.package", package=package, count=len(self.problems))

    def message(self, language: str) -> str:
        """Return a heading and one line for each problem."""
        lines = [super().message(language), *(f"- {problem.message(language)}" for problem in self.problems)]
        return "\n".join(lines)

    def __str__(self) -> str:
        return self.message("en")
