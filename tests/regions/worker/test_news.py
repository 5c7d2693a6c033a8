"""How often a worker tells how far a search is: time is in the hands of the test."""

import queue
import sys
import threading

import pytest

from igs_geo.regions import Criteria, LeftOver, Proposal
from igs_geo.regions.search.snapshot import Snapshot
from igs_geo.regions.worker.messages import Progress
from igs_geo.regions.worker.news import telling

MODULE = sys.modules[telling.__module__]


class Time:
    """A clock that goes on when it is told to, and lets who waits for it look once each time."""

    def __init__(self):
        self.now = 0.0
        self.steps, self.waits = queue.Queue(), queue.Queue()

    def monotonic(self):
        return self.now

    def Event(self):  # noqa: N802 stands for that of threading
        return self

    Thread = threading.Thread

    def wait(self, seconds):
        self.waits.put(seconds)
        return self.steps.get(timeout=20)

    def set(self):
        self.steps.put(True)

    def step(self, seconds):
        """Let some time pass, and wait until all is said."""
        self.now += seconds
        self.steps.put(False)
        return self.waits.get(timeout=20)


@pytest.fixture
def clock(monkeypatch):
    clock = Time()
    monkeypatch.setattr(MODULE, "time", clock)
    monkeypatch.setattr(MODULE, "threading", clock)
    return clock


def snapshot(seconds, objective=2.0):
    made = []

    def proposal():
        made.append(seconds)
        return Proposal("feasible", objective, None, None, None, seconds, Criteria(), (), LeftOver(), 10.0, 2)

    found = Snapshot(seconds, objective, 1.0, 5, proposal)
    return found, made


def test_each_snapshot_is_told_once_and_a_whole_proposal_at_most_once_a_second(clock):
    said = []
    with telling(7, said.append) as report:
        assert 0 < clock.waits.get(timeout=20) <= 0.5
        clock.step(0.0)
        assert said == []
        first, made = snapshot(0.1)
        report(first)
        clock.step(0.0)
        assert said == [Progress(7, 0.1, 2.0, 1.0, 0.5, 5, first.proposal().to_dict())]
        # Nothing new, however long: nothing is said.
        clock.step(0.5)
        report(snapshot(0.2)[0])
        report(snapshot(0.3)[0])
        clock.step(0.25)
        assert said[1:] == [Progress(7, 0.3, 2.0, 1.0, 0.5, 5)]
        clock.step(0.125)
        assert len(said) == 2
        # The second is over: the proposal that was missing comes.
        clock.step(0.125)
        assert [(news.seconds, news.proposal is None) for news in said[2:]] == [(0.3, False)]
        clock.step(1.5)
        assert len(said) == 3
        assert made == [0.1, 0.1]
        report(snapshot(0.4)[0])
        clock.step(0.0)
        assert [(news.seconds, news.proposal is None) for news in said[3:]] == [(0.4, False)]
    assert len(said) == 4


def test_without_a_division_there_is_no_proposal(clock):
    said = []
    with telling(7, said.append) as report:
        clock.waits.get(timeout=20)
        found, made = snapshot(0.1, None)
        report(found)
        clock.step(0.0)
    assert said == [Progress(7, 0.1, None, 1.0, None, 5)]
    assert made == []


def test_nothing_follows_when_it_is_over_and_nothing_waits_for_it(clock):
    said, threads = [], []
    with telling(7, said.append) as report:
        threads += [thread.daemon for thread in threading.enumerate() if "tell" in thread.name]
        report(snapshot(0.1)[0])
    assert said == []
    assert threads == [True]
    assert not [thread for thread in threading.enumerate() if "tell" in thread.name]


def test_a_search_that_fails_is_told_of_no_longer(clock):
    with pytest.raises(ZeroDivisionError), telling(7, [].append):
        raise ZeroDivisionError
    assert not [thread for thread in threading.enumerate() if "tell" in thread.name]
