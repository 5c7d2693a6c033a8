"""Rebuild the derived files of the data package from its base tables.

Run as ``python -m igs_geo.atlas.derive [FOLDER]``. Derived are the tables of the 2025 edition that follow from those of
2019 and the crosswalk, both lists of shared borders, and the light geometries.
"""

from __future__ import annotations

import sys
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from igs_geo.atlas.atlas import LATEST_POPULATION_YEAR
from igs_geo.atlas.geometry import shared_borders

SCREEN_TOLERANCE_M = 150.0
"""Tolerance of the light geometry: at the zoom of one province hardly a pixel differs, with a third of the vertices."""
WRITTEN = "2026-11-24T00:00:00Z"


def successors(crosswalk: pd.DataFrame) -> pd.Series:
    """Return the 2025 code of every 2019 code."""
    rows = crosswalk[(crosswalk["edition_from"] == "2019") & (crosswalk["edition_to"] == "2025")]
    return rows.set_index("nis_from")["nis_to"]


def population_2025(population: pd.DataFrame, successor: pd.Series) -> pd.DataFrame:
    """Return the population of the 2025 municipalities: the sum over their predecessors."""
    counts = population.columns.drop(["edition", "nis", "year"])
    numbers = population.astype(dict.fromkeys(counts, int))
    summed = (
        numbers.assign(nis=numbers["nis"].map(successor)).groupby(["nis", "year"], as_index=False)[list(counts)].sum()
    )
    summed.insert(0, "edition", "2025")
    return summed[population.columns]


def memberships_2025(memberships: pd.DataFrame, population: pd.DataFrame, successor: pd.Series) -> pd.DataFrame:
    """Return the memberships of the 2025 municipalities.

    A municipality is a full member when all its predecessors were members, a partial member when only some were; its
    ``share`` is the inhabitants of those predecessors over all its inhabitants, and ``via`` names them.

    Parameters
    ----------
    memberships
        Those of 2019: ``partnership``, ``nis``.
    population
        That of 2019: ``nis``, ``year``, ``total``.
    successor
        Code of 2025 by code of 2019.
    """
    latest = population[population["year"] == str(LATEST_POPULATION_YEAR)].set_index("nis")["total"].astype(int)
    heads = latest.rename("inhabitants").reset_index()
    heads["new"] = heads["nis"].map(successor)
    total = heads.groupby("new")["inhabitants"].sum()
    predecessors = heads.groupby("new").size()

    rows = memberships.merge(heads, on="nis").sort_values(["partnership", "new", "nis"])
    grouped = rows.groupby(["partnership", "new"], as_index=False).agg(
        members=("nis", "size"), inhabitants=("inhabitants", "sum"), via=("nis", " ".join), source=("source", "first")
    )
    full = grouped["members"] == grouped["new"].map(predecessors)
    merged = grouped["new"].map(predecessors) > 1
    return pd.DataFrame(
        {
            "edition": "2025",
            "partnership": grouped["partnership"],
            "nis": grouped["new"],
            "membership": np.where(full, "full", "partial"),
            "share": (grouped["inhabitants"] / grouped["new"].map(total)).where(~full, 1.0).map("{:.4f}".format),
            "via": grouped["via"].where(merged, ""),
            "source": grouped["source"],
        }
    )


def commuting_2025(commuting: pd.DataFrame, successor: pd.Series) -> pd.DataFrame:
    """Return the flows between the 2025 municipalities: the sum over their predecessors."""
    rows = pd.DataFrame(
        {
            "edition": "2025",
            "origin_nis": commuting["origin_nis"].map(successor),
            "destination_nis": commuting["destination_nis"].map(successor),
            "count": commuting["count"].astype(int),
        }
    )
    return rows.groupby(["edition", "origin_nis", "destination_nis"], as_index=False)[["count"]].sum()


def boundaries_2025(boundaries: gpd.GeoDataFrame, successor: pd.Series) -> gpd.GeoDataFrame:
    """Return the 2025 municipalities: the 2019 ones dissolved, so that shared borders stay identical."""
    merged = boundaries.assign(nis=boundaries["nis"].map(successor)).dissolve(by="nis", method="coverage")
    return _multipolygons(merged.reset_index()[["nis", "geometry"]])


def light(boundaries: gpd.GeoDataFrame, tolerance_m: float = SCREEN_TOLERANCE_M) -> gpd.GeoDataFrame:
    """Return the boundaries simplified as a coverage: no slivers, no gaps."""
    simplified = shapely.coverage_simplify(boundaries.geometry.to_numpy(), tolerance_m)
    return _multipolygons(
        boundaries.set_geometry(gpd.GeoSeries(simplified, index=boundaries.index, crs=boundaries.crs))
    )


def borders(boundaries: gpd.GeoDataFrame, edition: str) -> pd.DataFrame:
    """Return the length of every border that two municipalities share."""
    rows = shared_borders(boundaries.set_index("nis"))
    rows.insert(0, "edition", edition)
    return rows.assign(length_m=rows["length_m"].map("{:.1f}".format))


def _multipolygons(boundaries: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    geometry = [g if g.geom_type == "MultiPolygon" else shapely.MultiPolygon([g]) for g in boundaries.geometry]
    frame = gpd.GeoDataFrame({"nis": boundaries["nis"].to_numpy()}, geometry=geometry, crs=boundaries.crs)
    return frame.sort_values("nis", ignore_index=True)


def derive(folder: Path, target: Path | None = None) -> list[Path]:
    """Write every derived file and return their paths.

    Parameters
    ----------
    folder
        The data package with the base tables.
    target
        Where to write; the package itself by default.

    Returns
    -------
    list of pathlib.Path
        The files that were written.
    """
    target = target or folder
    crosswalk, population, memberships, commuting = (
        pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        for name in ("crosswalk", "population_2019", "memberships_2019", "commuting_2019")
    )
    old = gpd.read_file(folder / "boundaries_2019.gpkg")
    successor = successors(crosswalk)
    new = boundaries_2025(old, successor)
    tables = {
        "population_2025": population_2025(population, successor),
        "memberships_2025": memberships_2025(memberships, population, successor),
        "commuting_2025": commuting_2025(commuting, successor),
        "borders_2019": borders(old, "2019"),
        "borders_2025": borders(new, "2025"),
    }
    geometries = {"boundaries_2025": new, "screen_2019": light(old), "screen_2025": light(new)}
    # a GeoPackage writes down when it was made: rebuilding unchanged data should change no file
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": WRITTEN})
    written = []
    for name, table in tables.items():
        written.append(target / f"{name}.csv")
        table.to_csv(written[-1], index=False, lineterminator="\n")
    for name, geometry in geometries.items():
        written.append(target / f"{name}.gpkg")
        written[-1].unlink(missing_ok=True)
        geometry.to_file(written[-1], layer="municipalities", driver="GPKG")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})
    return written


if __name__ == "__main__":
    for path in derive(Path(sys.argv[1] if len(sys.argv) > 1 else "data")):
        sys.stdout.write(f"{path}\n")
