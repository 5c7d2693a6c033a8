"""Layers compared: which pairs get which measure, on the real and on the tiny atlas."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from sklearn import metrics

from igs_geo.errors import IgsGeoError
from igs_geo.fragmentation import (
    Counting,
    cluster_layers,
    compare_layers,
    count,
    groupings,
    layer_matrix,
    layer_regions,
    split_regions,
)

MEASURES = ["homogeneity", "completeness", "v_measure", "variation_of_information"]


@pytest.fixture(scope="module")
def counted(atlas_2025):
    return count(atlas_2025)


@pytest.fixture(scope="module")
def table(counted):
    return compare_layers(counted)


def test_every_pair_has_one_row_for_each_weight(table):
    layers = pd.unique(pd.concat([table["layer_a"], table["layer_b"]]))
    assert len(table) == 3 * len(layers) * (len(layers) - 1) // 2
    assert not table.duplicated(["layer_a", "layer_b", "weight"]).any()
    assert not any("typologie" in code for code in layers)


def test_partition_measures_are_for_two_partitions_only(counted, table):
    partition = {code for code, layer in groupings(counted).items() if layer.is_partition}
    assert "division:igs_lokaal_woonbeleid" not in partition
    both = table["layer_a"].isin(partition) & table["layer_b"].isin(partition)
    assert table.loc[both, MEASURES].notna().all(axis=None)
    assert table.loc[~both, MEASURES].isna().all(axis=None)
    unweighted = table["weight"] == "count"
    chance = ["adjusted_rand", "adjusted_mutual_information"]
    assert table.loc[both & unweighted, chance].notna().all(axis=None)
    assert table.loc[~unweighted, chance].isna().all(axis=None)


def test_scikit_learn_agrees_on_police_zones_and_fire_zones(atlas_2025, counted):
    codes = ["division:politiezone", "division:hulpverleningszone"]
    row = compare_layers(counted, codes).set_index("weight").loc["count"]
    labels = [atlas_2025.layer(code).labels().reindex(atlas_2025.flemish.index) for code in codes]
    expected = metrics.homogeneity_completeness_v_measure(*labels)
    assert (row["homogeneity"], row["completeness"], row["v_measure"]) == pytest.approx(expected)
    assert row["adjusted_rand"] == pytest.approx(metrics.adjusted_rand_score(*labels))
    assert row["adjusted_mutual_information"] == pytest.approx(metrics.adjusted_mutual_info_score(*labels))


def test_a_division_within_another_shares_all_of_its_entropy(counted):
    codes = ["division:provincie", "division:arrondissement"]
    row = compare_layers(counted, codes).set_index("weight").loc["count"]
    sizes = [np.bincount(layer.labels) for layer in groupings(counted, codes).values()]
    provinces, arrondissements = (stats.entropy(size) for size in sizes)
    assert row["homogeneity"] == pytest.approx(1), "arrondissements lie inside provinces"
    assert row["completeness"] == pytest.approx(provinces / arrondissements)
    assert 0.3 < row["completeness"] < 0.9
    pairs = [(size * (size - 1) // 2).sum() for size in sizes]
    assert row["pair_jaccard"] == pytest.approx(pairs[1] / pairs[0])


@pytest.mark.parametrize("weight", ["count", "area", "inhabitants"])
def test_mean_inhomogeneity_of_the_regions_is_what_completeness_lacks(counted, weight):
    a, b = "division:vervoerregio", "division:politiezone"
    row = compare_layers(counted, [a, b]).set_index("weight").loc[weight]
    values = {
        "count": np.ones(len(counted.municipalities)),
        "area": counted.atlas.flemish["area_km2"].to_numpy(),
        "inhabitants": counted.inhabitants(),
    }[weight]
    heavy = pd.Series(values, index=counted.municipalities)
    for first, second, expected in ((a, b, row["completeness"]), (b, a, row["homogeneity"])):
        regions = layer_regions(counted, first)
        splits = split_regions(counted, regions, [second], weight).set_index("region")
        shares = pd.Series({name: heavy[list(members)].sum() for name, members in regions.items()}) / heavy.sum()
        assert (shares * splits["inhomogeneity"]).sum() == pytest.approx(1 - expected)
        assert (splits["effective_parts"] <= splits["groups"] + 1e-9).all()
        assert (splits["effective_parts"] >= 1).all()


def test_the_matrix_is_symmetric_and_knows_whose_homogeneity_it_is(table):
    matrix = layer_matrix(table)
    assert matrix.equals(matrix.T)
    h = layer_matrix(table, "homogeneity")
    assert h.loc["division:provincie", "division:arrondissement"] == pytest.approx(1)
    assert h.loc["division:arrondissement", "division:provincie"] < 1


def test_the_clustering_puts_like_beside_like(table):
    clustering = cluster_layers(layer_matrix(table))
    assert sorted(clustering.order) == sorted(clustering.codes)
    place = {code: number for number, code in enumerate(clustering.order)}
    assert abs(place["division:gezondheidsmakers"] - place["division:referentieregio"]) == 1
    groups = clustering.groups(0.9)
    assert groups["division:gezondheidsmakers"] == groups["division:referentieregio"]


def test_one_layer_is_a_cluster_of_its_own(counted):
    matrix = pd.DataFrame([[np.nan]], index=["division:provincie"], columns=["division:provincie"])
    assert cluster_layers(matrix).groups(0.5) == {"division:provincie": 1}


def test_layers_of_bodies_hold_counted_members_only(tiny_2025):
    everyone = groupings(count(tiny_2025, Counting(partial="include")))["partnerships:cultuur"]
    full = groupings(count(tiny_2025, Counting(partial="exclude")))["partnerships:cultuur"]
    assert everyone.matrix.sum() == 6
    assert full.matrix.sum() == 5


def test_an_unknown_layer_gets_an_answer_with_the_known_ones(counted):
    with pytest.raises(IgsGeoError, match="division:politiezone"):
        compare_layers(counted, ["division:nergens"])
