"""How many borders lie between two municipalities, and which are neighbours."""

import math

import pytest

from igs_geo.atlas import border_distances
from igs_geo.atlas.contiguity import neighbours, neighbours_of


def by_walking(atlas, start, *, links):
    """Borders crossed from one municipality to all others, ring by ring."""
    near = {nis: set() for nis in atlas.flemish.index}
    for a, b in neighbours(atlas, links=links)[["nis_a", "nis_b"]].itertuples(index=False):
        near[a].add(b)
        near[b].add(a)
    reached, ring, steps = {start: 0}, {start}, 0
    while ring:
        steps += 1
        ring = {other for nis in ring for other in near[nis]} - set(reached)
        reached |= dict.fromkeys(ring, steps)
    return reached


@pytest.mark.parametrize("links", [True, False])
def test_distances_are_those_of_a_walk_ring_by_ring(atlas_2025, links):
    distances = border_distances(atlas_2025, links=links)
    assert (distances == distances.T).all(axis=None)
    for nis in ("24020", "73109", "11002"):
        walked = by_walking(atlas_2025, nis, links=links)
        assert {other: walked.get(other, math.inf) for other in distances.columns} == dict(distances.loc[nis])


def test_an_exclave_is_reached_over_its_link_only(atlas_2025):
    assert math.isinf(border_distances(atlas_2025, links=False).loc["73109", "24020"])
    assert border_distances(atlas_2025).loc["73109", "24020"] < 10
    assert neighbours_of(atlas_2025, "73109") == ["73066"]


def test_squares_that_meet_at_a_corner_are_two_borders_apart(tiny_2025):
    assert border_distances(tiny_2025).loc["11001", "23002"] == 2
    assert neighbours_of(tiny_2025, "23002") == ["11002", "23001", "23003", "71002"]
