"""Cores: the heaviest subset that stays together, by trying every subset."""

from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from igs_geo.regions.analysis.cores import cores


def together(labels, subset):
    """In how many divisions a subset lies whole in one region."""
    return sum(row[subset[0]] >= 0 and len({row[member] for member in subset}) == 1 for row in labels)


def by_enumeration(labels, heads, needed):
    free, found = list(range(len(heads))), []
    while True:
        subsets = [s for size in range(2, len(free) + 1) for s in combinations(free, size)]
        good = [s for s in subsets if together(labels, s) >= needed]
        if not good:
            return found
        best = min(good, key=lambda s: (-sum(heads[i] for i in s), -len(s), s))
        found.append(best)
        free = [i for i in free if i not in best]


@st.composite
def divisions(draw):
    """Divisions that are much alike, as those of nearby weights are, with some members left over."""
    size, rows = draw(st.integers(1, 7)), draw(st.integers(0, 12))
    base = draw(st.lists(st.integers(-1, 2), min_size=size, max_size=size))
    labels = np.array([base] * rows, dtype=np.int64).reshape(rows, size)
    for _ in range(draw(st.integers(0, 8))):
        if rows:
            labels[draw(st.integers(0, rows - 1)), draw(st.integers(0, size - 1))] = draw(st.integers(-1, 3))
    heads = draw(st.lists(st.integers(0, 4), min_size=size, max_size=size))
    return labels, heads, draw(st.integers(1, max(1, rows)))


@settings(max_examples=400, deadline=None)
@given(divisions())
def test_cores_are_those_found_by_trying_every_subset(given_):
    labels, heads, needed = given_
    assert cores(labels, heads, needed) == by_enumeration(labels, heads, needed)


def test_a_core_by_hand():
    labels = np.array([[0, 0, 0, 1, 1], [0, 0, 1, 1, 1], [2, 2, 2, 0, 0], [0, 0, 0, -1, -1]])
    # 0 and 1 are together in all four, with 2 in three; 3 and 4 in three: left over is not together.
    assert cores(labels, [1, 1, 1, 9, 9], 4) == [(0, 1)]
    assert cores(labels, [1, 1, 1, 9, 9], 3) == [(3, 4), (0, 1, 2)]
    assert cores(labels, [10, 10, 1, 9, 9], 3) == [(0, 1, 2), (3, 4)]


def test_equal_inhabitants_are_told_apart_by_code():
    # 1 goes with 0 in the first half and with 2 in the second.
    labels = np.array([[0, 0, 1, 1], [0, 1, 1, 0]])
    assert cores(labels, [5, 5, 5, 5], 1) == [(0, 1), (2, 3)]


def test_a_large_region_takes_no_enumeration_of_its_subsets():
    rng = np.random.default_rng(1)
    labels = np.zeros((30, 120), dtype=np.int64)
    labels[rng.integers(0, 30, 200), rng.integers(0, 120, 200)] = rng.integers(1, 3, 200)
    heads = rng.integers(1, 50, 120).tolist()
    (core, *_) = cores(labels, heads, 27)
    assert together(labels, core) >= 27
    for other in set(range(120)) - set(core):
        assert together(labels, [*core, other]) < 27
