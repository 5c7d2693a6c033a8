"""The explanation of what cannot be is true and has nothing too much, by looking at every division."""

from dataclasses import replace

import numpy as np
import pytest
from divisions import all_divisions
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from instances import random_problem, sized

from igs_geo.regions import AnalysisParams, Criteria, explain, say_reasons, search
from igs_geo.regions.analysis.infeasible import conflict, conflict_reasons
from igs_geo.regions.analysis.possible import SINGLE, Rule, exists, possible
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.problem import YouthPartnership

NONE = {"min_municipalities": 1, "max_municipalities": 100, "contiguous": False}
UNITS = tuple(f"{i:05d}" for i in range(6))


def met(problem, rules):
    """Whether some division keeps these rules and no others, by looking at every division."""
    c, kinds = problem.criteria, {rule.kind for rule in rules}
    only = {name: getattr(c, name) if name in kinds else NONE.get(name) for name in SINGLE if name != "frame"}
    groups = {
        kind: tuple(getattr(c, kind)[rule.place] for rule in rules if rule.kind == kind)
        for kind in ("together", "apart", "outside")
    }
    inside = [problem.units[rule.place] for rule in rules if rule.kind == "cover"]
    if "everyone" in kinds:
        inside = [nis for nis in problem.units if nis not in c.outside]
    if set(inside) & set(groups["outside"]):
        return False
    criteria = Criteria(frame=None, youth_partnerships="ignore", inside=tuple(inside), exempt_above=c.exempt_above,
                        **only, **groups)  # fmt: skip
    frames = problem.frames if "frame" in kinds else np.zeros(len(problem.units), int)
    return bool(all_divisions(replace(problem, criteria=criteria, frames=frames)))


groups_of_units = st.lists(
    st.lists(st.sampled_from(UNITS), min_size=2, max_size=3, unique=True).map(tuple), max_size=2, unique_by=frozenset
)


@st.composite
def problems(draw):
    """Small problems with many rules, of which most cannot all be met."""
    low = draw(st.integers(1, 3))
    outside = draw(st.lists(st.sampled_from(UNITS), max_size=2, unique=True))
    inside = draw(st.lists(st.sampled_from([nis for nis in UNITS if nis not in outside]), max_size=3, unique=True))
    low_regions, high_regions = draw(st.sampled_from([(None, None), (None, None), (3, None), (None, 1), (2, 2)]))
    criteria = Criteria(
        frame="frame",
        youth_partnerships="ignore",
        left_over=draw(st.sampled_from(["minimise", "forbid"])),
        min_municipalities=low,
        max_municipalities=draw(st.integers(low, 4)),
        min_inhabitants=draw(st.sampled_from([None, 40_000, 90_000])),
        max_inhabitants=draw(st.sampled_from([None, 100_000])),
        exempt_above=draw(st.sampled_from([None, 50_000])),
        max_young=draw(st.sampled_from([None, 25_000])),
        contiguous=draw(st.booleans()),
        together=tuple(draw(groups_of_units)),
        apart=tuple(draw(groups_of_units)),
        inside=tuple(inside),
        outside=tuple(outside),
        min_regions=low_regions,
        max_regions=high_regions,
    )
    return random_problem(draw(st.integers(0, 500)), 6, criteria, frames=draw(st.integers(1, 2)))


def everything(problem):
    """All rules of a problem by name."""
    c = problem.criteria
    rules = [Rule(kind) for kind in SINGLE if getattr(c, kind) not in {None, False}]
    rules += [Rule(kind, i) for kind in ("together", "apart", "outside") for i in range(len(getattr(c, kind)))]
    rules += [Rule("cover", place) for place in problem.places(c.inside)]
    return [*rules, *([Rule("everyone")] if c.left_over == "forbid" else [])]


@settings(max_examples=sized(30, 5), deadline=None)
@given(problems())
def test_every_rule_of_an_explanation_is_needed_and_all_together_cannot_be(problem):
    assume(not met(problem, everything(problem)))
    found = conflict(problem, Deadline(60))
    assert found.irreducible
    assert found.rules
    assert not met(problem, found.rules)
    for rule in found.rules:
        assert met(problem, [other for other in found.rules if other != rule]), rule


@settings(max_examples=40, deadline=None)
@given(problems(), st.data())
def test_what_is_called_possible_or_not_is(problem, data):
    rules = everything(problem)
    some = [rule for rule in rules if data.draw(st.booleans())]
    # With so little room not everything can be settled, but what is said must be true.
    for room in (300_000, 6):
        answer = possible(problem, some, Deadline(60), AnalysisParams(conflict_sets=room))
        assert answer in {met(problem, some), None if room == 6 else met(problem, some)}


