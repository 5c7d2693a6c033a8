"""How alike two layers are, and which layers follow the same map."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.cluster import hierarchy
from scipy.sparse import csr_array
from scipy.spatial.distance import squareform

from igs_geo.fragmentation import partitions
from igs_geo.fragmentation.counting import Counted
from igs_geo.fragmentation.groupings import Grouping, groupings
from igs_geo.fragmentation.partitions import Contingency, contingency

WEIGHTS = ("count", "area", "inhabitants")
COLUMNS = (
    "layer_a",
    "layer_b",
    "weight",
    "homogeneity",
    "completeness",
    "v_measure",
    "adjusted_rand",
    "adjusted_mutual_information",
    "variation_of_information",
    "variation_of_information_normalised",
    "pair_jaccard",
)


def weightings(counted: Counted) -> dict[str, np.ndarray]:
    """Return the weight of each municipality by the name of the weighting: 1, km², inhabitants."""
    area = counted.atlas.flemish["area_km2"].to_numpy(float)
    return {"count": np.ones(len(counted.municipalities)), "area": area, "inhabitants": counted.inhabitants()}


def compare_layers(counted: Counted, codes: Collection[str] | None = None) -> pd.DataFrame:
    """Return how alike every two layers are.

    Two partitions have the measures of :mod:`igs_geo.fragmentation.partitions`, with ``layer_a`` in the role of
    scikit-learn's ``labels_true``; those adjusted for chance only unweighted. Every two layers have the Jaccard index
    of their sets of municipality pairs that share a group, unweighted, missing when neither has such a pair.

    Parameters
    ----------
    counted
        What counts.
    codes
        Codes of the layers; all by default.

    Returns
    -------
    pandas.DataFrame
        One row per pair of layers and ``weight`` (``count``, ``area``, ``inhabitants``): ``layer_a``, ``layer_b``,
        ``weight``, ``homogeneity``, ``completeness``, ``v_measure``, ``adjusted_rand``,
        ``adjusted_mutual_information``, ``variation_of_information`` (nats),
        ``variation_of_information_normalised`` (divided by ln n), ``pair_jaccard``.
    """
    layers = list(groupings(counted, codes).values())
    weights = weightings(counted)
    jaccard = _pair_jaccards(layers)
    rows = []
    for i, j in combinations(range(len(layers)), 2):
        first, second = layers[i], layers[j]
        tables: list[Contingency | None] = [None] * len(weights)
        if first.is_partition and second.is_partition:
            tables[:] = contingency(_labels(first), _labels(second), list(weights.values()))
        for name, table in zip(weights, tables, strict=True):
            pair = jaccard[i, j] if name == "count" else np.nan
            measures = _measures(table, unweighted=name == "count")
            rows.append((first.code, second.code, name, *measures, pair))
    return counted.stamp(pd.DataFrame(rows, columns=list(COLUMNS)))


def _measures(table: Contingency | None, *, unweighted: bool) -> tuple[float, ...]:
    if table is None:
        return (np.nan,) * 7
    distance = partitions.variation_of_information(table)
    return (
        partitions.homogeneity(table),
        partitions.completeness(table),
        partitions.v_measure(table),
        partitions.adjusted_rand(table) if unweighted else np.nan,
        partitions.adjusted_mutual_information(table) if unweighted else np.nan,
        distance,
        distance / np.log(table.units) if table.units > 1 else 0.0,
    )


def _labels(layer: Grouping) -> np.ndarray:
    labels = layer.labels
    if labels is None:
        raise ValueError(f"{layer.code}: groups overlap")
    return labels


def _pair_jaccards(layers: list[Grouping]) -> np.ndarray:
    """Return the Jaccard index of the pair sets of every two layers.

    Pairs are listed only for layers whose groups overlap (bodies); where a layer gives each municipality one label the
    pairs are counted from the labels, so that the cost never grows with the square of a large region.
    """
    sizes = np.array([layer.pair_count for layer in layers], dtype=float)
    common = np.diag(sizes)
    listed = [place for place, layer in enumerate(layers) if layer.labels is None]
    labelled = [place for place, layer in enumerate(layers) if layer.labels is not None]
    for i, j in combinations(labelled, 2):
        (table,) = contingency(_labels(layers[i]), _labels(layers[j]))
        common[i, j] = (table.weight * (table.weight - 1) / 2).sum()
    for i in listed:
        n = layers[i].matrix.shape[0]
        rows, columns = layers[i].pair_keys // n, layers[i].pair_keys % n
        for j in labelled:
            labels = _labels(layers[j])
            common[min(i, j), max(i, j)] = ((labels[rows] == labels[columns]) & (labels[rows] >= 0)).sum()
    common[np.ix_(listed, listed)] = _common_keys([layers[place].pair_keys for place in listed])
    common = np.triu(common) + np.triu(common, 1).T
    union = sizes[:, None] + sizes[None, :] - common
    return np.asarray(np.divide(common, union, out=np.full(common.shape, np.nan), where=union > 0))


def _common_keys(keys: list[np.ndarray]) -> np.ndarray:
    if not keys:
        return np.zeros((0, 0))
    known, place = np.unique(np.concatenate(keys), return_inverse=True)
    pointers = np.concatenate([[0], np.cumsum([len(part) for part in keys])])
    sets = csr_array((np.ones(len(place)), place, pointers), shape=(len(keys), max(len(known), 1)))
    return np.asarray((sets @ sets.T).toarray())


def layer_matrix(table: pd.DataFrame, measure: str = "pair_jaccard", weight: str = "count") -> pd.DataFrame:
    """Return a measure of :func:`compare_layers` as a symmetric matrix of layers; missing on the diagonal.

    Homogeneity and completeness are not symmetric: row and column are then A and B for homogeneity, B and A for
    completeness, so that entry (a, b) of ``homogeneity`` is the homogeneity with a as ``layer_a``.

    Parameters
    ----------
    table
        The table of :func:`compare_layers`.
    measure
        One of its columns.
    weight
        ``count``, ``area`` or ``inhabitants``, for the measures of two partitions.
    """
    rows = table[table["weight"] == weight]
    codes = list(dict.fromkeys([*rows["layer_a"], *rows["layer_b"]]))
    opposite = {"homogeneity": "completeness", "completeness": "homogeneity"}.get(measure, measure)
    matrix = pd.DataFrame(np.nan, index=codes, columns=codes)
    a, b = (
        pd.Index(codes).get_indexer(pd.Index(rows["layer_a"])),
        pd.Index(codes).get_indexer(pd.Index(rows["layer_b"])),
    )
    values = matrix.to_numpy(copy=True)
    values[a, b] = rows[measure]
    values[b, a] = rows[opposite]
    return pd.DataFrame(values, index=codes, columns=codes)


@dataclass(frozen=True, eq=False)
class Clustering:
    """Which layers follow the same map: a tree of layers.

    Parameters
    ----------
    codes
        Codes of the layers, as they were given.
    merges
        SciPy's linkage matrix over ``codes``: average linkage on 1 - similarity.
    order
        The codes from left to right, such that neighbours are alike (optimal leaf ordering).
    """

    codes: tuple[str, ...]
    merges: np.ndarray = field(repr=False)
    order: tuple[str, ...]

    def groups(self, similarity: float) -> dict[str, int]:
        """Return the group number of each layer when the tree is cut at a similarity.

        Parameters
        ----------
        similarity
            Between 0 (one group) and 1 (a group for each layer).
        """
        if len(self.codes) < 2:
            return dict.fromkeys(self.codes, 1)
        labels = hierarchy.fcluster(self.merges, 1 - similarity, criterion="distance")
        return dict(zip(self.codes, map(int, labels), strict=True))


def cluster_layers(similarity: pd.DataFrame) -> Clustering:
    """Return the hierarchical clustering of layers (average linkage: Sokal and Michener 1958).

    Parameters
    ----------
    similarity
        Symmetric, in [0, 1], from :func:`layer_matrix`; two layers of which nothing can be said count as unlike.
    """
    codes = tuple(str(code) for code in similarity.index)
    if len(codes) < 2:
        return Clustering(codes, np.empty((0, 4)), codes)
    distance = 1 - similarity.fillna(0.0).to_numpy(float)
    np.fill_diagonal(distance, 0.0)
    condensed = squareform(distance, checks=False)
    merges = hierarchy.linkage(condensed, method="average", optimal_ordering=True)
    order = tuple(codes[leaf] for leaf in hierarchy.leaves_list(merges))
    return Clustering(codes, merges, order)
