"""Ending compiled code in time: it cannot look at the clock, but it sees a flag that another thread sets."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np

from igs_geo.regions.deadline import Deadline

POLL = 0.05
"""Seconds between two looks at whether someone ended the search."""


@contextmanager
def watched(deadline: Deadline | None) -> Iterator[np.ndarray]:
    """Yield a flag, uint8 (1), that becomes 1 once the deadline passes; it may be set by hand before.

    Parameters
    ----------
    deadline
        When to stop; None for never.
    """
    flag = np.zeros(1, np.uint8)
    if deadline is None:
        yield flag
        return
    if deadline.passed:
        flag[0] = 1
        yield flag
        return
    over = threading.Event()

    def watch() -> None:
        left = deadline.left()
        while left > 0:
            if over.wait(min(left, POLL)):
                return
            left = deadline.left()
        flag[0] = 1

    watcher = threading.Thread(target=watch, name="deadline", daemon=True)
    watcher.start()
    try:
        yield flag
    finally:
        over.set()
        watcher.join()
