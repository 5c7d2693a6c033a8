"""Answers of a workshop are added and never changed, outlive the server, and are wiped when it was promised."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest

from igs_geo import clock
from igs_geo.assessment import Answer, Scenario
from igs_geo.assessment.workshop.models import Workshop, WorkshopGroup
from igs_geo.workspace import open_workspace
from igs_geo.workspace.workshops import DAYS, LENGTH, Workshops, new_code

CODE = "proef23"


def _answer(number, **more):
    return Answer(id=f"a{number}", who="p1", factor=1, **more)


@pytest.fixture
def workshops(workspace):
    saved = workspace.create("igs-geo-scenario", Scenario(title="Proef"))
    own = Workshops(workspace)
    own.begin(
        saved.document, "Noord", Workshop(code=CODE, title="Noord", groups=(WorkshopGroup(name="g", factors=(1,)),))
    )
    own.document = saved.document
    return own


def test_a_second_sending_changes_nothing(workshops):
    workshops.keep(CODE, [_answer(1, score=2), _answer(2, score=4)])
    workshops.keep(CODE, [_answer(2, score=1), _answer(3, score=5), _answer(3, score=1)])
    assert [(one.id, one.score) for one in workshops.answers(CODE)] == [("a1", 2), ("a2", 4), ("a3", 5)]


def test_answers_at_once_are_all_kept(workshops):
    def send(person):
        workshops.keep(CODE, [Answer(id=f"{person}-{each}", who=f"p{person}", factor=1) for each in range(5)])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(send, range(30)))
    assert len(workshops.answers(CODE)) == 150


def test_the_stage_is_that_of_the_last_change(workshops):
    now = workshops.workshop(CODE)
    workshops.put(now.model_copy(update={"stage": "first", "ends": 1000.0}))
    assert workshops.workshop(CODE).stage == "first"
    assert [one.region for one in workshops.of(workshops.document)] == ["Noord"]
    assert workshops.workshop("andere2") is None


def test_what_was_answered_outlives_the_server(place):
    before = open_workspace(place)
    saved = before.create("igs-geo-scenario", Scenario(title="Proef"))
    workshop = Workshop(code=CODE, title="Noord", groups=(WorkshopGroup(name="g", factors=(1,)),))
    Workshops(before).begin(saved.document, "Noord", workshop)
    Workshops(before).keep(CODE, [_answer(1, score=3)])
    before.close()
    after = open_workspace(place)
    assert [one.score for one in Workshops(after).answers(CODE)] == [3]
    after.close()


def test_a_workshop_is_gone_after_the_days_that_were_promised(workshops, monkeypatch):
    workshops.keep(CODE, [_answer(1, score=3)])
    opened = clock.today()
    monkeypatch.setattr(clock, "today", lambda: opened + dt.timedelta(days=DAYS))
    assert workshops.workshop(CODE) is not None
    monkeypatch.setattr(clock, "today", lambda: opened + dt.timedelta(days=DAYS + 1))
    assert workshops.workshop(CODE) is None
    assert workshops.of(workshops.document) == ()
    workshops.wipe()
    assert workshops.answers(CODE) == ()


def test_deleting_the_scenario_deletes_its_workshops(workshops, workspace):
    workshops.keep(CODE, [_answer(1, score=3)])
    workspace.delete(workshops.document)
    assert workshops.workshop(CODE) is None
    assert workshops.answers(CODE) == ()


def test_a_code_is_long_enough_to_guess_none():
    codes = {new_code() for _ in range(500)}
    assert len(codes) == 500
    assert all(len(code) == LENGTH and not set(code) & set("01ilo") for code in codes)
