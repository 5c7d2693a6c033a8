"""What the address says was searched is searched, in place of what this session waited for."""

from dataclasses import replace

import pytest

from igs_geo.dashboard.address.asked import Asked
from igs_geo.dashboard.address.view import View
from igs_geo.dashboard.pages.regions import following
from igs_geo.dashboard.pages.regions.state import PageState
from igs_geo.dashboard.search_process.client import SearchProcess
from igs_geo.dashboard.search_process.job import Loss
from igs_geo.dashboard.search_process.queue import Lane, SearchQueue
from igs_geo.regions import LeftOver, Proposal
from igs_geo.regions.worker.messages import Alternatives


class Page:
    """A page of a session whose searches wait for ever: nobody gets a turn, no process starts."""

    def __init__(self):
        self.now, self.view = PageState(), View()
        self.process = SearchProcess(SearchQueue({Lane.LONG: 0, Lane.SHORT: 0}))

    def opens(self, **changes):
        """Follow an address, and return the criteria it asks."""
        self.view = replace(View(), **changes)
        criteria = self.view.asked.criteria(self.view.edition)
        following.follow(criteria)
        return criteria

    def change_view(self, **changes):
        self.view = self.view.changed(**changes)


@pytest.fixture
def page(monkeypatch):
    opened = Page()
    for name, value in (
        ("state", lambda: opened.now),
        ("current_view", lambda: opened.view),
        ("change_view", opened.change_view),
        ("worker", lambda: opened.process),
        ("taken_over", lambda question, own: None),
        ("own_documents", list),
    ):
        monkeypatch.setattr(following, name, value)
    yield opened
    opened.process.close()


OTHER = replace(Asked(), max_municipalities=7)


def test_going_back_during_a_search_stops_the_search_it_replaces(page):
    page.opens(searched=True)
    first = page.now.search
    criteria = page.opens(searched=True, asked=OTHER)
    second = page.now.search
    assert second.question.criteria == criteria.to_dict()
    assert (first.loss, first.stopping) == (Loss.STOPPED, True)
    # Only the place itself is waited for: the old one has left the queue.
    assert page.process.before(second) == 1
    back = page.opens(searched=True)
    assert (second.loss, page.now.search.question.criteria) == (Loss.STOPPED, back.to_dict())
    assert page.process.before(page.now.search) == 1


def test_what_was_asked_about_a_proposal_stops_with_it(page):
    page.opens(searched=True)
    criteria = found(page)
    page.opens(searched=True, alternatives=True)
    asked = page.now.jobs["alternatives"]
    assert asked.question.criteria == criteria.to_dict()
    page.opens(searched=True, asked=OTHER)
    assert (asked.loss, page.now.jobs) == (Loss.STOPPED, {})


def test_an_address_that_does_not_say_searched_begins_nothing(page):
    page.opens()
    assert page.now.search is None


def test_the_same_search_is_not_begun_twice(page):
    page.opens(searched=True)
    first = page.now.search
    page.opens(searched=True)
    assert page.now.search is first
    assert first.running


def found(page):
    """Let the search of a page end with a proposal; return its criteria."""
    criteria, left = page.now.asked, LeftOver()
    proposal = Proposal("optimal", 1.0, 1.0, 0.0, None, 1.0, criteria, (), left, 10.0, 2)
    page.now.search.answer = proposal.to_dict()
    page.now.search.ended.set()
    page.now.settle()
    return criteria


def test_alternatives_lost_with_their_worker_are_not_asked_again_by_themselves(page):
    page.opens(searched=True)
    found(page)
    asked = {"searched": True, "alternatives": True}
    page.opens(**asked)
    (lost,) = page.now.jobs.values()
    assert isinstance(lost.question, Alternatives)
    page.opens(**asked)
    assert list(page.now.jobs.values()) == [lost]
    lost.lose(Loss.KILLED)
    page.now.settle()
    page.opens(**asked)
    # The page says of the lost ones why there are none.
    assert page.now.jobs["alternatives"] is lost
    assert not page.now.busy
