"""What the worker answers to each question, on a problem of seven units, and what it says on the way."""

import sys
import threading
from dataclasses import replace

import pytest
from instances import brute_force, random_problem

from igs_geo.errors import IgsGeoError
from igs_geo.regions import Criteria, Proposal, alternatives, around
from igs_geo.regions.analysis.certainty import work_out
from igs_geo.regions.deadline import Stop
from igs_geo.regions.problem.costs import unit
from igs_geo.regions.worker.messages import (
    Alternatives,
    Answer,
    Around,
    Certainty,
    Job,
    Mistake,
    Preparing,
    Progress,
    Search,
    Started,
)
from igs_geo.regions.worker.server import SearchServer

MODULE = sys.modules[SearchServer.__module__]
OPEN = Criteria(
    frame=None, min_municipalities=1, max_municipalities=3, youth_partnerships="ignore", left_over="forbid",
    target=60_000,
)  # fmt: skip
PROBLEM = random_problem(4, 7, OPEN, layers=False)
LONG = 120.0
ASKED = Search(OPEN.to_dict(), LONG, 1)


@pytest.fixture
def loaded(monkeypatch):
    """What was loaded, in order; the problem is always the same."""
    names = []

    def load(edition, data):
        names.append((edition, data))
        return object()

    monkeypatch.setattr(MODULE, "load_atlas", load)
    monkeypatch.setattr(MODULE, "build_problem", lambda atlas, criteria: replace(PROBLEM, criteria=criteria))
    monkeypatch.setattr(MODULE, "kernels_are_cold", lambda: False)
    return names


def answer(question, stop=None):
    said = []
    SearchServer(said.append).take(Job(3, question), stop or Stop())
    assert said[0] == Started(3)
    assert isinstance(said[-1], Answer)
    assert {message.job for message in said} == {3}
    return said[1:-1], said[-1].answer


def test_a_search_ends_with_the_best_division(loaded):
    on_the_way, found = answer(ASKED)
    assert found["status"] == "optimal"
    assert found["objective"] == pytest.approx(brute_force(PROBLEM)[1] * unit(PROBLEM))
    assert all(isinstance(message, Progress) for message in on_the_way)


def test_a_question_with_a_time_limit_has_that_long_and_can_be_stopped(loaded, monkeypatch):
    given = []

    def search(problem, *, time_limit, threads, store, report):
        given.append((time_limit, threads))
        return "found"

    class Said:
        def to_dict(self):
            return {}

    monkeypatch.setattr(MODULE, "search", search)
    monkeypatch.setattr(MODULE, "explain", lambda problem, found, deadline: Said())
    stop = Stop()
    answer(replace(ASKED, threads=5), stop)
    ((deadline, threads),) = given
    assert threads == 5
    assert LONG - 60 < deadline.left() <= LONG
    stop.give()
    assert deadline.stopped


def test_alternatives_are_those_of_the_library_with_the_share_that_they_break(loaded):
    first = Proposal.from_dict(answer(ASKED)[1])
    expected = alternatives(PROBLEM, 2, 0.3, time_limit=LONG, first=first)
    _, found = answer(Alternatives(OPEN.to_dict(), LONG, first.to_dict(), 2, 0.3))
    assert (found["asked"], found["no_more"]) == (2, expected.no_more)
    assert len(found["others"]) == len(expected.others) > 0
    for other, own in zip(found["others"], expected.others, strict=True):
        assert other["objective"] == pytest.approx(own.objective)
        assert 0.3 <= other["broken_share"] <= 1
        assert Proposal.from_dict(other).status == "optimal"


@pytest.mark.parametrize("part", ["payoff", "stability", "flatness"])
def test_a_part_of_the_certainty_tells_of_every_search_and_is_that_of_the_library(loaded, part):
    first = Proposal.from_dict(answer(ASKED)[1])
    expected = work_out(part, PROBLEM, first, time_limit=LONG)
    on_the_way, found = answer(Certainty(OPEN.to_dict(), LONG, first.to_dict(), part))
    assert on_the_way[-1].done == on_the_way[-1].of > 1
    for told in (found, expected):
        told.pop("seconds", None)
    assert found == expected


@pytest.mark.parametrize("starts", [["00002"], ["00002", "00003"]])
def test_the_regions_around_municipalities_are_those_of_the_library(loaded, starts):
    expected = around(PROBLEM, starts, 3)
    _, found = answer(Around(OPEN.to_dict(), starts, 3))
    assert found["regions"] == [region.to_dict() for region in expected.regions]
    assert found["costs"] == list(expected.costs_per_inhabitant)
    assert (found["considered"], found["largest"]) == (expected.considered, expected.largest)


def test_an_atlas_is_loaded_again_for_another_edition_or_folder_only(loaded):
    server = SearchServer([].append)
    for edition, data in (("2025", None), ("2025", None), ("2019", None), ("2019", "/x"), ("2019", "/x")):
        criteria = OPEN.with_(edition=edition).to_dict()
        server.take(Job(1, Around(criteria, ["00002"], 1), data), Stop())
    assert loaded == [("2025", None), ("2019", None), ("2019", "/x")]


def test_what_a_person_can_mend_is_said_with_plain_values(loaded):
    said = []
    server = SearchServer(said.append)

    def refuse(job, asked, stop):
        error = IgsGeoError("regions.no_scheduler")
        error.values = {"count": 3, "share": 0.5, "name": "a", "several": ("a", "b"), "nothing": None}
        raise error

    server.answers[Search] = refuse
    server.take(Job(4, ASKED), Stop())
    values = {"count": 3, "share": 0.5, "name": "a", "several": "('a', 'b')", "nothing": "None"}
    assert said == [Mistake(4, "regions.no_scheduler", values)]


def test_what_nobody_can_mend_is_no_answer(loaded):
    server = SearchServer([].append)
    server.answers[Search] = lambda job, asked, stop: 1 // 0
    with pytest.raises(ZeroDivisionError):
        server.take(Job(4, ASKED), Stop())


def test_compiled_code_is_made_ready_before_the_clock_of_a_job_starts(monkeypatch):
    said = []
    monkeypatch.setattr(MODULE, "kernels_are_cold", lambda: "prepared" not in said)
    monkeypatch.setattr(MODULE, "prepare_kernels", lambda: said.append("prepared"))
    server = SearchServer(said.append)
    server.answers[Search] = lambda job, asked, stopped: said.append("begun")
    for number in (1, 2):
        server.take(Job(number, ASKED), threading.Event())
    assert said == [Preparing(1), "prepared", "begun", Answer(1, None), "begun", Answer(2, None)]


def test_a_search_is_on_the_own_data_that_it_was_sent(loaded, monkeypatch, tiny_2019):
    seen = []
    monkeypatch.setattr(MODULE, "load_atlas", lambda _edition, _data: tiny_2019)
    monkeypatch.setattr(MODULE, "build_problem", lambda atlas, criteria: seen.append(atlas) or PROBLEM)
    own = {"op": "add_membership", "partnership": "zuid-jeugd", "nis": "23001", "source": "verzonnen", "date": "2026"}
    overlay = {"title": "Proef", "edition": "2019", "operations": [own]}
    server = SearchServer(lambda _message: None)
    for overlays in ([overlay], []):
        server.take(Job(3, Around(OPEN.to_dict(), ["11001"], 1), None, overlays), Stop())
    rows = [atlas.memberships[atlas.memberships["partnership"] == "zuid-jeugd"]["nis"] for atlas in seen]
    assert ["23001" in set(row) for row in rows] == [True, False]
