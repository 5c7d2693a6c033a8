"""Every rule of the checker says one spoiled proposal, in both of its ways, and nothing of a good one."""

from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from instances import feasible, random_problem

from igs_geo.regions import Criteria, RejectedProposal, build_problem, check, check_against
from igs_geo.regions.problem.participation import EVERYBODY_TAKES_PART
from igs_geo.regions.result.assembling import Outcome, assemble
from igs_geo.regions.result.checker import accepted
from igs_geo.regions.result.defects import RULES
from igs_geo.regions.result.proposal import LeftOver, Proposal

A, B, C = ("11001", "11002", "11003"), ("23001", "23002"), ("23003", "23004")
D = ("71001", "71002", "71003", "71004")
"""A good division of the tiny atlas inside provinces: 11004 is left over, A is its youth partnership."""
BASE = {"edition": "2019", "frame": "provincie", "min_municipalities": 2, "max_municipalities": 4, "target": 40_000}


@dataclass(frozen=True)
class Case:
    """A division, with the settings and the change that spoil it, and what the checker has to say."""

    rule: str
    values: dict = field(default_factory=dict)
    asked: dict = field(default_factory=dict)
    regions: tuple = (A, B, C, D)
    kept: tuple = ()
    spoil: object = None
    ways: tuple = ("atlas", "problem")


def region(place, **changes):
    """A change of one region; where it changes the cost, the objective follows."""

    def spoil(proposal):
        regions = list(proposal.regions)
        regions[place] = replace(regions[place], **changes)
        return replace(proposal, regions=tuple(regions))

    return spoil


def dearer(proposal, **changes):
    """The same with an objective of 1 more, and all that follows from it."""
    value = proposal.objective + 1
    return replace(proposal, objective=value, objective_per_inhabitant=value, bound=value, **changes)


def dearer_region(proposal):
    first, *others = proposal.regions
    return dearer(proposal, regions=(replace(first, cost=first.cost + 1), *others))


def with_empty(proposal):
    return replace(proposal, regions=(*proposal.regions, replace(proposal.regions[0], members=(), name="x", cost=0.0)))


def with_unknown(proposal):
    return region(1, members=(*B, "99999"))(proposal)


def left(**changes):
    return lambda proposal: replace(proposal, left_over=replace(proposal.left_over, **changes))


def nothing(status):
    return lambda p: Proposal(
        status, None, None, None, None, 1.0, p.criteria, (), LeftOver(fewest_proven=False), 1.0, 1
    )


def but(**changes):
    return lambda proposal: replace(proposal, **changes)


