"""The walk over connected sets, on more units than one word of 64 bits holds: every set once, none that cannot be."""

from dataclasses import replace

import numpy as np
import pytest
from instances import feasible, random_problem

from igs_geo.regions import Criteria
from igs_geo.regions.kernels.arrays import CRITERIA
from igs_geo.regions.kernels.probing import estimate_sets
from igs_geo.regions.kernels.scoring import INHABITANTS, YOUNG
from igs_geo.regions.kernels.trail import largest_size, new_trail, next_unit, start_at, take
from igs_geo.regions.kernels.walk import PLACE, SIZE, UNIT, WRITTEN, Asked, Page, walk
from igs_geo.regions.problem.costs import COSTS
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.parts import part_of

UNITS = 68
RULES = {
    "open": {},
    "people": {"max_inhabitants": 90_000, "min_inhabitants": 25_000, "exempt_above": 50_000},
    "young": {"min_young": 9_000, "max_young": 30_000},
    "apart": {"apart": (("00060", "00063", "00064", "00065"), ("00001", "00002"))},
    "together": {"together": (("00062", "00064"), ("00000", "00001"), ("00066", "00067"))},
}


def chain(rules):
    """A circle of units with some chords, so that sets reach over the end of the first word."""
    criteria = Criteria(frame=None, youth_partnerships="ignore", min_municipalities=2, max_municipalities=4, **rules)
    problem = random_problem(5, UNITS, criteria, layers=False)
    ring = [(i, (i + 1) % UNITS) for i in range(UNITS)] + [(i, i + 2) for i in range(55, UNITS - 2, 3)] + [(3, 65)]
    problem = problem.__class__(
        **{name: getattr(problem, name) for name, field in problem.__dataclass_fields__.items() if field.init}
        | {"edges": np.sort(np.array(ring), axis=1)}
    )
    return problem, part_of(problem, rules_of(problem), np.arange(UNITS))


def connected_sets(problem, largest):
    """Every connected set of at most so many units, by growing each set by each of its neighbours."""
    near = {unit: set() for unit in range(UNITS)}
    for a, b in problem.edges.tolist():
        near[a].add(b)
        near[b].add(a)
    found = layer = {frozenset([unit]) for unit in range(UNITS)}
    for _ in range(largest - 1):
        layer = {own | {other} for own in layer for unit in own for other in near[unit] - own}
        found = found | layer
    return found


def listed(part, page_size=10**5, roots=None):
    """The sets that the walk lists, in pages of a size: (members in order, feasible, first criterion)."""
    arrays = part.arrays
    trail, place, stop = new_trail(arrays), np.zeros(PLACE, np.int64), np.zeros(1, np.uint8)
    place[UNIT] = -1
    wanted = np.array([name in ("balance", "ties") for name in CRITERIA])
    rows = np.array([("balance", "ties").index(name) if name in ("balance", "ties") else 0 for name in CRITERIA])
    found, stack, done = [], [0] * 9, False
    while not done:
        page = Page(
            np.zeros(page_size, np.int16), np.zeros(page_size, np.uint8), np.zeros(page_size, np.bool_),
            np.full((2, page_size), np.nan),
        )  # fmt: skip
        place[WRITTEN] = 0
        done = walk(arrays, np.arange(len(part)) if roots is None else roots, trail, Asked(wanted, rows), page, place,
                    stop)  # fmt: skip
        for t in range(place[WRITTEN]):
            stack[page.depths[t]] = int(part.units[page.units[t]])
            found.append((tuple(stack[: page.depths[t] + 1]), bool(page.feasible[t]), page.values[:, t].copy()))
        assert place[SIZE] >= 0
    return found


@pytest.mark.parametrize("rules", RULES)
def test_every_set_that_keeps_the_rules_comes_by_once_with_its_criteria(rules):
    problem, part = chain(RULES[rules])
    expected = {own for own in connected_sets(problem, 4) if feasible(problem, sorted(own))}
    found = listed(part)
    sets = [frozenset(members) for members, _, _ in found]
    assert len(sets) == len(set(sets))
    assert {own for own, (_, good, _) in zip(sets, found, strict=True) if good} == expected
    for members, good, values in found:
        if good:
            own = np.sort(np.array(members))
            assert values == pytest.approx([COSTS[name](problem, own) for name in ("balance", "ties")], abs=1e-12)
    if rules == "open":
        assert set(sets) == connected_sets(problem, 4)
        again = [(members, good) for members, good, _ in listed(part, page_size=7)]
        assert again == [(members, good) for members, good, _ in found]


@pytest.mark.parametrize("rules", RULES)
def test_a_walk_is_cut_off_where_nothing_that_grows_can_keep_the_rules(rules):
    problem, part = chain(RULES[rules])
    good = {own for own in connected_sets(problem, 4) if feasible(problem, sorted(own))}
    c = problem.criteria
    for members, _, _ in listed(part):
        own = list(members)
        heads, young = problem.inhabitants[own], problem.young[own].sum()
        assert c.max_inhabitants is None or heads.sum() <= c.max_inhabitants or c.exempt_above is not None
        assert c.max_young is None or young <= c.max_young or len(own) == 1
        for group in c.apart:
            assert len(set(own) & set(problem.places(group))) < 2
        missing = {i for group in c.together for i in problem.places(group) if set(problem.places(group)) & set(own)}
        assert len(missing | set(own)) <= 4
    assert good


