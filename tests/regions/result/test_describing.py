"""What is told of a division follows from its members and the problem: names, sums, order, price, bound, sentences."""

import json
from dataclasses import replace

import numpy as np
import pytest
from instances import random_problem

from igs_geo.regions import Criteria, Proposal, build_problem, say_reasons, say_verdict
from igs_geo.regions.problem.costs import cost, criteria_values, unit
from igs_geo.regions.problem.problem import YouthPartnership
from igs_geo.regions.result.assembling import Outcome, assemble, nothing
from igs_geo.regions.result.describing import describe
from igs_geo.regions.result.ground import Ground
from igs_geo.regions.result.shapes import as_geojson, region_shapes

OPEN = Criteria(frame=None, min_municipalities=2, max_municipalities=4, youth_partnerships="ignore", target=60_000)
KNOWN = Outcome(bound=None, fewest_proven=True, seconds=1.5, time_limit=60.0, threads=2, sets=12)


def problem_of(criteria=OPEN, **changes):
    problem = random_problem(3, 8, criteria, frames=2)
    return replace(problem, inhabitants=np.array([5, 9, 7, 9, 1, 2, 3, 4]) * 1_000, **changes)


def test_a_region_is_named_after_its_largest_municipalities_in_their_order():
    problem = problem_of()
    assert describe(problem, [0, 1, 2, 3]).name == "unit 1 – unit 3"
    assert describe(problem, (4, 7, 6)).name == "unit 7 – unit 6"
    assert describe(problem, [5]).name == "unit 5"


def test_a_region_is_named_after_the_partnerships_that_lie_inside():
    bodies = (YouthPartnership("a", "Alfa", (0, 1)), YouthPartnership("b", "Beta", (2,)),
              YouthPartnership("c", "Gamma", (3, 4)))  # fmt: skip
    problem = problem_of(youth=bodies)
    region = describe(problem, [3, 2, 1, 0])
    assert (region.name, region.youth_partnerships) == ("Alfa + Beta", ("a", "b"))
    assert describe(problem, [3, 5]).youth_partnerships == ()


def test_the_sums_of_a_region_are_those_of_its_members():
    problem = problem_of()
    places = np.array([1, 4, 6])
    region = describe(problem, [6, 1, 4])
    assert region.members == ("00001", "00004", "00006")
    assert region.municipalities == 3
    assert region.inhabitants == 13_000
    assert region.young == problem.young[places].sum()
    assert region.cost == pytest.approx(cost(problem, places))
    assert region.criteria == pytest.approx(criteria_values(problem, places))


def test_only_a_kept_region_is_said_to_break_rules():
    problem = problem_of(OPEN.with_(min_inhabitants=50_000))
    assert describe(problem, [4, 5]).breaks == ()
    kept = describe(problem, [4, 5], kept=True)
    assert kept.kept
    assert "min_inhabitants" in kept.breaks
    assert not describe(problem, [4, 5]).kept


def assembled(criteria=OPEN, regions=((2, 3), (0, 1)), problem=None, **outcome):
    problem = problem or problem_of(criteria)
    return problem, assemble(problem, [(region, False) for region in regions], replace(KNOWN, **outcome))


def test_regions_stand_in_the_order_of_their_frame_and_members():
    problem = problem_of(frames=np.array([1, 1, 0, 0, 1, 1, 0, 0]))
    _, proposal = assembled(regions=((4, 5), (0, 1), (6, 7), (2, 3)), problem=problem)
    assert [region.members[0] for region in proposal.regions] == ["00002", "00006", "00000", "00004"]
    assert proposal.left_over.members == ()
    assert proposal.left_over.inhabitants == 0


def test_who_is_left_over_is_counted_and_priced():
    problem, proposal = assembled(OPEN.with_(left_over="price", price=2.0, objective="compactness"))
    assert proposal.left_over.members == ("00004", "00005", "00006", "00007")
    assert proposal.left_over.inhabitants == 10_000
    price = 2.0 * unit(problem) * 10_000 / 40_000
    assert proposal.left_over.cost == pytest.approx(price)
    assert proposal.objective == pytest.approx(sum(region.cost for region in proposal.regions) + price)
    _, free = assembled()
    assert free.left_over.cost == 0
    assert free.left_over.inhabitants == 10_000


@pytest.mark.parametrize("objective", ["weighted", "compactness", "cohesion", "pairwise-distance", "unweighted-ssd"])
def test_a_bound_is_on_the_scale_of_the_objective(objective):
    criteria = OPEN.with_(objective=objective)
    problem, proposal = assembled(criteria)
    total = proposal.objective / unit(problem)
    _, half = assembled(criteria, bound=total / 2)
    assert half.bound == pytest.approx(proposal.objective / 2)
    assert (half.status, half.gap) == ("feasible", pytest.approx(0.5))
    # A bound above what was found is what was found, and that is proven then.
    for bound in (total, 2 * total):
        _, whole = assembled(criteria, bound=bound)
        assert (whole.status, whole.gap, whole.bound) == ("optimal", 0.0, whole.objective)
    per = problem.total_people if objective in {"compactness", "pairwise-distance", "unweighted-ssd"} else 1
    assert proposal.objective_per_inhabitant == pytest.approx(proposal.objective / per)


@pytest.mark.parametrize("outcome", [{}, {"bound": -np.inf}, {"bound": 0.1, "fewest_proven": False}])
def test_where_nothing_is_known_no_bound_is_told(outcome):
    _, proposal = assembled(**outcome)
    assert (proposal.status, proposal.bound, proposal.gap) == ("feasible", None, None)
    assert proposal.left_over.fewest_proven == outcome.get("fewest_proven", True)
    assert (proposal.seconds, proposal.time_limit, proposal.threads, proposal.sets) == (1.5, 60.0, 2, 12)


