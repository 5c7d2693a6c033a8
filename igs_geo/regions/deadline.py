"""The one clock of a search: every stage gets a share of what is left, and a person can end it at any time."""

from __future__ import annotations

import threading
import time
from typing import Self


class Deadline:
    """A moment to stop, on the clock of :func:`time.perf_counter`.

    Parameters
    ----------
    seconds
        Seconds from now.
    stopped
        Event that ends it earlier; shared by a deadline and everything made from it.

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

    def __init__(self, seconds: float, stopped: threading.Event | None = None) -> None:
        self.at = time.perf_counter() + seconds
        self.stopped = stopped or threading.Event()

    @classmethod
    def of(cls, limit: float | Self) -> Self:
        """Return a deadline as it is, and a number of seconds as a deadline from now."""
        return limit if isinstance(limit, cls) else cls(limit)  # type: ignore[arg-type]

    def left(self) -> float:
        """Return the seconds that are left, at least 0."""
        return 0.0 if self.stopped.is_set() else max(0.0, self.at - time.perf_counter())

    @property
    def passed(self) -> bool:
        """Whether no time is left."""
        return self.left() <= 0

    def share(self, share: float, *, least: float = 0.0) -> Self:
        """Return a deadline after a share of the time that is left, or after some seconds where that is more.

        It never lies after this one.
        """
        left = self.left()
        return type(self)(min(left, max(share * left, least)), self.stopped)

    def stop(self) -> None:
        """End it now, and every deadline that shares its event."""
        self.stopped.set()
