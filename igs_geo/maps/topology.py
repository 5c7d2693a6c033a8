"""The municipalities as TopoJSON: every border once, so that it travels once and leaves no slivers."""

from __future__ import annotations

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from igs_geo.atlas import Atlas
from igs_geo.atlas.contract import CRS
from igs_geo.maps.places import landmarks, naming_order

SCREEN_CRS = "EPSG:4326"
GRID = 100_000
"""Cells of the quantisation in each direction: about 2 m, far below the tolerance of the light geometry."""

Point = tuple[int, int]
Arc = tuple[Point, ...]


@dataclass(frozen=True)
class Topology:
    """A TopoJSON document of the municipalities of one edition.

    Parameters
    ----------
    document
        The TopoJSON object; ``objects.municipalities`` holds one geometry per municipality with its NIS as id.
    """

    document: dict[str, Any]

    @cached_property
    def text(self) -> str:
        """The document as compact JSON."""
        return json.dumps(self.document, separators=(",", ":"), ensure_ascii=False)

    @cached_property
    def compressed(self) -> bytes:
        """The same, gzipped; the bytes depend on the content alone."""
        return gzip.compress(self.text.encode(), mtime=0)

    @cached_property
    def digest(self) -> str:
        """A short name for the content."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:16]


def topology(atlas: Atlas) -> Topology:
    """Return the light geometry of an edition as TopoJSON, with what a tooltip says of each municipality.

    Parameters
    ----------
    atlas
        The edition.
    """
    shapes = atlas.screen_geometry.sort_index().to_crs(SCREEN_CRS)
    facts = atlas.municipalities.loc[shapes.index]
    inhabitants = atlas.inhabitants()
    steered_by, order = landmarks(atlas), naming_order(atlas)
    spots = label_spots(shapes)
    origin, step = _grid(shapes)
    rings = {nis: _quantised(shape, origin, step) for nis, shape in shapes.items()}
    arcs, woven = _weave(rings)
    geometries = [
        {
            "type": "MultiPolygon",
            "id": nis,
            "arcs": woven[nis],
            "properties": {
                "name": facts.at[nis, "name"],
                "province": facts.at[nis, "province"],
                "inhabitants": int(inhabitants[nis]) if nis in inhabitants.index else None,
                "flemish": bool(facts.at[nis, "flemish"]),
                "spot": spots[nis],
                "landmark": nis in steered_by,
                "order": order.get(nis),
            },
        }
        for nis in shapes.index
    ]
    document = {
        "type": "Topology",
        "transform": {"scale": step.tolist(), "translate": origin.tolist()},
        "objects": {"municipalities": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [_deltas(arc) for arc in arcs],
    }
    return Topology(document)


def label_spots(shapes: gpd.GeoSeries) -> dict[str, list[float]]:
    """Return for each shape the point farthest from its edge, ``[longitude, latitude]``: where a label fits best."""
    flat = shapes.to_crs(CRS)
    centres = shapely.get_point(shapely.maximum_inscribed_circle(flat.to_numpy(), tolerance=100), 0)
    spots = gpd.GeoSeries(centres, index=shapes.index, crs=flat.crs).to_crs(SCREEN_CRS)
    return {str(nis): [round(spot.x, 5), round(spot.y, 5)] for nis, spot in spots.items()}


def _grid(shapes: gpd.GeoSeries) -> tuple[np.ndarray, np.ndarray]:
    west, south, east, north = shapes.total_bounds
    return np.array([west, south]), np.array([east - west, north - south]) / (GRID - 1)


def _quantised(shape: shapely.MultiPolygon, origin: np.ndarray, step: np.ndarray) -> list[list[list[Point]]]:
    def ring(line: shapely.LinearRing) -> list[Point]:
        cells = np.rint((shapely.get_coordinates(line)[:-1] - origin) / step).astype(int)
        keep = np.any(cells != np.roll(cells, 1, axis=0), axis=1)
        return [(int(x), int(y)) for x, y in cells[keep]]

    polygons = [[ring(polygon.exterior), *map(ring, polygon.interiors)] for polygon in shape.geoms]
    return [[line for line in polygon if len(line) > 2] for polygon in polygons]


def _weave(rings: dict[str, list[list[list[Point]]]]) -> tuple[list[Arc], dict[str, list[list[list[int]]]]]:
    """Cut rings where borders meet, and keep each piece once; a negative index (~i) is arc i walked backwards."""
    junctions = _junctions([ring for polygons in rings.values() for polygon in polygons for ring in polygon])
    places: dict[Arc, int] = {}

    def place(piece: Arc) -> int:
        backwards = piece[::-1]
        if backwards in places:
            return ~places[backwards]
        return places.setdefault(piece, len(places))

    woven = {
        nis: [[[place(piece) for piece in _pieces(ring, junctions)] for ring in polygon] for polygon in polygons]
        for nis, polygons in rings.items()
    }
    return list(places), woven


def _junctions(rings: list[list[Point]]) -> set[Point]:
    """Return the points through which borders run in more than one way."""
    passages: dict[Point, tuple[Point, Point]] = {}
    junctions = set()
    for ring in rings:
        for before, point, after in zip(ring[-1:] + ring[:-1], ring, ring[1:] + ring[:1], strict=True):
            passage = (before, after) if before < after else (after, before)
            if passages.setdefault(point, passage) != passage:
                junctions.add(point)
    return junctions


def _pieces(ring: list[Point], junctions: set[Point]) -> list[Arc]:
    cuts = [place for place, point in enumerate(ring) if point in junctions]
    if not cuts:
        # A ring that meets nothing, or an enclave and its hole: both sides must start it at the same point.
        start = ring.index(min(ring))
        turned = ring[start:] + ring[:start]
        return [(*turned, turned[0])]
    turned = ring[cuts[0] :] + ring[: cuts[0]] + [ring[cuts[0]]]
    stops = [cut - cuts[0] for cut in cuts] + [len(ring)]
    return [tuple(turned[start : stop + 1]) for start, stop in pairwise(stops)]


def _deltas(arc: Arc) -> list[list[int]]:
    cells = np.array(arc)
    steps: list[list[int]] = np.vstack([cells[:1], np.diff(cells, axis=0)]).tolist()
    return steps
