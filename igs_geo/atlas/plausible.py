"""Whether the tables and the map of an edition tell of the same country.

Every file can be in order by itself and still be wrong beside the others: coordinates of another system under the right
label, codes exchanged, lengths in another unit. Tolerances are wide: sources that differ by a few percent are honest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely

from igs_geo.atlas.contract import CRS, GEOMETRIES
from igs_geo.atlas.geometry import listed, shared_borders
from igs_geo.atlas.package import DESCRIPTOR
from igs_geo.atlas.schema import places, rows
from igs_geo.errors import Problem

M2_PER_KM2 = 1e6
SYSTEMATIC = 1.1
"""How many times the middle municipality or border may differ: more is another unit or a scaled map."""
AREA_FACTOR = 1.25
"""How many times the area of one municipality may differ."""
AREA_SLACK_KM2 = 0.1
LENGTH_FACTOR = 1.5
"""How many times the length of one border may differ: a border is longer on a finer map."""
LENGTH_SLACK_M = 200.0
CORNER_M = 100.0
"""A shared border of this length or less may be left out."""
LEAST_OVERLAP = 0.5
"""Least overlap of a municipality on the screen with its boundary: area of the intersection over that of the union."""
MOST_PER_KM2 = 200_000
"""Most inhabitants per km²: several times the densest municipality in the world."""
BOX_SLACK = 0.001
"""How far simplifying may lead outside the box, as a part of its longest side."""
LOOSEST_BOX = 2
"""How many times as wide or as high as the map a box may be: a larger one would not see a map that is moved."""
WEB_MERCATOR = 3857

Frames = Mapping[str, pd.DataFrame]
Geometry = Mapping[str, gpd.GeoDataFrame]


def check_map(frames: Frames, geometry: Geometry, descriptor: Mapping[str, Any], edition: str) -> Iterator[Problem]:
    """Yield what is cheap to see: municipalities outside the box, areas and densities that cannot be.

    Parameters
    ----------
    frames
        The tables that could be read, by name, typed.
    geometry
        The polygons of each file that is in order, by name of the file and indexed by NIS.
    descriptor
        The content of ``datapackage.json``; a resource with polygons has a ``bbox``: xmin, ymin, xmax, ymax.
    edition
        The edition.
    """
    boxes = {str(resource["name"]): resource.get("bbox") for resource in descriptor.get("resources", ())}
    for name in (f"{kind}_{edition}" for kind in GEOMETRIES):
        # Without a description, which is said elsewhere, there is nothing to hold the map against.
        if name in geometry and descriptor:
            yield from _outside(name, geometry[name], boxes.get(name))
    boundaries = geometry.get(f"boundaries_{edition}")
    if boundaries is None:
        return
    measured = pd.Series(shapely.area(boundaries.geometry.to_numpy()) / M2_PER_KM2, index=boundaries.index)
    yield from _areas(frames["municipalities"], measured, edition)
    population = frames.get(f"population_{edition}")
    if population is not None:
        dense = population["total"].astype(float) > MOST_PER_KM2 * population["nis"].map(measured)
        if dense.any():
            codes = listed(population.loc[dense, "nis"].unique())
            values = {"codes": codes, "limit": MOST_PER_KM2}
            yield Problem("errors.population_dense", f"population_{edition}.csv", rows(dense), "total", values)


def check_shapes(frames: Frames, geometry: Geometry, edition: str) -> Iterator[Problem]:
    """Yield what takes longer to see: borders and a screen geometry that are not those of the boundaries.

    Parameters
    ----------
    frames
        The tables that could be read, by name, typed.
    geometry
        The polygons of each file that is in order, by name of the file and indexed by NIS.
    edition
        The edition.
    """
    boundaries, screen = geometry.get(f"boundaries_{edition}"), geometry.get(f"screen_{edition}")
    if boundaries is None:
        return
    if f"borders_{edition}" in frames:
        yield from _borders(frames[f"borders_{edition}"], boundaries, edition)
    if screen is not None:
        own, light = boundaries.geometry.to_numpy(), screen.geometry.reindex(boundaries.index).to_numpy()
        common = shapely.area(shapely.intersection(own, light))
        apart = common < LEAST_OVERLAP * (shapely.area(own) + shapely.area(light) - common)
        if apart.any():
            values = {"codes": listed(boundaries.index[apart]), "other": f"boundaries_{edition}.gpkg"}
            yield Problem("errors.screen_differs", f"screen_{edition}.gpkg", values=values)


def _box(written: object) -> np.ndarray | None:
    try:
        box = np.asarray(written, dtype=float)
    except (TypeError, ValueError, OverflowError):
        return None
    return box if box.shape == (4,) and np.isfinite(box).all() and (box[:2] < box[2:]).all() else None


def _outside(name: str, polygons: gpd.GeoDataFrame, written: object) -> Iterator[Problem]:
    values = {"table": name, "crs": f"EPSG:{CRS}"}
    box = _box(written)
    if box is None:
        key = "errors.descriptor_no_bbox" if written is None else "errors.descriptor_bbox"
        yield Problem(key, DESCRIPTOR, values=values)
        return
    bounds = shapely.bounds(polygons.geometry.to_numpy())
    wrong = ~_inside(bounds, box)
    if not wrong.any():
        sides = bounds[:, 2:].max(axis=0) - bounds[:, :2].min(axis=0)
        if ((box[2:] - box[:2]) > LOOSEST_BOX * sides).any():
            yield Problem("errors.descriptor_loose_bbox", DESCRIPTOR, values=values | {"times": LOOSEST_BOX})
        return
    values = {"box": ", ".join(f"{side:.0f}" for side in box), "crs": f"EPSG:{CRS}"}
    yield Problem(_cause(bounds, box), f"{name}.gpkg", values=values | {"codes": listed(polygons.index[wrong])})


def _inside(bounds: np.ndarray, box: np.ndarray) -> np.ndarray:
    slack = BOX_SLACK * float((box[2:] - box[:2]).max())
    low = np.all(bounds[:, :2] >= box[:2] - slack, axis=1)
    return np.asarray(low & np.all(bounds[:, 2:] <= box[2:] + slack, axis=1))


def _cause(bounds: np.ndarray, box: np.ndarray) -> str:
    """Return the sentence for a map outside its box: the usual mistakes can be told apart."""
    if (np.abs(bounds[:, [0, 2]]) <= 180).all() and (np.abs(bounds[:, [1, 3]]) <= 180).all():
        return "errors.geometry_degrees"
    if _inside(bounds[:, [1, 0, 3, 2]], box).all():
        return "errors.geometry_swapped"
    project = pyproj.Transformer.from_crs(WEB_MERCATOR, CRS, always_xy=True)
    west, south = project.transform(bounds[:, 0], bounds[:, 1])
    east, north = project.transform(bounds[:, 2], bounds[:, 3])
    middle = np.column_stack([(west + east) / 2, (south + north) / 2])
    mercator = np.isfinite(middle).all() and _inside(np.hstack([middle, middle]), box).all()
    return "errors.geometry_mercator" if mercator else "errors.geometry_outside"


def _areas(municipalities: pd.DataFrame, measured: pd.Series, edition: str) -> Iterator[Problem]:
    own = municipalities[municipalities["edition"] == edition]
    said, found = own["area_km2"].astype(float), own["nis"].map(measured)
    known = found.notna() & said.notna()
    if not known.any():
        return
    with np.errstate(divide="ignore"):
        middle = float(np.median(said[known] / found[known]))
    values: dict[str, object] = {"other": f"boundaries_{edition}.gpkg"}
    if not 1 / SYSTEMATIC <= middle <= SYSTEMATIC:
        values |= {"percent": f"{100 * middle:.3g}", "edition": edition}
        yield Problem("errors.area_scale", "municipalities.csv", column="area_km2", values=values)
        return
    wrong = known & _differ(said, found, AREA_FACTOR, AREA_SLACK_KM2)
    if wrong.any():
        values |= {"codes": listed(own.loc[wrong, "nis"])}
        yield Problem("errors.area_differs", "municipalities.csv", places(own.index[wrong]), "area_km2", values)


def _borders(borders: pd.DataFrame, boundaries: gpd.GeoDataFrame, edition: str) -> Iterator[Problem]:
    file = f"borders_{edition}.csv"
    real = shared_borders(boundaries)
    both = borders.reset_index().merge(real, on=["nis_a", "nis_b"], how="outer", suffixes=("", "_real"))
    said, found = both["length_m"].astype(float), both["length_m_real"]
    pairs = both["nis_a"] + "–" + both["nis_b"]
    values = {"other": f"boundaries_{edition}.gpkg"}
    missing = said.isna() & (found > CORNER_M)
    if missing.any():
        yield Problem("errors.border_missing", file, values=values | {"codes": listed(pairs[missing])})
    apart = found.isna() & (said > CORNER_M)
    if apart.any():
        spots = places(both.loc[apart, "index"])
        yield Problem("errors.border_apart", file, spots, "nis_a, nis_b", values | {"codes": listed(pairs[apart])})
    known = both[said.notna() & (found > CORNER_M)]
    if known.empty:
        return
    middle = float(np.median(known["length_m"].astype(float) / known["length_m_real"]))
    if not 1 / SYSTEMATIC <= middle <= SYSTEMATIC:
        values |= {"percent": f"{100 * middle:.3g}"}
        yield Problem("errors.border_scale", file, column="length_m", values=values)
        return
    wrong = said.notna() & found.notna() & _differ(said, found, LENGTH_FACTOR, LENGTH_SLACK_M)
    if wrong.any():
        spots = places(both.loc[wrong, "index"])
        yield Problem("errors.border_length", file, spots, "length_m", values | {"codes": listed(pairs[wrong])})


def _differ(said: pd.Series, found: pd.Series, factor: float, slack: float) -> pd.Series:
    return (said > factor * found + slack) | (found > factor * said + slack)
