"""The geometry that travels to the browser: every border once, and the same shapes when put together again."""

from __future__ import annotations

import gzip
import json

import geopandas as gpd
import pytest
import shapely

from igs_geo.atlas import Atlas
from igs_geo.maps import topology


def rebuilt(document: dict) -> gpd.GeoSeries:
    """Decode TopoJSON by the words of its specification, independently of the code under test."""
    (sx, sy), (tx, ty) = document["transform"]["scale"], document["transform"]["translate"]
    arcs = []
    for arc in document["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        arcs.append(points)

    def ring(numbers: list[int]) -> list[tuple[float, float]]:
        points: list[tuple[float, float]] = []
        for number in numbers:
            piece = arcs[number] if number >= 0 else arcs[~number][::-1]
            assert not points or points[-1] == piece[0]
            points += piece if not points else piece[1:]
        assert points[0] == points[-1]
        return points

    shapes = {
        shape["id"]: shapely.MultiPolygon([(ring(p[0]), [ring(hole) for hole in p[1:]]) for p in shape["arcs"]])
        for shape in document["objects"]["municipalities"]["geometries"]
    }
    return gpd.GeoSeries(shapes, crs="EPSG:4326")


@pytest.fixture(params=["atlas_2019", "atlas_2025"])
def edition(request: pytest.FixtureRequest) -> Atlas:
    return request.getfixturevalue(request.param)


def test_shapes_come_back_within_the_grid(edition: Atlas) -> None:
    before = edition.screen_geometry.sort_index()
    after = rebuilt(topology(edition).document).to_crs(before.crs)
    assert list(after.index) == list(before.index)
    assert after.is_valid.all()
    off = before.symmetric_difference(after).area / before.boundary.length
    assert off.max() < 2.5


def test_neighbours_share_arcs_so_that_there_is_no_gap_or_overlap(edition: Atlas) -> None:
    after = rebuilt(topology(edition).document)
    assert shapely.coverage_is_valid(after.to_numpy())


def test_every_arc_has_one_side_or_two(edition: Atlas) -> None:
    document = topology(edition).document
    sides = [0] * len(document["arcs"])
    for shape in document["objects"]["municipalities"]["geometries"]:
        for polygon in shape["arcs"]:
            for ring in polygon:
                for arc in ring:
                    sides[arc if arc >= 0 else ~arc] += 1
    assert set(sides) == {1, 2}


def test_it_is_small_and_the_same_every_time(atlas_2025: Atlas) -> None:
    first, second = topology(atlas_2025), topology(atlas_2025)
    assert first.compressed == second.compressed
    assert first.digest == second.digest
    assert json.loads(gzip.decompress(first.compressed)) == first.document
    assert len(first.compressed) < 100_000


def test_squares_of_the_tiny_atlas_share_their_sides(tiny_2019: Atlas) -> None:
    document = topology(tiny_2019).document
    shapes = document["objects"]["municipalities"]["geometries"]
    assert [shape["id"] for shape in shapes] == sorted(tiny_2019.municipalities.index)
    assert len(document["arcs"]) < 4 * len(shapes)
    spots = gpd.GeoSeries(
        gpd.points_from_xy(*zip(*(shape["properties"]["spot"] for shape in shapes), strict=True)),
        index=[shape["id"] for shape in shapes],
        crs="EPSG:4326",
    )
    inside = tiny_2019.screen_geometry.to_crs("EPSG:4326").reindex(spots.index).contains(spots)
    assert inside.all()
