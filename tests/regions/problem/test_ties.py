"""Of every commuter who crosses a region border, half counts for each side, in the definition and in compiled code."""

import numpy as np
import pytest

from igs_geo.regions import Criteria, build_problem
from igs_geo.regions.kernels.arrays import CRITERIA
from igs_geo.regions.problem.costs import COSTS
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.listing import list_sets
from igs_geo.regions.sets.parts import split


@pytest.fixture(scope="module")
def problem(tiny_2019):
    """The tiny atlas: 300 from 11001 to 11002, 100 back, 50 from 71003 to 71004."""
    return build_problem(
        tiny_2019, Criteria(edition="2019", frame=None, min_municipalities=1, max_municipalities=2, outside=())
    )


@pytest.mark.parametrize(
    ("members", "crossing"),
    [(("11001",), 200), (("11002",), 200), (("11001", "11002"), 0), (("71003",), 25), (("23001",), 0)],
)
def test_half_of_a_crossing_flow_counts_for_each_side(problem, members, crossing):
    assert COSTS["ties"](problem, np.array(problem.places(members))) == pytest.approx(crossing / 450)


def test_a_flow_with_a_municipality_without_a_region_counts_half(problem):
    regions = [("11001",), ("71003", "71004")]
    total = sum(COSTS["ties"](problem, np.array(problem.places(members))) for members in regions)
    assert total == pytest.approx(200 / 450)


def test_compiled_code_counts_the_same(problem):
    for part in split(problem, rules_of(problem)):
        listing = list_sets(part, ("ties",), 10_000)
        units, values = listing.units[0], listing.values[0][0]
        alone = np.flatnonzero(listing.depths[0] == 0)
        for place in alone:
            own = part.units[units[place] : units[place] + 1]
            assert values[place] == pytest.approx(COSTS["ties"](problem, own))
    assert "ties" in CRITERIA
