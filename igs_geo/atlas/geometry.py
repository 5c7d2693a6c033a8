"""Read the boundaries of an edition and check that they are a map: valid, complete, and without gaps or overlaps."""

from __future__ import annotations

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
            layers = pyogrio.list_layers(copy)
            if len(layers) != 1:
                return None, [Problem("errors.geometry_layers", file, values={"count": len(layers)})]
            frame = pyogrio.read_dataframe(copy)
        # a damaged file may break in GDAL, in the reading of its bytes by shapely, or in the naming of its system
        except (ValueError, RuntimeError, OSError, shapely.errors.ShapelyError, pyproj.exceptions.ProjError):
            return None, [Problem("errors.geometry_unreadable", file)]
    if "nis" not in frame:
        return None, [Problem("errors.column_missing", file, column="nis")]
    if not isinstance(frame, gpd.GeoDataFrame):
        return None, [Problem("errors.geometry_unreadable", file)]
    frame["nis"] = frame["nis"].astype("str")
    return frame.set_index("nis")[["geometry"]], []


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
