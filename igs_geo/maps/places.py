"""Where on the map a label of a group of municipalities may stand."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

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


def landmarks(atlas: Atlas) -> frozenset[str]:
    """Return the municipalities that a reader steers by, as the package says; none where it says nothing."""
    return atlas.centre_cities() or frozenset()


def naming_order(atlas: Atlas) -> dict[str, int]:
    """Return which municipality is named first on a map: landmarks, then the others, the largest of each first.

    Parameters
    ----------
    atlas
        The edition.

    Returns
    -------
    dict
        Place in the order from 0, by NIS.
    """
    people = atlas.inhabitants().reindex(atlas.flemish.index).fillna(0)
    behind = ~people.index.isin(sorted(landmarks(atlas)))
    order = people.index[np.lexsort((people.index, -people.to_numpy(), behind))]
    return {str(nis): place for place, nis in enumerate(order)}
