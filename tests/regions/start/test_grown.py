"""How regions are grown on maps of a few units that are drawn by hand: who begins, who comes along, who is added."""

from dataclasses import replace

import numpy as np
import pytest
from instances import random_problem

from igs_geo.regions import Criteria
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.start.growing import grow_regions

PAIRS = Criteria(frame=None, youth_partnerships="ignore", min_municipalities=2, max_municipalities=2, target=60_000)


def grown(edges, xy=None, heads=None, criteria=PAIRS, **more):
    size = 1 + max(max(edge) for edge in edges)
    heads = np.full(size, 10_000) if heads is None else np.array(heads)
    problem = random_problem(1, size, criteria, layers=False)
    problem = replace(
        problem,
        edges=np.array(sorted(tuple(sorted(edge)) for edge in edges)),
        xy=np.column_stack([np.arange(float(size)), np.zeros(size)]) if xy is None else np.array(xy, dtype=float),
        inhabitants=heads,
        young=heads // 3,
        **more,
    )
    return grow_regions(problem, rules_of(problem))


def row(size):
    return [(place, place + 1) for place in range(size - 1)]


def test_who_has_fewest_ways_out_begins():
    # A star: a ray begins, and takes the middle; the middle would have taken the ray that is nearest.
    star = [(0, 1), (0, 2), (0, 3)]
    assert grown(star, [(0, 0), (9, 0), (5, 0), (0, 1)]) == [(0, 1)]
    # The first is in the middle of a row of five: one of its ends begins.
    assert grown([(0, 1), (0, 2), (1, 3), (2, 4)]) == [(1, 3), (0, 2)]


def test_ways_out_end_where_a_region_lies():
    # Once the first pair is there, the third of the row has one way out, as the last has, and comes before it.
    assert grown(row(7)) == [(0, 1), (2, 3), (4, 5)]
    assert grown(row(8)) == [(0, 1), (2, 3), (4, 5), (6, 7)]


def test_who_could_not_grow_is_not_tried_again_and_takes_nobody():
    # Nobody lives in the west: alone it has too few people, and there is no room for three.
    criteria = PAIRS.with_(min_inhabitants=20_000)
    assert grown(row(4), heads=[1, 10_000, 10_000, 10_000], criteria=criteria) == [(2, 3)]
    assert grown(row(3), heads=[1, 1, 1], criteria=criteria) == []


def test_the_middle_moves_with_a_region():
    # 0 takes 1 in the east, which is nearest; the middle of the two lies nearer to 3 in the east than to 2 in the west.
    edges = [(0, 1), (0, 2), (1, 3), (2, 4), (3, 5)]
    criteria = PAIRS.with_(min_municipalities=3, max_municipalities=3, together=(("00000", "00001"),))
    xy = [(0, 0), (4, 0), (-3, 0), (6, 0), (-9, 0), (20, 0)]
    assert (0, 1, 3) in grown(edges, xy, criteria=criteria)
    xy[3] = (8, 0)
    assert (0, 1, 2) in grown(edges, xy, criteria=criteria)
    # The same from south to north.
    turned = [(y, x) for x, y in xy]
    assert (0, 1, 2) in grown(edges, turned, criteria=criteria)
    turned[3] = (0, 6)
    assert (0, 1, 3) in grown(edges, turned, criteria=criteria)
    # Three members pull as a third each.
    criteria = criteria.with_(min_municipalities=4, max_municipalities=4, together=(("00000", "00001", "00002"),))
    for east, west, taken in ((8.0, -4.0, 4), (4.0, -8.0, 3)):
        xy = [(0, 0), (3, 0), (-3, 0), (east, 0), (west, 0), (99, 0)]
        assert tuple(sorted((0, 1, 2, taken))) in grown(edges, xy, criteria=criteria)


