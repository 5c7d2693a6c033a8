"""The queue of the server: more searches at once than it has cores for would all be slow, and none would be fair."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum

THREADS = 2
"""Threads of a search: the queue counts on them."""


class Lane(Enum):
    """Which jobs wait for each other: a question of seconds does not wait behind searches of minutes."""

    LONG = "long"
    SHORT = "short"
    BACKGROUND = "background"
    """What nobody waits for: it begins only when no search runs or waits, and no search waits for it."""


@dataclass(eq=False)
class Ticket:
    """A place in the queue.

    Parameters
    ----------
    owner
        Who does the job: one at a time.
    lane
        The lane it waits in.
    left
        Whether it left before its turn.
    """

    owner: object
    lane: Lane
    left: bool = False


class SearchQueue:
    """Gives turns, first come first served.

    Parameters
    ----------
    room
        Number of jobs of each lane that may run at once.
    """

    def __init__(self, room: Mapping[Lane, int]) -> None:
        self._room = room
        self._waiting: list[Ticket] = []
        self._running: list[Ticket] = []
        self._changed = threading.Condition()

    def join(self, ticket: Ticket) -> None:
        """Stand at the end."""
        with self._changed:
            self._waiting.append(ticket)

    def leave(self, ticket: Ticket) -> bool:
        """Leave before the turn; return whether that was still possible."""
        with self._changed:
            if ticket not in self._waiting:
                return False
            ticket.left = True
            self._waiting.remove(ticket)
            self._changed.notify_all()
            return True

    @contextmanager
    def turn(self, ticket: Ticket) -> Iterator[bool]:
        """Yield True once a ticket has its turn, which it holds in the block; False when the ticket left."""
        with self._changed:
            self._changed.wait_for(lambda: ticket.left or self._is_next(ticket))
            if not ticket.left:
                self._waiting.remove(ticket)
                self._running.append(ticket)
                self._changed.notify_all()
        try:
            yield not ticket.left
        finally:
            with self._changed:
                if ticket in self._running:
                    self._running.remove(ticket)
                self._changed.notify_all()

    def before(self, ticket: Ticket) -> int:
        """Return how many jobs have to end before the turn of a ticket; 0 once it has it."""
        with self._changed:
            if ticket not in self._waiting:
                return 0
            ahead = self._waiting[: self._waiting.index(ticket)]
            blocked = not self._has_room(ticket) or self._is_busy(ticket.owner)
            return sum(other.lane is ticket.lane for other in ahead) + blocked

    def _is_next(self, ticket: Ticket) -> bool:
        if not self._has_room(ticket) or self._is_busy(ticket.owner):
            return False
        if ticket.lane is Lane.BACKGROUND and self._searches():
            return False
        ahead = self._waiting[: self._waiting.index(ticket)]
        return not any(other.lane is ticket.lane and not self._is_busy(other.owner) for other in ahead)

    def _searches(self) -> bool:
        return any(other.lane is Lane.LONG for other in (*self._running, *self._waiting))

    def _has_room(self, ticket: Ticket) -> bool:
        return sum(other.lane is ticket.lane for other in self._running) < self._room[ticket.lane]

    def _is_busy(self, owner: object) -> bool:
        return any(other.owner is owner for other in self._running)


def cores() -> int:
    """Return the number of cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_AT_ONCE = max(1, cores() // THREADS)
QUEUE = SearchQueue({Lane.LONG: _AT_ONCE, Lane.SHORT: cores(), Lane.BACKGROUND: _AT_ONCE})
"""The one queue of the server."""
