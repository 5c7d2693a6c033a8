"""What a region or a body is made of, and how every layer cuts it up."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from igs_geo.atlas.contiguity import neighbours
from igs_geo.fragmentation import partitions
from igs_geo.fragmentation.counting import Counted
from igs_geo.fragmentation.groupings import Grouping, groupings
from igs_geo.fragmentation.layers import weightings
from igs_geo.fragmentation.partitions import contingency
from igs_geo.fragmentation.region_fit import reference_regions
from igs_geo.fragmentation.sparse import places

Regions = Mapping[str, Collection[str]]
"""Sets of NIS codes by the name of the region: bodies, regions of a division, candidates."""


def body_regions(counted: Counted) -> dict[str, frozenset[str]]:
    """Return the members, full and partial, of every chosen body, whatever its size.

    Parameters
    ----------
    counted
        What counts, as :func:`count` says.

    Returns
    -------
    dict of str to frozenset of str
        NIS codes by id of the body.
    """
    return _sets(counted, counted.chosen_matrix, counted.chosen.index)


def counted_regions(counted: Counted) -> dict[str, frozenset[str]]:
    """Return the counted members of every counted body.

    Parameters
    ----------
    counted
        What counts, as :func:`count` says.

    Returns
    -------
    dict of str to frozenset of str
        NIS codes by id of the body.
    """
    return _sets(counted, counted.matrix, counted.bodies.index)


def layer_regions(counted: Counted, code: str) -> dict[str, frozenset[str]]:
    """Return the groups of a layer by their code.

    Parameters
    ----------
    counted
        What counts, as :func:`count` says.
    code
        Code of a layer, for instance ``division:politiezone``.

    Returns
    -------
    dict of str to frozenset of str
        NIS codes by code of the group.
    """
    layer = groupings(counted, [code])[code]
    return _sets(counted, layer.matrix, layer.group_names.index)


def _sets(counted: Counted, matrix: csr_array, names: pd.Index) -> dict[str, frozenset[str]]:
    columns = matrix.tocsc()
    nis = counted.municipalities.to_numpy()
    return {
        str(name): frozenset(nis[columns.indices[columns.indptr[place] : columns.indptr[place + 1]]])
        for place, name in enumerate(names)
    }


def describe_regions(counted: Counted, regions: Regions, *, links: bool = False) -> pd.DataFrame:
    """Return what every region is made of. Only Flemish municipalities count.

    Parameters
    ----------
    counted
        What counts; here only its year of population matters.
    regions
        Sets of NIS codes by name.
    links
        Whether the links of ``links.csv`` (an exclave and its neighbour) hold a region together.

    Returns
    -------
    pandas.DataFrame
        Indexed by region: ``members``; ``inhabitants``; ``reference_regions`` (how many it touches);
        ``contiguous_parts``; ``largest_share``, the part of the inhabitants in its largest municipality, in (0, 1];
        ``gini``, the Gini coefficient of its municipalities' inhabitants (Gini 1912; the mean absolute difference
        over twice the mean), in [0, 1), 0 for equal sizes.
    """
    matrix = _incidence(counted, regions)
    people = counted.inhabitants()
    total = np.asarray(matrix.T @ people)
    members = np.asarray(matrix.sum(axis=0))
    cells = matrix.tocoo()
    largest = np.zeros(matrix.shape[1])
    np.maximum.at(largest, cells.col, people[cells.row])
    labels = pd.factorize(reference_regions(counted.atlas), sort=True)[0]
    known = np.flatnonzero(labels >= 0)
    shape = (len(labels), int(labels.max(initial=-1)) + 1)
    reference = csr_array((np.ones(len(known), dtype=np.int64), (known, labels[known])), shape=shape)
    table = pd.DataFrame(
        {
            "members": members,
            "inhabitants": total,
            "reference_regions": np.asarray(((matrix.T @ reference) > 0).sum(axis=1)),
            "contiguous_parts": _parts(counted, matrix, links=links),
            "largest_share": np.divide(largest, total, out=np.full(len(total), np.nan), where=total > 0),
            "gini": _gini(matrix, people),
        },
        index=pd.Index(list(regions), name="region"),
    )
    return counted.stamp(table)


def split_regions(
    counted: Counted, regions: Regions, layers: Collection[str] | None = None, weight: str = "inhabitants"
) -> pd.DataFrame:
    """Return how every layer cuts up every region.

    Parameters
    ----------
    counted
        What counts.
    regions
        Sets of NIS codes by name.
    layers
        Codes of layers; all by default.
    weight
        ``count``, ``area`` or ``inhabitants``: what the effective number of parts weighs municipalities by.

    Returns
    -------
    pandas.DataFrame
        One row per region and layer: ``region``, ``layer``; ``groups``, how many groups of the layer have a member in
        the region, and ``group_codes``, which; ``outside``, how many members are in no group; ``best_group``, the group
        the region follows best, with ``best_jaccard``, the Jaccard index of both sets of municipalities, missing
        without any group; ``effective_parts``, exp(H(B|a)), and ``inhomogeneity``, H(B|a) / H(B), for partitions only
        (Nowosad and Stepinski 2018): in [0, ln k / H(B)], it may exceed 1, and 0 when H(B) = 0.
    """
    matrix = _incidence(counted, regions)
    names = list(regions)
    weights = weightings(counted)[weight]
    tables = [_split(matrix, names, layer, weights) for layer in groupings(counted, layers).values()]
    return counted.stamp(pd.concat(tables, ignore_index=True))


def _split(matrix: csr_array, names: list[str], layer: Grouping, weights: np.ndarray) -> pd.DataFrame:
    common = (matrix.T @ layer.matrix).tocoo()
    sizes, group_sizes = np.asarray(matrix.sum(axis=0)), np.asarray(layer.matrix.sum(axis=0))
    jaccard = common.data / (sizes[common.row] + group_sizes[common.col] - common.data)
    # Per region the best group comes first; among equals the smallest code.
    order = np.lexsort((common.col, -jaccard, common.row))
    regions_found, first = np.unique(common.row[order], return_index=True)
    best = np.full(len(names), -1)
    best[regions_found] = common.col[order][first]
    best_jaccard = np.full(len(names), np.nan)
    best_jaccard[regions_found] = jaccard[order][first]
    codes = layer.group_names.index.to_numpy(object)
    by_code = np.lexsort((common.col, common.row))
    bounds = np.searchsorted(common.row[by_code], np.arange(len(names) + 1))
    touched = [tuple(codes[common.col[by_code][a:b]]) for a, b in pairwise(bounds)]
    inside = np.asarray((layer.matrix.sum(axis=1) > 0).astype(np.int64))
    parts, inhomogeneity = _entropies(matrix, layer, weights)
    return pd.DataFrame(
        {
            "region": names,
            "layer": layer.code,
            "groups": np.diff(bounds),
            "group_codes": touched,
            "outside": sizes - np.asarray(matrix.T @ inside),
            "best_group": [codes[place] if place >= 0 else None for place in best],
            "best_jaccard": best_jaccard,
            "effective_parts": parts,
            "inhomogeneity": inhomogeneity,
        }
    )


def _entropies(matrix: csr_array, layer: Grouping, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return exp(H(B|a)) and H(B|a) / H(B) of every region for a partition B, missing otherwise."""
    regions = matrix.shape[1]
    if not layer.is_partition or layer.labels is None:
        return np.full(regions, np.nan), np.full(regions, np.nan)
    cells = matrix.tocoo()
    (table,) = contingency(cells.col.astype(np.int64), layer.labels[cells.row], [weights[cells.row]])
    inside = np.zeros(regions)
    inside[: table.sizes[0]] = partitions.conditional_entropies(table)
    whole = partitions.entropy(np.bincount(layer.labels, weights=weights))
    return np.exp(inside), inside / whole if whole > 0 else np.zeros(regions)


