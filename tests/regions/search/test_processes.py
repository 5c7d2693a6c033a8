"""Calls whose process is lost are done again by a fresh one, a few times; nothing else starts a process anew."""

import multiprocessing
import threading
from concurrent.futures import BrokenExecutor, CancelledError, Future
from types import SimpleNamespace

import pytest

from igs_geo.regions.search import processes
from igs_geo.regions.search.processes import TRIES, Processes


class Pools:
    """Stands for the pools of processes: what becomes of each call is said beforehand."""

    def __init__(self):
        self.made, self.begun, self.closed, self.fates, self.idle = 0, [], [], {}, False

    def __call__(self, number, **named):
        del number, named
        self.made += 1
        return Pool(self, self.made)


class Pool:
    def __init__(self, pools, number):
        self.pools, self.number = pools, number

    def submit(self, function, *arguments, **named):
        pools = self.pools
        pools.begun.append((self.number, arguments))
        fates = pools.fates.get(arguments, [])
        fate = fates.pop(0) if fates else None
        if fate == "refused":
            raise BrokenExecutor("broken before")
        if fate == "closed":
            raise RuntimeError("closed before")
        future = Future()
        if fate == "lost":
            future.set_exception(BrokenExecutor("lost"))
        elif fate == "wrong":
            future.set_exception(ValueError("wrong"))
        elif fate == "cancelled":
            future.cancel()
        elif not pools.idle:
            future.set_result(function(*arguments, **named))
        return future

    def shutdown(self, *, wait, cancel_futures):
        self.pools.closed.append((self.number, wait, cancel_futures))


@pytest.fixture
def pools(monkeypatch):
    made = Pools()
    monkeypatch.setattr(processes, "ProcessPoolExecutor", made)
    return made


def double(number):
    return 2 * number


def test_one_pool_does_all_that_goes_well_or_wrong(pools):
    executor = Processes(2)
    pools.fates[3,] = ["wrong"]
    futures = [executor.submit(double, number) for number in range(5)]
    assert [future.result(1) for future in futures if future is not futures[3]] == [0, 2, 4, 8]
    with pytest.raises(ValueError, match="wrong"):
        futures[3].result(1)
    assert pools.made == 1
    assert len(pools.begun) == 5


@pytest.mark.parametrize("fate", ["lost", "refused", "closed"])
def test_what_a_lost_process_did_is_done_again_by_a_fresh_one(pools, fate):
    executor = Processes(1)
    pools.fates[1,] = [fate] * (TRIES - 1)
    assert executor.submit(double, 1).result(1) == 2
    assert [number for number, _ in pools.begun] == list(range(1, TRIES + 1))
    assert executor.submit(double, 2).result(1) == 4
    assert pools.made == TRIES


def test_what_is_lost_every_time_is_given_up(pools):
    executor = Processes(1)
    pools.fates[1,] = ["lost"] * 10
    with pytest.raises(BrokenExecutor):
        executor.submit(double, 1).result(1)
    assert len(pools.begun) == TRIES
    # Others are not held up by it.
    assert executor.submit(double, 2).result(1) == 4


def test_a_call_that_the_pool_dropped_says_so(pools):
    executor = Processes(1)
    pools.fates[1,] = ["cancelled"]
    with pytest.raises(CancelledError):
        executor.submit(double, 1).result(1)
    assert len(pools.begun) == 1


def test_no_more_calls_are_begun_than_there_are_processes(pools):
    pools.idle = True
    executor = Processes(2)
    futures = [executor.submit(double, number) for number in range(5)]
    assert [arguments for _, arguments in pools.begun] == [(0,), (1,)]
    assert futures[2].cancel()
    executor.shutdown(wait=False)
    assert [future.cancelled() for future in futures] == [False, False, True, True, True]
    assert pools.closed == [(1, False, True)]
    with pytest.raises(RuntimeError):
        executor.submit(double, 1)


def test_what_was_cancelled_while_it_waited_is_not_begun(pools):
    executor = Processes(1)
    inner = []

    def hold(number):
        waiting = executor.submit(double, 7)
        inner.append((waiting, waiting.cancel(), executor.submit(double, number)))
        return number

    assert executor.submit(hold, 1).result(1) == 1
    ((waiting, cancelled, after),) = inner
    assert cancelled
    assert waiting.cancelled()
    assert after.result(1) == 2
    assert [arguments for _, arguments in pools.begun] == [(1,), (1,)]


def test_closing_waits_for_what_was_asked(pools):
    executor = Processes(1)
    futures = [executor.submit(double, number) for number in range(3)]
    executor.shutdown()
    assert [future.result(0) for future in futures] == [0, 2, 4]
    assert pools.closed == [(1, True, True)]


def test_a_process_ends_with_whoever_started_it_and_waits_for_nothing_else(monkeypatch):
    ended = threading.Event()
    theirs, mine = multiprocessing.Pipe()
    monkeypatch.setattr(processes.multiprocessing, "parent_process", lambda: SimpleNamespace(sentinel=theirs))
    monkeypatch.setattr(processes.os, "_exit", lambda status: status and ended.set())
    before = set(threading.enumerate())
    processes._begin()
    (watch,) = set(threading.enumerate()) - before
    assert watch.daemon
    assert not ended.is_set()
    mine.close()
    assert ended.wait(20)
    watch.join(20)
    theirs.close()
    # Without anybody there is nobody to wait for.
    monkeypatch.setattr(processes.multiprocessing, "parent_process", lambda: None)
    processes._begin()
    assert set(threading.enumerate()) <= before


def test_closing_drops_nothing_that_waits_unless_it_is_told_to(pools):
    for dropped, named in ((False, {}), (True, {"cancel_futures": True})):
        executor, waiting = Processes(1), []

        def hold(number, executor=executor, waiting=waiting, named=named):
            waiting.append(executor.submit(double, number))
            closer = threading.Thread(target=executor.shutdown, kwargs=named, daemon=True)
            closer.start()
            while not executor._closed:
                pass
            return closer

        executor.submit(hold, 4).result(20).join(20)
        assert waiting[0].cancelled() == dropped
        assert dropped or waiting[0].result(20) == 8
