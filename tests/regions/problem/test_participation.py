"""Who takes no part is in no sum and no region; other known youth cooperation is told or kept whole."""

from dataclasses import replace

import numpy as np
import pytest

from igs_geo.regions import Criteria, CriteriaError, Proposal, around, build_problem, check, say_verdict, search
from igs_geo.regions.problem.costs import COSTS
from igs_geo.regions.problem.participation import Body, merged_bodies
from igs_geo.regions.result.sentences import say_cuts, say_norm
from igs_geo.regions.result.shapes import region_shapes

BASE = Criteria(edition="2019", frame=None, min_municipalities=2, max_municipalities=4, target=60_000)
LARGEST = "71004"
"""34,000 inhabitants; the next has 33,000."""


def states(atlas, **changed):
    """Return an atlas in which some bodies have another state of youth work."""
    table = atlas.youth_partnerships
    for body, state in changed.items():
        row = table.iloc[0].to_dict() | {"state": state, "name_used": body}
        table.loc[body.replace("_", "-")] = row
    return replace(atlas, frames={**atlas.frames, "youth_partnerships": table})


@pytest.fixture(scope="module")
def proposal(tiny_2019):
    """A division in which the largest municipality takes no part."""
    return search(build_problem(tiny_2019, BASE.with_(outside_above=33_500)), time_limit=20)


def test_the_largest_takes_no_part_and_is_in_no_sum(tiny_2019):
    whole = build_problem(tiny_2019, BASE.with_(outside_above=None))
    problem = build_problem(tiny_2019, BASE.with_(outside_above=33_500))
    assert problem.aside.members == (LARGEST,)
    assert problem.aside.inhabitants == 34_000
    assert LARGEST not in problem.units
    assert problem.total_inhabitants == whole.total_inhabitants - 34_000
    # Of 450 commuters, 50 go to it.
    assert problem.total_flow == 400
    assert COSTS["ties"](problem, np.array(problem.places(("11001",)))) == pytest.approx(200 / 400)


def test_who_is_as_large_as_the_bound_takes_part(tiny_2019):
    assert build_problem(tiny_2019, BASE.with_(outside_above=34_000)).aside.members == ()


@pytest.mark.parametrize(
    "asked", [{"inside": (LARGEST,)}, {"together": ((LARGEST, "71003"),)}, {"outside_above": None}, {}]
)
def test_a_large_one_that_is_named_takes_part(tiny_2019, asked):
    problem = build_problem(tiny_2019, BASE.with_(**{"outside_above": 33_500} | asked))
    assert (LARGEST in problem.units) == bool(asked)


@pytest.mark.parametrize("rule", ["keep", "extend", "ignore"])
def test_a_large_member_of_a_youth_partnership_takes_part_unless_those_are_ignored(tiny_2019, rule):
    problem = build_problem(tiny_2019, BASE.with_(outside_above=12_500, youth_partnerships=rule))
    assert ("11003" in problem.units) == (rule != "ignore")
    assert len(problem.youth) == (rule != "ignore")


def test_nobody_who_takes_no_part_is_left_over_or_in_a_region(tiny_2019, proposal):
    assert proposal.status == "optimal"
    assert check(tiny_2019, proposal) == []
    assert proposal.aside.members == (LARGEST,)
    assert LARGEST not in proposal.left_over.members
    assert LARGEST not in proposal.region_of()
    assert Proposal.from_dict(proposal.to_dict()) == proposal


def test_outside_is_not_left_over_either(tiny_2019):
    found = search(build_problem(tiny_2019, BASE.with_(outside=("23001", "71001"), left_over="forbid")), time_limit=20)
    assert found.aside.members == ("23001", "71001")
    assert found.left_over.members == ()
    assert check(tiny_2019, found) == []


def test_the_check_sees_another_list_of_who_takes_no_part(tiny_2019, proposal):
    everybody = replace(proposal, aside=type(proposal.aside)())
    assert any("takes no part is listed otherwise" in said for said in check(tiny_2019, everybody))
    first, *others = proposal.regions
    joined = replace(proposal, regions=(replace(first, members=(*first.members, LARGEST)), *others))
    assert any("that takes part" in said for said in check(tiny_2019, joined))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_is_said_drawn_and_written_who_takes_no_part(tiny_2019, proposal, language):
    name = str(tiny_2019.municipalities.loc[LARGEST, "name"])
    assert name in say_verdict(proposal, language)
    shapes = region_shapes(tiny_2019, proposal)
    assert shapes.loc[shapes["state"] == "aside", "name"].to_list() == [name]
    assert (shapes["state"] == "region").sum() == len(proposal.regions)


