"""The numbers of a drawn region are those of the search and of the measures, and the best moves are the best."""

from __future__ import annotations

import numpy as np
import pytest

from igs_geo.assessment import Bench, alike, best_moves, move, region_numbers, standing
from igs_geo.assessment.alike import VARIABLES, portrait
from igs_geo.assessment.numbers.moves import breaches
from igs_geo.assessment.numbers.sentences import say_move, say_what_stands_out
from igs_geo.assessment.numbers.touched import HARD
from igs_geo.errors import IgsGeoError
from igs_geo.fragmentation import body_regions, count, measure_borders
from igs_geo.regions import Criteria
from igs_geo.regions.analysis.around import per_inhabitant
from igs_geo.regions.analysis.reasons import reasons
from igs_geo.regions.problem.rules import is_allowed, rules_of
from igs_geo.regions.result.describing import describe

TINY = Criteria(edition="2019", frame="provincie", min_municipalities=1, max_municipalities=4)


@pytest.fixture(scope="module")
def bench(atlas_2025):
    return Bench(atlas_2025, Criteria())


@pytest.fixture(scope="module")
def tiny(tiny_2019):
    return Bench(tiny_2019, TINY)


def _members(atlas, body):
    return set(atlas.memberships.loc[atlas.memberships["partnership"] == body, "nis"])


def test_a_tiny_region_by_hand(tiny):
    # 11001 and 11002 touch, 71001 lies two rows further north
    numbers = region_numbers(tiny, ["11001", "11002", "71001"])
    assert numbers.region.inhabitants == 11_000 + 12_000 + 31_000
    assert numbers.ages == {
        "age_0_2": 330 + 360 + 930, "age_3_5": 330 + 360 + 930, "age_6_11": 660 + 720 + 1860,
        "age_12_17": 660 + 720 + 1860, "age_18_24": 770 + 840 + 2170, "age_25_29": 550 + 600 + 1550,
    }  # fmt: skip
    assert numbers.parts == (("11001", "11002"), ("71001",))
    assert numbers.joining.added == ("23001",)
    assert numbers.reference_regions == {"Regio rr-west": 3}
    assert set(numbers.breaks) == {"contiguous", "frame"}
    # of the 1,300 workers who live there 900 stay at home and 400 cross to the neighbour
    commuting = numbers.commuting
    assert (commuting.at_home, commuting.inside, commuting.outside) == (900, 400, 0)
    assert commuting.stays == 1
    relations = {body.id: (body.relation, body.inside, body.members) for body in numbers.bodies}
    assert relations == {
        "west-afval": ("cut", 2, 4), "zuid-jeugd": ("cut", 2, 3), "noord-cultuur": ("cut", 1, 3),
        "groot-energie": ("around", 3, 12),
    }  # fmt: skip
    assert [(body.id, body.state, body.inside, body.outside) for body in numbers.youth] == [
        ("zuid-jeugd", "funded", ("11001", "11002"), ("11003",))
    ]
    assert numbers.largest == "71001"
    assert numbers.largest_share == pytest.approx(31_000 / 54_000)


def test_every_number_is_that_of_the_search_and_of_the_measures(bench, atlas_2025):
    members = _members(atlas_2025, "igs-noorderkempen") | {"11023"}
    numbers = region_numbers(bench, members)
    problem = bench.problem
    assert numbers.region == describe(problem, problem.places(tuple(members)))
    borders = measure_borders(count(atlas_2025))
    inside = borders[borders["nis_a"].isin(members) & borders["nis_b"].isin(members)]
    assert len(numbers.borders) == (inside["border_strength"] >= HARD).sum()
    bodies = body_regions(count(atlas_2025))
    assert {one.id for one in numbers.bodies} == {
        body for body, own in bodies.items() if own & members and len(own) > 1
    }
    why = reasons(atlas_2025, problem, numbers.region)
    assert numbers.follows == why.follows
    assert numbers.crosses == why.crosses
    found = standing(bench, members)
    assert (found.compared, found.comparable) == (why.compared, why.comparable)
    assert found.comparable > 0
    assert standing(bench, ["33011", "33021", "33037", "33039", "33040"]).comparable > 100


def test_a_city_that_the_settings_leave_out_takes_part_when_it_is_drawn_in(bench):
    numbers = region_numbers(bench, ["44021", "44083"])
    assert numbers.drawn_in == ("44021",)
    assert numbers.region.inhabitants > 200_000
    assert bench.problem_of(["44021"]) is bench.problem_of(["44021", "44083"]), "worked out once"
    assert bench.problem_of(["44083"]) is bench.problem


