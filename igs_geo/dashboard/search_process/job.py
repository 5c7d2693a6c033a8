"""One job of a worker: what was asked, how far it is, and how it ended."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from igs_geo.dashboard.search_process.queue import Lane, Ticket
from igs_geo.regions.worker.messages import (
    AboutJob,
    Answer,
    Draws,
    Job,
    Mistake,
    Preparing,
    Progress,
    Question,
    Started,
    Timed,
)


class Loss(StrEnum):
    """Why a job has no answer."""

    STOPPED = "stopped"
    """A person stopped it before there was anything to keep."""
    MEMORY = "memory"
    """Memory ran out."""
    KILLED = "killed"
    """The process was ended from outside."""
    FAILED = "failed"
    """The process ended by an error of the program."""
    GONE = "gone"
    """Nobody was there to wait for it."""


@dataclass(eq=False)
class SearchJob:
    """One job of a worker. Threads write it, the page reads it.

    Parameters
    ----------
    asked
        What the worker gets.
    ticket
        Its place in the queue of the server.
    since
        Moment, on :func:`time.monotonic`, from which its seconds are counted: when it was asked, then when its clock
        started.
    started, preparing
        Whether its clock runs, and whether compiled code is made first.
    stopping
        Whether a person wants the best so far.
    news
        The last that was heard of how far it is.
    best
        The last whole proposal that was heard of a search, as plain values.
    answer
        What came out; None while it runs.
    error
        Key and values of what a person can mend.
    loss
        Why there is no answer.
    ended
        Set once it runs no more.
    """

    asked: Job
    ticket: Ticket
    since: float = field(default_factory=time.monotonic)
    started: bool = False
    preparing: bool = False
    stopping: bool = False
    news: Progress | Draws | None = None
    best: dict[str, Any] | None = None
    answer: Any = None
    error: tuple[str, dict[str, Any]] | None = None
    loss: Loss | None = None
    ended: threading.Event = field(default_factory=threading.Event)

    @classmethod
    def of(cls, owner: object, asked: Job, lane: Lane | None = None) -> SearchJob:
        """Return a job that an owner asks, with a ticket for a lane; by default for that of its kind."""
        own = Lane.LONG if isinstance(asked.question, Timed) else Lane.SHORT
        return cls(asked, Ticket(owner, lane or own))

    @property
    def question(self) -> Question:
        """What was asked."""
        return self.asked.question

    @property
    def running(self) -> bool:
        """Whether there is something to wait for."""
        return not self.ended.is_set()

    @property
    def seconds(self) -> float:
        """Seconds since it was asked, or since its clock started."""
        return time.monotonic() - self.since

    def hear(self, message: AboutJob) -> None:
        """Take a message of the worker."""
        match message:
            case Preparing():
                self.preparing, self.since = True, time.monotonic()
            case Started():
                self.started, self.since = True, time.monotonic()
            case Progress():
                self.news, self.best = message, message.proposal or self.best
            case Draws():
                self.news = message
            case Mistake():
                self.error = (message.key, message.values)
                self.ended.set()
            case Answer():
                self.answer = message.answer
                self.ended.set()

    def lose(self, loss: Loss) -> None:
        """End without an answer, unless it has ended already."""
        if self.running:
            self.loss = loss
            self.ended.set()
