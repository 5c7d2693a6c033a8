"""Synthetic tessellations: made-up countries of any size, the same for everyone with the same seed.

Municipalities are the Voronoi cells of random points in a square with the density of Flanders; inhabitants follow the
Flemish distribution (log-normal, fitted to 1-1-2020: mean of the logarithm 9.70, standard deviation 0.81); commuters
go to the twelve nearest cells, fewer with the distance; co-membership decreases with the distance.
"""

from __future__ import annotations

import numpy as np
from scipy.sparse import coo_array, csr_array
from scipy.spatial import Delaunay, cKDTree

from igs_geo.regions import Criteria, Problem

KM2_EACH = 47.8
"""Area of the average Flemish municipality of 2025."""
LOG_MEAN, LOG_DEVIATION = 9.70, 0.81
NEAR = 12


def tessellation(size: int, criteria: Criteria, seed: int = 1) -> Problem:
    """A problem on a made-up country.

    Parameters
    ----------
    size
        Number of municipalities.
    criteria
        The settings; the frame is ignored.
    seed
        Of everything random.
    """
    rng = np.random.default_rng(seed)
    xy = rng.uniform(0, np.sqrt(size * KM2_EACH), (size, 2))
    # One step towards evenly spread cells: plain random points make needles that no country has.
    tree = cKDTree(xy)
    xy = xy + 0.3 * (xy - xy[tree.query(xy, 4)[1][:, 1:]].mean(axis=1))
    simplices = Delaunay(xy).simplices
    edges = np.unique(np.sort(np.vstack([simplices[:, [0, 1]], simplices[:, [1, 2]], simplices[:, [0, 2]]])), axis=0)
    length = np.hypot(*(xy[edges[:, 0]] - xy[edges[:, 1]]).T)
    # Cells on the rim of the square touch far outside it only.
    edges = edges[length < 3 * np.median(length)]
    inhabitants = np.exp(rng.normal(LOG_MEAN, LOG_DEVIATION, size)).astype(np.int64) + 80
    distance, near = cKDTree(xy).query(xy, NEAR + 1)
    rows = np.repeat(np.arange(size), NEAR)
    columns, far = near[:, 1:].ravel(), distance[:, 1:].ravel()
    persons = 0.3 * inhabitants[rows] * np.exp(-far / 10) * np.sqrt(inhabitants[columns] / 20_000) / NEAR
    flows = csr_array(coo_array((np.round(persons), (rows, columns)), shape=(size, size)))
    jaccard = csr_array(coo_array((0.9 * np.exp(-far / 15), (rows, columns)), shape=(size, size)))
    return Problem(
        criteria=criteria.with_(frame=None),
        units=tuple(f"{i:05d}" for i in range(size)),
        names=tuple(f"cell {i}" for i in range(size)),
        inhabitants=inhabitants,
        young=inhabitants // 3,
        xy=xy,
        edges=edges,
        frames=np.zeros(size, dtype=np.int64),
        frame_names=("",),
        jaccard=csr_array(jaccard.maximum(jaccard.T)),
        flows=flows,
    )
