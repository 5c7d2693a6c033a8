"""What people answer on the success factors, and which answers count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, get_args

from pydantic import Field

from igs_geo.assessment.document import Code, Document, Name, Note

Role = Literal["board", "officer", "youth_council", "other"]
ROLES: tuple[Role, ...] = get_args(Role)
LOWEST, HIGHEST = 1, 5
"""Scores that can be given."""
MOST_ANSWERS = 20_000
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


class Answer(Document):
    """What one person says of one factor.

    Parameters
    ----------
    id
        Made where the answer was given: an answer that arrives twice counts once.
    who
        The same for all answers of one person; says nothing of who that is.
    factor
        Number of the factor.
    score
        1 to 5; None for "don't know".
    role
        ``board``, ``officer``, ``youth_council`` or ``other``.
    name
        Name of the person, where given.
    remark
        For the facilitator.
    shared
        Whether the author lets everyone read the remark.
    """

    id: Code
    who: Code
    factor: Annotated[int, Field(ge=1, le=100)]
    score: Annotated[int, Field(ge=LOWEST, le=HIGHEST)] | None = None
    role: Role = "other"
    name: Name | None = None
    remark: Note = ""
    shared: bool = False


class Agreement(Document):
    """What was agreed on a factor.

    Parameters
    ----------
    factor
        Number of the factor.
    text
        What was agreed.
    """

    factor: Annotated[int, Field(ge=1, le=100)]
    text: Note


class Round(Document):
    """One time that a group answered.

    Parameters
    ----------
    name
        What it is called.
    day
        When it was, as a day.
    answers
        In the order in which they came in.
    agreements
        What was agreed after talking.
    """

    name: Name
    day: Annotated[str, Field(pattern=DAY)] | None = None
    answers: tuple[Answer, ...] = Field(default=(), max_length=MOST_ANSWERS)
    agreements: tuple[Agreement, ...] = Field(default=(), max_length=100)


def counted(answers: Iterable[Answer]) -> list[Answer]:
    """Return the answers that count: of each person and factor the last one, and none that arrived before.

    Parameters
    ----------
    answers
        In the order in which they came in.
    """
    seen: set[str] = set()
    last: dict[tuple[str, int], Answer] = {}
    for answer in answers:
        if answer.id not in seen:
            seen.add(answer.id)
            last[answer.who, answer.factor] = answer
    return list(last.values())