def test_a_set_knows_what_must_come_along_and_what_may_not():
    _, part = chain(RULES["together"] | RULES["apart"])
    number = {int(place): i for i, place in enumerate(part.units)}
    trail = new_trail(part.arrays)
    start_at(trail, 0)
    first, second = number[62], number[64]
    assert take(part.arrays, trail, 1, first) == 1
    assert take(part.arrays, trail, 2, second) == 0
    # 60, 63, 64 and 65 must be apart.
    assert take(part.arrays, trail, 1, number[60]) == 0
    start_at(trail, number[64])
    low, high = sorted((first, second))
    start_at(trail, high)
    # Whoever must come along with the last one comes before it: nothing that grows from here can keep the rule.
    assert take(part.arrays, trail, 1, high) == -1
    start_at(trail, low)
    assert take(part.arrays, trail, 1, low) == 1


def test_the_next_unit_is_the_lowest_open_one_that_fits_and_then_the_set_before_goes_on():
    problem, part = chain({"max_inhabitants": 90_000, "exempt_above": 50_000})
    arrays = part.arrays
    assert largest_size(arrays) == 4
    trail = new_trail(arrays)
    for root in range(0, UNITS, 5):
        start_at(trail, root)
        take(arrays, trail, 1, root)
        trail.sums[1, INHABITANTS], trail.sums[1, YOUNG] = arrays.inhabitants[root], arrays.young[root]
        near = {
            int(i) for i in range(UNITS) for a, b in problem.edges.tolist()
            if {int(part.units[root]), int(part.units[i])} == {a, b} and i > root
        }  # fmt: skip
        for free in (False, True):
            start_at(trail, root)
            take(arrays, trail, 1, root)
            fits = sorted(
                i for i in near
                if free or arrays.exempt[root] or arrays.exempt[i]
                or arrays.inhabitants[root] + arrays.inhabitants[i] <= 90_000
            )  # fmt: skip
            for expected in fits:
                assert next_unit(arrays, trail, 1, free) == (1, expected)
            assert next_unit(arrays, trail, 1, free) == (0, -1)


def test_an_estimate_of_sets_that_all_grow_alike_is_exact_and_one_that_is_stopped_is_none():
    criteria = Criteria(frame=None, youth_partnerships="ignore", min_municipalities=1, max_municipalities=1)
    problem = random_problem(2, 9, criteria, layers=False)
    part = part_of(problem, rules_of(problem), np.arange(9))
    run, rng = np.zeros(1, np.uint8), np.random.default_rng(1)
    assert estimate_sets(part.arrays, np.arange(9), 5, np.inf, rng, run) == (9.0, 0.0)
    assert estimate_sets(part.arrays, np.arange(4), 5, np.inf, rng, run) == (4.0, 0.0)
    run[0] = 1
    assert estimate_sets(part.arrays, np.arange(9), 5, np.inf, rng, run) == (0.0, 0.0)


def test_only_units_with_room_for_them_are_counted_and_gone_on_with():
    # A star: three neighbours are too many people, and come first; of the three others any two may come along.
    criteria = Criteria(frame=None, youth_partnerships="ignore", min_municipalities=1, max_municipalities=3,
                        max_inhabitants=30_000)  # fmt: skip
    problem = random_problem(2, 7, criteria, layers=False)
    people = np.array([10, 100, 100, 100, 10, 10, 10]) * 1_000
    edges = np.array([(0, other) for other in range(1, 7)])
    problem = replace(problem, inhabitants=people, young=people // 3, edges=edges)
    part = part_of(problem, rules_of(problem), np.arange(7))
    run, rng = np.zeros(1, np.uint8), np.random.default_rng(1)
    found, error = estimate_sets(part.arrays, np.array([0]), 600, np.inf, rng, run)
    # The middle alone, with one of three, and with two of three.
    assert found == pytest.approx(7.0, abs=5 * error)
    assert error < 0.3


@pytest.mark.parametrize("rules", ["open", "people", "together"])
def test_an_estimate_and_its_error_are_those_of_the_tree_of_sets(rules):
    # What one descent gives on average, and how much it scatters, by going through the whole tree of the walk.
    _, part = chain(RULES[rules])
    roots = np.array([0, 40, 60, 63])
    arrays, trail = part.arrays, new_trail(part.arrays)
    outcomes = []

    def descend(size, unit, ways, chance, own):
        needed = take(arrays, trail, size, unit)
        if needed < 0 or size + needed > 4:
            outcomes.append((chance, own))
            return
        trail.sums[size, INHABITANTS] = trail.sums[size - 1, INHABITANTS] + arrays.inhabitants[unit]
        trail.sums[size, YOUNG] = trail.sums[size - 1, YOUNG] + arrays.young[unit]
        own += ways
        choices, before = [], trail.bits[size].copy()
        while size < 4 and (found := next_unit(arrays, trail, size, False))[0] == size:
            choices.append((found[1], trail.bits[size].copy()))
        trail.bits[size] = before
        if not choices:
            outcomes.append((chance, own))
        for other, bits in choices:
            trail.bits[size] = bits
            descend(size + 1, other, ways * len(choices), chance / len(choices), own)

    for root in roots:
        start_at(trail, root)
        descend(1, root, 4.0, 0.25, 0.0)
    chances, values = np.array(outcomes).T
    mean = (chances * values).sum()
    spread = np.sqrt((chances * values**2).sum() - mean**2)
    assert chances.sum() == pytest.approx(1.0)
    draws = 1_500
    run = np.zeros(1, np.uint8)
    found, error = estimate_sets(arrays, roots, draws, np.inf, np.random.default_rng(3), run)
    assert abs(found - mean) < 4 * spread / np.sqrt(draws)
    assert error == pytest.approx(spread / np.sqrt(draws), rel=0.2)
    everything, _ = estimate_sets(arrays, roots, draws, 1.0, np.random.default_rng(3), run)
    assert everything == pytest.approx(4.0, rel=0.3)