def test_who_would_be_left_alone_comes_along_before_who_is_nearer():
    # 2 has no neighbour but 0; 1 is nearer, and has three others.
    edges = [(0, 1), (0, 2), (1, 3), (1, 4), (1, 5), (3, 4), (4, 5)]
    criteria = PAIRS.with_(together=(("00000", "00006"),), min_municipalities=3, max_municipalities=3)
    edges.append((0, 6))
    xy = [(0, 0), (1, 0), (-1.3, 0), (2, 1), (2, 0), (2, -1), (0, 0)]
    assert (0, 2, 6) in grown(edges, xy, criteria=criteria)
    xy[2] = (-9.0, 0)
    assert (0, 1, 6) in grown(edges, xy, criteria=criteria)


def test_who_is_left_goes_to_the_region_with_fewest_people_that_has_room():
    # The last lies between two pairs, too small for a region of its own.
    edges = [(0, 1), (2, 3), (1, 4), (2, 4)]
    criteria = PAIRS.with_(max_municipalities=3, min_inhabitants=15_000)
    for heads, expected in (
        ([10_000, 10_000, 9_000, 9_000, 1], [(0, 1), (2, 3, 4)]),
        ([9_000, 9_000, 10_000, 10_000, 1], [(0, 1, 4), (2, 3)]),
    ):
        assert grown(edges, heads=heads, criteria=criteria) == expected
    # No room in the smaller one.
    full = criteria.with_(max_inhabitants=20_001)
    assert grown(edges, heads=[10_000, 10_000, 9_000, 9_000, 2], criteria=full) == [(0, 1), (2, 3, 4)]
    assert grown(edges, heads=[10_000, 10_000, 9_000, 9_000, 2_500], criteria=full) == [(0, 1), (2, 3)]
    full = criteria.with_(max_municipalities=3, apart=(("00002", "00004"),))
    assert grown(edges, heads=[10_000, 10_000, 9_000, 9_000, 2], criteria=full) == [(0, 1, 4), (2, 3)]


def test_one_who_is_added_opens_the_way_for_the_next():
    # A ring of pairs in the west; two in a chain in the east, the further of which has the lower number.
    edges = [(2, 3), (3, 1), (1, 0)]
    criteria = PAIRS.with_(max_municipalities=4, min_inhabitants=20_000)
    assert grown(edges, heads=[1, 1, 10_000, 10_000], criteria=criteria) == [(0, 1, 2, 3)]


@pytest.mark.parametrize("apart", [False, True])
def test_bound_units_are_joined_by_the_fewest_others(apart):
    # A ring of seven: from 0 to 3 it is two others one way, and three the other.
    edges = [*row(7), (0, 6)]
    criteria = PAIRS.with_(max_municipalities=7, together=(("00000", "00003"),),
                           apart=(("00000", "00002"),) if apart else ())  # fmt: skip
    found = grown(edges, criteria=criteria)
    own = next(region for region in found if 0 in region)
    # Where one of the two may not be with them, it goes round the other way.
    assert set(own) >= ({0, 3, 4, 5, 6} if apart else {0, 1, 2, 3})
    assert not {2 if apart else 5} & set(own)


def test_a_joined_region_that_has_no_room_is_given_up_and_its_units_stay_out():
    criteria = PAIRS.with_(max_municipalities=3, together=(("00000", "00003"),))
    found = grown(row(8), criteria=criteria)
    members = {place for region in found for place in region}
    assert not {0, 3} & members
    assert members == {1, 2, 4, 5, 6, 7}


def test_groups_that_are_grown_first_are_closed_when_others_begin():
    criteria = PAIRS.with_(together=(("00003", "00004"),))
    assert sorted(grown(row(8), criteria=criteria)) == [(0, 1), (3, 4), (5, 6)]


def test_members_that_are_reached_in_turn_hang_together():
    # The group is a chain already, listed out of order: nobody else is needed.
    criteria = PAIRS.with_(min_municipalities=4, max_municipalities=4, together=(("00003", "00000", "00002", "00001"),))
    assert (0, 1, 2, 3) in grown([*row(4), (0, 4), (1, 4), (4, 5)], criteria=criteria)


def test_another_frame_is_out_of_reach():
    frames = np.array([0, 0, 0, 1, 1, 1])
    assert sorted(grown(row(6), frames=frames, frame_names=("a", "b"))) == [(0, 1), (3, 4)]
