"""Settings that cannot be met are explained by rules of which every one is needed."""

import pytest

from igs_geo.regions import Criteria, build_problem, explain, search
from igs_geo.regions.analysis.infeasible import conflict
from igs_geo.regions.analysis.possible import Rule, possible
from igs_geo.regions.deadline import Deadline

VOEREN, RIEMST, DIEST, GENK, HASSELT, ANTWERPEN = "73109", "73066", "24020", "71016", "71072", "11002"
BASE = {"min_municipalities": 3, "max_municipalities": 4, "youth_partnerships": "ignore", "left_over": "minimise",
        "outside_above": None, "target": 85_000}  # fmt: skip
PLANTED = {
    "Voeren without its link": ({"left_over": "forbid", "use_links": False}, {"contiguous", "min_municipalities"}),
    "Voeren inside without its link": ({"inside": (VOEREN,), "use_links": False}, {"contiguous", "min_municipalities"}),
    "Voeren with Diest": ({"together": ((VOEREN, DIEST),)}, {"together"}),
    "Genk and Hasselt together and apart": ({"together": ((GENK, HASSELT),), "apart": ((GENK, HASSELT),)},
                                            {"together", "apart"}),
    "Diest inside and all its neighbours outside": (
        {"inside": (DIEST,), "frame": None, "min_municipalities": 2,
         "outside": ("24008", "24134", "71004", "71020", "71037", "71071")},
        {"contiguous", "min_municipalities"}),
    "no municipality has so few": ({"inside": (ANTWERPEN,), "max_inhabitants": 100_000}, {"max_inhabitants"}),
    "no region is that large": ({"inside": (VOEREN,), "min_inhabitants": 600_000, "max_municipalities": 3},
                                {"min_inhabitants", "max_municipalities"}),
    "too many young asked": ({"inside": (VOEREN,), "min_young": 300_000, "max_municipalities": 3},
                             {"min_young", "max_municipalities"}),
    "too few young allowed": ({"inside": (ANTWERPEN,), "max_young": 50_000}, {"max_young"}),
    "two far apart": ({"together": (("35013", "73109"),)}, {"together"}),
    "five in a region of four": ({"together": (("71016", "71072", "71066", "71053", "71024"),)},
                                 {"together", "max_municipalities"}),
    "too few regions": ({"max_regions": 40, "left_over": "forbid"}, {"max_regions", "max_municipalities"}),
    "too many regions": ({"min_regions": 200}, {"min_regions", "min_municipalities"}),
    "middle coast in fours": ({"left_over": "forbid", "min_municipalities": 4}, {"min_municipalities"}),
    "Herstappe alone": ({"inside": ("73028",), "max_municipalities": 1, "min_municipalities": 1,
                         "min_inhabitants": 1_000}, {"max_municipalities", "min_inhabitants"}),
    "region of five only": ({"inside": (VOEREN,), "max_inhabitants": 15_000}, {"max_inhabitants"}),
    "Antwerp alone": ({"inside": (ANTWERPEN,), "max_inhabitants": 545_000}, {"max_inhabitants", "min_municipalities"}),
    "apart from its only neighbour": ({"inside": (VOEREN,), "apart": ((VOEREN, RIEMST),)}, {"apart", "contiguous"}),
    "its only neighbour outside": ({"inside": (VOEREN,), "outside": (RIEMST,)}, {"contiguous", "min_municipalities"}),
    "two frames": ({"frame": "provincie", "together": ((DIEST, "71020"),)}, {"frame", "together"}),
}  # fmt: skip


QUICK = ("too few young allowed",)


@pytest.mark.parametrize(
    "name", [name if name in QUICK else pytest.param(name, marks=pytest.mark.slow) for name in PLANTED]
)
def test_a_planted_conflict_is_found_and_every_rule_in_it_is_needed(atlas_2025, name):
    changes, expected = PLANTED[name]
    problem = build_problem(atlas_2025, Criteria(**BASE | changes))
    proposal = search(problem, time_limit=30)
    assert proposal.status == "infeasible"
    found = conflict(problem, Deadline(60))
    rules = list(found.rules)
    assert expected <= {rule.kind for rule in rules}
    assert possible(problem, rules, Deadline(20)) is False
    assert found.irreducible
    for rule in rules:
        assert possible(problem, [other for other in rules if other != rule], Deadline(20)) is True, rule


def test_the_explanation_names_voeren(atlas_2025):
    problem = build_problem(atlas_2025, Criteria(left_over="forbid", use_links=False))
    found = explain(problem, search(problem, time_limit=30), Deadline(60))
    keys = {key for key, _ in found.reasons}
    assert keys == {"regions.why_contiguous", "regions.why_min_municipalities", "regions.why_cover"}
    assert any(values.get("name") == "Voeren" for _, values in found.reasons)


def test_rules_are_named_by_what_they_are():
    assert Rule("frame") == Rule("frame", -1)
