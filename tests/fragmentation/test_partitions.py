"""The partition measures equal those of others, published figures, and their own identities."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from sklearn import metrics

from igs_geo.fragmentation import partitions
from igs_geo.fragmentation.partitions import contingency

CHECK = settings(max_examples=60, deadline=None)
labellings = st.integers(1, 30).flatmap(
    lambda n: st.tuples(*[st.lists(st.integers(0, 6), min_size=n, max_size=n).map(np.array)] * 2)
)


def table_of(first, second, weights=None):
    first, second = (np.unique(labels, return_inverse=True)[1] for labels in (first, second))
    (table,) = contingency(first, second, None if weights is None else [np.asarray(weights, float)])
    return table


@CHECK
@given(labellings)
def test_scikit_learn_agrees(pair):
    first, second = pair
    table = table_of(first, second)
    expected = metrics.homogeneity_completeness_v_measure(first, second)
    got = (partitions.homogeneity(table), partitions.completeness(table), partitions.v_measure(table))
    assert got == pytest.approx(expected, abs=1e-9)
    assert table.information == pytest.approx(metrics.mutual_info_score(first, second), abs=1e-9)
    assert partitions.adjusted_rand(table) == pytest.approx(metrics.adjusted_rand_score(first, second), abs=1e-9)
    assert partitions.adjusted_mutual_information(table) == pytest.approx(
        metrics.adjusted_mutual_info_score(first, second), abs=1e-6
    )


@CHECK
@given(labellings)
def test_scipy_agrees_on_entropy_and_variation_of_information(pair):
    first, second = pair
    table = table_of(first, second)
    joint = np.zeros((7, 7))
    np.add.at(joint, (first, second), 1)
    assert table.first_entropy == pytest.approx(stats.entropy(joint.sum(axis=1)), abs=1e-9)
    conditional = 2 * stats.entropy(joint.ravel()) - stats.entropy(joint.sum(axis=1)) - stats.entropy(joint.sum(axis=0))
    assert partitions.variation_of_information(table) == pytest.approx(max(conditional, 0), abs=1e-9)
    assert partitions.variation_of_information(table) <= np.log(len(first)) + 1e-9


@CHECK
@given(labellings, st.randoms(use_true_random=False))
def test_whole_weights_are_copies_of_the_unit(pair, random):
    first, second = pair
    weights = np.array([random.randint(1, 5) for _ in first])
    weighted, copied = table_of(first, second, weights), table_of(first.repeat(weights), second.repeat(weights))
    assert partitions.v_measure(weighted) == pytest.approx(partitions.v_measure(copied), abs=1e-9)
    assert partitions.homogeneity(weighted) == pytest.approx(partitions.homogeneity(copied), abs=1e-9)


@CHECK
@given(labellings)
def test_mean_inhomogeneity_is_what_completeness_lacks(pair):
    first, second = pair
    table = table_of(first, second)
    for given_table, share in (
        (table, partitions.completeness(table)),
        (table_of(second, first), partitions.homogeneity(table)),
    ):
        whole = given_table.second_entropy
        if whole == 0:
            continue
        parts = partitions.conditional_entropies(given_table) / whole
        weights = given_table.first_totals / given_table.first_totals.sum()
        assert (weights * parts).sum() == pytest.approx(1 - share, abs=1e-9)


@CHECK
@given(labellings, st.permutations(range(7)))
def test_relabelling_changes_nothing(pair, names):
    first, second = pair
    before, after = table_of(first, second), table_of(np.array(names)[first], second)
    for measure in (
        partitions.homogeneity,
        partitions.completeness,
        partitions.v_measure,
        partitions.adjusted_rand,
        partitions.adjusted_mutual_information,
        partitions.variation_of_information,
    ):
        assert measure(after) == pytest.approx(measure(before), abs=1e-6)


@CHECK
@given(labellings)
def test_a_partition_is_identical_to_itself(pair):
    table = table_of(pair[0], pair[0])
    assert partitions.v_measure(table) == pytest.approx(1)
    assert partitions.adjusted_rand(table) == pytest.approx(1)
    assert partitions.adjusted_mutual_information(table) == pytest.approx(1)
    assert partitions.variation_of_information(table) == pytest.approx(0, abs=1e-9)


FIGURE_2 = {
    # Rosenberg and Hirschberg (EMNLP-CoNLL 2007), figure 2: the class of each point, cluster after cluster, and the
    # published V-measure. The transcription is the one in the tests of the R package sabre.
    "A": ([1, 1, 1, 2, 3, 3, 3, 3, 1, 2, 2, 2, 2, 1, 3], [1] * 5 + [2] * 5 + [3] * 5, 0.14),
    "B": ([1, 1, 1, 2, 2, 3, 3, 3, 1, 1, 2, 2, 2, 3, 3], [1] * 5 + [2] * 5 + [3] * 5, 0.39),
    "C": (
        [1, 1, 1, 2, 2, 3, 3, 3, 1, 1, 2, 2, 2, 3, 3, 1, 2, 3, 1, 2, 3],
        [1] * 5 + [2] * 5 + [3] * 5 + [4] * 2 + [5] * 2 + [6] * 2,
        0.30,
    ),
    "D": (
        [1, 1, 1, 2, 2, 3, 3, 3, 1, 1, 2, 2, 2, 3, 3, 1, 2, 3, 1, 2, 3],
        [1] * 5 + [2] * 5 + [3] * 5 + [4, 5, 6, 7, 8, 9],
        0.41,
    ),
}


@pytest.mark.parametrize("solution", FIGURE_2)
def test_the_published_example_of_the_v_measure(solution):
    classes, clusters, published = FIGURE_2[solution]
    assert round(partitions.v_measure(table_of(classes, clusters)), 2) == published


def test_nothing_to_divide_counts_as_homogeneous_and_unrelated_partitions_have_no_v_measure():
    one, crossed = table_of([0, 0, 0, 0], [0, 0, 1, 1]), table_of([0, 0, 1, 1], [0, 1, 0, 1])
    assert partitions.homogeneity(one) == 1
    assert partitions.v_measure(crossed) == 0
    assert partitions.homogeneity(table_of([0], [0])) == 1


def test_a_group_without_weight_does_not_count():
    table = table_of([0, 0, 1, 2], [0, 1, 1, 2], [1, 1, 2, 0])
    assert partitions.conditional_entropies(table) == pytest.approx([np.log(2), 0, 0])
    assert table.first_entropy == pytest.approx(np.log(2))
