"""What is behind a map opens elsewhere: with its colours, its words, and to whom it is due."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest

from igs_geo.atlas import Atlas
from igs_geo.maps import MapSpec, partnership_map
from igs_geo.maps.geodata import FORMS, archive, layers_of


@pytest.fixture
def spec(tiny_2025: Atlas) -> MapSpec:
    return partnership_map(tiny_2025, ["afval"])


def test_every_form_holds_every_municipality(tiny_2025: Atlas, spec: MapSpec, tmp_path: Path) -> None:
    for ending, make in FORMS.items():
        file = tmp_path / f"map.{ending}"
        file.write_bytes(make(spec, tiny_2025))
        if ending == "gpkg":
            frame = gpd.read_file(file, layer="municipalities")
        else:
            frame = gpd.read_parquet(file) if ending == "parquet" else gpd.read_file(file)
        assert len(frame) == len(tiny_2025.flemish)
        area = frame.to_crs(tiny_2025.flemish.crs).area.sum()
        assert area == pytest.approx(tiny_2025.flemish.area.sum(), rel=1e-3), ending


def test_a_geopackage_has_a_style_for_each_colour(tiny_2025: Atlas, spec: MapSpec, tmp_path: Path) -> None:
    file = tmp_path / "map.gpkg"
    file.write_bytes(FORMS["gpkg"](spec, tiny_2025))
    with sqlite3.connect(file) as connection:
        styles = dict(connection.execute("SELECT f_table_name, styleQML FROM layer_styles WHERE useAsDefault"))
        (source,) = connection.execute("SELECT text FROM sources").fetchone()
    assert set(styles) == {"municipalities", "areas"}
    for colour in layers_of(spec, tiny_2025)["municipalities"]["colour"].unique():
        assert f'value="{colour}"' in styles["municipalities"]
    assert "Statbel" in source
    areas = gpd.read_file(file, layer="areas")
    assert dict(zip(areas["name"], areas["members"].str.split().str.len(), strict=True))["Afval West"] == 4


def test_a_zip_says_what_is_in_it_and_to_whom_it_is_due(tiny_2025: Atlas, spec: MapSpec) -> None:
    with zipfile.ZipFile(io.BytesIO(archive(spec, tiny_2025))) as packed:
        about = packed.read("README.txt").decode()
        files = set(packed.namelist()) - {"README.txt"}
    assert {file.rsplit(".", 1)[1] for file in files} == {"png", "svg", "pdf", "html", "csv", *FORMS}
    assert all(file in about for file in files)
    assert spec.source in about
