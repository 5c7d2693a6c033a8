"""The smallest pieces of compiled code, against plain Python."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from igs_geo.regions.kernels.arrays import masks
from igs_geo.regions.kernels.best import SHARE, WHOLE, new_best, new_taken, offer, put, too_many
from igs_geo.regions.kernels.bits import count_bits, lowest
from igs_geo.regions.kernels.bounds import NO_LIMIT, Limits, excess, has_room, keeps

MOST = st.sampled_from([5, 50, NO_LIMIT])


@settings(deadline=None)
@given(word=st.integers(1, 2**64 - 1))
def test_bits(word):
    assert lowest(np.uint64(word)) == (word & -word).bit_length() - 1
    assert count_bits(np.uint64(word)) == word.bit_count()


@settings(deadline=None)
@given(numbers=st.lists(st.integers(0, 149), unique=True))
def test_masks_hold_their_numbers(numbers):
    (row,) = masks([tuple(numbers)], 150)
    assert sum(int(word) << 64 * place for place, word in enumerate(row)) == sum(1 << i for i in numbers)


@settings(deadline=None)
@given(st.integers(1, 4), st.integers(1, 6), st.integers(0, 60), st.integers(0, 60), st.booleans(), MOST, MOST)
def test_a_region_keeps_its_bounds_where_nothing_is_in_excess(least, size, heads, young, lifted, most, most_young):
    limits = Limits(least, 5, 5, most, 5, most_young)
    kept = keeps(limits, size, heads, young, lifted)
    assert kept == (
        least <= size <= 5 and heads >= 5 and young >= 5 and (lifted or heads <= most) and young <= most_young
    )
    assert kept == (excess(limits, size, heads, young, lifted) == 0)
    assert has_room(limits, heads, young, lifted) or not kept


@given(sets=st.lists(st.tuples(st.sets(st.integers(0, 5), min_size=1), st.floats(-9, -0.01)), max_size=30))
@settings(deadline=None)
def test_the_best_set_of_every_unit_is_kept_by_both_marks(sets):
    best, taken = new_best(6, 6), new_taken(20, 6)
    for members, reduced in sets:
        stack = np.array([*members, *[0] * (6 - len(members))])
        offer(best, stack, len(members), reduced, -reduced)
        put(taken, stack, len(members), -reduced)
    for unit in range(6):
        own = [(members, reduced) for members, reduced in sets if unit in members]
        assert best.marks[WHOLE, unit] == min([0.0, *(r for _, r in own)])
        assert best.marks[SHARE, unit] == pytest.approx(min([0.0, *(r / len(m) for m, r in own)]))
        for kind in (WHOLE, SHARE):
            held = set(best.members[kind, unit, : best.size[kind, unit]].tolist())
            assert (held, -best.cost[kind, unit]) in own or not own
    assert too_many(taken) == (len(sets) > 20)
    assert taken.number[0] == len(sets)
    for place, (members, _) in enumerate(sets[:20]):
        assert set(taken.members[place, : taken.size[place]].tolist()) == members
