"""Listed sets are kept for settings that differ in what costs and counts only, and for nothing else."""

from dataclasses import replace

import numpy as np
import pytest
from instances import in_a_row, random_problem

from igs_geo.regions import Criteria, Deadline, Weights
from igs_geo.regions.problem.problem import YouthPartnership
from igs_geo.regions.search.preparing import SetStore, prepare

LONG = 120.0
ROOM = 10**6
OPEN = Criteria(frame=None, min_municipalities=1, max_municipalities=3, youth_partnerships="ignore", target=60_000)
PROBLEM = in_a_row(random_problem(4, 7, OPEN, layers=False))


def prepared(store, room=ROOM, problem=PROBLEM, **changes):
    problem = replace(problem, criteria=OPEN.with_(**changes))
    return prepare(problem, Deadline(LONG), store=store, room=room)


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({}, True), ({"weights": Weights(ties=3)}, True), ({"objective": "ties"}, True), ({"min_regions": 2}, True),
        ({"left_over": "price", "price": 2.0}, True), ({"inside": ("00003",)}, True), ({"max_regions": 4}, True),
        ({"max_municipalities": 2}, False), ({"apart": (("00000", "00001"),)}, False), ({"target": 50_000}, False),
        ({"outside": ("00003",)}, False), ({"min_inhabitants": 20_000}, False),
    ],
)  # fmt: skip
def test_sets_are_kept_where_they_are_the_same(changes, kept):
    store = SetStore()
    first = prepared(store)
    again = prepared(store, **changes)
    assert (again.lists[0] is first.lists[0]) == kept
    assert again.number == prepared(None, **changes).number
    assert [part.must for part in again.parts] == [part.must for part in prepared(None, **changes).parts]


def test_only_the_last_sets_are_kept_and_those_of_this_problem():
    store = SetStore()
    assert store.get("anything") is None
    first = prepared(store)
    other = replace(PROBLEM, inhabitants=PROBLEM.inhabitants + 1)
    assert prepared(store, problem=other).lists[0] is not first.lists[0]
    assert prepared(store).lists[0] is not first.lists[0]
    assert prepared(store, room=ROOM - 1).lists[0] is not prepared(store).lists[0]


def test_what_was_not_listed_is_listed_another_time():
    store = SetStore()
    assert prepared(store, room=1).number is None
    again = prepare(replace(PROBLEM, criteria=OPEN), Deadline(LONG), store=store, room=1)
    assert again.lists == [None]
    late = Deadline(LONG)
    late.stop()
    prepare(PROBLEM, late, store=store, room=ROOM)
    assert prepared(store).number == 7 + 6 + 5


def test_room_is_for_all_parts_together():
    frames = np.array([0, 0, 0, 0, 1, 1, 1])
    problem = replace(PROBLEM, frames=frames, frame_names=("a", "b"))
    # Nine sets of the four, six of the three.
    assert prepared(None, problem=problem, room=15).number == 15
    for room, expected in ((14, [9, None]), (9, [9, None]), (8, [None, 6]), (5, [None, None])):
        found = prepare(replace(problem, criteria=OPEN), Deadline(LONG), threads=1, room=room)
        assert [None if listing is None else len(listing) for listing in found.lists] == expected
        assert found.number is None


def test_a_partnership_that_no_region_holds_is_kept_as_it_is():
    youth = (YouthPartnership("far", "Far", (0, 6)), YouthPartnership("near", "Near", (2, 3)))
    criteria = OPEN.with_(youth_partnerships="extend")
    found = prepare(replace(PROBLEM, criteria=criteria, youth=youth), Deadline(LONG), room=ROOM)
    assert found.rules.fixed == {"far": (0, 6)}
    assert [part.units.tolist() for part in found.parts] == [[2, 3, 1, 4, 5]]
    # What was not listed may hold it.
    unknown = prepare(replace(PROBLEM, criteria=criteria, youth=youth), Deadline(LONG), room=1)
    assert unknown.rules.fixed == {}
