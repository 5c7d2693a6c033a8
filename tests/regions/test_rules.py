"""Every hard rule holds in every answer, by a check that shares nothing with the search."""

import dataclasses

import pytest

from igs_geo.regions import (
    AnalysisParams,
    Criteria,
    alternatives,
    around,
    build_problem,
    check,
    grow,
    preset,
    presets,
    search,
    stability,
)
from igs_geo.regions.result.proposal import Proposal

SMALL = {"min_municipalities": 3, "max_municipalities": 6}
CASES = {
    "default": {},
    "keep": {"youth_partnerships": "keep"},
    "ignore": {"youth_partnerships": "ignore"},
    "bounds": {"min_inhabitants": 60_000, "max_inhabitants": 150_000, "exempt_above": 200_000},
    "young": {"min_young": 20_000, "max_young": 60_000},
    "forbid": {"left_over": "forbid", "min_municipalities": 2, "outside_above": None},
    "price": {"left_over": "price", "price": 0.3},
    "regions": {"min_regions": 60, "max_regions": 60, "outside_above": None, "target": 85_000},
    "groups": {"together": (("24020", "24134"),), "apart": (("71072", "71016"),), "inside": ("73109",),
               "outside": ("11002",)},
    "people": {"people": "young", "ages": ("age_12_17", "age_18_24")},
    "provinces": {"frame": "vervoerregio", "max_municipalities": 4},
}  # fmt: skip


SLOW = ("young", "regions", "ignore", "people", "price")


@pytest.mark.parametrize(
    "case", [pytest.param(case, marks=pytest.mark.slow) if case in SLOW else case for case in CASES]
)
def test_every_rule_holds_in_the_answer(atlas_2025, case):
    criteria = Criteria(**SMALL | CASES[case])
    proposal = search(build_problem(atlas_2025, criteria), time_limit=90)
    assert check(atlas_2025, proposal) == []
    assert proposal.status == "optimal"


def test_the_check_sees_what_is_wrong(atlas_2025):
    proposal = search(build_problem(atlas_2025, Criteria(**SMALL)), time_limit=20)
    torn = dataclasses.replace(proposal.regions[0], members=(*proposal.regions[0].members[:-1], "73109"))
    spoiled = dataclasses.replace(proposal, regions=(torn, *proposal.regions[1:]))
    found = " ".join(check(atlas_2025, spoiled))
    assert "two regions" in found
    assert "hang together" in found
    assert "frame" in found


def test_a_kept_youth_partnership_in_two_parts_is_flagged(atlas_2025):
    proposal = search(build_problem(atlas_2025, Criteria(youth_partnerships="keep", **SMALL)), time_limit=20)
    region = next(r for r in proposal.regions if r.youth_partnerships == ("igs-noorderkempen",))
    assert region.kept
    assert not region.contiguous
    assert "contiguous" in region.breaks


def test_noorderkempen_is_extended_with_kapellen(atlas_2025):
    proposal = search(build_problem(atlas_2025, Criteria()), time_limit=30)
    region = next(r for r in proposal.regions if "igs-noorderkempen" in r.youth_partnerships)
    assert not region.kept
    assert "11023" in region.members


def test_a_youth_partnership_that_fits_in_no_region_is_kept_and_flagged(atlas_2025):
    proposal = search(build_problem(atlas_2025, Criteria(max_municipalities=5)), time_limit=20)
    region = next(r for r in proposal.regions if "igs-noorderkempen" in r.youth_partnerships)
    assert region.kept
    assert set(region.breaks) >= {"contiguous", "max_municipalities"}
    assert check(atlas_2025, proposal) == []


def test_around_gives_different_regions_that_hold_the_municipality(atlas_2025):
    found = around(build_problem(atlas_2025, Criteria()), "24020", 5)
    assert len(found.regions) == 5
    assert list(found.costs_per_inhabitant) == sorted(found.costs_per_inhabitant)
    for place, region in enumerate(found.regions):
        assert "24020" in region.members
        for other in found.regions[:place]:
            one, two = set(region.members), set(other.members)
            assert len(one & two) / len(one | two) <= 0.7


def test_growing_neteland_adds_neighbours_to_all_its_members(atlas_2025):
    found = grow(build_problem(atlas_2025, Criteria()), "Neteland", 5, 2)
    members = set(found.now.members)
    for extension in found.extensions:
        assert members < set(extension.region.members)
        assert 1 <= len(extension.added) <= 2
        assert extension.region.contiguous


@pytest.mark.slow
def test_alternatives_break_enough_pairs(atlas_2025):
    from igs_geo.regions import broken_share

    problem = build_problem(atlas_2025, Criteria(min_municipalities=3, max_municipalities=4))
    found = alternatives(problem, 2, 0.25, time_limit=30)
    best, others = found.best, found.others
    assert len(others) == 2
    for place, other in enumerate(others):
        assert other.objective >= best.objective - 1e-9
        assert check(atlas_2025, other) == []
        for earlier in (best, *others[:place]):
            assert broken_share(earlier, other) >= 0.25 - 1e-9


def test_stability_is_a_share_and_the_same_with_the_same_seed(atlas_2025):
    problem = build_problem(atlas_2025, Criteria(min_municipalities=3, max_municipalities=4))
    proposal = search(problem, time_limit=20)
    first, second = (
        stability(problem, proposal, params=AnalysisParams(samples=3, seed=5), time_limit=60) for _ in range(2)
    )
    assert first.regions == second.regions
    assert first.solved == 3
    assert all(share is None or 0 <= share <= 1 for share in first.regions)


def test_presets_are_valid_and_the_default_one_is_the_default_criteria():
    assert preset("default").criteria == Criteria()
    assert len(presets()) >= 3
    for item in presets().values():
        assert set(item.names) == {"nl", "en"}
        assert Criteria.from_json(item.criteria.to_json()) == item.criteria


def test_a_proposal_survives_json(atlas_2025):
    proposal = search(build_problem(atlas_2025, Criteria(min_municipalities=3, max_municipalities=4)), time_limit=20)
    assert Proposal.from_dict(proposal.to_dict()).to_json() == proposal.to_json()


def test_a_time_limit_is_kept(atlas_2019):
    criteria = Criteria(edition="2019", frame=None, max_municipalities=7, min_inhabitants=50_000, left_over="forbid",
                        max_inhabitants=250_000, exempt_above=200_000, youth_partnerships="ignore")  # fmt: skip
    proposal = search(build_problem(atlas_2019, criteria), time_limit=2)
    assert proposal.seconds < 12
    assert proposal.status in ("optimal", "feasible", "unknown")
