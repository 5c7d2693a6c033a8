"""The flag that ends compiled code: up when the deadline passes, and nobody watches afterwards."""

import threading
import time

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.sets.watching import watched

LONG = 120.0


def watchers():
    return [thread for thread in threading.enumerate() if thread.name == "deadline"]


def wait_for(flag):
    end = time.perf_counter() + 20
    while not flag[0] and time.perf_counter() < end:
        time.sleep(0.001)
    return bool(flag[0])


def test_without_a_deadline_or_with_time_left_it_stays_down():
    for deadline in (None, Deadline(LONG)):
        with watched(deadline) as flag:
            assert flag.tolist() == [0]
            assert len(watchers()) == (deadline is not None)
            assert all(thread.daemon for thread in watchers())
        assert watchers() == []
        assert not flag[0]


def test_it_is_up_at_once_where_no_time_is_left():
    for deadline in (Deadline(0), Deadline(-1)):
        with watched(deadline) as flag:
            assert flag[0]
            assert watchers() == []


def test_it_goes_up_when_time_is_up_or_someone_ends_it():
    with watched(Deadline(0.02)) as flag:
        assert wait_for(flag)
    deadline = Deadline(LONG)
    with watched(deadline) as flag:
        assert not flag[0]
        deadline.stop()
        assert wait_for(flag)
    assert watchers() == []


class Ticks(Deadline):
    """Has less left at every look."""

    def __init__(self, *left):
        super().__init__(LONG)
        self.looks = list(left)

    def left(self):
        return self.looks.pop(0) if self.looks else 0.0


def test_it_stays_down_while_any_time_is_left():
    deadline = Ticks(0.5, 0.03, 0.02, 0.01)
    with watched(deadline) as flag:
        assert wait_for(flag)
    assert deadline.looks == []
