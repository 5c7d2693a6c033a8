"""Handing out calls: how many at once, in which order they come back, and what becomes of those that are late."""

import os
import pickle
import time
from concurrent.futures import BrokenExecutor, Executor, Future

import pytest

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.search.executors import WorkerLostError, gather, open_executor, with_executor, workers
from igs_geo.regions.search.parcels import NotHereError, Parcel

LONG = 120.0


class Hands(Executor):
    """Answers at once, or never; remembers what it was given."""

    def __init__(self, number=None, *, idle=False):
        self.idle, self.futures = idle, []
        if number is not None:
            self.workers = number

    def submit(self, function, /, *arguments, **named):
        future = Future()
        self.futures.append(future)
        if not self.idle:
            try:
                # As between processes, everything is packed.
                future.set_result(function(*pickle.loads(pickle.dumps(arguments)), **named))
            except Exception as error:  # noqa: BLE001 it is given to who asked
                future.set_exception(error)
        return future


def double(number):
    return 2 * number


def test_an_executor_does_as_much_at_once_as_it_says_or_as_there_are_cores(monkeypatch):
    assert workers(Hands(3)) == 3
    monkeypatch.setattr(os, "cpu_count", lambda: 5)
    assert workers(Hands()) == workers(Hands(0)) == 5
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert workers(Hands()) == 1


@pytest.mark.parametrize(("threads", "expected"), [(0, 1), (1, 1), (3, 3)])
def test_threads_are_as_many_as_asked_and_at_least_one(threads, expected):
    with open_executor(threads, compiled=True) as executor:
        assert workers(executor) == expected
        assert gather(executor, double, [(1,), (2,)], Deadline(LONG)) == [2, 4]


def test_one_worker_needs_no_process_of_its_own():
    with open_executor(1) as executor:
        assert gather(executor, os.getpid, [()], Deadline(LONG)) == [os.getpid()]


def test_an_executor_that_was_given_stays_open_and_another_does_not():
    with open_executor(1) as given:
        with with_executor(given, 2) as executor:
            assert executor is given
        assert gather(given, double, [(4,)], Deadline(LONG)) == [8]
    with with_executor(None, 1) as executor:
        pass
    with pytest.raises(RuntimeError):
        executor.submit(double, 1)


@pytest.mark.parametrize(("ahead", "expected"), [(None, 6), (1, 1), (4, 4)])
def test_two_calls_for_each_worker_are_handed_out_so_that_none_waits(ahead, expected):
    read, first = [], []

    def arguments():
        for number in range(20):
            read.append(number)
            yield (number,)

    def report(place, answer):
        first.append(len(read))
        assert answer == 2 * place

    answers = gather(Hands(3), double, arguments(), Deadline(LONG), report, ahead=ahead)
    assert answers == [2 * number for number in range(20)]
    assert first[0] == expected
    assert len(first) == 20


def test_without_time_nothing_is_begun_and_everything_is_missing():
    hands = Hands(2)
    assert gather(hands, double, [(1,), (2,), (3,)], Deadline(0.0)) == [None] * 3
    assert hands.futures == []


def test_what_did_not_begin_in_time_is_cancelled():
    hands = Hands(2, idle=True)
    assert gather(hands, double, [(number,) for number in range(9)], Deadline(0.2)) == [None] * 9
    assert len(hands.futures) == 4
    assert all(future.cancelled() for future in hands.futures)


def test_no_longer_is_waited_than_the_work_takes():
    start = time.perf_counter()
    assert gather(Hands(2), double, [], Deadline(30.0)) == []
    assert gather(Hands(2), double, [(1,)], Deadline(30.0)) == [2]
    assert time.perf_counter() - start < 20.0


def content(parcel, number):
    return parcel.content[number]


def test_a_worker_that_misses_a_parcel_gets_it_and_does_the_call_again():
    parcel, hands = Parcel([10, 11, 12, 13]), Hands(1)
    assert gather(hands, content, [(parcel, number) for number in range(4)], Deadline(LONG)) == [10, 11, 12, 13]
    # Two calls were under way before the worker had it.
    assert len(hands.futures) == 6


def miss(parcel):
    raise NotHereError(parcel.number)


def test_what_is_missing_although_it_was_sent_is_an_error():
    with pytest.raises(NotHereError):
        gather(Hands(1), miss, [(Parcel(1),)], Deadline(LONG))


class KilledWorker(Exception):  # noqa: N818 the name that dask.distributed gives it
    pass


def fail(kind):
    raise kind("x")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(BrokenExecutor, WorkerLostError), (KilledWorker, WorkerLostError), (ValueError, ValueError)],
)
def test_a_worker_that_died_is_told_from_work_that_went_wrong(kind, expected):
    with pytest.raises(expected):
        gather(Hands(1), fail, [(kind,)], Deadline(LONG))
