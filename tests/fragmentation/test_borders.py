"""Borders: which divisions count, and the shared line itself."""

import numpy as np
import pytest
import shapely

from igs_geo.errors import IgsGeoError
from igs_geo.fragmentation import border_geometry, border_lines, count, measure_borders


@pytest.mark.parametrize("light", [False, True])
def test_the_line_of_a_border_is_where_both_shapes_touch(atlas_2025, light):
    borders = measure_borders(count(atlas_2025))
    lines = border_geometry(borders, atlas_2025, light=light)
    shapes = atlas_2025.screen_geometry if light else atlas_2025.municipalities.geometry
    assert not lines.geometry.is_empty.any()
    sample = lines.iloc[::60]
    for row in sample.itertuples():
        overlay = shapely.intersection(shapes[row.nis_a].boundary, shapes[row.nis_b].boundary)
        assert row.geometry.length == pytest.approx(overlay.length)
        assert row.geometry.hausdorff_distance(overlay) < 1e-6


def test_the_lines_are_as_long_as_the_data_say(atlas_2025):
    borders = measure_borders(count(atlas_2025))
    lines = border_geometry(borders, atlas_2025)
    assert np.allclose(lines.length / 1000, lines["length_km"], atol=1e-4)
    assert lines.crs == "EPSG:31370"


def test_the_grid_has_seventeen_borders_and_no_corner(tiny_2025):
    shapes = tiny_2025.flemish.geometry
    lines = border_lines(shapes)
    assert len(lines) == len(measure_borders(count(tiny_2025)))
    assert ("11001", "23002") not in lines.index
    assert lines["11001", "11002"].length == 5_000


def test_only_the_chosen_divisions_count(tiny_2025):
    borders = measure_borders(count(tiny_2025), ["provincie"]).set_index(["nis_a", "nis_b"])
    assert borders.loc[("11001", "11002"), "border_strength"] == 0
    assert borders.loc[("11001", "23001"), "border_strength"] == 1
    assert borders.loc[("11001", "23001"), "separated_by"] == ("provincie",)


def test_who_is_in_no_group_is_a_group_alone(tiny_2025):
    borders = measure_borders(count(tiny_2025), ["igs_lokaal_woonbeleid"]).set_index(["nis_a", "nis_b"])
    assert borders.loc[("11003", "11004"), "border_strength"] == 1
    assert borders.loc[("11001", "23001"), "border_strength"] == 0


def test_overlapping_divisions_and_unknown_ones_are_refused(atlas_2025):
    for division in ("gerechtelijk_kanton", "nergens"):
        with pytest.raises(IgsGeoError, match="politiezone"):
            measure_borders(count(atlas_2025), [division])


def test_without_divisions_there_is_no_strength(tiny_2025):
    assert measure_borders(count(tiny_2025), [])["border_strength"].isna().all()
