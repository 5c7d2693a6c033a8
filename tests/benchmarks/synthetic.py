"""A synthetic atlas of any size, from a seed: the size of France, the shape of Flanders.

Municipalities are squares on a grid. A body has a seed municipality and the ones nearest to it, with sizes drawn from
the sizes of the Flemish bodies (at most 140); a partition gives each municipality to the nearest of some random seats,
with as many seats per municipality as a Flemish division has.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from scipy.spatial import cKDTree

from igs_geo.atlas import Atlas, load_atlas

LARGEST = 140
SIDE_M = 4_000
DIVISIONS = (
    "politiezone",
    "hulpverleningszone",
    "eerstelijnszone",
    "logo_lokaal_gezondheidsoverleg",
    "vervoerregio",
    "woonmaatschappij",
    "streekwerking_provincies",
    "toeristische_regio_gemeente",
    "referentieregio",
    "provincie",
)


def synthetic_atlas(municipalities: int = 35_000, bodies: int = 10_000, seed: int = 1) -> Atlas:
    """Return the atlas: always the same for the same numbers and seed."""
    random = np.random.default_rng(seed)
    flanders = load_atlas("2019")
    nis = np.array([f"{number:05d}" for number in range(municipalities)])
    columns = int(np.ceil(np.sqrt(municipalities)))
    row, column = np.divmod(np.arange(municipalities), columns)
    corner = SIDE_M * np.column_stack([column, row]).astype(float)
    tree = cKDTree(corner + random.uniform(0, SIDE_M, corner.shape))
    frame = gpd.GeoDataFrame(
        {"name": nis, "flemish": True, "area_km2": SIDE_M**2 / 1e6, "province": "", "region": ""},
        index=pd.Index(nis, name="nis"),
        geometry=shapely.box(corner[:, 0], corner[:, 1], corner[:, 0] + SIDE_M, corner[:, 1] + SIDE_M),
        crs="EPSG:31370",
    )
    members, partnerships, links = _bodies(flanders, nis, tree, bodies, random)
    divisions, kinds = _divisions(flanders, nis, tree, random)
    return Atlas(
        "2019",
        {
            **flanders.frames,
            "municipalities": frame,
            "screen": frame[["geometry"]],
            "population": pd.DataFrame(
                {"nis": nis, "year": 2020, "total": random.lognormal(7.5, 1.2, municipalities).astype(int) + 50}
            ),
            "partnerships": partnerships,
            "partnership_domains": links,
            "memberships": members,
            "divisions": divisions,
            "division_kinds": kinds,
            "borders": _borders(nis, row, column, columns),
        },
        {},
    )


def _bodies(
    flanders: Atlas, nis: np.ndarray, tree: cKDTree, bodies: int, random: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    real = flanders.partnerships
    real = real[(real["status"] == "active") & (real["inventory"] == "register")]
    rows = flanders.memberships
    known = rows[rows["partnership"].isin(real.index)].groupby("partnership").size()
    sizes = np.minimum(random.choice(known.to_numpy(), bodies), min(LARGEST, len(nis)))
    ids = np.array([f"body-{number:05d}" for number in range(bodies)])
    seats = tree.data[random.integers(0, len(nis), bodies)]
    near = [np.atleast_1d(tree.query(seat, int(size))[1]) for seat, size in zip(seats, sizes, strict=True)]
    members = pd.DataFrame(
        {
            "partnership": np.repeat(ids, sizes),
            "nis": nis[np.concatenate(near)],
            "membership": "full",
            "share": 1.0,
            "via": "",
        }
    )
    like = real.iloc[random.integers(0, len(real), bodies)]
    partnerships = like.set_axis(pd.Index(ids, name="id")).assign(name=ids, status="active", inventory="register")
    links = pd.DataFrame({"partnership": ids, "domain": [domains[0] for domains in like["domains"]]})
    return members, partnerships, links


def _divisions(
    flanders: Atlas, nis: np.ndarray, tree: cKDTree, random: np.random.Generator
) -> tuple[pd.DataFrame, pd.DataFrame]:
    tables = []
    regions = flanders.divisions.groupby("division")["region_code"].nunique()
    for division in DIVISIONS:
        groups = regions[division] * len(nis) / len(flanders.flemish)
        seats = cKDTree(tree.data[random.choice(len(nis), max(2, round(groups)), replace=False)])
        region = np.char.add("r", seats.query(tree.data)[1].astype(str))
        tables.append(pd.DataFrame({"division": division, "region_code": region, "region_name": region, "nis": nis}))
    kinds = flanders.division_kinds.loc[list(DIVISIONS)].assign(border_default=True, kind="partition")
    return pd.concat(tables, ignore_index=True).assign(uncertain=False), kinds


def _borders(nis: np.ndarray, row: np.ndarray, column: np.ndarray, columns: int) -> pd.DataFrame:
    here = np.arange(len(nis))
    east, north = here[(column < columns - 1) & (here + 1 < len(nis))], here[here + columns < len(nis)]
    left, right = np.concatenate([east, north]), np.concatenate([east + 1, north + columns])
    return pd.DataFrame({"nis_a": nis[left], "nis_b": nis[right], "length_m": float(SIDE_M)}).sort_values(
        ["nis_a", "nis_b"], ignore_index=True
    )
