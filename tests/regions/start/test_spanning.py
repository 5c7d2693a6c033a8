"""A random tree of some units, and which of its edges is cut."""

from collections import Counter

import numpy as np
from instances import islands

from igs_geo.regions.start.ground import graph_of, state_of
from igs_geo.regions.start.spanning import add_up, choose, span
from igs_geo.regions.start.state import ORDER, PARENT, POOL, next_stamp


def drawn(sizes, seed=1, **rules):
    """A tree over islands: the graph, the room to work with the tree in it, and its number of atoms."""
    _, part, _ = islands(sizes, **rules)
    graph = graph_of(part, ())
    state = state_of(graph, [tuple(range(len(part)))])
    state.work[POOL, : len(part)] = np.arange(len(part))
    number = span(graph, state.work, len(part), next_stamp(state), np.random.default_rng(seed))
    return graph, state.work, number


def test_a_tree_holds_every_unit_once_parents_first():
    for seed in range(5):
        _, work, number = drawn([7], seed)
        order = work[ORDER, :number].tolist()
        assert sorted(order) == list(range(7))
        assert work[PARENT, order[0]] == -1
        for place, unit in enumerate(order[1:], 1):
            parent = int(work[PARENT, unit])
            assert abs(parent - unit) == 1
            assert parent in order[:place]


def test_units_that_do_not_hang_together_have_no_tree():
    assert [drawn([2, 3], seed)[2] for seed in range(4)] == [0] * 4


def test_of_edges_that_suit_alike_each_is_as_likely():
    # A row of four, into two regions of one to four: each of its three edges will do.
    graph, work, number = drawn([4])
    add_up(graph, work, number)
    rng = np.random.default_rng(7)
    cuts = Counter(choose(graph.limits, work, number, 2, rng)[:2] for _ in range(600))
    assert len(cuts) == 3
    assert min(cuts.values()) > 150
    assert {share for _, share in cuts} == {1}


def test_the_edge_that_suits_best_is_cut_and_there_is_none_for_one_region():
    graph, work, number = drawn([4], heads=[10_000, 10_000, 10_000, 90_000], min_inhabitants=25_000)
    add_up(graph, work, number)
    rng = np.random.default_rng(7)
    found = {choose(graph.limits, work, number, 2, rng) for _ in range(20)}
    # Only between the third and the fourth are both sides large enough.
    assert len(found) == 1
    ((cut, share, far),) = found
    assert {cut, int(work[PARENT, cut])} == {2, 3}
    assert (share, far) == (1, 0.0)
    assert choose(graph.limits, work, number, 1, rng)[:2] == (-1, 0)
