"""Work that shares one deadline: done by a few threads, and left behind where it does not end in time."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence

from igs_geo.regions.deadline import Deadline

LEAST_SECONDS = 0.05
POLL_SECONDS = 0.02

Work = Callable[[Deadline], None]


def run_all(work: Sequence[Work], deadline: Deadline, *, threads: int, grace: float) -> None:
    """Do all work within a deadline; the first may take all of it, the others share what is left.

    Parameters
    ----------
    work
        In order; each gets a deadline of its own.
    deadline
        Of everything.
    threads
        How many are done at once.
    grace
        Seconds after the deadline until work that still runs is left behind. The solver does not always look at the
        clock; what it finds later is lost.

    Raises
    ------
    Exception
        The first that was raised by any work.
    """
    waiting = deque(enumerate(work))
    lock = threading.Lock()
    failed: list[BaseException] = []
    ended = threading.Semaphore(0)

    def one() -> None:
        try:
            while True:
                with lock:
                    if not waiting or failed:
                        return
                    rounds = -(-len(waiting) // min(threads, len(waiting)))
                    place, task = waiting.popleft()
                task(deadline if place == 0 else deadline.share(1 / rounds, least=LEAST_SECONDS))
        except BaseException as error:  # noqa: BLE001 it is raised again by who waits
            failed.append(error)
        finally:
            ended.release()

    number = min(threads, len(work))
    for _ in range(number):
        # Daemons: a program that ends does not wait for what was left behind.
        threading.Thread(target=one, daemon=True).start()
    running = number
    while running and not deadline.passed:
        running -= ended.acquire(timeout=max(min(deadline.left(), 0.2), POLL_SECONDS))
    late = Deadline(grace)
    while running and not late.passed:
        running -= ended.acquire(timeout=max(late.left(), POLL_SECONDS))
    if failed:
        raise failed[0]
