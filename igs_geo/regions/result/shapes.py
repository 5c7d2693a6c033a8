"""A proposal as a map: one shape per region, and its settings beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely

from igs_geo.atlas import Atlas
from igs_geo.regions.result.proposal import Proposal

Cores = Mapping[str, Sequence[str]]
"""NIS codes of the stable core of each region, by its number from 1."""


def outcome_table(atlas: Atlas, proposal: Proposal, cores: Cores | None = None) -> pd.DataFrame:
    """Return one row per region, and one for every municipality left over or that takes no part.

    ``state`` says which (``region``, ``left_over``, ``aside``); ``region`` numbers the regions from 1, and is missing
    for the latter two. With cores, ``core`` has the members that are the stable core, after ``members``.

    Parameters
    ----------
    atlas
        The atlas, for the names.
    proposal
        The proposal.
    cores
        The stable cores; None where they are not known.
    """
    table = proposal.table()
    if cores is not None and len(table):
        own = [" ".join(cores.get(str(place), ())) for place in range(1, len(table) + 1)]
        table.insert(list(table.columns).index("members") + 1, "core", own)
    table.insert(0, "region", pd.Series(range(1, len(table) + 1), dtype="Int64"))
    table.insert(1, "state", "region")
    names = atlas.municipalities["name"]
    for state, codes in (("left_over", proposal.left_over.members), ("aside", proposal.aside.members)):
        if codes:
            alone = pd.DataFrame({"state": state, "members": list(codes), "name": [names[nis] for nis in codes]})
            table = pd.concat([table, alone], ignore_index=True)
    return table


def region_shapes(atlas: Atlas, proposal: Proposal, cores: Cores | None = None) -> gpd.GeoDataFrame:
    """Return the :func:`outcome_table` of a proposal with the shape of every row.

    The settings are in ``attrs["criteria"]``.

    Parameters
    ----------
    atlas
        The atlas, for the shapes.
    proposal
        The proposal.
    cores
        The stable cores; None where they are not known.
    """
    alone = [(nis,) for nis in (*proposal.left_over.members, *proposal.aside.members)]
    frame = with_shapes(
        atlas, outcome_table(atlas, proposal, cores), [*(region.members for region in proposal.regions), *alone]
    )
    frame.attrs["criteria"] = proposal.criteria.to_dict()
    return frame


def with_shapes(atlas: Atlas, table: pd.DataFrame, members: Iterable[Sequence[str]]) -> gpd.GeoDataFrame:
    """Return a table with the shape of the municipalities of every row (NIS codes), in Lambert 72."""
    shapes = atlas.flemish.geometry
    geometry = [shapely.union_all(shapes.loc[list(own)].to_numpy()) for own in members]
    return gpd.GeoDataFrame(table, geometry=geometry, crs=shapes.crs)


def as_geojson(frame: gpd.GeoDataFrame, settings: Mapping[str, Any]) -> str:
    """Return shapes as GeoJSON in degrees, with the settings as members of the collection."""
    degrees = frame.to_crs(4326)
    degrees["geometry"] = degrees.geometry.set_precision(1e-6)
    degrees.attrs = {}
    collection = json.loads(degrees.to_json(drop_id=True)) | dict(settings)
    return json.dumps(collection, ensure_ascii=False, default=float)