CASES = [
    Case("settings", spoil=lambda p: replace(p, criteria=p.criteria.with_(target=50_000)), ways=("problem",)),
    Case("edition", {"asked": "2025", "edition": "2019"}, ways=("atlas",),
         spoil=lambda p: replace(p, criteria=p.criteria.with_(edition="2025"))),
    Case("found_nothing", {"status": "unknown"}, spoil=but(status="unknown")),
    Case("found_nothing", {"status": "infeasible"}, spoil=but(status="infeasible", objective=None, gap=None)),
    Case("false_infeasible", asked={"youth_partnerships": "ignore"}, spoil=nothing("infeasible")),
    Case("false_infeasible", asked={"youth_partnerships": "ignore", "left_over": "price", "price": 1},
         spoil=nothing("infeasible")),
    Case("no_objective", spoil=but(objective=None)),
    Case("empty", {"name": "x"}, spoil=with_empty),
    Case("unknown_unit", {"name": "Vlaams-Brabant 2 – Vlaams-Brabant 1", "nis": "99999"}, spoil=with_unknown),
    Case("two_regions", {"nis": "23002"}, regions=(A, B, ("23002", *C), D)),
    Case("two_regions", {"nis": "11001"}, spoil=region(0, members=(*A, "11001"), inhabitants=36_000)),
    Case("left_over_list", spoil=left(members=(), inhabitants=0)),
    Case("left_over_list", spoil=left(members=("11004", "11001"), inhabitants=25_000)),
    Case("left_over_people", spoil=left(inhabitants=1)),
    Case("left_over_price", spoil=lambda p: dearer(left(cost=1.0)(p))),
    Case("left_over_forbidden", {"codes": "11004"}, {"left_over": "forbid"}),
    Case("contiguous", {"name": "Limburg 4 – Limburg 2"}, regions=(A, B, C, ("71001", "71002", "71004"))),
    Case("frame", {"name": "Vlaams-Brabant 4 – Vlaams-Brabant 3"}, regions=(A, B, (*C, "11004"), D)),
    Case("min_municipalities", {"name": "Vlaams-Brabant 2 – Vlaams-Brabant 1"}, {"min_municipalities": 3},
         regions=(A, B, D)),
    Case("max_municipalities", {"name": "Limburg 4 – Limburg 3"}, {"max_municipalities": 3}),
    Case("min_inhabitants", {"name": "Jeugd Zuid"}, {"min_inhabitants": 36_001}),
    Case("max_inhabitants", {"name": "Limburg 4 – Limburg 3"}, {"max_inhabitants": 129_999}),
    Case("max_inhabitants", {"name": "Limburg 4 – Limburg 3"}, {"max_inhabitants": 129_999, "exempt_above": 34_000}),
    Case("min_young", {"name": "Jeugd Zuid"}, {"min_young": 10_801}),
    Case("max_young", {"name": "Limburg 4 – Limburg 3"}, {"max_young": 38_999}),
    Case("apart", {"name": "Limburg 4 – Limburg 3", "codes": "71001 71003"}, {"apart": (("71001", "71003"),)}),
    Case("kept_ignored", {"name": "Jeugd Zuid"}, {"youth_partnerships": "ignore"}, kept=(A,)),
    Case("kept_other", {"name": "Vlaams-Brabant 2 – Vlaams-Brabant 1"}, {"youth_partnerships": "keep"}, kept=(A, B)),
    Case("kept_needless", {"name": "Jeugd Zuid"}, kept=(A,)),
    Case("figures", {"name": "Jeugd Zuid"}, spoil=region(0, inhabitants=36_001)),
    Case("figures", {"name": "Jeugd Zuid"}, spoil=region(0, young=10_801)),
    Case("pieces", {"name": "Jeugd Zuid"}, spoil=region(0, contiguous=False)),
    Case("breaks", {"name": "Jeugd Zuid"}, spoil=region(0, breaks=("frame",))),
    Case("breaks", {"name": "Jeugd Zuid"}, {"youth_partnerships": "keep", "min_inhabitants": 40_000}, kept=(A,),
         spoil=region(0, breaks=())),
    Case("youth_inside", {"name": "Jeugd Zuid"}, spoil=region(0, youth_partnerships=())),
    Case("cost", {"name": "Jeugd Zuid"}, spoil=dearer_region),
    Case("inside", {"nis": "11004"}, {"inside": ("11004",)}),
    # Who is outside and has to be together with others is in the sums, and may be in no region all the same.
    Case("outside", {"nis": "23001"}, {"outside": ("23001",), "together": (("23001", "23002"),)}),
    Case("unknown_unit", {"name": "Limburg 3 – Limburg 2", "nis": "71004"}, {"outside_above": 33_500},
         regions=(A, B, C, ("71001", "71002", "71003")), spoil=region(3, members=D)),
    Case("aside", asked={"outside_above": 33_500}, regions=(A, B, C, ("71001", "71002", "71003")),
         spoil=but(aside=EVERYBODY_TAKES_PART)),
    Case("cuts", {"name": "Jeugd Zuid"}, spoil=region(0, cuts=("oud-sport",))),
    Case("together", {"codes": "11003 11004"}, {"together": (("11003", "11004"),)}),
    Case("together", {"codes": "23001 23003"}, {"together": (("23001", "23003"),)}),
    Case("youth_keep", {"body": "zuid-jeugd"}, {"youth_partnerships": "keep"}),
    Case("youth_extend", {"body": "zuid-jeugd"}, regions=(("11001", "11002"), B, C, D)),
    Case("youth_extend", {"body": "zuid-jeugd"}, regions=(("11001", "11002"), ("11003", "11004"), B, C, D)),
    Case("min_regions", asked={"min_regions": 5}),
    Case("max_regions", asked={"max_regions": 3}),
    Case("sum", spoil=dearer),
    Case("per_inhabitant", spoil=but(objective_per_inhabitant=0.0)),
    Case("per_inhabitant", spoil=but(objective_per_inhabitant=None)),
    Case("bound_above", spoil=lambda p: replace(p, bound=p.objective + 1)),
    Case("bound_above", spoil=lambda p: replace(p, bound=p.objective * (1 + 1e-7))),
    Case("bound_early", spoil=left(fewest_proven=False)),
    Case("gap", spoil=but(status="feasible", gap=0.5)),
    Case("gap", spoil=but(status="feasible", bound=None, gap=0.5)),
    Case("gap", spoil=but(status="feasible", gap=None)),
    Case("status", {"status": "feasible", "gap": 0.0}, spoil=but(status="feasible")),
    Case("status", {"status": "optimal", "gap": 0.5}, spoil=lambda p: replace(p, bound=p.objective / 2, gap=0.5)),
    Case("status", {"status": "optimal", "gap": 2e-6},
         spoil=lambda p: replace(p, bound=p.objective * (1 - 2e-6), gap=2e-6)),
    Case("status", {"status": "optimal", "gap": None}, spoil=but(bound=None, gap=None)),
]  # fmt: skip


