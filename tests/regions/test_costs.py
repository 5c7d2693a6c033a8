"""The cost functions are additive, unchanged by relabelling and by size, and what the design says."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from instances import random_problem
from scipy import stats
from scipy.sparse import csr_array
from sklearn.metrics import homogeneity_score

from igs_geo.atlas.layer import NO_GROUP
from igs_geo.regions import Criteria, build_problem, search
from igs_geo.regions.kernels.arrays import CRITERIA
from igs_geo.regions.problem.costs import COSTS, cost, unit
from igs_geo.regions.problem.layering import BodyLayer, GroupLayer
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.sets.listing import list_sets
from igs_geo.regions.sets.parts import split

SEEDS = st.integers(0, 10**6)


def doubled(problem):
    """The same problem with twice the people, and twice the target."""
    return replace(
        problem,
        inhabitants=2 * problem.inhabitants,
        young=2 * problem.young,
        criteria=problem.criteria.with_(target=2 * problem.criteria.target),
    )


def relabelled(problem, order):
    """The same problem with the units in another order."""
    place = np.argsort(order)
    layers = tuple(
        GroupLayer(layer.code, layer.labels[order], layer.entropy)
        if isinstance(layer, GroupLayer)
        else BodyLayer(layer.code, layer.members[order])
        for layer in problem.layers
    )
    return replace(
        problem,
        units=tuple(np.array(problem.units)[order]),
        names=tuple(np.array(problem.names)[order]),
        inhabitants=problem.inhabitants[order],
        young=problem.young[order],
        xy=problem.xy[order],
        edges=np.sort(place[problem.edges], axis=1),
        frames=problem.frames[order],
        jaccard=csr_array(problem.jaccard.toarray()[order][:, order]),
        flows=csr_array(problem.flows.toarray()[order][:, order]),
        layers=layers,
        hosts=BodyLayer("hosts", problem.hosts.members[order]),
    )


@given(seed=SEEDS)
@settings(max_examples=25, deadline=None)
def test_every_cost_is_unchanged_by_relabelling(seed):
    problem = random_problem(seed, 9, Criteria(frame=None))
    order = np.random.default_rng(seed).permutation(9)
    other = relabelled(problem, order)
    members = np.array([1, 3, 4, 7])
    for name, function in COSTS.items():
        assert function(other, np.argsort(order)[members]) == pytest.approx(function(problem, members)), name


@given(seed=SEEDS)
@settings(max_examples=25, deadline=None)
def test_every_cost_is_unchanged_when_people_and_target_double(seed):
    problem = random_problem(seed, 9, Criteria(frame=None, target=60_000))
    members = np.array([0, 2, 5])
    for name, function in COSTS.items():
        assert function(doubled(problem), members) == pytest.approx(function(problem, members)), name


@given(seed=SEEDS)
@settings(max_examples=25, deadline=None)
def test_totals_are_what_their_definitions_say(seed):
    problem = random_problem(seed, 9, Criteria(frame=None, target=60_000))
    labels = np.random.default_rng(seed).integers(0, 3, 9)
    regions = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    total = {name: sum(function(problem, members) for members in regions) for name, function in COSTS.items()}
    flows = problem.flows.toarray()
    crossing = sum(flows[i, j] for i in range(9) for j in range(9) if labels[i] != labels[j])
    assert total["ties"] == pytest.approx(crossing / flows.sum())
    alone = replace(problem, layers=problem.layers[:1])
    layer = problem.layers[0].labels
    weights = problem.inhabitants
    per_person = homogeneity_score(np.repeat(layer, weights // 100), np.repeat(labels, weights // 100))
    splits = sum(COSTS["splits"](alone, members) for members in regions)
    assert splits == pytest.approx(1 - per_person, abs=2e-2)
    jaccard = problem.jaccard.toarray()
    p = problem.people / problem.people.sum()
    by_hand = 0.0
    for members in regions:
        for i in members:
            others = [jaccard[i, j] for j in members if j != i]
            by_hand += p[i] * (1 - (np.mean(others) if others else 0.0))
    assert total["cohesion"] == pytest.approx(by_hand)
    assert 0 <= total["cohesion"] <= 1 + 1e-9


def test_compactness_is_one_where_people_live_ten_kilometres_from_the_centre():
    problem = random_problem(1, 2, Criteria(frame=None), layers=False)
    problem = replace(problem, xy=np.array([[0.0, 0.0], [20.0, 0.0]]), inhabitants=np.array([500, 500]))
    assert COSTS["compactness"](problem, np.array([0, 1])) == pytest.approx(1.0)


def test_the_default_splits_are_the_divisions_of_the_border_map(atlas_2025):
    problem = build_problem(atlas_2025, Criteria(objective="splits", outside_above=None))
    assert len(problem.layers) == 9
    own = next(layer for layer in problem.layers if layer.code == "division:igs_lokaal_woonbeleid")
    # Municipalities without such a partnership are groups of their own, as on the border map.
    rows = atlas_2025.divisions.query("division == 'igs_lokaal_woonbeleid'")
    alone = rows["region_code"] == NO_GROUP
    assert alone.any()
    assert len(np.unique(own.labels)) == rows.loc[~alone, "region_code"].nunique() + alone.sum()
    assert own.entropy == pytest.approx(stats.entropy(np.bincount(own.labels, weights=problem.people)))


@given(seed=SEEDS)
@settings(max_examples=15, deadline=None)
def test_compiled_code_scores_every_listed_set_as_the_definitions_do(seed):
    criteria = Criteria(frame=None, min_municipalities=1, max_municipalities=4, target=60_000)
    problem = random_problem(seed, 8, criteria)
    for part in split(problem, rules_of(problem)):
        listing = list_sets(part, CRITERIA, 100_000)
        stack = [0] * 8
        for units, depths, values in zip(listing.units, listing.depths, listing.values, strict=True):
            for t in range(len(units)):
                stack[depths[t]] = int(units[t])
                members = np.sort(part.units[stack[: depths[t] + 1]])
                for row, name in enumerate(CRITERIA):
                    assert values[row, t] == pytest.approx(COSTS[name](problem, members), abs=1e-9), name


def test_costs_of_regions_sum_to_the_objective(atlas_2025):
    for objective in ("weighted", "compactness"):
        problem = build_problem(atlas_2025, Criteria(objective=objective, max_municipalities=5))
        proposal = search(problem, time_limit=20)
        costs = [cost(problem, np.array(problem.places(region.members))) for region in proposal.regions]
        assert sum(costs) == pytest.approx(proposal.objective)
        people = unit(problem) / 100 if objective == "compactness" else 1.0
        assert proposal.objective_per_inhabitant == pytest.approx(proposal.objective / people)
