"""The queue of searches: first come first served, and every way out of it gives the turn to the next."""

import os
import signal
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igs_geo.dashboard.search_process.client import SearchProcess
from igs_geo.dashboard.search_process.job import Loss
from igs_geo.dashboard.search_process.queue import Lane, SearchQueue, Ticket
from tests.strange_worker import deed

STRANGE = Path(__file__).parents[1] / "strange_worker.py"
WITHIN_S = 60


class Begun:
    """Waits until a job has told something."""

    def __init__(self, jobs):
        self.jobs = jobs

    def wait(self, job):
        pause = threading.Event()
        for _ in range(100 * WITHIN_S):
            if job.best:
                return
            pause.wait(0.01)
        raise AssertionError([(other.loss, other.news) for other in self.jobs])


class Office:
    """A queue with a thread for each ticket, as jobs have."""

    def __init__(self, **room):
        self.queue = SearchQueue({lane: room.get(lane.value, 1) for lane in Lane})
        self.changed = threading.Condition()
        self.begun, self.over = [], []
        self.leaving = {}

    def join(self, owner, lane=Lane.LONG, *, fails=False):
        ticket = Ticket(owner, lane)
        self.leaving[ticket] = threading.Event()
        self.queue.join(ticket)
        threading.Thread(target=self.serve, args=(ticket, fails), daemon=True).start()
        return ticket

    def serve(self, ticket, fails):
        try:
            with self.queue.turn(ticket) as mine:
                self.note(self.begun if mine else self.over, ticket)
                if not mine:
                    return
                self.leaving[ticket].wait(WITHIN_S)
                self.fail(fails)
        except ValueError:
            pass
        self.note(self.over, ticket)

    def fail(self, fails):
        if fails:
            raise ValueError

    def note(self, where, ticket):
        with self.changed:
            where.append(ticket)
            self.changed.notify_all()

    def finish(self, ticket):
        self.leaving[ticket].set()
        self.wait(lambda: ticket in self.over)

    def wait(self, true):
        with self.changed:
            assert self.changed.wait_for(true, WITHIN_S)


def test_turns_come_in_order_and_everybody_knows_their_place():
    office = Office(long=2)
    tickets = [office.join(owner) for owner in range(6)]
    office.wait(lambda: len(office.begun) == 2)
    assert [office.queue.before(ticket) for ticket in tickets] == [0, 0, 1, 2, 3, 4]
    assert office.queue.leave(tickets[3])
    assert not office.queue.leave(tickets[0])
    assert [office.queue.before(ticket) for ticket in tickets] == [0, 0, 1, 0, 2, 3]
    for turn, ticket in enumerate([tickets[1], tickets[0], tickets[2], tickets[4], tickets[5]]):
        office.finish(ticket)
        office.wait(lambda turn=turn: len(office.begun) == min(3 + turn, 5))
    assert office.begun[2:] == [tickets[2], tickets[4], tickets[5]]


def test_a_turn_that_ends_in_an_error_is_given_back():
    office = Office()
    first, second = office.join(1, fails=True), office.join(2)
    office.wait(lambda: first in office.begun)
    office.finish(first)
    office.wait(lambda: second in office.begun)


def test_a_short_question_does_not_wait_behind_long_searches_but_behind_its_own():
    office = Office()
    search = office.join(1)
    office.wait(lambda: search in office.begun)
    other, question, own = office.join(2), office.join(3, Lane.SHORT), office.join(1, Lane.SHORT)
    office.wait(lambda: question in office.begun)
    assert other not in office.begun
    office.finish(question)
    assert office.queue.before(own) == 1
    assert own not in office.begun
    office.finish(search)
    office.wait(lambda: {other, own} <= set(office.begun))


def test_what_is_done_in_the_background_waits_for_all_searches_and_no_search_for_it():
    office = Office(long=2)
    search = office.join(1)
    office.wait(lambda: search in office.begun)
    quiet = office.join(2, Lane.BACKGROUND)
    question = office.join(3, Lane.SHORT)
    office.wait(lambda: question in office.begun)
    # There would be room; but somebody searches.
    assert quiet not in office.begun
    office.finish(search)
    office.wait(lambda: quiet in office.begun)
    later, after = office.join(4), office.join(5, Lane.BACKGROUND)
    office.wait(lambda: later in office.begun)
    office.finish(quiet)
    assert after not in office.begun
    office.finish(later)
    office.wait(lambda: after in office.begun)


def test_who_is_busy_does_not_hold_up_those_behind():
    office = Office(long=2)
    first, second, third = office.join(1), office.join(1), office.join(2)
    office.wait(lambda: {first, third} <= set(office.begun))
    assert second not in office.begun
    office.finish(first)
    office.wait(lambda: second in office.begun)


# All is drawn beforehand: who has begun when somebody leaves depends on threads, and draws may not depend on them.
TWELVE = {"min_size": 12, "max_size": 12}


@given(
    st.integers(1, 3),
    st.lists(st.integers(0, 4), min_size=1, max_size=12),
    st.lists(st.booleans(), **TWELVE),
    st.lists(st.integers(0, 11), **TWELVE),
)
def test_never_more_at_once_than_there_is_room_and_all_get_a_turn(room, owners, leaving, order):
    office = Office(long=room)
    tickets = [office.join(owner) for owner in owners]
    left = {ticket for ticket, leaves in zip(tickets, leaving, strict=False) if leaves and office.queue.leave(ticket)}
    while set(office.over) < set(tickets):
        running = [ticket for ticket in office.begun if ticket not in office.over]
        assert len(running) <= room
        assert len({ticket.owner for ticket in running}) == len(running)
        if running:
            office.finish(running[order.pop() % len(running)])
        else:
            office.wait(lambda: set(office.over) == set(tickets) or any(t not in office.over for t in office.begun))
    assert set(office.begun) == set(tickets) - left


@pytest.fixture
def sessions():
    queue = SearchQueue({Lane.LONG: 1, Lane.SHORT: 1})
    every = [SearchProcess(queue, (sys.executable, str(STRANGE)), patience=0.1) for _ in range(6)]
    yield every
    for session in every:
        session.close()


@pytest.mark.slow
def test_every_way_in_which_a_search_ends_lets_the_next_one_begin(sessions):
    stopped, left, away, gone, killed, last = sessions
    jobs = [session.ask(deed("hang")) for session in sessions[:5]] + [last.ask(deed("quick"))]
    begun = Begun(jobs)
    begun.wait(jobs[0])
    assert [session.before(job) for session, job in zip(sessions, jobs, strict=True)] == [0, 1, 2, 3, 4, 5]
    # Leaving the queue takes no time, and needs no process.
    left.stop(jobs[1])
    away.close()
    assert (jobs[1].loss, jobs[2].loss) == (Loss.STOPPED, Loss.GONE)
    assert (left.pid, away.pid) == (None, None)
    assert last.before(jobs[5]) == 3
    stopped.stop(jobs[0])
    begun.wait(jobs[3])
    gone.close()
    begun.wait(jobs[4])
    os.kill(killed.pid, signal.SIGKILL)
    assert jobs[5].ended.wait(WITHIN_S)
    assert [job.loss for job in jobs] == [Loss.STOPPED, Loss.STOPPED, Loss.GONE, Loss.GONE, Loss.KILLED, None]
    assert jobs[5].answer == "done"
