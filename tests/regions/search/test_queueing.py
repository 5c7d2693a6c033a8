"""Work that shares one deadline: how the time is shared out, and what is waited for."""

import threading
import time

import pytest

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.search.queueing import run_all

LONG = 1_000.0


def given(number, threads):
    """Seconds that each piece of work gets when none takes any."""
    got = {}

    def work(place):
        return lambda deadline: got.setdefault(place, deadline.left())

    run_all([work(place) for place in range(number)], Deadline(LONG), threads=threads, grace=0.1)
    return [got[place] for place in range(number)]


@pytest.mark.parametrize(
    ("number", "threads", "rounds"),
    [
        (4, 1, [1, 3, 2, 1]),
        (5, 2, [1, 2, 2, 1, 1]),
        (2, 8, [1, 1]),
    ],
)
def test_the_first_may_take_all_time_and_the_others_share_what_is_left(number, threads, rounds):
    assert given(number, threads) == pytest.approx([LONG / one for one in rounds], rel=0.2)


def test_work_in_time_is_waited_for_whatever_the_grace():
    free, done = threading.Event(), []
    threading.Timer(0.1, free.set).start()
    run_all([lambda _: done.append(free.wait(LONG))], Deadline(LONG), threads=1, grace=0.0)
    assert done == [True]


def test_work_that_ends_shortly_after_the_deadline_is_waited_for():
    free, done = threading.Event(), []
    threading.Timer(0.1, free.set).start()
    run_all([lambda _: done.append(free.wait(LONG))], Deadline(0.0), threads=1, grace=LONG)
    assert done == [True]


def test_when_all_is_done_nothing_is_waited_for():
    start = time.perf_counter()
    run_all([lambda _: None] * 3, Deadline(LONG), threads=2, grace=20.0)
    run_all([], Deadline(LONG), threads=2, grace=20.0)
    assert time.perf_counter() - start < 15.0


def test_after_something_went_wrong_nothing_is_begun():
    done = []

    def wrong(_):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_all([wrong, lambda _: done.append(1)], Deadline(LONG), threads=1, grace=0.1)
    assert done == []


def test_a_program_that_ends_does_not_wait_for_what_was_left_behind():
    seen = []
    run_all([lambda _: seen.append(threading.current_thread().daemon)], Deadline(LONG), threads=1, grace=LONG)
    assert seen == [True]
