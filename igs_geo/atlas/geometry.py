"""Read the boundaries of an edition and check that they are a map: valid, complete, and without gaps or overlaps."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
import warnings
from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pyproj
import shapely

from igs_geo.atlas.contract import CRS
from igs_geo.errors import Problem

CODES_SHOWN = 10
MAX_VERTICES = 1_000_000
"""Most vertices of a map; the largest of the embedded package has 80,000."""


def listed(codes: Iterable[str]) -> str:
    """Return the first few codes, to name them in a message."""
    names = [str(code) for code in codes]
    return ", ".join(names[:CODES_SHOWN]) + (f", … (+{len(names) - CODES_SHOWN})" if len(names) > CODES_SHOWN else "")


def read_boundaries(file: str, content: bytes) -> tuple[gpd.GeoDataFrame | None, list[Problem]]:
    """Return the polygons indexed by NIS, or what keeps the file from being read.

    Parameters
    ----------
    file
        Name of the file.
    content
        The file.
    """
    if not content:
        return None, [Problem("errors.file_empty", file)]
    # GDAL wants a file with its own extension, and SQLite may write beside the file that it reads: give it a copy
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        copy = Path(folder) / "boundaries.gpkg"
        copy.write_bytes(content)
        try:
            if _computed(copy):
                return None, [Problem("errors.geometry_computed", file)]
            layers = pyogrio.list_layers(copy)
            if len(layers) != 1:
                return None, [Problem("errors.geometry_layers", file, values={"count": len(layers)})]
            frame = pyogrio.read_dataframe(copy)
        # a damaged file may break in GDAL, in the reading of its bytes by shapely, or in the naming of its system
        except (
            ValueError,
            RuntimeError,
            OSError,
            shapely.errors.ShapelyError,
            pyproj.exceptions.ProjError,
            sqlite3.Error,
        ):
            return None, [Problem("errors.geometry_unreadable", file)]
    if "nis" not in frame:
        return None, [Problem("errors.column_missing", file, column="nis")]
    if not isinstance(frame, gpd.GeoDataFrame):
        return None, [Problem("errors.geometry_unreadable", file)]
    if shapely.get_num_coordinates(frame.geometry.to_numpy()).sum() > MAX_VERTICES:
        return None, [Problem("errors.geometry_vertices", file, values={"limit": MAX_VERTICES})]
    frame["nis"] = frame["nis"].astype("str")
    return frame.set_index("nis")[["geometry"]], []


def _computed(path: Path) -> bool:
    """Return whether a database computes what is read from it: a view may go on for ever."""
    with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        return bool(database.execute("select count(*) from sqlite_master where type = 'view'").fetchone()[0])


def shared_borders(boundaries: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the length of every border of a map without gaps or overlaps, where neighbours have the same vertices.

    Parameters
    ----------
    boundaries
        The polygons indexed by NIS.

    Returns
    -------
    pandas.DataFrame
        ``nis_a`` < ``nis_b``, ``length_m``; in that order.
    """
    parts, whole = shapely.get_parts(boundaries.geometry.to_numpy(), return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    spots, ring = shapely.get_coordinates(rings, return_index=True)
    along = np.flatnonzero(ring[1:] == ring[:-1])
    start, end = spots[along], spots[along + 1]
    turned = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    edges = np.where(turned[:, None], np.hstack([end, start]), np.hstack([start, end]))
    order = np.lexsort(edges.T)
    edges, owners = edges[order], whole[part[ring[along]]][order]
    twice = np.flatnonzero((edges[1:] == edges[:-1]).all(axis=1) & (owners[1:] != owners[:-1]))
    codes = boundaries.index.to_numpy(dtype=str)
    pairs = np.sort(np.column_stack([codes[owners[twice]], codes[owners[twice + 1]]]), axis=1)
    lengths = np.hypot(*(edges[twice, 2:] - edges[twice, :2]).T)
    table = pd.DataFrame({"nis_a": pairs[:, 0], "nis_b": pairs[:, 1], "length_m": lengths})
    return table.groupby(["nis_a", "nis_b"])["length_m"].sum().reset_index()


def check_boundaries(file: str, boundaries: gpd.GeoDataFrame, municipalities: pd.Index, edition: str) -> list[Problem]:
    """Return everything that keeps the polygons from being the map of an edition.

    Parameters
    ----------
    file
        Name of the file.
    boundaries
        The polygons indexed by NIS.
    municipalities
        NIS codes of the edition.
    edition
        The edition.
    """
    problems = []

    def report(key: str, codes: Iterable[str], **values: object) -> None:
        names = list(codes)
        if names:
            problems.append(Problem(key, file, column=None, values={"codes": listed(names), **values}))

    if boundaries.crs is None or boundaries.crs.to_epsg() != CRS:
        found = "?" if boundaries.crs is None else boundaries.crs.to_string()[:60]
        problems.append(Problem("errors.geometry_crs", file, values={"found": found}))
    index = boundaries.index
    report("errors.geometry_codes_twice", index[index.duplicated()].unique())
    report("errors.geometry_codes_missing", municipalities.difference(index), edition=edition)
    report("errors.geometry_codes_unknown", index.unique().difference(municipalities), edition=edition)
    geometry = boundaries.geometry.to_numpy()
    polygon = np.isin(shapely.get_type_id(geometry), [3, 6]) & ~shapely.is_empty(geometry)
    report("errors.geometry_type", index[~polygon])
    invalid = polygon & ~shapely.is_valid(geometry)
    report("errors.geometry_invalid", index[invalid])
    if polygon.all() and not invalid.any():
        edges = shapely.coverage_invalid_edges(geometry)
        report("errors.geometry_coverage", index[~shapely.is_empty(edges)])
    return problems
