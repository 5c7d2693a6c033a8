"""A map for print that always comes: what does not fit is left out, or the sheet is taller."""

from __future__ import annotations

from dataclasses import replace

from igs_geo.atlas import Atlas
from igs_geo.errors import IgsGeoError
from igs_geo.maps.print.draw import Look, print_map
from igs_geo.maps.print.names import Names
from igs_geo.maps.print.sheet import Print
from igs_geo.maps.spec import MapSpec

FEWER: dict[Names, tuple[Names, ...]] = {
    "all": ("all", "main", "none"),
    "numbers": ("numbers", "main", "none"),
    "main": ("main", "none"),
    "none": ("none",),
}
"""What is tried in turn: first the names that were asked for."""


def print_fitting(spec: MapSpec, atlas: Atlas, look: Look | None = None) -> Print:
    """Return a map drawn for print, as near to the look that is asked for as it fits.

    Parameters
    ----------
    spec
        The map.
    atlas
        The edition that it is of.
    look
        Size of the sheet, and which names are on it. Where those do not fit there are fewer; where the legend leaves
        no room for the map, the sheet is as tall as needed.
    """
    look = look or Look()
    for names in FEWER[look.names]:
        try:
            return print_map(spec, atlas, replace(look, names=names))
        except IgsGeoError as error:
            if error.key != "print.no_room":
                raise
    return print_map(spec, atlas, replace(look, names="none", paper=replace(look.paper, height_mm=None)))
