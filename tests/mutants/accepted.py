"""Mutants that may survive, and why: ``survivors.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from tests.mutants.places import Mutant

FILE = Path(__file__).with_name("survivors.toml")


@dataclass(frozen=True)
class Accepted:
    """Mutants that no test has to notice.

    Parameters
    ----------
    file
        Pattern (``*`` for any text) of the module's path.
    reason
        Why nothing is lost.
    operator
        Pattern of cosmic-ray's name of the change, without ``core/``.
    definition
        Pattern of the name of the function or class.
    line
        Pattern of the line of code, without the space around it.
    at
        Pattern of the line of code from the change on.
    """

    file: str
    reason: str
    operator: str = "*"
    definition: str = "*"
    line: str = "*"
    at: str = "*"

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError(f"{self.file}: a survivor is accepted for a reason")

    def covers(self, mutant: Mutant) -> bool:
        """Whether a mutant is one of these."""
        return (
            fnmatchcase(mutant.file, self.file)
            and fnmatchcase(mutant.operator.removeprefix("core/"), self.operator)
            and fnmatchcase(mutant.definition, self.definition)
            and fnmatchcase(mutant.source, self.line)
            and fnmatchcase(mutant.rest, self.at)
        )


def read_accepted(file: Path = FILE) -> list[Accepted]:
    """Return the entries of the file; a misspelt key is an error."""
    return [Accepted(**entry) for entry in tomllib.loads(file.read_text("utf-8"))["accepted"]]
