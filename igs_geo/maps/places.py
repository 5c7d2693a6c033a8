"""Where on the map a label of a group of municipalities may stand."""

from __future__ import annotations

from collections.abc import Collection

from igs_geo.atlas import Atlas

MOST_PLACES = 8


def central(atlas: Atlas, members: Collection[str]) -> tuple[str, ...]:
    """Return the members nearest to the middle of a group, nearest first."""
    if not members:
        return ()
    places = sorted(members)
    boxes = atlas.screen_geometry.loc[places].bounds
    x, y = (boxes["minx"] + boxes["maxx"]) / 2, (boxes["miny"] + boxes["maxy"]) / 2
    distance = (x - x.mean()) ** 2 + (y - y.mean()) ** 2
    return tuple(distance.sort_values(kind="stable").index[:MOST_PLACES])
