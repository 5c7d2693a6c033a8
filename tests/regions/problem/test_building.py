"""A problem has the numbers of the atlas, and the presets of the data, the default one first."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from igs_geo.atlas.standing import DEFAULT_PRESET
from igs_geo.regions import Criteria, build_problem, presets
from igs_geo.regions.problem.layering import BodyLayer, GroupLayer

CRITERIA = Criteria(population_year=2020, frame=None, youth_partnerships="ignore")


def test_the_default_preset_comes_first_and_the_others_by_code():
    first, *others = presets()
    assert first == DEFAULT_PRESET
    assert others == sorted(others)
    assert others


def test_distances_are_in_kilometres(tiny_2025):
    problem = build_problem(tiny_2025, CRITERIA)
    (a, b, c) = problem.places(("11001", "11002", "71001"))
    # The squares are 5 by 5 km.
    assert np.hypot(*(problem.xy[a] - problem.xy[b])) == pytest.approx(5.0)
    assert np.hypot(*(problem.xy[a] - problem.xy[c])) == pytest.approx(10.0)


def test_commuters_are_those_between_two_municipalities_of_the_problem(tiny_2025):
    problem = build_problem(tiny_2025, CRITERIA)
    a, b = problem.places(("11001", "11002"))
    flows = problem.flows.toarray()
    assert (flows[a, b], flows[b, a]) == (300, 100)
    assert flows.sum() == problem.total_flow == 400
    # Half of the 300 who leave and of the 100 who come.
    assert problem.half_flow[a] == 200
    assert (problem.flows.diagonal() == 0).all()


def test_people_are_those_of_the_year_and_the_ages(tiny_2025):
    problem = build_problem(tiny_2025, CRITERIA.with_(people="young"))
    heads = tiny_2025.inhabitants(2020)
    assert problem.inhabitants.tolist() == [heads[nis] for nis in problem.units]
    assert problem.people.tolist() == problem.young.tolist()
    assert build_problem(tiny_2025, CRITERIA).people.tolist() == problem.inhabitants.tolist()
    younger = build_problem(tiny_2025, CRITERIA.with_(ages=("age_0_2", "age_3_5")))
    assert (younger.young < problem.young).all()


def test_only_neighbours_with_a_long_enough_border_may_share_a_region(tiny_2025):
    def pairs(**more):
        problem = build_problem(tiny_2025, CRITERIA.with_(**more))
        return {(problem.units[a], problem.units[b]) for a, b in problem.edges.tolist()}

    plain = pairs()
    assert ("11001", "11002") in plain
    assert ("11001", "23002") not in plain
    assert all(a < b for a, b in plain)
    assert pairs(min_border_m=6_000.0) < plain
    assert pairs(extra_links=(("71001", "11001"),)) == plain | {("11001", "71001")}


def test_frames_are_the_regions_of_a_division(tiny_2025):
    problem = build_problem(tiny_2025, CRITERIA.with_(frame="politiezone"))
    assert len(problem.frame_names) == 5
    names = [problem.frame_names[frame] for frame in problem.frames]
    zone = dict(zip(problem.units, names, strict=True))
    assert zone["11001"] == zone["11004"] == "Regio pz-1"
    assert zone["23001"] != zone["23003"]


def test_what_splits_looks_at_are_the_layers_asked_for(tiny_2025):
    assert build_problem(tiny_2025, CRITERIA.with_(objective="ties")).layers == ()
    criteria = CRITERIA.with_(
        split_layers=("division:politiezone", "partnerships:cultuur", "division:igs_lokaal_woonbeleid")
    )
    zones, culture, homes = build_problem(tiny_2025, criteria).layers
    assert isinstance(zones, GroupLayer)
    assert isinstance(culture, BodyLayer)
    assert len(np.unique(zones.labels)) == 5
    population = tiny_2025.frames["population"]
    students = population["age_18_24"] + 3_000 * (population["nis"] == "23001")
    atlas = replace(tiny_2025, frames={**tiny_2025.frames, "population": population.assign(age_18_24=students)})
    for people in ("inhabitants", "young"):
        counted = build_problem(atlas, criteria.with_(people=people))
        heads = np.bincount(zones.labels, weights=counted.people)
        assert counted.layers[0].entropy == pytest.approx(stats.entropy(heads))
    problem = build_problem(tiny_2025, criteria)
    for body in ("midden-cultuur", "noord-cultuur"):
        own = set(tiny_2025.memberships.loc[tiny_2025.memberships["partnership"] == body, "nis"])
        columns = [{problem.units[place] for place in np.flatnonzero(column)} for column in culture.members.T]
        assert any(own >= column for column in columns)
    # Who is in no group is a group alone.
    sizes = np.bincount(homes.labels)
    assert sorted(sizes[sizes > 0].tolist()) == [1] * 8 + [3]


def test_youth_partnerships_are_the_funded_ones(tiny_2025):
    (body,) = build_problem(tiny_2025, CRITERIA).youth
    assert body.id == "zuid-jeugd"
    assert body.name == "Jeugd Zuid"
    problem = build_problem(tiny_2025, CRITERIA)
    assert [problem.units[place] for place in body.members] == ["11001", "11002", "11003"]


def test_a_problem_that_differs_has_another_fingerprint(tiny_2025):
    problem = build_problem(tiny_2025, CRITERIA)
    same = build_problem(tiny_2025, CRITERIA.with_(objective="ties"))
    assert problem.fingerprint == same.fingerprint
    for change in (
        {"inhabitants": problem.inhabitants + 1},
        {"young": problem.young + 1},
        {"xy": problem.xy + 1},
        {"edges": problem.edges[1:]},
        {"frames": problem.frames + 1},
        {"flows": problem.flows * 2},
        {"jaccard": problem.jaccard * 0.5},
        {"youth": ()},
        {"held": frozenset({"zuid-jeugd"})},
    ):
        assert replace(problem, **change).fingerprint != problem.fingerprint
