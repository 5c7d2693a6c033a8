"""The ground of a printed map: shapes in points on the sheet, as fine as the scale can show."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from matplotlib.path import Path

from igs_geo.atlas import Atlas
from igs_geo.maps.print.paper import POINTS_PER_MM

FINE = 450_000
"""Scale below whose denominator the full borders are drawn; above it they would be finer than the print."""
ROOM = 0.06
"""White around what a map opens on, over its larger side."""
INSCRIBED_M = 150
"""How far from the best spot for a name it may be, in metres."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in points from the top left of the sheet."""


@lru_cache(maxsize=4)
def _spots(atlas: Atlas) -> dict[str, tuple[float, float]]:
    """Return for each municipality the point farthest from its edge, in metres."""
    shapes = atlas.screen_geometry
    circles = shapely.maximum_inscribed_circle(shapes.to_numpy(), tolerance=INSCRIBED_M)
    xy = shapely.get_coordinates(shapely.get_point(circles, 0))
    return {str(nis): (float(x), float(y)) for nis, (x, y) in zip(shapes.index, xy, strict=True)}


@lru_cache(maxsize=2048)
def _joined(atlas: Atlas, members: frozenset[str], fine: bool) -> Any:  # noqa: FBT001
    shapes = _shapes(atlas, fine).loc[sorted(members)].to_numpy()
    return shapely.coverage_union_all(shapes)


@lru_cache(maxsize=64)
def border_lines(atlas: Atlas, members: frozenset[str], fine: bool) -> Any:  # noqa: FBT001
    """Return the borders of municipalities; neighbours have the same points, so what both have goes once.

    Parameters
    ----------
    atlas
        The edition.
    members
        NIS codes.
    fine
        Whether the full borders are meant.
    """
    rings = shapely.get_rings(shapely.get_parts(_shapes(atlas, fine).loc[sorted(members)].to_numpy()))
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    inside = ring[1:] == ring[:-1]
    starts, ends = xy[:-1][inside], xy[1:][inside]
    turned = (starts[:, 0] > ends[:, 0]) | ((starts[:, 0] == ends[:, 0]) & (starts[:, 1] > ends[:, 1]))
    steps = np.where(turned[:, None], np.hstack([ends, starts]), np.hstack([starts, ends]))
    unique = np.unique(np.ascontiguousarray(steps).view([("", steps.dtype)] * 4)).view(steps.dtype).reshape(-1, 2, 2)
    lines: Any = shapely.linestrings(unique)
    return shapely.line_merge(shapely.multilinestrings(lines))


@lru_cache(maxsize=4)
def _provinces(atlas: Atlas, fine: bool) -> list[Any]:  # noqa: FBT001
    groups = atlas.flemish.groupby("province_nis").groups
    return [_joined(atlas, frozenset(map(str, nis)), fine) for nis in groups.values()]


def _shapes(atlas: Atlas, fine: bool) -> gpd.GeoSeries:  # noqa: FBT001
    return atlas.municipalities.geometry if fine else atlas.screen_geometry


def bounds(atlas: Atlas, members: Collection[str]) -> Box:
    """Return what a map shows: some municipalities with a little room, or all of Flanders.

    Parameters
    ----------
    atlas
        The edition.
    members
        NIS codes; none for Flanders.

    Returns
    -------
    tuple
        West, south, east and north, in metres.
    """
    known = [nis for nis in members if nis in atlas.municipalities.index]
    chosen = atlas.screen_geometry.loc[known or list(atlas.flemish.index)]
    west, south, east, north = chosen.total_bounds
    room = max(east - west, north - south) * (ROOM if known else ROOM / 6)
    return float(west - room), float(south - room), float(east + room), float(north + room)


@dataclass(frozen=True)
class Ground:
    """Where the municipalities lie on a sheet.

    Parameters
    ----------
    atlas
        The edition.
    world
        West, south, east and north of what is shown, in metres.
    box
        The rectangle of the map on the sheet.
    """

    atlas: Atlas
    world: Box
    box: Box

    @property
    def scale(self) -> float:
        """Points for each metre."""
        return (self.box[2] - self.box[0]) / (self.world[2] - self.world[0])

    @property
    def fine(self) -> bool:
        """Whether the full borders are drawn."""
        return 1000 * POINTS_PER_MM / self.scale < FINE

    @cached_property
    def shapes(self) -> gpd.GeoSeries:
        """The municipalities in sight, in metres, by NIS."""
        shapes = _shapes(self.atlas, self.fine)
        boxes = shapes.bounds.to_numpy()
        west, south, east, north = self.world
        near = (boxes[:, 0] < east) & (boxes[:, 2] > west) & (boxes[:, 1] < north) & (boxes[:, 3] > south)
        return shapes[near]

    @cached_property
    def placed(self) -> dict[str, Any]:
        """The municipalities in sight, in points on the sheet."""
        return dict(zip(self.shapes.index, self.on_sheet(self.shapes.to_numpy()), strict=True))

    @cached_property
    def spots(self) -> dict[str, tuple[float, float]]:
        """Where a name of each municipality in sight stands best; only those whose spot lies on the map."""
        left, top, right, bottom = self.box
        found = {}
        for nis, (x, y) in _spots(self.atlas).items():
            px, py = self.point(x, y)
            if left + 4 < px < right - 4 and top + 4 < py < bottom - 4:
                found[nis] = (px, py)
        return found

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return a point in metres as points on the sheet."""
        return self.box[0] + (x - self.world[0]) * self.scale, self.box[1] + (self.world[3] - y) * self.scale

    def on_sheet(self, shapes: Any) -> Any:
        """Return shapes in metres as shapes in points on the sheet.

        Parameters
        ----------
        shapes
            A shape, or an array of them.
        """
        start = np.array([self.world[0], self.world[3]])
        corner = np.array(self.box[:2])
        return shapely.transform(shapes, lambda xy: corner + (xy - start) * np.array([self.scale, -self.scale]))

    def joined(self, members: Iterable[str]) -> Any:
        """Return the shape of a group of municipalities, in points; None when it is out of sight."""
        known = frozenset(members) & frozenset(self.atlas.municipalities.index)
        if not known & set(self.shapes.index):
            return None
        return self.on_sheet(_joined(self.atlas, known, self.fine))

    def borders(self) -> Any:
        """Return the borders of the municipalities in sight, in points, those that two share once."""
        return self.on_sheet(border_lines(self.atlas, frozenset(self.shapes.index), self.fine))

    def provinces(self) -> list[Any]:
        """Return the shapes of the provinces, in points."""
        return [self.on_sheet(shape) for shape in _provinces(self.atlas, self.fine)]


def path(shape: Any) -> Path:
    """Return polygons or lines as one path to draw.

    Parameters
    ----------
    shape
        Polygons or lines, or both.
    """
    parts: list[Path] = []
    for piece in shapely.get_parts(shapely.get_parts(shape)):
        if piece.is_empty:
            continue
        if piece.geom_type == "Polygon":
            rings: Sequence[Any] = [piece.exterior, *piece.interiors]
            parts += [_open(ring, closed=True) for ring in rings]
        elif piece.geom_type in ("LineString", "LinearRing"):
            parts.append(_open(piece, closed=False))
    if not parts:
        return Path(np.zeros((0, 2)))
    return Path.make_compound_path(*parts)


def _open(line: Any, *, closed: bool) -> Path:
    xy = shapely.get_coordinates(line)
    codes = np.full(len(xy), Path.LINETO, dtype=np.uint8)
    codes[0] = Path.MOVETO
    if closed:
        codes[-1] = Path.CLOSEPOLY
    return Path(xy, codes)