def _incidence(counted: Counted, regions: Regions) -> csr_array:
    nis = [code for members in regions.values() for code in sorted(members)]
    columns = np.repeat(np.arange(len(regions)), [len(members) for members in regions.values()])
    rows = places(counted.municipalities, nis)
    flemish = rows >= 0
    shape = (len(counted.municipalities), len(regions))
    return csr_array((np.ones(int(flemish.sum()), dtype=np.int64), (rows[flemish], columns[flemish])), shape=shape)


def _parts(counted: Counted, matrix: csr_array, *, links: bool) -> np.ndarray:
    """Return in how many contiguous parts each region falls: the components of one graph of all memberships."""
    borders = neighbours(counted.atlas, links=links)
    left, right = places(counted.municipalities, borders["nis_a"]), places(counted.municipalities, borders["nis_b"])
    numbered = matrix.copy()
    numbered.data = np.arange(1, matrix.nnz + 1)
    # Both ends of a border in the same region: their membership numbers stand in the same column.
    both = (matrix[left].multiply(matrix[right])).tocsr()
    ends_left, ends_right = numbered[left].multiply(both).tocsr(), numbered[right].multiply(both).tocsr()
    for ends in (ends_left, ends_right):
        ends.sort_indices()
    graph = csr_array((np.ones(both.nnz), (ends_left.data - 1, ends_right.data - 1)), shape=(matrix.nnz, matrix.nnz))
    _, component = connected_components(graph, directed=False)
    cells = matrix.tocoo()
    pairs = np.unique(cells.col.astype(np.int64) * (component.max(initial=0) + 1) + component)
    return np.bincount(pairs // (component.max(initial=0) + 1), minlength=matrix.shape[1])


def _gini(matrix: csr_array, people: np.ndarray) -> np.ndarray:
    cells = matrix.tocoo()
    order = np.lexsort((people[cells.row], cells.col))
    column, value = cells.col[order], people[cells.row][order]
    size = np.bincount(column, minlength=matrix.shape[1])
    rank = np.arange(len(column)) - np.repeat(np.cumsum(size) - size, size) + 1
    total = np.bincount(column, weights=value, minlength=matrix.shape[1])
    ranked = np.bincount(column, weights=value * (2 * rank - size[column] - 1), minlength=matrix.shape[1])
    return np.asarray(np.divide(ranked, size * total, out=np.full(len(size), np.nan), where=total > 0))
