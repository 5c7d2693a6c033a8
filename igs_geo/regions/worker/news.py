"""How far a search is, told apart from it."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

from igs_geo.regions.search.snapshot import Snapshot
from igs_geo.regions.worker.messages import News, Progress

NEWS_SECONDS = 0.2
PROPOSAL_SECONDS = 1.0
"""A whole proposal is put together at most once in this time."""

Say = Callable[[News], None]


@contextlib.contextmanager
def telling(job: int, say: Say) -> Iterator[Callable[[Snapshot], None]]:
    """Yield what takes the snapshots of a search; a thread of its own sends the latest, without holding it up."""
    latest: list[Snapshot] = []
    over = threading.Event()

    def tell() -> None:
        told = assembled = None
        last = -PROPOSAL_SECONDS
        while not over.wait(NEWS_SECONDS):
            snapshot = latest[-1] if latest else None
            due = time.monotonic() - last >= PROPOSAL_SECONDS and snapshot is not assembled
            if snapshot is None or (snapshot is told and not due):
                continue
            proposal = None
            if due:
                last, assembled = time.monotonic(), snapshot
                if snapshot.objective is not None:
                    proposal = snapshot.proposal().to_dict()
            told = snapshot
            say(Progress(job, snapshot.seconds, snapshot.objective, snapshot.bound, snapshot.gap, snapshot.covered,
                         proposal))  # fmt: skip

    thread = threading.Thread(target=tell, daemon=True)
    thread.start()
    try:
        yield lambda snapshot: latest.__setitem__(slice(None), [snapshot])
    finally:
        # Nothing may follow the answer.
        over.set()
        thread.join()
