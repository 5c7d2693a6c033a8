"""A proposal as files: map and tables, with the settings inside."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.about import about_file
from igs_geo.dashboard.widgets.downloads import show_downloads
from igs_geo.i18n import translate
from igs_geo.regions import Proposal, say_verdict
from igs_geo.regions.result.shapes import as_geojson, region_shapes

if TYPE_CHECKING:
    import geopandas as gpd

GEOPACKAGE_TYPE = "application/geopackage+sqlite3"


def geojson_bytes(frame: gpd.GeoDataFrame, settings: Mapping[str, Any]) -> bytes:
    """Return shapes as GeoJSON in degrees, with the settings as members of the collection."""
    return as_geojson(frame, settings).encode()


def geopackage_bytes(frame: gpd.GeoDataFrame, settings: Mapping[str, Any]) -> bytes:
    """Return shapes as GeoPackage in Lambert 72: the regions, and the settings in a table beside them."""
    import geopandas as gpd

    rows = pd.DataFrame({"setting": list(settings), "value": [json.dumps(v, default=float) for v in settings.values()]})
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "regions.gpkg"
        plain = frame.copy()
        plain.attrs = {}
        plain.to_file(file, layer="regions", driver="GPKG")
        gpd.GeoDataFrame(rows, geometry=[None] * len(rows), crs=frame.crs).to_file(
            file, layer="settings", driver="GPKG", mode="a"
        )
        return io.BytesIO(file.read_bytes()).getvalue()


def show_shape_files(make: Callable[[], gpd.GeoDataFrame], settings: Mapping[str, Any], file: str, *, key: str) -> None:
    """Draw the buttons for the map files.

    Parameters
    ----------
    make
        Returns the shapes; called when a person asks for a file.
    settings
        What goes with them.
    file
        Name without ending.
    key
        Start of the keys of the buttons.
    """
    forms: tuple[tuple[str, str, Callable[[gpd.GeoDataFrame, Mapping[str, Any]], bytes]], ...] = (
        ("geojson", "application/geo+json", geojson_bytes),
        ("gpkg", GEOPACKAGE_TYPE, geopackage_bytes),
    )
    for ending, kind, write in forms:
        st.download_button(
            translate(f"regions.p_download_{ending}", current_view().language),
            partial(_written, write, make, settings),
            file_name=f"{file}.{ending}",
            mime=kind,
            key=f"{key}.download_{ending}",
            type="tertiary",
            on_click="ignore",
        )


def _written(
    write: Callable[[gpd.GeoDataFrame, Mapping[str, Any]], bytes],
    make: Callable[[], gpd.GeoDataFrame],
    settings: Mapping[str, Any],
) -> bytes:
    return write(make(), settings)


def about_proposal(atlas: Atlas, proposal: Proposal, language: str) -> dict[str, str]:
    """Return what the second sheet of the Excel file says: verdict and every setting."""
    about = about_file(atlas, translate("regions.p_title", language), language)
    about[translate("regions.p_verdict", language)] = say_verdict(proposal, language)
    return about | {name: json.dumps(value, ensure_ascii=False) for name, value in proposal.criteria.to_dict().items()}


def show_files(atlas: Atlas, proposal: Proposal, language: str) -> None:
    """Draw the buttons."""
    about = about_proposal(atlas, proposal, language)
    with st.container(horizontal=True, gap="small", key="regions-files"):
        show_downloads(
            lambda: file_table(atlas, proposal, language), "kandidaat-regios", key="regions-table", about=about
        )
        settings = {name: value for name, value in proposal.to_dict().items() if name != "regions"}
        show_shape_files(lambda: region_shapes(atlas, proposal), settings, "kandidaat-regios", key="regions")


def file_table(atlas: Atlas, proposal: Proposal, language: str) -> pd.DataFrame:
    """Return a row per municipality: its region, with the region's figures, and in the last column the settings."""
    names = atlas.municipalities["name"]
    rows: list[dict[str, object]] = []
    settings = json.dumps(proposal.criteria.to_dict(), ensure_ascii=False)
    for number, region in enumerate(proposal.regions, 1):
        own = {
            "region": number,
            "region_name": region.name,
            "municipalities": region.municipalities,
            "inhabitants": region.inhabitants,
            "young": region.young,
            "cost": region.cost,
            **region.criteria,
        }
        rows += [{"nis": nis, "name": names[nis], **own} for nis in region.members]
    left = translate("regions.note_left", language)
    rows += [{"nis": nis, "name": names[nis], "region_name": left} for nis in proposal.left_over.members]
    aside = translate("regions.note_aside", language)
    rows += [{"nis": nis, "name": names[nis], "region_name": aside} for nis in proposal.aside.members]
    return pd.DataFrame(rows).assign(settings=settings)
