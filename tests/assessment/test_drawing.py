"""Drawing: a municipality is in one region at most, what is locked stays, and what is left can be divided."""

from __future__ import annotations

import random

import pytest

from igs_geo.assessment import Bench, DrawnRegion, Scenario
from igs_geo.assessment.scenario import drawing
from igs_geo.assessment.scenario.rest import settings_for_rest
from igs_geo.errors import IgsGeoError
from igs_geo.regions import build_problem, search

A, B, C, D = "11001", "11002", "11003", "11004"


@pytest.fixture
def scenario():
    regions = (DrawnRegion(name="Een", members=(A, B)), DrawnRegion(name="Twee", members=(C,)))
    return Scenario(title="Proef", edition="2019", regions=regions)


def _members(scenario):
    return {region.name: region.members for region in scenario.regions}


def test_a_click_takes_in_takes_out_and_moves(scenario):
    joined = drawing.toggled(scenario, "Een", D)
    assert _members(joined) == {"Een": (A, B, D), "Twee": (C,)}
    assert _members(drawing.toggled(joined, "Een", D)) == _members(scenario)
    assert _members(drawing.toggled(scenario, "Een", C)) == {"Een": (A, B, C), "Twee": ()}


@pytest.mark.parametrize("locked", ["Een", "Twee"])
def test_what_is_locked_stays(scenario, locked):
    held = drawing.locked(scenario, [locked], on=True)
    with pytest.raises(IgsGeoError) as refused:
        drawing.toggled(held, "Een", C)
    assert locked in refused.value.message("nl")
    assert _members(drawing.toggled(drawing.locked(held, [locked], on=False), "Een", C))["Een"] == (A, B, C)


def test_many_at_once_leave_those_where_they_are_that_are_locked(scenario):
    held = drawing.locked(scenario, ["Twee"], on=True)
    joined, stayed = drawing.joined(held, "Een", [C, D])
    assert _members(joined) == {"Een": (A, B, D), "Twee": (C,)}
    assert stayed == (C,)
    more, name = drawing.begun(held, "Een", [A, C])
    assert name == "Een (2)"
    assert _members(more) == {"Een": (B,), "Twee": (C,), "Een (2)": (A,)}


def test_a_name_is_refused_that_another_region_has(scenario):
    with pytest.raises(IgsGeoError, match="called Twee"):
        drawing.changed_region(scenario, "Een", name=" Twee ")
    with pytest.raises(IgsGeoError):
        drawing.changed_region(scenario, "Een", name="\u200b")
    assert _members(drawing.changed_region(scenario, "Een", name="Drie")) == {"Drie": (A, B), "Twee": (C,)}


def test_whatever_is_drawn_is_a_scenario_that_can_be_kept(scenario):
    rng, now = random.Random(3), scenario
    for _ in range(300):
        name = rng.choice([region.name for region in now.regions] or ["Een"])
        nis = rng.choice([A, B, C, D])
        step = rng.choice(["toggle", "begin", "lock", "remove", "empty"])
        try:
            if step == "toggle":
                now = drawing.toggled(now, name, nis)
            elif step == "begin" and len(now.regions) < 6:
                now = drawing.begun(now, "Regio", [nis])[0]
            elif step == "lock":
                now = drawing.locked(now, [name], on=rng.random() < 0.3)
            elif step == "remove" and len(now.regions) > 1:
                now = drawing.removed(now, name)
            elif step == "empty":
                now = drawing.emptied(now, name)
        except IgsGeoError:
            continue
        assert Scenario.model_validate_json(now.to_json()) == now


def test_the_rest_is_divided_around_what_is_drawn(atlas_2025):
    north = ("11008", "11009", "11016", "11022", "11023", "11044", "11053")
    scenario = Scenario(title="Proef", regions=(DrawnRegion(name="Noord", members=north),))
    bench = Bench(atlas_2025, scenario.settings)
    settings = settings_for_rest(bench, scenario)
    problem = build_problem(atlas_2025, settings)
    assert set(north).isdisjoint(problem.units)
    assert set(problem.units) == set(bench.problem.units) - set(north)
    untouched = [body.members for body in bench.youth.funded if not body.members & set(north)]
    assert untouched
    assert {frozenset(group) for group in settings.together} == {one for one in untouched if len(one) > 1}


def test_nothing_is_left_to_divide_where_everybody_has_a_region(tiny_2019):
    everyone = tuple(sorted(tiny_2019.flemish.index))
    scenario = Scenario(title="Proef", edition="2019", regions=(DrawnRegion(name="Alles", members=everyone),))
    with pytest.raises(IgsGeoError):
        settings_for_rest(Bench(tiny_2019, scenario.settings), scenario)


@pytest.mark.slow
def test_a_search_finds_regions_for_the_rest(atlas_2025):
    north = ("11008", "11009", "11016", "11022", "11023", "11044", "11053")
    scenario = Scenario(title="Proef", regions=(DrawnRegion(name="Noord", members=north),))
    settings = settings_for_rest(Bench(atlas_2025, scenario.settings), scenario)
    found = search(build_problem(atlas_2025, settings), time_limit=60)
    taken = {nis for region in found.regions for nis in region.members}
    assert found.regions
    assert taken.isdisjoint(north)
