"""Which fewest municipalities join a region in parts: as trying all sets says, on random maps."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from igs_geo.assessment import Bench, fewest_to_join, region_numbers
from igs_geo.regions import Criteria
from igs_geo.regions.problem.connectivity import hangs_together, pieces

sys.path.insert(0, str(Path(__file__).parents[1] / "regions"))
from instances import random_problem


def _tangled(seed, size):
    """A random map on which there is often more than one way from here to there."""
    rng = np.random.default_rng(seed)
    pairs = np.array(list(combinations(range(size), 2)))
    edges = pairs[rng.uniform(size=len(pairs)) < 0.3]
    return replace(random_problem(seed, size, Criteria(frame=None), layers=False), edges=edges)


def _by_trying(problem, members):
    """The fewest others with which the members hang together, and of those with the fewest inhabitants."""
    others = [place for place in range(len(problem.units)) if place not in members]
    for size in range(len(others) + 1):
        good = [some for some in combinations(others, size) if hangs_together(problem, [*members, *some])]
        if good:
            return size, min(int(problem.inhabitants[list(some)].sum()) for some in good)
    return None


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.data())
def test_as_trying_all_sets_says(seed, data):
    size = data.draw(st.integers(4, 12))
    problem = _tangled(seed, size)
    members = data.draw(st.lists(st.integers(0, size - 1), min_size=2, max_size=6, unique=True))
    found = fewest_to_join(problem, members)
    expected = _by_trying(problem, members)
    if expected is None:
        assert found is None
        return
    assert found.exact
    assert not set(found.added) & set(members)
    assert hangs_together(problem, [*members, *found.added])
    assert (len(found.added), int(problem.inhabitants[list(found.added)].sum())) == expected


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_with_more_parts_than_are_worked_out_it_still_joins_them_and_says_so(seed):
    problem = random_problem(seed, 40, Criteria(frame=None), layers=False)
    largest = pieces(problem, range(40))[0]
    members = list(np.random.default_rng(seed).choice(largest, min(12, len(largest)), replace=False))
    found = fewest_to_join(problem, members, most_parts=2)
    assert hangs_together(problem, [*members, *found.added])
    if len(pieces(problem, members)) > 2:
        assert not found.exact
        assert len(found.added) >= len(fewest_to_join(problem, members, most_parts=12).added)


def test_the_youth_region_in_two_parts_is_joined_by_the_one_between(atlas_2025):
    members = atlas_2025.memberships.query("partnership == 'igs-noorderkempen'")["nis"]
    numbers = region_numbers(Bench(atlas_2025, Criteria()), members)
    assert [len(part) for part in numbers.parts] == [5, 1]
    assert [atlas_2025.municipalities["name"][nis] for nis in numbers.joining.added] == ["Kapellen"]
    assert numbers.joining.exact


def test_one_large_city_goes_before_two_small_towns():
    problem = random_problem(1, 5, Criteria(frame=None), layers=False)
    ring = replace(
        problem,
        edges=np.array([[0, 2], [1, 2], [0, 3], [3, 4], [1, 4]]),
        inhabitants=np.array([10, 10, 900_000, 1, 1]),
    )
    assert fewest_to_join(ring, [0, 1]).added == (2,)
    longer = replace(ring, edges=np.array([[0, 2], [1, 2], [0, 3], [1, 3], [3, 4]]))
    assert fewest_to_join(longer, [0, 1]).added == (3,), "of equally few, the smallest"


@pytest.mark.parametrize("members", [[0], [0, 1]])
def test_what_hangs_together_needs_nobody(members):
    problem = random_problem(1, 8, Criteria(frame=None), layers=False)
    first = problem.edges[0].tolist()
    found = fewest_to_join(problem, [first[place] for place in members])
    assert found.added == ()
    assert found.exact
