"""The worker of a session: asked, waited for in the queue, started, stopped, and ended with the session."""

from __future__ import annotations

import itertools
import logging
import threading
from collections.abc import Sequence
from typing import Any

import streamlit as st

from igs_geo.dashboard.frame.settings import data_source
from igs_geo.dashboard.search_process.job import Loss, SearchJob
from igs_geo.dashboard.search_process.presence import PRESENCE, watch
from igs_geo.dashboard.search_process.queue import QUEUE, Lane, SearchQueue
from igs_geo.dashboard.search_process.worker import COMMAND, WorkerProcess
from igs_geo.regions.worker.messages import Beat, Halt, Job, Question, Timed

PATIENCE_SECONDS = 3.0
"""A worker that does not answer within this time after it was stopped is ended."""
_WORKER = "regions.worker"
_LOG = logging.getLogger(__name__)


class SearchProcess:
    """Does the jobs of one session, one by one, in a process that is started when there is a job.

    Parameters
    ----------
    queue
        Gives turns to the sessions of the server.
    command
        What starts the process.
    patience
        Seconds after which a worker that was asked for its best is ended.
    lane
        Lane of the queue in which all its jobs wait; None for the one of each kind.
    """

    def __init__(
        self,
        queue: SearchQueue = QUEUE,
        command: Sequence[str] = COMMAND,
        patience: float = PATIENCE_SECONDS,
        lane: Lane | None = None,
    ) -> None:
        self.queue = queue
        self._command = command
        self._patience = patience
        self._lane = lane
        self._numbers = itertools.count(1)
        self._worker: WorkerProcess | None = None
        self._jobs: list[SearchJob] = []

    @property
    def pid(self) -> int | None:
        """Number of the process that was started last."""
        return None if self._worker is None else self._worker.pid

    def ask(self, question: Question, own: Sequence[dict[str, Any]] = ()) -> SearchJob:
        """Ask something, of the package with own data on top, which waits for its turn, and return the job."""
        data = data_source()
        asked = Job(next(self._numbers), question, str(data) if data else None, list(own))
        job = SearchJob.of(self, asked, self._lane)
        self._jobs = [*(other for other in self._jobs if other.running), job]
        self.queue.join(job.ticket)
        # After a session was away too long it is no longer looked after.
        watch(self)
        threading.Thread(target=self._see_through, args=(job,), daemon=True).start()
        return job

    def before(self, job: SearchJob) -> int:
        """Return how many jobs have to end before a job gets its turn; 0 once it has it."""
        return self.queue.before(job.ticket)

    def stop(self, job: SearchJob) -> None:
        """Ask for the best that a job has; leave the queue where it has not begun."""
        job.stopping = True
        if self.queue.leave(job.ticket):
            job.lose(Loss.STOPPED)
        elif self._worker is not None:
            self._halt(self._worker, job)

    def close(self) -> None:
        """End the process, and everything it does or would do."""
        for job in self._jobs:
            if self.queue.leave(job.ticket):
                job.lose(Loss.GONE)
        if self._worker is not None:
            self._worker.kill(Loss.GONE)

    def doing(self, question: Question, own: Sequence[dict[str, Any]] = ()) -> SearchJob | None:
        """Return the running job that was asked this very question of these own data, if any."""
        same = (job for job in self._jobs if job.question == question and job.asked.overlays == list(own))
        return next((job for job in same if job.running), None)

    def beat(self) -> None:
        """Tell the process that its session is there."""
        if self._worker is not None:
            self._worker.send(Beat())

    def _see_through(self, job: SearchJob) -> None:
        with self.queue.turn(job.ticket) as mine:
            if not mine:
                return
            try:
                worker = self._worker
                while worker is None or not worker.take(job):
                    worker = self._worker = WorkerProcess(self._command)
            except OSError:
                _LOG.exception("a worker could not be started")
                job.lose(Loss.FAILED)
                return
            if job.stopping:
                self._halt(worker, job)
            job.ended.wait()

    def _halt(self, worker: WorkerProcess, job: SearchJob) -> None:
        if not isinstance(job.question, Timed) or not job.started:
            # There is nothing to keep.
            worker.kill(Loss.STOPPED, job)
            return
        worker.send(Halt(job.asked.job))
        # Compiled code may not look up.
        timer = threading.Timer(self._patience, worker.kill, (Loss.STOPPED, job))
        timer.daemon = True
        timer.start()


def worker() -> SearchProcess:
    """Return the worker of this session."""
    if _WORKER not in st.session_state:
        st.session_state[_WORKER] = SearchProcess()
    found = st.session_state[_WORKER]
    if not isinstance(found, SearchProcess):
        raise TypeError(type(found))
    return found


def taken_over(question: Question, own: Sequence[dict[str, Any]] = ()) -> SearchJob | None:
    """Return a running job that was asked in a page that is gone, such as this one before it was loaded again.

    Its worker is from then on the worker of this session.

    Parameters
    ----------
    question
        What this page would ask.
    own
        The own data that it would ask it of.
    """
    if _WORKER in st.session_state:
        return None
    for process in PRESENCE.alone():
        if isinstance(process, SearchProcess) and (job := process.doing(question, own)):
            st.session_state[_WORKER] = process
            watch(process)
            return job
    return None
