"""Reading jobs, hearing whether somebody still waits, and ending."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import queue
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from igs_geo.regions.deadline import Stop
from igs_geo.regions.worker.messages import Halt, Job, News, Ready, decode, encode
from igs_geo.regions.worker.news import Say
from igs_geo.regions.worker.server import SearchServer

SILENCE_SECONDS = 20
"""Without a sign of life for this long, nobody waits any more."""
OUT_OF_MEMORY = 77
"""Exit status when memory ran out."""
NEAR = 0.95
"""Share of the memory that the process may use from which an error is put down to memory."""


class Silence:
    """Counts how long nobody has said anything.

    Counted in looks, not on a clock: after code that let no other thread run, the lines that came meanwhile are read
    before the looks add up.

    Parameters
    ----------
    limit
        Number of looks after which nobody waits any more.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._looks = 0

    def heard(self) -> None:
        """Hear a sign of life."""
        self._looks = 0

    def look(self) -> bool:
        """Look once more; return whether it has lasted too long."""
        self._looks += 1
        return self._looks > self._limit


def _end_all() -> None:
    """End at once: compiled code does not look up when asked to. Nobody is left to end what this process started."""
    if hasattr(os, "killpg") and os.getpgid(0) == os.getpid():
        # By its number: a group that is written wrongly could be that of everybody.
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(0)


def _private_output() -> TextIO:
    """Return the output for messages; whatever else is printed goes where errors go."""
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return output


def _is_at_its_limit() -> bool:
    """Whether the process has all but used up the memory it may: libraries then fail in ways of their own."""
    try:
        import resource

        limit, _ = resource.getrlimit(resource.RLIMIT_AS)
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        return limit != resource.RLIM_INFINITY and pages * resource.getpagesize() > NEAR * limit
    except (ImportError, OSError, ValueError):
        return False


def main(server: Callable[[Say], SearchServer] = SearchServer, silence: int = SILENCE_SECONDS) -> None:
    """Do jobs until the input closes, or until nobody gives a sign of life.

    Parameters
    ----------
    server
        Makes what does the jobs.
    silence
        Seconds without a line after which nobody waits any more.
    """
    output, lock = _private_output(), threading.Lock()
    jobs: queue.Queue[tuple[Job, Stop]] = queue.Queue()
    stops: dict[int, Stop] = {}
    quiet = Silence(silence)

    def say(message: News) -> None:
        text = encode(message)
        with lock:
            output.write(text + "\n")
            output.flush()

    def listen() -> None:
        for line in sys.stdin:
            quiet.heard()
            message = decode(line)
            if isinstance(message, Halt):
                stops.setdefault(message.job, Stop()).give()
            elif isinstance(message, Job):
                jobs.put((message, stops.setdefault(message.job, Stop())))
        _end_all()

    def watch() -> None:
        while not quiet.look():
            time.sleep(1)
        os._exit(0)

    with contextlib.suppress(OSError):
        # When memory runs out the system had better end this process than the server.
        Path("/proc/self/oom_score_adj").write_text("500", encoding="utf-8")
    # A crash of compiled code says where it was.
    faulthandler.enable(all_threads=False)
    done = server(say)
    for loop in (listen, watch):
        threading.Thread(target=loop, daemon=True).start()
    say(Ready())
    while True:
        job, stop = jobs.get()
        try:
            done.take(job, stop)
        except Exception as error:
            if not isinstance(error, MemoryError) and not _is_at_its_limit():
                raise
            with contextlib.suppress(MemoryError):
                traceback.print_exc()
            os._exit(OUT_OF_MEMORY)
        stops.pop(job.job, None)
