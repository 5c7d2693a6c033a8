"""Where work that splits is done: processes or threads of this machine, or a cluster.

Every function that is given to an executor is a top-level function of this package with arguments that can be pickled,
so that each kind of executor can do it and all give the same answer.
"""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, TypeVar

from igs_geo.errors import IgsGeoError
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.search.parcels import NotHereError, Parcel
from igs_geo.regions.search.preparing import SetStore
from igs_geo.regions.search.processes import TRIES, Processes

T = TypeVar("T")
SCHEDULER_SECONDS = 5.0
"""How long a scheduler and its first worker may take to answer."""
LOOK_SECONDS = 0.1
"""How often a person who stops the search is looked for."""


class WorkerLostError(IgsGeoError):
    """Work whose worker died every time it was tried."""


@contextmanager
def open_executor(threads: int, scheduler: str | None = None, *, compiled: bool = False) -> Iterator[Executor]:
    """Yield an executor for work that splits; what still runs when it closes is ended.

    Processes start with the first work, so opening costs nothing.

    Parameters
    ----------
    threads
        How many workers on this machine; one needs no process of its own.
    scheduler
        Address of a ``dask.distributed`` scheduler, such as ``tcp://host:8786``, whose workers are used instead.
    compiled
        Whether the work is compiled code that leaves Python alone: threads of this process then, which share memory.

    Raises
    ------
    IgsGeoError
        When ``dask.distributed`` is not installed, or the scheduler or its workers do not answer.
    """
    if scheduler is not None:
        with _open_cluster(scheduler) as cluster:
            yield cluster
    elif compiled or threads <= 1:
        pool = Threads(threads)
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)
    else:
        processes = Processes(threads)
        try:
            yield processes
        finally:
            processes.shutdown(wait=False, cancel_futures=True)


def with_executor(executor: Executor | None, threads: int) -> AbstractContextManager[Executor]:
    """Return a context with the executor that was given, left open; or with one of its own, closed afterwards."""
    return open_executor(threads) if executor is None else nullcontext(executor)


def workers(executor: Executor) -> int:
    """Return how much an executor does at once; the number of cores where it does not say."""
    return int(getattr(executor, "workers", 0) or os.cpu_count() or 1)


_own = threading.local()


def own_store() -> SetStore:
    """Return the listed sets that this worker keeps between tasks."""
    if not hasattr(_own, "store"):
        _own.store = SetStore()
    store: SetStore = _own.store
    return store


def gather(
    executor: Executor,
    function: Callable[..., T],
    arguments: Iterable[tuple[Any, ...]],
    deadline: Deadline,
    report: Callable[[int, T], None] | None = None,
    *,
    ahead: int | None = None,
) -> list[T | None]:
    """Do a function for many arguments and return the answers in order, None for those that came too late.

    Parameters
    ----------
    executor
        Who does it.
    function
        A top-level function.
    arguments
        Its arguments, a tuple for each call; read only when a worker is about to be free, so that they may say how
        much time is left. A :class:`Parcel` among them is sent to each worker once.
    deadline
        When to stop: what has not begun is cancelled, what runs is not waited for.
    report
        Called in this thread with the place and the answer of each call as it comes.
    ahead
        Calls that are handed out at once; two for each worker when None, so that none waits for the next.

    Raises
    ------
    WorkerLostError
        When a worker died every time a call was tried.
    """
    ahead = ahead or 2 * workers(executor)
    answers: list[T | None] = []
    running: dict[Future[T | _NotHere], tuple[int, tuple[Any, ...]]] = {}
    waiting = iter(arguments)
    empty = False
    try:
        while not deadline.passed and not (empty and not running):
            while not empty and len(running) < ahead and not deadline.passed:
                given = next(waiting, None)
                empty = given is None
                if given is not None:
                    running[executor.submit(_attempt, function, given)] = len(answers), given
                    answers.append(None)
            done, _ = wait(running, min(deadline.left(), LOOK_SECONDS), FIRST_COMPLETED)
            for future in done:
                place, given = running.pop(future)
                answer = _answer(future)
                if isinstance(answer, _NotHere):
                    running[executor.submit(_attempt, function, opened(given))] = place, opened(given)
                    continue
                answers[place] = answer
                if report is not None:
                    report(place, answer)
    finally:
        for future in running:
            future.cancel()
    answers += [None for _ in waiting] if isinstance(arguments, list | tuple) else []
    return answers


def opened(arguments: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the arguments of a call with what their parcels hold, for a worker that does not have it yet."""
    return tuple(item.opened() if isinstance(item, Parcel) else item for item in arguments)


class _NotHere:
    """Says that a worker does not have what a parcel holds."""


def _attempt(function: Callable[..., T], arguments: tuple[Any, ...]) -> T | _NotHere:
    """Do a call, unless a parcel has to be sent first. An exception would stand in a cluster's log as a failure."""
    try:
        return function(*arguments)
    except NotHereError:
        if any(isinstance(item, Parcel) and item.full for item in arguments):
            raise
        return _NotHere()


def _answer(future: Future[T]) -> T:
    try:
        return future.result()
    except BrokenExecutor as error:
        raise WorkerLostError("regions.worker_lost", tries=TRIES) from error
    except Exception as error:
        # The library's own name for it, which may not be installed here.
        if type(error).__name__ == "KilledWorker":
            raise WorkerLostError("regions.worker_lost", tries=TRIES) from error
        raise


class Threads(ThreadPoolExecutor):
    """Threads of this process."""

    def __init__(self, number: int) -> None:
        super().__init__(max(1, number))
        self.workers = max(1, number)


@contextmanager
def _open_cluster(scheduler: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError as error:
        raise IgsGeoError("regions.cluster_missing", scheduler=scheduler) from error
    open_client: Any = Client
    # A client that found no scheduler stops its loop when it is collected. In the middle of starting another one that
    # waits for a lock for ever, so it is collected before.
    gc.collect()
    try:
        client = open_client(scheduler, timeout=SCHEDULER_SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise IgsGeoError("regions.no_scheduler", scheduler=scheduler, seconds=int(SCHEDULER_SECONDS)) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=SCHEDULER_SECONDS)
        except TimeoutError as error:
            raise IgsGeoError("regions.no_workers", scheduler=scheduler, seconds=int(SCHEDULER_SECONDS)) from error
        executor: Any = client.get_executor(pure=False)
        executor.workers = sum(client.nthreads().values())
        try:
            yield executor
        finally:
            executor.shutdown(wait=False)
