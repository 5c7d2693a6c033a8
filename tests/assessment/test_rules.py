"""Rules are data: every rule has its check, and each answer, figure and date is that of the tables."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from fractions import Fraction

import pytest

from igs_geo import clock
from igs_geo.assessment import Bench, Questions, check_rules, region_numbers
from igs_geo.assessment.bill.bill import OwnMeans
from igs_geo.assessment.rules.applies import periods
from igs_geo.assessment.rules.checks import BACKGROUND, CHECKS, ELSEWHERE
from igs_geo.assessment.rules.questions import BODY_KINDS, ROUTES
from igs_geo.assessment.rules.sentences import say_dated, say_rule
from igs_geo.errors import IgsGeoError
from igs_geo.regions import Criteria


@pytest.fixture(scope="module")
def bench(atlas_2025):
    return Bench(atlas_2025, Criteria())


@pytest.fixture(scope="module")
def north(bench, atlas_2025):
    """Jeugdregio Noorderkempen: six municipalities, two parts, one reference region, 145,713 inhabitants."""
    return region_numbers(bench, atlas_2025.memberships.query("partnership == 'igs-noorderkempen'")["nis"])


@pytest.fixture(autouse=True)
def today(monkeypatch):
    def says(year, month, day):
        monkeypatch.setattr(clock, "today", lambda: dt.date(year, month, day))

    says(2026, 11, 27)
    return says


def _states(found):
    return {(one.rule, one.check): one.finding.state for one in found.checked}


def test_every_rule_has_its_check_and_every_check_is_known(atlas_2025):
    table = atlas_2025.frames["rule_checks"]
    assert set(table["rule"]) == set(atlas_2025.rules.index)
    assert set(table["check"]) == {*CHECKS, BACKGROUND, ELSEWHERE}
    assert periods(atlas_2025) == ("2021-2026", "2027-2032")
    forms = set(atlas_2025.frames["legal_forms"].index)
    for column in ("forms", "value"):
        asked = table.loc[table["check"] == "form_in", column] if column == "value" else table[column]
        assert {code for text in asked for code in text.split()} <= forms
    assert {code for text in table["routes"] for code in text.split()} <= set(ROUTES)
    assert {code for text in table["bodies"] for code in text.split()} <= set(BODY_KINDS)
    models = atlas_2025.frames["task_models"]
    assert {code for text in models["forms"] for code in text.split()} <= forms


def test_a_rule_that_is_not_in_the_decree_is_free_and_one_not_found_cannot_be_known(atlas_2025, north):
    found = check_rules(atlas_2025, north, Questions(legal_personality=True, route="own", body="new"))
    for one in found.checked:
        if one.status == "no_rule_in_decree":
            assert one.finding.state == "free"
        if one.status == "open":
            assert one.finding.state == "unknown"
    states = _states(found)
    assert ("culture-2027-population", "inhabitants_at_least") not in states
    assert states["regions-decree-one-region", "one_frame"] == "met"
    assert states["regions-decree-derogation", "not_in_data"] == "free"


@pytest.mark.parametrize(
    ("inhabitants", "parts", "members", "population", "transition"),
    [
        (85_000, 2, 3, "met", "free"),
        (84_999, 1, 4, "free", "met"),
        (84_999, 2, 4, "not_met", "not_met"),
        (84_999, 1, 3, "not_met", "not_met"),
        (90_000, 1, 4, "met", "met"),
    ],
)
def test_one_of_two_ways_to_the_size_of_culture_is_enough(
    atlas_2025, north, inhabitants, parts, members, population, transition
):
    region = replace(north.region, inhabitants=inhabitants, members=north.members[:members])
    numbers = replace(north, region=region, parts=(("1",),) * parts, reference_regions={"A": members})
    states = _states(check_rules(atlas_2025, numbers, Questions(legal_personality=True, route="part", body="existing")))
    assert states["culture-2027-population", "inhabitants_at_least"] == population
    assert states["culture-2027-transition", "adjacent_members_at_least"] == transition


def test_a_way_that_has_ended_is_no_way_any_more(atlas_2025, north, today):
    questions = Questions(legal_personality=True, route="part", body="existing")
    today(2032, 12, 31)
    assert any(one.rule == "culture-2027-transition" for one in check_rules(atlas_2025, north, questions).checked)
    today(2033, 1, 1)
    assert not any(one.rule == "culture-2027-transition" for one in check_rules(atlas_2025, north, questions).checked)


def test_two_reference_regions_break_the_rule_only_with_legal_personality(atlas_2025, bench):
    numbers = region_numbers(bench, ["11023", "44021"])
    assert len(numbers.reference_regions) == 2
    with_it = Questions(legal_personality=True, route="none", body="existing")
    found = check_rules(atlas_2025, numbers, with_it)
    assert _states(found)["regions-decree-one-region", "one_frame"] == "not_met"
    assert _states(found)["regions-decree-derogation", "not_in_data"] == "unknown"
    without = check_rules(atlas_2025, numbers, Questions(legal_personality=False, route="none", body="existing"))
    assert _states(without) == {("regions-decree-one-region", "one_frame"): "free"}
    asked = check_rules(atlas_2025, numbers, Questions(route="none", body="existing"))
    (frame,) = [one for one in asked.checked if one.check == "one_frame"]
    assert (frame.finding.state, frame.depends) == ("unknown", True)


@pytest.mark.parametrize(
    ("questions", "date"),
    [
        (Questions(legal_personality=True, route="own", body="new"), ""),
        (Questions(legal_personality=True, route="own", body="existing"), "2025-01-01"),
        (Questions(legal_personality=True, route="none", body="existing"), "2031-01-01"),
        (Questions(legal_personality=True), None),
    ],
)
def test_the_date_that_counts_follows_the_kind_of_body(atlas_2025, north, questions, date):
    found = check_rules(atlas_2025, north, questions).checked
    (frame,) = [one for one in found if one.rule == "regions-decree-one-region"]
    assert frame.date == date


def test_the_date_of_a_culture_partnership_is_that_of_its_own_domain(atlas_2025, north):
    found = check_rules(atlas_2025, north, Questions(legal_personality=True, route="part", body="existing")).checked
    (frame,) = [one for one in found if (one.rule, one.check) == ("culture-2027-population", "one_frame")]
    assert frame.date == "2027-01-01"


@pytest.mark.parametrize(
    ("form", "personality", "state"),
    [
        ("project_association", None, "met"),
        ("mandated_association", None, "met"),
        ("interlocal_association", None, "not_met"),
        (None, False, "not_met"),
        (None, True, "unknown"),
    ],
)
def test_which_legal_forms_qualify(atlas_2025, north, form, personality, state):
    questions = Questions(route="own", body="new", form=form, legal_personality=personality)
    assert _states(check_rules(atlas_2025, north, questions))["youth-2027-legal-form", "form_in"] == state
    before = questions.model_copy(update={"period": "2021-2026"})
    narrow = "not_met" if form == "mandated_association" else state
    assert _states(check_rules(atlas_2025, north, before))["youth-2021-legal-form", "form_in"] == narrow


@pytest.mark.parametrize(
    ("share", "room", "state"), [("0.5", True, "met"), ("0.499999", True, "not_met"), ("0.5", False, "not_met")]
)
def test_half_of_the_means_is_asked_of_the_municipalities(atlas_2025, north, share, room, state):
    questions = Questions(legal_personality=True, route="own", body="new")
    found = check_rules(atlas_2025, north, questions, OwnMeans(Fraction(share), room))
    assert _states(found)["youth-2027-co-financing", "own_means_at_least"] == state
    assert (
        _states(check_rules(atlas_2025, north, questions))["youth-2027-co-financing", "own_means_at_least"] == "unknown"
    )


@pytest.mark.parametrize(("founded", "state"), [(2030, "not_met"), (2027, "met"), (None, "unknown")])
def test_a_project_association_is_not_founded_in_an_election_year(atlas_2025, north, founded, state):
    questions = Questions(route="own", body="new", form="project_association", founded=founded)
    assert (
        _states(check_rules(atlas_2025, north, questions))["project-association-election-year", "not_founded_in"]
        == state
    )


def test_a_task_model_that_clashes_is_said_and_the_others_are_not(atlas_2025, north):
    def figure(model):
        questions = Questions(route="own", body="new", form="project_association", task_model=model)
        (one,) = [one for one in check_rules(atlas_2025, north, questions).checked if one.check == "task_model"]
        return one.finding.figure

    assert figure("central") == figure("shared_rotating") == "rules.figure_tension"
    assert figure("structure") == figure(None) == "rules.figure_not_in_data"


def test_the_timeline_goes_by_the_clock(atlas_2025, north, today):
    questions = Questions(legal_personality=True, route="own", body="existing")

    def told():
        return {(one.rule, one.date): one.when for one in check_rules(atlas_2025, north, questions).timeline}

    assert told()["youth-2027-transition", "2027-01-01"] == "coming"
    assert told()["youth-2027-application-date", ""] == "unknown"
    today(2027, 1, 1)
    assert told()["youth-2027-transition", "2027-01-01"] == "coming"
    today(2027, 1, 2)
    assert told()["youth-2027-transition", "2027-01-01"] == "past"
    order = [one.when for one in check_rules(atlas_2025, north, questions).timeline]
    assert order == sorted(order, key=("past", "coming", "unknown").index)


@pytest.mark.parametrize("wrong", [{"period": "1999"}, {"form": "nv"}, {"task_model": "magic"}])
def test_what_the_package_does_not_have_is_refused(atlas_2025, north, wrong):
    with pytest.raises(IgsGeoError) as refused:
        check_rules(atlas_2025, north, Questions(**wrong))
    assert next(iter(wrong.values())) in refused.value.message("nl")


def _some_questions(seed):
    rng = random.Random(seed)
    options = {
        "legal_personality": (None, True, False),
        "route": (None, *ROUTES),
        "body": (None, *BODY_KINDS),
        "form": (None, "project_association", "interlocal_association", "service_association"),
        "task_model": (None, "central", "structure"),
        "period": (None, "2021-2026", "2027-2032"),
        "founded": (None, 2027, 2030),
    }
    return Questions(**{name: rng.choice(some) for name, some in options.items()})


@pytest.mark.parametrize("seed", range(15))
def test_every_answer_is_said_in_whole_sentences(atlas_2025, north, seed):
    questions = _some_questions(seed)
    found = check_rules(atlas_2025, north, questions)
    for language in ("nl", "en"):
        for one in found.checked:
            said = say_rule(atlas_2025, one, language)
            assert said["figure"].endswith((".", ")"))
            assert not any("{" in text or "None" in text for text in said.values())
            assert bool(said["source"]) == bool(one.source or atlas_2025.rules.loc[one.rule, "source"])
        for one in found.timeline:
            assert all(say_dated(one, language).values())


def test_a_package_without_checks_says_nothing(tiny_2019):
    numbers = region_numbers(Bench(tiny_2019, Criteria(edition="2019", frame="provincie")), ["11001"])
    found = check_rules(tiny_2019, numbers, Questions())
    assert found.checked == found.background == found.timeline == ()
