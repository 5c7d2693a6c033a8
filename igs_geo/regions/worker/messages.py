"""What goes between whoever asks and the worker: one line of JSON a message, both ways defined here.

Fields hold plain values, as JSON has them: settings, proposals and regions as their ``to_dict`` gives them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints


@dataclass(frozen=True)
class Question:
    """What can be asked.

    Parameters
    ----------
    criteria
        Settings of the search that it is about.
    """

    criteria: dict[str, Any]


@dataclass(frozen=True)
class Timed(Question):
    """A question that keeps cores busy until its time limit, in seconds; stopped before, it gives its best."""

    time_limit: float


@dataclass(frozen=True)
class Search(Timed):
    """The best division."""

    threads: int


@dataclass(frozen=True)
class Alternatives(Timed):
    """At most ``n`` divisions that break at least a share ``difference`` of the pairs of a proposal."""

    proposal: dict[str, Any]
    n: int
    difference: float


@dataclass(frozen=True)
class Certainty(Timed):
    """A part of how sure a proposal is; see :data:`igs_geo.regions.analysis.certainty.PARTS`."""

    proposal: dict[str, Any]
    part: str


@dataclass(frozen=True)
class Around(Question):
    """The ``k`` best regions that hold some municipalities together."""

    municipalities: list[str]
    k: int


@dataclass(frozen=True)
class Grow(Question):
    """The ``k`` best ways in which a youth partnership can take in at most ``most`` municipalities."""

    partnership: str
    k: int
    most: int


@dataclass(frozen=True)
class Reasons(Question):
    """Why a region."""

    region: dict[str, Any]


@dataclass(frozen=True)
class Job:
    """A question with its number, and on which data it is.

    Parameters
    ----------
    job
        The number.
    question
        The question.
    data
        Where the package is; None for the embedded one.
    overlays
        What people added to it, in the order in which it is applied.
    """

    job: int
    question: Question
    data: str | None = None
    overlays: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True)
class Halt:
    """A job has to answer now with the best that it has."""

    job: int


@dataclass(frozen=True)
class Beat:
    """Somebody still waits."""


@dataclass(frozen=True)
class Ready:
    """The worker takes jobs."""


@dataclass(frozen=True)
class Preparing:
    """Compiled code is made first; the clock of the job stands still."""

    job: int


@dataclass(frozen=True)
class Started:
    """The clock of the job runs."""

    job: int


@dataclass(frozen=True)
class Progress:
    """How far a search is; see :class:`igs_geo.regions.search.snapshot.Snapshot`.

    Parameters
    ----------
    job
        Number of the job.
    seconds, objective, bound, gap, covered
        Those of the snapshot.
    proposal
        The best so far as a whole; None when it was not put together this time.
    """

    job: int
    seconds: float
    objective: float | None
    bound: float | None
    gap: float | None
    covered: int
    proposal: dict[str, Any] | None = None


@dataclass(frozen=True)
class Draws:
    """How many searches of a number are done."""

    job: int
    done: int
    of: int


@dataclass(frozen=True)
class Mistake:
    """Key and values of a sentence on what a person can mend."""

    job: int
    key: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What came out."""

    job: int
    answer: Any


Order = Job | Halt | Beat
"""What a worker hears."""
AboutJob = Preparing | Started | Progress | Draws | Mistake | Answer
News = Ready | AboutJob
"""What a worker says."""
QUESTIONS: dict[str, type[Question]] = {
    kind.__name__.lower(): kind for kind in (Search, Alternatives, Certainty, Around, Grow, Reasons)
}
_MESSAGES: dict[str, type[Any]] = {kind.__name__.lower(): kind for kind in (*get_args(Order), *get_args(News))}


def encode(message: Order | News) -> str:
    """Return a message as a line."""
    return json.dumps(_plain(message), default=lambda number: number.item())


def decode(line: str | bytes) -> Order | News:
    """Return the message in a line.

    Parameters
    ----------
    line
        Whatever came.

    Raises
    ------
    ValueError
        When it is no message.
    """
    try:
        return _whole(json.loads(line), _MESSAGES)  # type: ignore[no-any-return]
    except RecursionError as error:
        raise ValueError(type(error).__name__) from error


def _plain(value: Any) -> dict[str, Any]:
    own = {entry.name: getattr(value, entry.name) for entry in fields(value)}
    plain = {name: _plain(one) if isinstance(one, Question) else one for name, one in own.items()}
    return {"type": type(value).__name__.lower(), **plain}


def _whole(value: Any, kinds: dict[str, Any]) -> Any:
    if not isinstance(value, dict) or not isinstance(value.get("type"), str) or value["type"] not in kinds:
        raise ValueError("no message")
    kind = kinds[value["type"]]
    hints = _hints(kind)
    given = {name: one for name, one in value.items() if name != "type"}
    for name, one in given.items():
        if hints.get(name) is Question:
            given[name] = _whole(one, QUESTIONS)
        elif name not in hints or not _fits(one, hints[name]):
            raise ValueError(name)
    try:
        return kind(**given)
    except TypeError as error:
        raise ValueError(str(error)) from error


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _fits(value: Any, hint: Any) -> bool:
    if hint is Any:
        return True
    if isinstance(hint, UnionType):
        return any(_fits(value, one) for one in get_args(hint))
    kind = get_origin(hint) or hint
    if kind in {int, float}:
        return isinstance(value, int if kind is int else int | float) and not isinstance(value, bool)
    return isinstance(value, kind)
