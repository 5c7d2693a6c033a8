"""A proposal as a map: one shape per region, and its settings beside it."""

from __future__ import annotations

import geopandas as gpd
import shapely

from igs_geo.atlas import Atlas
from igs_geo.regions.proposal import Proposal


def region_shapes(atlas: Atlas, proposal: Proposal) -> gpd.GeoDataFrame:
    """Return one row per region with its shape, and one for every municipality left over (``region`` is empty).

    The settings are in ``attrs["criteria"]``.
    """
    shapes = atlas.flemish.geometry
    table = proposal.table()
    table.insert(0, "region", range(1, len(table) + 1))
    geometry = [shapely.union_all(shapes.loc[list(region.members)].to_numpy()) for region in proposal.regions]
    frame = gpd.GeoDataFrame(table, geometry=geometry, crs=shapes.crs)
    frame.attrs["criteria"] = proposal.criteria.to_dict()
    return frame