@pytest.mark.parametrize("status", ["infeasible", "unknown"])
def test_nothing_found_is_told_without_numbers(status):
    proposal = nothing(problem_of(OPEN), status, KNOWN)
    assert (proposal.status, proposal.regions, proposal.objective, proposal.bound) == (status, (), None, None)
    assert not proposal.left_over.fewest_proven
    assert (proposal.seconds, proposal.time_limit, proposal.threads, proposal.sets) == (1.5, 60.0, 2, 12)
    assert "1.5 s" in say_verdict(proposal, "en")


def test_a_verdict_tells_the_regions_the_gap_and_who_is_left_over():
    _, open_ = assembled()
    assert "not proven yet" in say_verdict(open_, "en")
    assert "4 municipalities are left over, 10,000 inhabitants" in say_verdict(open_, "en")
    assert "10.000 inwoners" in say_verdict(open_, "nl")
    for gap, said in ((0.25, "25.0%"), (0.001, "0.1%"), (0.00042, "0.042%")):
        assert said in say_verdict(replace(open_, gap=gap, bound=1.0), "en").replace("\xa0", "").replace(" %", "%")
    _, best = assembled(regions=((0, 1), (2, 3), (4, 5), (6, 7)), bound=np.finfo(float).max)
    assert say_verdict(best, "en").startswith("4 regions, proven optimal (1.5 s)")
    assert "left over" not in say_verdict(best, "en")


def test_reasons_are_told_with_numbers_as_the_reader_writes_them():
    proposal = nothing(problem_of(OPEN), "infeasible", KNOWN)
    assert say_reasons(proposal, "nl") == []
    told = replace(proposal, reasons=(("regions.why_min_inhabitants", {"value": 125_000}),))
    first, second = say_reasons(told, "nl")
    assert second.startswith("– ")
    assert "125.000" in second
    assert "125,000" in say_reasons(told, "en")[1]
    assert first


def test_a_proposal_becomes_plain_values_and_back():
    criteria = OPEN.with_(left_over="price", price=2.0, youth_partnerships="keep")
    problem = problem_of(criteria, youth=(YouthPartnership("a", "Alfa", (0, 1)),))
    proposal = assemble(problem, [((0, 1), True), ((2, 3), False)], replace(KNOWN, bound=0.01))
    proposal = replace(proposal, reasons=(("regions.why_frame", {"frame": "x"}),))
    assert Proposal.from_dict(json.loads(proposal.to_json())) == proposal
    table = proposal.table()
    assert table["members"].tolist() == [" ".join(region.members) for region in proposal.regions]
    assert sorted(table["youth_partnerships"]) == ["", "a"]
    assert table["cost"].sum() == pytest.approx(sum(region.cost for region in proposal.regions))
    assert table["cohesion"].tolist() == [region.criteria["cohesion"] for region in proposal.regions]
    assert proposal.region_of() == {nis: n for n, region in enumerate(proposal.regions) for nis in region.members}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"frame": "politiezone"},
        {"use_links": False, "min_border_m": 6_000.0},
        {"extra_links": (("11001", "71002"),)},
        {"people": "young"},
    ],
)
def test_the_facts_straight_from_the_tables_are_those_that_the_search_had(tiny_2025, changes):
    criteria = Criteria(population_year=2020, frame=None, min_municipalities=2).with_(**changes)
    ground = Ground.of_atlas(tiny_2025, criteria)
    searched = Ground.of_problem(build_problem(tiny_2025, criteria))
    assert ground.inhabitants == searched.inhabitants
    assert ground.young == searched.young
    assert ground.youth == searched.youth
    counted = ground.young if "people" in changes else ground.inhabitants
    assert ground.people == searched.people == sum(counted.values())
    assert {nis: set(near) for nis, near in ground.near.items()} == searched.near
    assert (ground.areas is None) == (searched.areas is None) == ("frame" not in changes)
    if ground.areas is not None:
        same = {(ground.areas[nis], searched.areas[nis]) for nis in searched.areas}
        assert len(same) == len(set(ground.areas.values())) == len(set(searched.areas.values()))


def test_a_proposal_on_a_map_has_the_shape_of_all_members(tiny_2025):
    criteria = Criteria(population_year=2020, frame=None, min_municipalities=2, youth_partnerships="ignore")
    problem = build_problem(tiny_2025, criteria)
    pairs = [problem.places(codes) for codes in (("11001", "11002"), ("23001", "23002", "71001"))]
    proposal = assemble(problem, [(pair, False) for pair in pairs], KNOWN)
    shapes = region_shapes(tiny_2025, proposal)
    regions = shapes[shapes["region"].notna()]
    assert regions["region"].tolist() == [1, 2]
    assert regions.area.tolist() == pytest.approx([50e6, 75e6])
    assert shapes.attrs["criteria"] == criteria.to_dict()
    collection = json.loads(as_geojson(shapes, {"criteria": {"price": np.float64(2.0)}}))
    assert collection["criteria"] == {"price": 2.0}
    west, south, east, north = np.array(
        [np.array(place["geometry"]["coordinates"]).reshape(-1, 2)[0] for place in collection["features"][:2]]
    ).T.ravel()[[0, 2, 1, 3]]
    assert 2 < west < 7
    assert 2 < east < 7
    assert 50 < south < 52
    assert 50 < north < 52
