"""The data package as files: what the page Gegevens shows of a table and hands out."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.atlas.package import DESCRIPTOR, open_package
from igs_geo.dashboard.frame.settings import data_source

Resource = Mapping[str, Any]
README = "README.md"
NUMBERS = {"integer", "number", "year"}


def resources(atlas: Atlas) -> list[Resource]:
    """Return the tables that ``datapackage.json`` describes and the package holds; none for a package without one."""
    found = atlas.descriptor.get("resources", [])
    if not isinstance(found, tuple):
        return []
    named = (dict(entry) for entry in found if "name" in entry and "path" in entry)
    return [entry for entry in named if _is_there(str(entry["path"]), data_source())]


def file_bytes(path: str) -> bytes:
    """Return a file of the package as it is; nothing when it is not there."""
    return open_package(data_source()).read(path) or b""


@st.cache_data(show_spinner=False, max_entries=200)
def _is_there(path: str, source: Path | None) -> bool:
    """Whether a file that is described is there: a package may leave tables out."""
    return open_package(source).read(path) is not None


@st.cache_data(show_spinner=False, max_entries=60)
def _table(path: str, layer: str, numbers: tuple[str, ...], source: Path | None) -> pd.DataFrame:  # noqa: ARG001
    content = file_bytes(path)
    if path.endswith(".csv"):
        table = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
        for column in numbers:
            table[column] = pd.to_numeric(table[column], errors="coerce")
        return table
    # GDAL knows a GeoPackage by the end of its name, which bytes in memory do not have.
    with tempfile.NamedTemporaryFile(suffix=".gpkg") as file:
        file.write(content)
        file.flush()
        return pd.DataFrame(gpd.read_file(file.name, layer=layer or None).drop(columns="geometry"))


def table_of(resource: Resource) -> pd.DataFrame:
    """Return a table of the package: codes as text, numbers as numbers, of boundaries the attributes only."""
    numbers = tuple(field["name"] for field in fields_of(resource) if field.get("type") in NUMBERS)
    return _table(str(resource["path"]), str(resource.get("layer", "")), numbers, data_source())


def fields_of(resource: Resource) -> Sequence[Mapping[str, Any]]:
    """Return the columns of a table as its schema describes them."""
    schema = resource.get("schema")
    if isinstance(schema, Mapping):
        return list(schema.get("fields", []))
    return [{"name": name, "type": "string"} for name in resource.get("attributes", [])]


def whole_package(atlas: Atlas) -> bytes:
    """Return the package as one zip: the descriptor, every table it names, and the explanation beside them."""
    package = open_package(data_source())
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in (DESCRIPTOR, README, *(str(entry["path"]) for entry in resources(atlas))):
            content = package.read(name)
            if content is not None:
                archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()