def test_around_one_that_takes_no_part_is_refused_with_its_name(tiny_2019):
    problem = build_problem(tiny_2019, BASE.with_(outside_above=33_500))
    with pytest.raises(CriteriaError) as refused:
        around(problem, LARGEST)
    assert "Limburg 4" in refused.value.message("nl")
    with pytest.raises(CriteriaError):
        build_problem(tiny_2019, BASE.with_(outside_above=0, youth_partnerships="ignore"))


def test_a_region_says_which_known_cooperation_it_cuts(tiny_2019):
    atlas = states(tiny_2019, midden_cultuur="other")
    problem = build_problem(atlas, BASE.with_(apart=(("23002", "23003"),)))
    found = search(problem, time_limit=20)
    assert check(atlas, found) == []
    cutting = [region for region in found.regions if "midden-cultuur" in region.cuts]
    assert len(cutting) >= 2
    (said,) = say_cuts(found, {"midden-cultuur": "Cultuur Midden"}, "nl")
    assert said == f"Cultuur Midden wordt verdeeld over {len(cutting)} regio's."
    spoiled = replace(found, regions=tuple(replace(region, cuts=()) for region in found.regions))
    assert any("youth cooperations that it cuts" in text for text in check(atlas, spoiled))


def test_a_cooperation_that_may_not_be_cut_lies_in_one_region(tiny_2019):
    atlas = states(tiny_2019, midden_cultuur="other")
    warned = search(build_problem(atlas, BASE.with_(weights={"compactness": 1.0})), time_limit=20)
    whole = search(build_problem(atlas, BASE.with_(weights={"compactness": 1.0}, youth_other="whole")), time_limit=20)
    assert any(region.cuts for region in warned.regions)
    assert not any(region.cuts for region in whole.regions)
    assert check(atlas, whole) == []
    assert whole.objective > warned.objective
    # Told of the other settings, the check sees that it was cut.
    assert any("are cut" in said for said in check(atlas, replace(warned, criteria=whole.criteria)))


def test_one_that_is_too_large_is_a_region_by_itself_and_flagged(tiny_2019):
    atlas = states(tiny_2019, west_afval="other")
    criteria = BASE.with_(max_municipalities=3, youth_other="whole", youth_partnerships="ignore")
    found = search(build_problem(atlas, criteria), time_limit=20)
    (own,) = [region for region in found.regions if region.kept]
    assert own.members == ("11001", "11002", "23001", "23002")
    assert own.breaks == ("max_municipalities",)
    assert check(atlas, found) == []


def test_cooperations_that_overlap_merge_with_each_other_and_with_funded_ones(tiny_2019):
    atlas = states(tiny_2019, midden_cultuur="other", noord_cultuur="other", west_afval="other")
    (union,) = build_problem(atlas, BASE.with_(youth_other="whole", max_municipalities=9)).wholes
    # The funded partnership shares 11001 and 11002 with one of them.
    assert len(union.members) == len({"11001", "11002", "23001", "23002", "71001", "71002", "71003", "23003", "11003"})
    kept = build_problem(atlas, BASE.with_(youth_other="whole", youth_partnerships="keep", max_municipalities=9))
    members = {kept.units[place] for body in kept.wholes for place in body.members}
    assert not members & {"11001", "11002", "11003"}


def test_merging_is_whatever_the_order():
    bodies = [Body("a", "A", frozenset("12")), Body("b", "B", frozenset("34")), Body("c", "C", frozenset("23"))]
    assert {body.members for body in merged_bodies(bodies)} == {frozenset("1234")}
    assert len(merged_bodies(bodies[:2])) == 2


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_region_says_whether_it_reaches_the_norm(proposal, language):
    region = proposal.regions[0]
    met, unmet = say_norm(region, region.inhabitants, language), say_norm(region, region.inhabitants + 1, language)
    assert met != unmet
    assert say_norm(region, None, language) == ""
