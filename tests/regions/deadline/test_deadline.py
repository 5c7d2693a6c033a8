"""What is left of a deadline, and who hears that it was ended: the clock is in the hands of the test."""

import sys
import threading

import pytest

from igs_geo.regions.deadline import Deadline, Stop

MODULE = sys.modules[Deadline.__module__]


class Clock:
    def __init__(self):
        self.now = 1_000.0

    def perf_counter(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(MODULE, "time", clock)
    return clock


def test_what_is_left_is_what_was_given_less_what_passed(clock):
    deadline = Deadline(10)
    for passed, left in ((0.0, 10.0), (4.0, 6.0), (9.75, 0.25), (10.0, 0.0), (25.0, 0.0)):
        clock.now = 1_000.0 + passed
        assert deadline.left() == left
        assert deadline.passed is (left == 0)
    assert not deadline.stopped


def test_half_a_second_is_not_nothing(clock):
    assert not Deadline(0.5).passed
    assert Deadline(0).passed
    assert Deadline(-1).passed


@pytest.mark.parametrize(
    ("share", "least", "left"),
    [(0.25, 0.0, 2.0), (1.0, 0.0, 8.0), (1.5, 0.0, 8.0), (0.25, 3.0, 3.0), (0.25, 1.0, 2.0), (0.25, 20.0, 8.0)],
)
def test_a_share_is_a_share_of_what_is_left_or_some_seconds_and_never_more(clock, share, least, left):
    whole = Deadline(10)
    clock.now += 2
    assert whole.share(share, least=least).left() == left
    assert whole.left() == 8


def test_a_share_has_no_seconds_of_its_own_unless_told_so(clock):
    assert Deadline(10).share(0.01).left() == pytest.approx(0.1)


def test_a_deadline_is_taken_as_it_is_and_seconds_as_a_deadline(clock):
    deadline = Deadline(3)
    assert Deadline.of(deadline) is deadline
    assert Deadline.of(3).left() == 3
    assert Deadline.of(0.5).left() == 0.5


def test_stopping_ends_everything_that_shares_the_sign(clock):
    whole, sign = Deadline(10), Stop()
    share, other, given = whole.share(0.5), Deadline(10), Deadline(10, sign)
    share.stop()
    for deadline in (whole, share, share.share(0.5)):
        assert deadline.stopped
        assert deadline.passed
        assert deadline.left() == 0
    assert not other.stopped
    assert not given.stopped
    sign.give()
    assert given.stopped


def test_an_own_end_goes_down_and_not_up(clock):
    whole = Deadline(10)
    clock.now += 4
    own = whole.own()
    assert own.left() == 6
    own.stop()
    assert own.stopped
    assert not whole.stopped
    again = whole.own()
    assert not again.stopped
    whole.stop()
    assert again.stopped
    assert whole.own().stopped


def test_who_asked_to_be_told_is_told_once_while_it_lasts():
    deadline, told = Deadline(10), []
    with deadline.telling(lambda: told.append("first")), deadline.telling(lambda: told.append("second")):
        assert told == []
        deadline.stop()
        assert sorted(told) == ["first", "second"]
    with deadline.telling(lambda: told.append("late")):
        assert told[2:] == ["late"]
    other = Deadline(10)
    with other.telling(lambda: told.append("never")):
        pass
    other.stop()
    assert len(told) == 3


def test_who_was_told_may_ask_again():
    stop, told = Stop(), []
    stop.add(lambda: stop.add(lambda: told.append(stop.given)))
    stop.give()
    assert told == [True]


def test_waiting_ends_when_the_sign_is_given():
    stop, waited = Stop(), threading.Event()

    def wait():
        stop.wait()
        waited.set()

    thread = threading.Thread(target=wait, daemon=True)
    thread.start()
    assert not stop.given
    assert not waited.is_set()
    stop.give()
    thread.join(20)
    assert waited.is_set()
