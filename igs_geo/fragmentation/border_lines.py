"""The line that two municipalities share."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely


def border_lines(shapes: gpd.GeoSeries) -> gpd.GeoSeries:
    """Return the shared border of every two municipalities that have one.

    The shapes form a coverage: neighbours have the same vertices along their border. So a border is the set of segments
    that occur in two shapes, which is exact and needs no overlay.

    Parameters
    ----------
    shapes
        Polygons indexed by NIS.

    Returns
    -------
    geopandas.GeoSeries
        Lines, indexed by ``nis_a`` < ``nis_b``.
    """
    shapes = shapes.sort_index()
    rings, owner_of_part = _rings(shapes.to_numpy())
    points, ring = shapely.get_coordinates(rings, return_index=True)
    same_ring = ring[:-1] == ring[1:]
    start, end = points[:-1][same_ring], points[1:][same_ring]
    owner = owner_of_part[ring[:-1][same_ring]]
    # A segment and its reverse are one: the smaller end comes first.
    flip = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    low, high = np.where(flip[:, None], end, start), np.where(flip[:, None], start, end)
    order = np.lexsort((owner, high[:, 1], high[:, 0], low[:, 1], low[:, 0]))
    low, high, owner = low[order], high[order], owner[order]
    twice = (low[:-1] == low[1:]).all(axis=1) & (high[:-1] == high[1:]).all(axis=1) & (owner[:-1] != owner[1:])
    first = np.flatnonzero(twice)
    pair = owner[first].astype(np.int64) * len(shapes) + owner[first + 1]
    by_pair = np.argsort(pair, kind="stable")
    first, pair = first[by_pair], pair[by_pair]
    segments = np.asarray(shapely.linestrings(np.stack([low[first], high[first]], axis=1)))
    pairs, place = np.unique(pair, return_inverse=True)
    lines = shapely.line_merge(shapely.multilinestrings(segments, indices=place))
    nis = shapes.index.to_numpy()
    index = pd.MultiIndex.from_arrays([nis[pairs // len(shapes)], nis[pairs % len(shapes)]], names=["nis_a", "nis_b"])
    return gpd.GeoSeries(lines, index=index, crs=shapes.crs)


def _rings(shapes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    parts, owner = shapely.get_parts(shapes, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    return rings, owner[part]
