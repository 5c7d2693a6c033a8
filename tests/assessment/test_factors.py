"""What a group says of the factors: which answers count, spread and disagreement, whom roles would give away."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from igs_geo.assessment import (
    Answer,
    Bench,
    Round,
    compare_rounds,
    facts,
    order_of_talk,
    region_numbers,
    results,
    subsidies_per_inhabitant,
)
from igs_geo.assessment.arguments import arguments
from igs_geo.assessment.factors.answers import ROLES, counted
from igs_geo.assessment.factors.facts import FACTS
from igs_geo.assessment.factors.group import roles_told_apart, spread
from igs_geo.regions import Criteria

scores = st.one_of(st.none(), st.integers(1, 5))


def _answers(given_scores, factor=1, role="other"):
    return [
        Answer(id=f"a{factor}-{role}-{place}", who=f"p{role}{place}", factor=factor, score=score, role=role)
        for place, score in enumerate(given_scores)
    ]


@settings(max_examples=200, deadline=None)
@given(st.lists(scores, max_size=25))
def test_spread_is_that_of_numpy_and_of_all_pairs(given_scores):
    found = spread(_answers(given_scores))
    known = [score for score in given_scores if score is not None]
    assert found.scores == tuple(sorted(known))
    assert found.unknown == len(given_scores) - len(known)
    assert found.median == (np.median(known) if known else None)
    assert found.range == ((min(known), max(known)) if known else None)
    if len(known) < 2:
        assert found.disagreement is None
    else:
        apart = np.abs(np.subtract.outer(known, known))
        expected = apart.sum() / (len(known) * (len(known) - 1))
        assert found.disagreement == pytest.approx(expected)
        assert 0 <= found.disagreement <= 4


def test_disagreement_by_hand():
    assert spread(_answers([1, 5])).disagreement == 4
    assert spread(_answers([1, 1, 5])).disagreement == pytest.approx(8 / 3)
    assert spread(_answers([3, 3, 3, None])).disagreement == 0


def test_an_answer_that_arrives_twice_counts_once_and_a_later_one_takes_its_place():
    first = Answer(id="x1", who="p1", factor=3, score=2)
    later = Answer(id="x2", who="p1", factor=3, score=4)
    other = Answer(id="x3", who="p2", factor=3, score=1)
    assert counted([first, other, first]) == [first, other]
    assert counted([first, later]) == [later]
    assert counted([first, later, first]) == [later], "sent again after the later one: it came in before"


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(ROLES), max_size=14))
def test_no_group_of_fewer_than_three_can_be_worked_out(roles):
    answers = [
        Answer(id=f"a{place}", who=f"p{place}", factor=1, score=3, role=role) for place, role in enumerate(roles)
    ]
    shown = roles_told_apart(answers)
    sizes = {role: roles.count(role) for role in ROLES}
    assert all(sizes[role] >= 3 for role in shown)
    rest = len(answers) - sum(sizes[role] for role in shown)
    assert not shown or rest == 0 or rest >= 3
    if all(size == 0 or size >= 3 for size in sizes.values()) and sum(size > 0 for size in sizes.values()) > 1:
        assert set(shown) == {role for role in ROLES if sizes[role]}


def test_roles_are_shown_with_the_remainder():
    answers = _answers([1, 2, 3], role="board") + _answers([5, 5, 5, 4], role="officer") + _answers([2], role="other")
    (found,) = results(Round(name="r", answers=answers), [1])
    assert set(found.by_role) == {"officer"}
    assert found.others.scores == (1, 2, 2, 3)


def test_the_order_of_talk_is_disagreement_then_the_lowest_median():
    answers = [
        *_answers([1, 5, 3], factor=1),
        *_answers([2, 2, 2], factor=2),
        *_answers([1, 1, 1], factor=3),
        *_answers([4], factor=4),
        *_answers([1, 5, None, None, None], factor=5),
        *_answers([1, 5, None, None], factor=6),
    ]
    ready, apart = order_of_talk(results(Round(name="r", answers=answers), range(1, 8)))
    assert [one.factor for one in ready] == [6, 1, 3, 2]
    assert [one.factor for one in apart] == [4, 5, 7]


def test_remarks_are_for_the_facilitator_unless_shared():
    answers = [
        Answer(id="a", who="p", factor=1, score=1, remark="zeg ik niet"),
        Answer(id="b", who="q", factor=1, score=2, remark="mag iedereen lezen", shared=True),
    ]
    (found,) = results(Round(name="r", answers=answers), [1])
    assert found.remarks == ("mag iedereen lezen",)


def test_two_rounds_are_compared_factor_by_factor():
    before = Round(name="voor", answers=_answers([1, 5, 3]))
    after = Round(name="na", answers=_answers([4, 4]))
    first, second = compare_rounds(before, after, [1, 2])
    assert (first.median, first.disagreement) == (1, pytest.approx(-8 / 3))
    assert (second.median, second.disagreement) == (None, None)


def test_data_say_facts_on_the_measurable_factors_and_on_no_other(atlas_2025):
    bench = Bench(atlas_2025, Criteria())
    table = atlas_2025.frames["factor_facts"]
    asked = set(table["fact"])
    assert asked | set(atlas_2025.frames["arguments"]["fact"]) - {""} == set(FACTS)
    measurable = atlas_2025.success_factors["measurable"]
    assert set(table["nr"]) == set(measurable.index[measurable != "no"])
    members = atlas_2025.memberships.query("partnership == 'igs-noorderkempen'")["nis"]
    numbers = region_numbers(bench, members)
    for language in ("nl", "en"):
        said = {fact.fact: fact.text for fact in facts(bench, numbers, language)}
        assert set(said) == asked
        assert not any("{" in text or "None" in text for text in said.values())
    assert "2 parts" in said["contiguity"]
    one = facts(bench, region_numbers(bench, ["44021"]), "nl")
    assert {fact.fact for fact in one} == asked
    assert next(fact.text for fact in one if fact.fact == "members") == "De regio telt 1 gemeente."
    assert "Gent" in next(fact.text for fact in one if fact.fact == "centre_cities")


def test_every_factor_has_questions_in_both_languages(atlas_2025):
    prompts = atlas_2025.frames["factor_prompts"]
    asked = prompts[prompts["kind"] == "question"]
    assert set(asked["nr"]) == set(atlas_2025.success_factors.index)
    assert (prompts[["text_nl", "text_en"]] != "").all().all()


@pytest.mark.parametrize("edition", ["2019", "2025"])
def test_the_subsidy_per_inhabitant_is_the_same_in_both_editions(edition, request):
    each = subsidies_per_inhabitant(request.getfixturevalue(f"atlas_{edition}"))
    assert [round(value, 2) for value in each.values()] == [0.20, 0.21, 0.25, 0.42, 0.75]
    assert all(a <= b for a, b in combinations(each.values(), 2))


def test_arguments_say_what_data_know_of_the_region_and_what_became_of_what_was_asked(atlas_2025):
    bench = Bench(atlas_2025, Criteria())
    numbers = region_numbers(bench, atlas_2025.memberships.query("partnership == 'igs-noorderkempen'")["nis"])
    for language in ("nl", "en"):
        found = arguments(bench, numbers, language)
        assert [one.kind for one in found] == ["content"] * 4 + ["strategy"] * 4 + ["position"] * 7
        assert not any("{" in text or "None" in text for one in found for text in (one.text, one.fact))
        assert sum(bool(one.fact) for one in found) == 8
        assert sum(bool(one.became) for one in found if one.kind == "position") == 5
    rules = {rule for text in atlas_2025.frames["arguments"]["rules"] for rule in text.split()}
    assert rules <= set(atlas_2025.rules.index)
    assert not any(one.fact for one in arguments(bench, None, "nl"))
