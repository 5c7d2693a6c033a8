"""The estimate of the number of sets is right on average: over all descents that chance could make, exactly."""

from itertools import product

import numpy as np
import pytest
from instances import random_problem

from igs_geo.regions import Criteria
from igs_geo.regions.kernels.probing import estimate_sets
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.listing import list_sets
from igs_geo.regions.sets.parts import part_of

plain_estimate = getattr(estimate_sets, "py_func", estimate_sets)
SIZE = 4
PARTS = 12
"""Equal parts of chance: any number of choices up to four divides them."""


class Chance:
    """Gives every series of random numbers in turn: a descent begins with a look at the flag to stop."""

    def __init__(self, length):
        self.series = product([(part + 0.5) / PARTS for part in range(PARTS)], repeat=length)
        self.own = iter(())

    def random(self):
        return next(self.own)

    def __getitem__(self, place):
        self.own = iter(next(self.series))
        return 0


CASES = [
    {"max_municipalities": 3},
    {"max_municipalities": 3, "contiguous": False},
    {"max_municipalities": 2, "contiguous": False, "apart": (("00000", "00002"),)},
    {"max_municipalities": 3, "contiguous": False, "max_inhabitants": 75_000},
    {"max_municipalities": 3, "contiguous": False, "max_young": 25_000},
    {"max_municipalities": 3, "contiguous": False, "together": (("00001", "00003"),)},
]


def part_of_four(**more):
    criteria = Criteria(frame=None, youth_partnerships="ignore", min_municipalities=1, **more)
    problem = random_problem(3, SIZE, criteria, layers=False)
    return part_of(problem, rules_of(problem), np.arange(SIZE))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_over_all_descents_the_estimate_is_the_number_of_sets(case):
    part = part_of_four(**case)
    length = case["max_municipalities"]
    chance, descents = Chance(length), PARTS**length
    mean, error = plain_estimate(part.arrays, np.arange(SIZE), descents, np.inf, chance, chance)
    number = len(list_sets(part, (), 10_000))
    assert mean == pytest.approx(number)
    assert error > 0


def test_a_descent_ends_where_it_says_enough():
    part = part_of_four(max_municipalities=3, contiguous=False)
    chance = Chance(3)
    # Each first unit stands for four sets: more than three is enough, and so is four, but not more than four.
    least, _ = plain_estimate(part.arrays, np.arange(SIZE), PARTS**3, 3.0, chance, chance)
    assert least == 4.0
    chance = Chance(3)
    more, _ = plain_estimate(part.arrays, np.arange(SIZE), PARTS**3, 4.0, chance, chance)
    assert more > 4.0
    # The spread of estimates that are all the same is none.
    chance = Chance(1)
    single = part_of_four(max_municipalities=1)
    assert plain_estimate(single.arrays, np.arange(SIZE), PARTS, np.inf, chance, chance) == (4.0, 0.0)


def test_the_error_is_the_standard_error_of_the_mean():
    # A pair and two units alone: a descent from the first of the pair says eight, the others say four.
    part = part_of_four(max_municipalities=2)
    lonely = part.arrays._replace(adjacency=np.array([[2], [1], [0], [0]], dtype=np.uint64))
    chance = Chance(2)
    mean, error = plain_estimate(lonely, np.arange(SIZE), PARTS**2, np.inf, chance, chance)
    values = np.repeat([8.0, 4.0, 4.0, 4.0], PARTS**2 // 4)
    assert mean == pytest.approx(5.0)
    assert error == pytest.approx(values.std(ddof=1) / np.sqrt(len(values)))
