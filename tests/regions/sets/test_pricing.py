"""A pass over listed sets finds the best of every unit, and thinning keeps what it should."""

import math

import numpy as np
import pytest
from instances import random_problem, sized

from igs_geo.regions import Criteria
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.listed import ListedSets
from igs_geo.regions.sets.listing import list_sets
from igs_geo.regions.sets.params import SetsParams
from igs_geo.regions.sets.parts import split
from igs_geo.regions.sets.protocol import Duals


def worth(duals, members):
    """What a set is worth to the linear program, by definition."""
    value = duals.region + duals.units[members].sum()
    for row, each in zip(duals.labels, duals.pairs, strict=True):
        own = row[members]
        value += each * sum(int(a >= 0 and a == b) for i, a in enumerate(own) for b in own[:i])
    hits = np.zeros(len(duals.cuts), int)
    for unit in members:
        hits[duals.cut_list[duals.cut_start[unit] : duals.cut_start[unit + 1]]] += 1
    return value + (duals.cuts * (hits // 2)).sum()


@pytest.mark.parametrize("seed", range(6))
def test_a_pass_finds_the_best_of_every_unit(seed):
    criteria = Criteria(frame=None, min_municipalities=2, max_municipalities=4, contiguous=False,
                        youth_partnerships="ignore")  # fmt: skip
    size = sized(11, 7)
    problem = random_problem(seed, size, criteria, layers=False)
    (part,) = split(problem, rules_of(problem))
    listing = list_sets(part, ("balance",), 10_000, params=SetsParams(page=40, small=1, groups=3, probes=100))
    rng = np.random.default_rng(seed)
    costs = [np.where(good, rng.uniform(0, 9, len(good)), np.inf) for good in listing.feasible]
    everything = ListedSets(listing, costs).below(duals_of(rng, size)._replace(units=np.zeros(size)), 1e9, 10_000)
    assert (
        len({own.tobytes() for own in everything.members})
        == len(everything.members)
        == sum(math.comb(size, k) for k in (2, 3, 4))
    )
    for _ in range(sized(8, 4)):
        duals = duals_of(rng, size)
        sets = ListedSets(listing, costs, threads=1 + seed % 2)
        reduced = np.array(
            [cost - worth(duals, own) for own, cost in zip(everything.members, everything.costs, strict=True)]
        )
        holds = np.array([np.isin(np.arange(size), own) for own in everything.members])
        share = np.where(holds, (reduced / holds.sum(axis=1))[:, None], 0.0).min(axis=0)
        priced = sets.price(duals)
        assert priced.low == pytest.approx(np.minimum(share, 0.0), abs=1e-9)
        assert priced.least == pytest.approx(min(reduced.min(), 0.0))
        found = {own.tobytes(): cost for own, cost in zip(priced.members, priced.costs, strict=True)}
        for unit in range(size):
            best = np.where(holds[:, unit], reduced, np.inf).argmin()
            if reduced[best] < 0:
                assert found[everything.members[best].tobytes()] == everything.costs[best]
        threshold = float(np.quantile(reduced, 0.213))
        expected = {everything.members[i].tobytes() for i in np.flatnonzero(reduced <= threshold)}
        thin = sets.within(duals, threshold)
        assert len(thin.listing) < len(listing)
        for some in (sets, thin, thin.within(duals, threshold)):
            below = some.below(duals, threshold, 10_000)
            assert {own.tobytes() for own in below.members} == expected


def duals_of(rng, size):
    """Random duals of units, the number of regions, one row of pairs and two cuts of three units."""
    cuts = [rng.choice(size, 3, replace=False) for _ in range(2)]
    lists = [[cut for cut, own in enumerate(cuts) if unit in own] for unit in range(size)]
    return Duals(
        rng.uniform(-1, 4, size), rng.uniform(-2, 2), rng.integers(-1, 3, (1, size)), rng.uniform(-1, 0, 1),
        np.concatenate([[0], np.cumsum([len(own) for own in lists])]),
        np.array([cut for own in lists for cut in own], dtype=np.int64), rng.uniform(-1, 0, 2),
    )  # fmt: skip