@settings(max_examples=8, deadline=None)
@given(problems())
@pytest.mark.slow
def test_out_of_time_an_explanation_is_longer_but_true_and_says_so(problem):
    assume(not met(problem, everything(problem)))
    proposal = search(problem, time_limit=20)
    assert proposal.status == "infeasible"
    found = conflict(problem, Deadline(0))
    assert not found.irreducible
    assert not met(problem, found.rules)
    told = explain(problem, proposal, Deadline(0))
    assert told.reasons[-1] == ("regions.why_cut_short", {})
    assert "time or room ran out" in say_reasons(told, "en")[-1]
    whole = explain(problem, proposal)
    assert ("regions.why_cut_short", {}) not in whole.reasons
    assert len(whole.reasons) < len(told.reasons)


def test_nothing_is_blamed_where_everything_can_be():
    problem = random_problem(1, 6, Criteria(frame=None, youth_partnerships="ignore", left_over="minimise"))
    assert conflict(problem, Deadline(20)).rules == ()
    assert conflict_reasons(problem, Deadline(20)) == []


def test_a_stopped_clock_ends_the_explanation():
    criteria = Criteria(frame=None, youth_partnerships="ignore", together=(UNITS[:3],), apart=(UNITS[:2],))
    deadline = Deadline(60)
    deadline.stop()
    assert not conflict(random_problem(2, 6, criteria), deadline).irreducible


def test_a_youth_partnership_that_no_region_holds_is_not_blamed():
    criteria = Criteria(frame=None, youth_partnerships="extend", contiguous=False, min_municipalities=1,
                        max_municipalities=2, together=(UNITS[:2],), apart=(UNITS[:2],))  # fmt: skip
    problem = replace(random_problem(4, 6, criteria), youth=(YouthPartnership("y", "Y", (3, 4, 5)),))
    assert set(conflict(problem, Deadline(20)).rules) == {Rule("together", 0), Rule("apart", 0)}


def test_a_youth_partnership_in_the_way_is_named():
    criteria = Criteria(frame=None, youth_partnerships="extend", min_municipalities=1, max_municipalities=4,
                        contiguous=False, max_regions=1, inside=(UNITS[2],), apart=((UNITS[0], UNITS[2]),))  # fmt: skip
    problem = replace(random_problem(4, 6, criteria), youth=(YouthPartnership("y", "Y", (0, 1)),))
    found = conflict(problem, Deadline(20))
    assert set(found.rules) == {Rule("youth", 0), Rule("apart", 0), Rule("cover", 2), Rule("max_regions")}
    assert ("regions.why_youth_extend", {"name": "Y"}) in conflict_reasons(problem, Deadline(20))


@pytest.mark.parametrize("outside", [(), (UNITS[1],)])
def test_a_region_that_may_not_be_is_no_witness(outside):
    # The whole country fits all bounds, but two of its municipalities are apart, or one may not take part.
    criteria = Criteria(frame=None, youth_partnerships="ignore", contiguous=False, min_municipalities=6,
                        max_municipalities=6, apart=() if outside else (UNITS[:2],), outside=outside)  # fmt: skip
    problem = random_problem(3, 6, criteria)
    assert exists(problem, (0,), Deadline(20), AnalysisParams(conflict_sets=2)) is not True
    assert exists(problem, (0,), Deadline(20)) is False


def test_units_that_must_be_together_are_a_witness_with_each_other_only():
    criteria = Criteria(frame=None, youth_partnerships="ignore", contiguous=False, min_municipalities=1,
                        max_municipalities=6, together=(UNITS[:2],))  # fmt: skip
    problem = random_problem(3, 6, criteria)
    # Without room for a list, what was asked for is looked at as it is.
    little = AnalysisParams(conflict_sets=1)
    assert exists(problem, (0, 1), Deadline(20), little) is True
    alone = replace(problem, criteria=criteria.with_(max_municipalities=1))
    assert exists(alone, (0,), Deadline(20), little) is not True
    assert exists(alone, (0,), Deadline(20)) is False
    assert exists(alone, (2,), Deadline(20)) is True


def test_a_list_without_room_for_all_regions_proves_nothing():
    criteria = Criteria(frame=None, youth_partnerships="ignore", contiguous=False, min_municipalities=6,
                        max_municipalities=6)  # fmt: skip
    problem = random_problem(3, 7, criteria)
    assert exists(problem, (0,), Deadline(20), AnalysisParams(conflict_sets=4)) is None
    assert exists(problem, (0,), Deadline(20)) is True
