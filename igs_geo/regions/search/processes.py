"""Processes of this machine that outlive the loss of one of them, and end with whoever started them."""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import wait as wait_for
from types import ModuleType
from typing import Any, TypeVar

T = TypeVar("T")
TRIES = 3
"""How often work is begun whose worker dies: a crash may be chance twice, not three times."""
METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
"""How processes start. A plain fork copies locks that threads of this process hold, and then hangs."""
BASE = multiprocessing.get_context(METHOD)
# Read once, before the first process: every later one begins with it.
BASE.set_forkserver_preload(["igs_geo.regions"])


@dataclass(eq=False)
class _Call:
    """One call that was asked for, and how often it was begun."""

    future: Future[Any]
    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    named: dict[str, Any]
    tries: int = 0


class Processes(Executor):
    """Processes of this machine. What a process was doing when it died is done again by a fresh one.

    Parameters
    ----------
    number
        How many processes. Each does one call at a time, so that it is known which calls were lost with it.
    """

    def __init__(self, number: int) -> None:
        self.workers = number
        # No call of a pool is made under this lock: a pool that breaks calls back while it holds its own.
        self._changed = threading.Condition()
        self._waiting: deque[_Call] = deque()
        self._running = 0
        self._closed = self._ended = False
        self._context = _Context()
        self._pool = self._fresh()

    def _fresh(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.workers, mp_context=self._context, initializer=_begin)

    def submit(self, function: Callable[..., T], /, *arguments: Any, **named: Any) -> Future[T]:
        """Ask for a call and return its future; see :meth:`concurrent.futures.Executor.submit`."""
        call = _Call(Future(), function, arguments, named)
        with self._changed:
            if self._closed:
                raise RuntimeError("cannot schedule new futures after shutdown")
            self._waiting.append(call)
        self._begin_waiting()
        return call.future

    def _begin_waiting(self) -> None:
        """Begin waiting calls while a process is free."""
        while True:
            with self._changed:
                if self._ended or not self._waiting or self._running >= self.workers:
                    return
                call = self._waiting.popleft()
                if call.tries == 0 and not call.future.set_running_or_notify_cancel():
                    self._changed.notify_all()
                    continue
                call.tries += 1
                self._running += 1
                pool = self._pool
            try:
                inner = pool.submit(call.function, *call.arguments, **call.named)
            except (BrokenExecutor, RuntimeError) as error:
                self._finish(call, pool, None, BrokenExecutor(str(error)))
            else:
                inner.add_done_callback(partial(self._done, call, pool))

    def _done(self, call: _Call, pool: ProcessPoolExecutor, inner: Future[Any]) -> None:
        error = CancelledError() if inner.cancelled() else inner.exception()
        self._finish(call, pool, inner.result() if error is None else None, error)
        self._begin_waiting()

    def _finish(self, call: _Call, pool: ProcessPoolExecutor, answer: Any, error: BaseException | None) -> None:
        lost = isinstance(error, BrokenExecutor)
        with self._changed:
            self._running -= 1
            if lost and pool is self._pool and not self._ended:
                self._pool = self._fresh()
            again = lost and call.tries < TRIES and not self._ended
            if again:
                self._waiting.append(call)
            self._changed.notify_all()
        if error is None:
            call.future.set_result(answer)
        elif not again:
            call.future.set_exception(error)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 as inherited
        """Close. Without ``wait``, the processes are ended and what they were doing is lost."""
        with self._changed:
            self._closed = True
            self._ended = self._ended or not wait
            dropped = [*self._waiting] if cancel_futures or not wait else []
            for call in dropped:
                self._waiting.remove(call)
            while wait and (self._waiting or self._running):
                self._changed.wait()
        for call in dropped:
            if call.tries == 0:
                call.future.cancel()
            else:
                call.future.set_exception(CancelledError())
        self._pool.shutdown(wait=wait, cancel_futures=True)
        if not wait:
            self._context.end()


class _Worker(BASE.Process):  # type: ignore[name-defined,misc]  # which class it is depends on the system
    """A process that does not run the main script again: the calls it gets need nothing of that."""

    def start(self) -> None:
        with _HIDING:
            main = sys.modules["__main__"]
            sys.modules["__main__"] = ModuleType("__main__")
            try:
                super().start()
            finally:
                sys.modules["__main__"] = main


_HIDING = threading.Lock()


@dataclass(eq=False)
class _Context(type(BASE)):  # type: ignore[misc]  # which class it is depends on the system
    """Starts processes and remembers them, so that they can be ended."""

    started: list[_Worker] = field(default_factory=list)

    def Process(self, *arguments: Any, **named: Any) -> _Worker:  # noqa: N802 the name that executors ask for
        process = _Worker(*arguments, **named)
        self.started.append(process)
        return process

    def end(self) -> None:
        """End every process that still runs."""
        for process in self.started:
            if process.is_alive():
                process.kill()
        for process in self.started:
            process.join()


def _begin() -> None:
    """Prepare a process: it ends with whoever started it, even when that one is killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:

        def watch() -> None:
            wait_for([parent.sentinel])
            os._exit(1)

        threading.Thread(target=watch, daemon=True).start()
