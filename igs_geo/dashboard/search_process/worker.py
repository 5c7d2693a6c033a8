"""A running worker: its messages go to its job, its last words to the server's log, and it is reaped when it ends."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from igs_geo.dashboard.search_process.job import Loss, SearchJob
from igs_geo.regions.worker.loop import OUT_OF_MEMORY
from igs_geo.regions.worker.messages import AboutJob, Beat, Order, decode, encode

COMMAND = (sys.executable, "-m", "igs_geo.regions.worker")
LAST_LINES = 40
LONGEST_LINE = 2_000
FROM_OUTSIDE = ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT")
MEMORY_WORDS = ("MemoryError", "bad_alloc", "Cannot allocate memory", "can't start new thread")
_LOG = logging.getLogger(__name__)


class WorkerProcess:
    """A process that does one job at a time.

    Parameters
    ----------
    command
        What starts it.
    """

    def __init__(self, command: Sequence[str] = COMMAND) -> None:
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._job: SearchJob | None = None
        self._ended = False
        self._wanted: Loss | None = None
        self._kernel_kills = _kernel_kills()
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            # A group of its own, so that what it started ends with it.
            process_group=0 if os.name == "posix" else None,
        )
        self._last: deque[str] = deque(maxlen=LAST_LINES)
        readers = ((self._listen, self._process.stdout), (self._keep, self._process.stderr))
        self._readers = [threading.Thread(target=read, args=(pipe,), daemon=True) for read, pipe in readers]
        for thread in (*self._readers, threading.Thread(target=self._reap, daemon=True)):
            thread.start()

    @property
    def pid(self) -> int:
        """Number of the process."""
        return self._process.pid

    def take(self, job: SearchJob) -> bool:
        """Give it a job; return whether it could still take one."""
        with self._lock:
            if self._ended:
                return False
            self._job = job
        self.send(job.asked)
        return True

    def send(self, message: Order) -> None:
        """Send a message."""
        # While somebody writes, there is no need for a sign of life.
        if not self._writing.acquire(blocking=not isinstance(message, Beat)):
            return
        try:
            if self._process.stdin is not None:
                self._process.stdin.write(encode(message).encode() + b"\n")
                self._process.stdin.flush()
        except (OSError, ValueError):
            # It has ended; that is noticed, and told, where it is reaped.
            pass
        finally:
            self._writing.release()

    def kill(self, loss: Loss, job: SearchJob | None = None) -> None:
        """End it, for a reason; with a job, only while it does that job."""
        with self._lock:
            if self._ended or (job is not None and (self._job is not job or not job.running)):
                return
            self._wanted = loss
            self._kill()

    def _kill(self) -> None:
        if os.name == "posix":
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        else:
            self._process.kill()

    def _listen(self, output: IO[bytes]) -> None:
        for line in output:
            try:
                message = decode(line)
            except ValueError:
                # For instance the last line of a process that was ended while it wrote.
                continue
            job = self._job
            if job is not None and isinstance(message, AboutJob) and message.job == job.asked.job:
                job.hear(message)

    def _keep(self, output: IO[bytes]) -> None:
        while line := output.readline(LONGEST_LINE):
            self._last.append(line.decode(errors="replace").rstrip())

    def _reap(self) -> None:
        if os.name == "posix":
            # It stays a zombie until the lock is held: nobody can then signal a number that is another process by now.
            os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOWAIT)
        else:
            self._process.wait()
        with self._lock:
            self._kill()
            status = self._process.wait()
            self._ended = True
        for thread in self._readers:
            thread.join()
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        loss = self._wanted or why(status, list(self._last), kernel_killed=_kernel_kills() > self._kernel_kills)
        if self._wanted is None:
            lines = "\n".join(self._last)
            _LOG.error("worker %d ended (%s, status %d); its last lines:\n%s", self.pid, loss, status, lines)
        if self._job is not None:
            self._job.lose(loss)


def why(status: int, last_lines: Sequence[str], *, kernel_killed: bool) -> Loss:
    """Return why a process ended that nobody here ended.

    Parameters
    ----------
    status
        Its exit status, negative for a signal.
    last_lines
        What it wrote last on its error output.
    kernel_killed
        Whether the kernel has ended a process for want of memory since it started.
    """
    if status == 0:
        return Loss.GONE
    short = status == OUT_OF_MEMORY or any(word in line for word in MEMORY_WORDS for line in last_lines)
    if short or kernel_killed:
        return Loss.MEMORY
    outside = [getattr(signal, name, None) for name in FROM_OUTSIDE]
    return Loss.KILLED if -status in outside else Loss.FAILED


def _kernel_kills() -> int:
    """Return how many processes the kernel has ended for want of memory; 0 where it does not say."""
    with contextlib.suppress(OSError, ValueError):
        for line in Path("/proc/vmstat").read_text(encoding="ascii").splitlines():
            name, _, number = line.partition(" ")
            if name == "oom_kill":
                return int(number)
    return 0