@pytest.mark.parametrize("members", [[], ["21001"], ["99999"]])
def test_no_members_and_unknown_ones_are_refused(bench, members):
    with pytest.raises(IgsGeoError) as refused:
        region_numbers(bench, members)
    assert refused.value.message("nl").endswith(".")


def _all_moves(bench, members):
    """Every joining and leaving, in the plain way: describe both regions, and ask whether the rules hold."""
    problem = bench.problem
    rules = rules_of(problem)
    own = set(problem.places(tuple(members)))
    now = per_inhabitant(problem, describe(problem, own))
    found = []
    for place in range(len(problem.units)):
        after = own ^ {place}
        touches = bool(own & set(problem.graph[[place]].indices.tolist()))
        if not after or not (place in own or touches) or not is_allowed(problem, rules, tuple(after)):
            continue
        region = describe(problem, after)
        change = per_inhabitant(problem, region) - now
        if change < 0:
            found.append((change, problem.units[place]))
    return sorted(found)[:3]


@pytest.mark.parametrize(
    "members",
    [
        {"71034", "72003", "72038", "72043"},
        {"33011", "33021", "33037", "33039", "33040"},
        {"11004", "11013", "11021", "11025", "11029", "11052"},
    ],
)
def test_the_best_moves_are_the_best_of_all(bench, members):
    assert is_allowed(bench.problem, rules_of(bench.problem), bench.problem.places(tuple(members)))
    found = best_moves(bench, members)
    expected = _all_moves(bench, members)
    assert [one.nis for one in found] == [nis for _, nis in expected]
    assert [one.change for one in found] == pytest.approx([change for change, _ in expected])
    for one in found:
        assert move(bench, members, one.nis) == one
        weights = bench.criteria.named_weights()
        assert sum(weights[name] * one.criteria[name] for name in weights) == pytest.approx(one.change)
        assert say_move(bench, one, "nl")


def test_nothing_is_broken_exactly_where_the_search_allows_a_region(tiny):
    problem, rules = tiny.problem, rules_of(tiny.problem)
    rng = np.random.default_rng(3)
    answers = set()
    for _ in range(300):
        members = tuple(sorted(rng.choice(len(problem.units), int(rng.integers(1, 6)), replace=False).tolist()))
        allowed = is_allowed(problem, rules, members)
        assert (not breaches(problem, rules, members)) == allowed
        answers.add(allowed)
    assert answers == {True, False}


def test_a_region_that_breaks_rules_is_not_led_to_break_others(bench, atlas_2025):
    members = _members(atlas_2025, "igs-noorderkempen")
    (found,) = [one for one in best_moves(bench, members) if one.joins]
    assert bench.names[found.nis] == "Kapellen"
    assert not found.breaks


def test_the_last_member_cannot_leave(tiny):
    assert move(tiny, ["11001"], "11001") is None


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_stands_out_is_the_worst_first(bench, tiny, atlas_2025, language):
    def said(where, members, stands=None):
        return say_what_stands_out(where, region_numbers(where, members), stands, language)

    assert "Kapellen" in said(bench, _members(atlas_2025, "igs-noorderkempen"))
    assert "rr-oost" in said(tiny, ["11002", "11003"])
    assert "Jeugd Zuid" in said(tiny, ["11001", "11002"])
    alone = said(tiny, ["23001"])
    assert alone
    assert "{" not in alone


def test_regions_alike_are_those_at_the_smallest_standardised_distance(bench, atlas_2025):
    members = _members(atlas_2025, "igs-noorderkempen")
    candidates = {"A": ["71034", "72003"], "B": ["33011", "33021", "33037"]}
    found = alike(bench, members, candidates, number=100)
    sets = {body.id: body.members for body in (*bench.youth.funded, *bench.youth.other) if body.members != members}
    table = portrait(bench, sets | candidates)
    own = portrait(bench, {"own": members}).iloc[0]
    scaled = ((table - own) / table.std(ddof=0)).loc[:, table.std(ddof=0) > 0]
    expected = np.sqrt((scaled**2).sum(axis=1)).sort_values()
    assert [one.partnership or one.name for one in found] == list(expected.index)
    assert [one.distance for one in found] == pytest.approx(expected.to_list())
    first = scaled.loc[expected.index[0]].abs().sort_values(kind="stable")
    assert set(found[0].alike) == set(first.index[:2]) or first.iloc[1] == first.iloc[2]
    assert set(table.columns) == set(VARIABLES)
