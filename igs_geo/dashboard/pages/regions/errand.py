"""A search in a process of its own: started, asked how far it is, and stopped."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
import threading
import time
import weakref
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from igs_geo.dashboard.settings import data_source
from igs_geo.regions import Criteria

_WORKER = "regions.worker"


@dataclass(eq=False)
class Errand:
    """One job of the worker.

    Parameters
    ----------
    id
        Its number.
    kind
        What was asked.
    news
        The last that was heard of it.
    answer
        What came out; None while it runs.
    error
        Key and values of what a person can mend.
    lost
        Whether the worker ended without an answer.
    """

    id: int
    kind: str
    started: float
    news: dict[str, Any] = field(default_factory=dict)
    answer: Any = None
    error: tuple[str, dict[str, Any]] | None = None
    lost: bool = False

    @property
    def running(self) -> bool:
        """Whether there is something to wait for."""
        return self.answer is None and self.error is None and not self.lost


class Worker:
    """The process of one session. It ends with the session, or when nobody asks how far it is any more."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._process: subprocess.Popen[str] | None = None
        self._errands: dict[int, Errand] = {}

    def ask(self, kind: str, criteria: Criteria, **job: Any) -> Errand:
        """Send a job; a process that ended is started anew."""
        errand = Errand(next(self._numbers), kind, time.monotonic())
        self._errands[errand.id] = errand
        data = data_source()
        line = {
            "id": errand.id,
            "kind": kind,
            "criteria": criteria.to_dict(),
            "data": str(data) if data else None,
        } | job
        self._send(json.dumps(line, default=float))
        return errand

    def alive(self) -> None:
        """Tell the worker that somebody is still waiting."""
        if self._process is not None and self._process.poll() is None:
            self._send("")

    def stop(self) -> None:
        """End the process, and with it what it was doing; its last news stays."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
        for errand in self._errands.values():
            errand.lost = errand.running

    def _send(self, line: str) -> None:
        if self._process is None or self._process.poll() is not None:
            self._start()
        process = self._process
        if process is None or process.stdin is None:
            return
        try:
            process.stdin.write(line + "\n")
            process.stdin.flush()
        except OSError:
            self.stop()

    def _start(self) -> None:
        process = subprocess.Popen(
            [sys.executable, "-m", "igs_geo.regions.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
        self._process = process
        # The session's state is dropped when its tab is gone for good.
        weakref.finalize(self, process.kill)
        threading.Thread(target=_listen, args=(process, self._errands), daemon=True).start()


def _listen(process: subprocess.Popen[str], errands: dict[int, Errand]) -> None:
    if process.stdout is None:
        return
    for line in process.stdout:
        message = json.loads(line)
        errand = errands.get(message.get("job", 0))
        if errand is None:
            continue
        if message["type"] == "news":
            errand.news = message
        elif message["type"] == "error":
            errand.error = (message["key"], message["values"])
        else:
            errand.answer = message["answer"]
    for errand in errands.values():
        errand.lost = errand.running or errand.lost


def worker() -> Worker:
    """Return the worker of this session."""
    if _WORKER not in st.session_state:
        st.session_state[_WORKER] = Worker()
    found = st.session_state[_WORKER]
    if not isinstance(found, Worker):
        raise TypeError(type(found))
    return found
