"""Alternatives differ enough, leave over no more than the best division, and are the best that do."""

import math
from dataclasses import replace

import pytest
from divisions import all_divisions, best_of, differs, regions_of
from hypothesis import given, settings
from hypothesis import strategies as st
from instances import random_problem, sized

from igs_geo.regions import AnalysisParams, Criteria, CriteriaError, alternatives, broken_share, flatness, search
from igs_geo.regions.analysis.alternatives import as_proven, left_inhabitants

BASE = {"frame": None, "youth_partnerships": "ignore", "min_municipalities": 2, "max_municipalities": 4}
RULES = {
    "minimise": {"left_over": "minimise", "max_inhabitants": 110_000},
    "price": {"left_over": "price", "price": 0.4},
    "forbid": {"left_over": "forbid"},
    "counted": {"left_over": "minimise", "max_inhabitants": 110_000, "max_regions": 3},
    "outside": {"left_over": "minimise", "outside": ("00002",), "inside": ("00005",)},
}


def plain(problem, earlier, most, share):
    """The best division that differs enough from earlier ones and leaves over at most a number, by looking at all."""
    fitting = [d for d in all_divisions(problem) if d[1] <= most and all(differs(e, d[0], share) for e in earlier)]
    return best_of(problem, fitting)


@settings(max_examples=sized(25, 3), deadline=None)
@given(
    st.integers(0, 10_000),
    st.integers(sized(6, 5), sized(8, 6)),
    st.sampled_from(sorted(RULES)),
    st.sampled_from([0.2, 0.5, 1.0]),
)
def test_each_is_the_best_that_differs_enough_and_leaves_over_no_more(seed, size, rule, share):
    problem = random_problem(seed, size, Criteria(**BASE | RULES[rule]))
    best = search(problem, time_limit=20)
    if best.objective is None:
        assert best_of(problem, all_divisions(problem)) is None
        return
    found = alternatives(problem, 2, share, first=best, time_limit=40)
    earlier = [regions_of(problem, best)]
    most = left_inhabitants(problem, best)
    for other in found.others:
        expected = plain(problem, earlier, most, share)
        own = regions_of(problem, other)
        assert all(differs(e, own, share) for e in earlier)
        assert left_inhabitants(problem, other) <= most
        assert other.objective == pytest.approx(expected[2], rel=1e-6, abs=1e-9)
        assert other.status == "optimal"
        earlier.append(own)
    if found.found < found.asked:
        assert found.no_more
        assert (
            not earlier[0] or not any(len(r) > 1 for r in earlier[-1]) or plain(problem, earlier, most, share) is None
        )


def test_a_cheaper_division_that_leaves_over_more_is_no_alternative():
    criteria = Criteria(**BASE | {"left_over": "minimise", "max_inhabitants": 110_000})
    seen = 0
    for seed in range(12):
        problem = random_problem(seed, 7, criteria)
        best = search(problem, time_limit=20)
        earlier, most = [regions_of(problem, best)], left_inhabitants(problem, best)
        more = [d for d in all_divisions(problem) if d[1] > most and differs(earlier[0], d[0], 0.2)]
        seen += best.objective > min(d[2] for d in more)
        for other in alternatives(problem, 1, first=best, time_limit=20).others:
            assert left_inhabitants(problem, other) == most
            assert other.objective >= best.objective - 1e-9
    assert seen > 5, "there was something to be tempted by"


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(["minimise", "price", "forbid"]))
def test_flatness_is_the_cost_of_the_best_division_that_differs_so_much(seed, rule):
    problem = random_problem(seed, 7, Criteria(**BASE | RULES[rule]))
    best = search(problem, time_limit=20)
    params = AnalysisParams(differences=(0.1, 0.4, 0.8))
    answers = flatness(problem, best, time_limit=30, params=params)
    if best.objective is None:
        assert answers == ()
        return
    assert [answer.difference for answer in answers] == [0.1, 0.4, 0.8]
    if not any(len(region.members) > 1 for region in best.regions):
        assert all(answer.none_exists for answer in answers), "nothing is together, so nothing can be broken"
        return
    for answer in answers:
        expected = plain(problem, [regions_of(problem, best)], left_inhabitants(problem, best), answer.difference)
        if expected is None:
            assert answer.none_exists
            assert answer.objective is None
        else:
            assert answer.objective == pytest.approx(expected[2], rel=1e-6, abs=1e-9)
            assert answer.change == pytest.approx((answer.objective - best.objective) / best.objective)
            assert broken_share(best, answer.division) >= answer.difference - 1e-9


def test_an_alternative_is_no_more_proven_than_the_division_it_is_held_against():
    problem = random_problem(2, 7, Criteria(**BASE | RULES["minimise"]))
    best = search(problem, time_limit=20)
    assert best.left_over.fewest_proven
    assert as_proven(best, best) == best
    unsure = replace(best, left_over=replace(best.left_over, fewest_proven=False))
    answer = as_proven(best, unsure)
    assert (answer.status, answer.bound, answer.gap) == ("feasible", None, None)
    assert not answer.left_over.fewest_proven
    assert answer.regions == best.regions
    assert answer.left_over.members == best.left_over.members


def test_how_many_were_asked_and_found_is_said():
    problem = random_problem(3, 4, Criteria(**BASE | {"left_over": "forbid", "max_municipalities": 2}))
    found = alternatives(problem, 20, 0.5, time_limit=30)
    assert (found.asked, found.found) == (20, len(found.others))
    assert found.found < 20
    assert found.no_more
    assert found.seconds > 0


def test_where_nothing_is_together_nothing_can_be_broken():
    criteria = Criteria(**BASE | {"min_municipalities": 1, "max_municipalities": 1})
    found = alternatives(random_problem(1, 5, criteria), 2, time_limit=20)
    assert found.best.objective is not None
    assert (found.found, found.no_more) == (0, True)


def test_no_time_is_no_proof_that_no_more_exist():
    problem = random_problem(1, 6, Criteria(**BASE))
    best = search(problem, time_limit=20)
    found = alternatives(problem, 2, first=best, time_limit=0.0)
    assert (found.found, found.no_more) == (0, False)


@pytest.mark.parametrize("difference", [0, -0.1, 1.01, math.nan, math.inf, None, "0.2", True])
def test_a_share_that_is_none_is_refused(difference):
    with pytest.raises(CriteriaError, match="share"):
        alternatives(random_problem(1, 4, Criteria(**BASE)), 1, difference)


@pytest.mark.parametrize("number", [0, -1, 1.5, True, None])
def test_a_number_of_alternatives_that_is_none_is_refused(number):
    with pytest.raises(CriteriaError, match="n is"):
        alternatives(random_problem(1, 4, Criteria(**BASE)), number)