def proposed(problem, regions, kept=()):
    places = [(problem.places(members), members in kept) for members in regions]
    loose = assemble(problem, places, Outcome(None, fewest_proven=True, seconds=1.0, time_limit=1.0, threads=1))
    return replace(loose, status="optimal", bound=loose.objective, gap=0.0)


def found(way, atlas, problem, proposal):
    return check(atlas, proposal) if way == "atlas" else check_against(problem, proposal)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.rule)
def test_a_spoiled_proposal_gives_exactly_its_message(tiny_2019, case):
    problem = build_problem(tiny_2019, Criteria(**BASE | case.asked))
    proposal = proposed(problem, case.regions, case.kept)
    spoiled = case.spoil(proposal) if case.spoil else proposal
    for way in case.ways:
        assert found(way, tiny_2019, problem, spoiled) == [RULES[case.rule].format(**case.values)]


def test_every_message_is_tested():
    # What may not be cut is tried with the other rules on who takes part.
    assert {case.rule for case in CASES} | {"youth_whole"} == set(RULES)


GOOD = {
    "as it is": ({}, (A, B, C, D), ()),
    "kept": ({"youth_partnerships": "keep"}, (A, B, C, D), (A,)),
    "kept though too small": ({"youth_partnerships": "keep", "min_inhabitants": 40_000}, (A, B, C, D), (A,)),
    "held, because no region has it": ({"min_inhabitants": 40_000, "max_municipalities": 3}, (A, B, C), (A,)),
    "held, because one of it is outside": ({"outside": ("11001",)}, (A, B, C, D), (A,)),
    "kept with two that are apart": ({"youth_partnerships": "keep", "apart": (A,)}, (A, B, C, D), (A,)),
    "kept with one that is outside": ({"youth_partnerships": "keep", "outside": A[:1]}, (A, B, C, D), (A,)),
    "ignored": ({"youth_partnerships": "ignore"}, (("11001", "11002"), B, C, D), ()),
    "exempt": ({"max_inhabitants": 100_000, "exempt_above": 33_999}, (A, B, C, D), ()),
    "everyone but who is outside": ({"left_over": "forbid", "outside": ("11004",)}, (A, B, C, D), ()),
    "with a price": ({"left_over": "price", "price": 0.5}, (A, B, C, D), ()),
    "with a price in square kilometres": (
        {"left_over": "price", "price": 0.5, "objective": "compactness", "people": "young"}, (A, B, C, D), ()),
    "distances": ({"objective": "pairwise-distance"}, (A, B, C, D), ()),
    "splits": ({"objective": "splits", "split_layers": ("division:politiezone",)}, (A, B, C, D), ()),
    "across a link": ({"extra_links": (("71002", "71004"),)}, (A, B, C, ("71001", "71002", "71004")), ()),
    "in pieces": ({"contiguous": False}, (A, B, C, ("71001", "71002", "71004")), ()),
    "without a frame": ({"frame": None}, (A, B, (*C, "11004"), D), ()),
    "bounds that are met exactly": (
        {"min_municipalities": 2, "max_municipalities": 4, "min_inhabitants": 36_000, "max_inhabitants": 130_000,
         "min_young": 10_800, "max_young": 39_000, "min_regions": 4, "max_regions": 4}, (A, B, C, D), ()),
    "together and inside": ({"together": (B, ("71001", "71004")), "inside": ("11001",)}, (A, B, C, D), ()),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("way", ["atlas", "problem"])
def test_a_good_proposal_gives_no_message(tiny_2019, name, way):
    asked, regions, kept = GOOD[name]
    problem = build_problem(tiny_2019, Criteria(**BASE | asked))
    assert found(way, tiny_2019, problem, proposed(problem, regions, kept)) == []


@pytest.mark.parametrize("way", ["atlas", "problem"])
def test_longer_borders_can_be_asked(tiny_2019, way):
    problem = build_problem(tiny_2019, Criteria(**BASE | {"min_border_m": 5_000}))
    broken = found(way, tiny_2019, problem, proposed(problem, (A, B, C, D)))
    assert len(broken) == 4
    assert all("hang together" in message for message in broken)


@pytest.mark.parametrize("status", ["infeasible", "unknown"])
def test_nothing_found_is_no_mistake_where_something_is_required(tiny_2019, status):
    for asked in ({"left_over": "forbid"}, {"inside": ("11001",)}, {"together": (B,)}, {"min_regions": 1}, {}):
        criteria = Criteria(**BASE | {"youth_partnerships": "ignore" if asked else "extend"} | asked)
        problem = build_problem(tiny_2019, criteria)
        nobody = nothing(status)(proposed(problem, (A,)))
        assert check_against(problem, nobody) == check(tiny_2019, nobody) == []


@settings(max_examples=100, deadline=None)
@given(data=st.data(), seed=st.integers(0, 30))
def test_a_region_passes_when_it_is_feasible_by_definition(data, seed):
    number = st.none() | st.integers(0, 120_000)
    heads = sorted(value for value in data.draw(st.tuples(number, number)) if value is not None)
    codes = [f"{place:05d}" for place in range(8)]
    criteria = Criteria(
        min_municipalities=data.draw(st.integers(1, 2)),
        max_municipalities=data.draw(st.integers(2, 5)),
        min_inhabitants=heads[0] if heads else None,
        max_inhabitants=heads[-1] if len(heads) > 1 else None,
        exempt_above=data.draw(st.none() | st.integers(30_000, 60_000)),
        max_young=data.draw(st.none() | st.integers(0, 60_000)),
        contiguous=data.draw(st.booleans()),
        apart=((codes[0], codes[1]),) if data.draw(st.booleans()) else (),
        outside=(codes[2],) if data.draw(st.booleans()) else (),
        youth_partnerships="ignore",
    )
    problem = random_problem(seed, 8, criteria, frames=data.draw(st.integers(1, 2)))
    members = sorted(data.draw(st.sets(st.integers(0, 7), min_size=1, max_size=6)))
    proposal = proposed(problem, [tuple(codes[place] for place in members)])
    assert (check_against(problem, proposal) == []) == feasible(problem, np.array(members))


def test_a_rejected_proposal_is_not_handed_on_and_goes_to_the_log(tiny_2019, caplog):
    problem = build_problem(tiny_2019, Criteria(**BASE))
    proposal = proposed(problem, (A, B, C, D))
    assert accepted(problem, proposal) is proposal
    with pytest.raises(RejectedProposal) as caught:
        accepted(problem, proposed(problem, (A, B, (*C, "11004"), D)))
    assert caught.value.broken == ("Vlaams-Brabant 4 – Vlaams-Brabant 3 crosses the frame",)
    assert "crosses the frame" in caplog.text
    assert "niet getoond" in caught.value.message("nl")
