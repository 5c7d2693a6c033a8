"""The one clock of a search: every stage gets a share of what is left, and a person can end it at any time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Self


class Stop:
    """A sign to stop that can be given from any thread, and what has to be told of it at once."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._told: list[Callable[[], None]] = []

    @property
    def given(self) -> bool:
        """Whether the sign was given."""
        return self._event.is_set()

    def give(self) -> None:
        """Give the sign."""
        with self._lock:
            self._event.set()
            told = list(self._told)
        for callback in told:
            callback()

    def wait(self) -> None:
        """Wait until the sign is given."""
        self._event.wait()

    def add(self, callback: Callable[[], None]) -> None:
        """Have something called when the sign is given; at once where it was given already."""
        with self._lock:
            self._told.append(callback)
            given = self.given
        if given:
            callback()

    def remove(self, callback: Callable[[], None]) -> None:
        """Have it called no longer."""
        with self._lock:
            self._told.remove(callback)


class Deadline:
    """A moment to stop, on the clock of :func:`time.perf_counter`.

    Parameters
    ----------
    seconds
        Seconds from now.
    stop
        Sign that ends it earlier; shared by a deadline and everything made from it.

    Examples
    --------
    >>> whole = Deadline(10)
    >>> start = whole.share(0.2)
    >>> start.left() <= 2
    True
    >>> whole.stop()
    >>> start.left()
    0.0
    """

    def __init__(self, seconds: float, stop: Stop | None = None) -> None:
        self.at = time.perf_counter() + seconds
        self.sign = stop or Stop()

    @classmethod
    def of(cls, limit: float | Self) -> Self:
        """Return a deadline after some seconds; a deadline as it is.

        Parameters
        ----------
        limit
            Seconds, or a deadline.
        """
        return limit if isinstance(limit, cls) else cls(limit)  # type: ignore[arg-type]

    def left(self) -> float:
        """Return the seconds that are left, at least 0."""
        return 0.0 if self.sign.given else max(0.0, self.at - time.perf_counter())

    @property
    def passed(self) -> bool:
        """Whether no time is left."""
        return self.left() <= 0

    @property
    def stopped(self) -> bool:
        """Whether it was ended by hand."""
        return self.sign.given

    def share(self, share: float, *, least: float = 0.0) -> Self:
        """Return a deadline after a share of the time that is left, or after some seconds where that is more.

        It never lies after this one.

        Parameters
        ----------
        share
            Share of the time that is left, between 0 and 1.
        least
            Seconds that it gives at least, where there are as many left.
        """
        left = self.left()
        return type(self)(min(left, max(share * left, least)), self.sign)

    def own(self) -> Self:
        """Return the same moment with a sign of its own, which is given with this one's."""
        child = type(self)(self.left())
        self.sign.add(child.sign.give)
        return child

    def stop(self) -> None:
        """End it now, and every deadline that shares its sign."""
        self.sign.give()

    @contextmanager
    def telling(self, callback: Callable[[], None]) -> Iterator[None]:
        """Yield to a block, and have something called, from any thread, when the sign is given while it runs.

        Parameters
        ----------
        callback
            What is called.
        """
        self.sign.add(callback)
        try:
            yield
        finally:
            self.sign.remove(callback)
