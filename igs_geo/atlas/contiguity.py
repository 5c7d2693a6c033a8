"""Which municipalities touch, and whether a set of them hangs together."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, shortest_path

from igs_geo.atlas.atlas import Atlas

MIN_BORDER_M = 10.0
"""A shared border of this length or less is a corner, not a border."""


def neighbours(atlas: Atlas, min_border_m: float = MIN_BORDER_M, *, links: bool = False) -> pd.DataFrame:
    """Return the pairs of Flemish municipalities that share a border.

    Parameters
    ----------
    atlas
        The edition.
    min_border_m
        Borders of this length or shorter do not count, in metres.
    links
        Whether the links of ``links.csv`` (Voeren to Riemst) count too; their length is 0.

    Returns
    -------
    pandas.DataFrame
        ``nis_a`` < ``nis_b``, ``length_m``.
    """
    flemish = set(atlas.flemish.index)
    pairs = atlas.borders
    pairs = pairs[pairs["nis_a"].isin(flemish) & pairs["nis_b"].isin(flemish) & (pairs["length_m"] > min_border_m)]
    if links:
        pairs = pd.concat([pairs, atlas.links[["nis_a", "nis_b"]].assign(length_m=0.0)])
        pairs = pairs.drop_duplicates(["nis_a", "nis_b"])
    return pairs[["nis_a", "nis_b", "length_m"]].reset_index(drop=True)


def neighbours_of(atlas: Atlas, nis: str) -> list[str]:
    """Return the NIS codes of the Flemish municipalities that share a border with one, those linked to it included.

    Parameters
    ----------
    atlas
        The edition.
    nis
        NIS code.
    """
    pairs = neighbours(atlas, links=True)
    return sorted({*pairs.loc[pairs["nis_b"] == nis, "nis_a"], *pairs.loc[pairs["nis_a"] == nis, "nis_b"]})


def border_distances(atlas: Atlas, *, links: bool = True) -> pd.DataFrame:
    """Return how many borders lie between every two Flemish municipalities: 0 for the same, 1 for neighbours.

    The distance in the graph of :func:`~igs_geo.atlas.contiguity.neighbours`: the fewest borders that a way from one to
    the other crosses.

    Parameters
    ----------
    atlas
        The edition.
    links
        Whether the links of ``links.csv`` count as borders.

    Returns
    -------
    pandas.DataFrame
        NIS by NIS; infinite where there is no way.

    Examples
    --------
    From Diest to Leuven a way crosses at least four borders.

    >>> from igs_geo import load_atlas
    >>> float(border_distances(load_atlas("2025")).loc["24020", "24062"])
    4.0
    """
    nodes = pd.Index(atlas.flemish.index)
    pairs = neighbours(atlas, links=links)
    rows, columns = nodes.get_indexer(pairs["nis_a"]), nodes.get_indexer(pairs["nis_b"])
    graph = coo_array((np.ones(len(pairs)), (rows, columns)), shape=(len(nodes), len(nodes)))
    steps = shortest_path(graph, directed=False, unweighted=True)
    return pd.DataFrame(steps, index=nodes, columns=nodes)


def contiguous_parts(atlas: Atlas, members: Collection[str], *, links: bool = False) -> list[list[str]]:
    """Return the parts into which a set of municipalities falls on the map, largest first.

    Parameters
    ----------
    atlas
        The edition.
    members
        NIS codes.
    links
        Whether the links of ``links.csv`` count as borders.

    Examples
    --------
    Jeugdregio Noorderkempen, a youth partnership, falls in two parts.

    >>> from igs_geo import load_atlas
    >>> atlas = load_atlas("2025")
    >>> members = atlas.memberships.query("partnership == 'igs-noorderkempen'")["nis"]
    >>> [len(part) for part in contiguous_parts(atlas, members)]
    [5, 1]
    """
    nodes = sorted(set(members))
    if not nodes:
        return []
    place = {nis: i for i, nis in enumerate(nodes)}
    pairs = neighbours(atlas, links=links)
    inside = pairs[pairs["nis_a"].isin(nodes) & pairs["nis_b"].isin(nodes)]
    rows, cols = inside["nis_a"].map(place).to_numpy(int), inside["nis_b"].map(place).to_numpy(int)
    graph = coo_array((np.ones(len(rows)), (rows, cols)), shape=(len(nodes), len(nodes)))
    _, labels = connected_components(graph, directed=False)
    parts: dict[int, list[str]] = {}
    for nis, label in zip(nodes, labels, strict=True):
        parts.setdefault(int(label), []).append(nis)
    return sorted(parts.values(), key=lambda part: (-len(part), part))
