"""Cuts of five and seven units: the one that is violated most is found, by a look at every set of units."""

from collections import Counter
from itertools import combinations

import numpy as np

from igs_geo.regions.program.cuts import VIOLATION, violated_cuts

SIZE, COLUMNS = 9, 14


def fractions(seed):
    """Regions, and shares of them that take no unit more than once."""
    rng = np.random.default_rng(seed)
    members = [np.sort(rng.choice(SIZE, int(rng.integers(2, 5)), replace=False)) for _ in range(COLUMNS)]
    held = np.array([np.isin(np.arange(SIZE), own) for own in members], dtype=float)
    values = rng.uniform(0.1, 1.0, COLUMNS)
    values /= (values @ held).max()
    for column in rng.permutation(COLUMNS):
        room = 1.0 - (values @ held)[members[column]].max()
        values[column] += min(room, 0.45)
    return members, np.minimum(values, 0.99), held


def test_the_most_violated_cut_is_found_however_many_units_it_has():
    sizes = Counter()
    for seed in (*range(1, 20, 2), 22, 23, 25, 29, 35, 37, 49, 53, 56):
        members, values, held = fractions(seed)

        def excess(cut, values=values, held=held):
            return values @ (held[:, list(cut)].sum(axis=1) // 2) - len(cut) // 2

        every = {cut: excess(cut) for size in (3, 5, 7) for cut in combinations(range(SIZE), size)}
        found = violated_cuts(members, values, 10**4)
        assert all(every[cut] > VIOLATION - 1e-9 for cut in found)
        most = max(every.values())
        if most <= VIOLATION:
            assert found == []
            continue
        assert abs(every[found[0]] - most) < 1e-9
        sizes[len(found[0])] += 1
    assert set(sizes) == {3, 5, 7}


def test_where_regions_are_whole_there_is_nothing_to_cut():
    members, values, _ = fractions(1)
    for share in (0.0, 1.0):
        assert violated_cuts(members, np.full(COLUMNS, share), 10) == []
    # Regions that are used whole or not at all change nothing in what the others are cut by.
    found = violated_cuts(members, values, 10**4)
    more = [*members, np.array([0, 1, 2]), np.array([3, 4])]
    assert violated_cuts(more, np.append(values, [0.0, 0.0]), 10**4) == found
