"""How many get a partner with youth cooperation, and how many regions are all new."""

from dataclasses import replace

from igs_geo.regions import Criteria, build_problem, search
from igs_geo.regions.analysis.gaining import gain


def test_who_shares_a_region_with_one_that_has_cooperation_gains(tiny_2019):
    criteria = Criteria(edition="2019", frame=None, min_municipalities=2, max_municipalities=4)
    found = search(build_problem(tiny_2019, criteria), time_limit=20)
    members = [("11001", "11002", "23001"), ("71001", "71002"), ("23003",)]
    regions = tuple(replace(found.regions[0], members=own) for own in members)
    states = dict.fromkeys(tiny_2019.flemish.index, "none") | {"11001": "funded", "11002": "other"}
    brings = gain(replace(found, regions=regions), states)
    assert (brings.white, brings.gained, brings.new_regions) == (10, 1, 2)
