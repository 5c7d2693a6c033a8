"""A proposal as files: map and tables, with the settings inside."""

from __future__ import annotations

import io
import json
import tempfile
from functools import partial
from pathlib import Path

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.about import about_file
from igs_geo.dashboard.downloads import show_downloads
from igs_geo.i18n import translate
from igs_geo.regions import Proposal, say_verdict
from igs_geo.regions.shapes import region_shapes

GEOPACKAGE_TYPE = "application/geopackage+sqlite3"


def geojson_bytes(atlas: Atlas, proposal: Proposal) -> bytes:
    """Return a proposal as GeoJSON in degrees, with its settings as members of the collection."""
    frame = region_shapes(atlas, proposal).to_crs(4326)
    frame["geometry"] = frame.geometry.set_precision(1e-6)
    frame.attrs = {}
    settings = {name: value for name, value in proposal.to_dict().items() if name != "regions"}
    collection = json.loads(frame.to_json(drop_id=True)) | settings
    return json.dumps(collection, ensure_ascii=False, default=float).encode()


def geopackage_bytes(atlas: Atlas, proposal: Proposal) -> bytes:
    """Return a proposal as GeoPackage in Lambert 72: the regions, and the settings in a table beside them."""
    import geopandas as gpd

    frame = region_shapes(atlas, proposal)
    frame.attrs = {}
    settings = {name: value for name, value in proposal.to_dict().items() if name != "regions"}
    rows = pd.DataFrame({"setting": list(settings), "value": [json.dumps(v, default=float) for v in settings.values()]})
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "regions.gpkg"
        frame.to_file(file, layer="regions", driver="GPKG")
        gpd.GeoDataFrame(rows, geometry=[None] * len(rows), crs=frame.crs).to_file(
            file, layer="settings", driver="GPKG", mode="a"
        )
        return io.BytesIO(file.read_bytes()).getvalue()


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
        for ending, kind, make in (
            ("geojson", "application/geo+json", geojson_bytes),
            ("gpkg", GEOPACKAGE_TYPE, geopackage_bytes),
        ):
            st.download_button(
                translate(f"regions.p_download_{ending}", language),
                partial(make, atlas, proposal),
                file_name=f"kandidaat-regios.{ending}",
                mime=kind,
                key=f"regions.download_{ending}",
                type="tertiary",
                on_click="ignore",
            )


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
    return pd.DataFrame(rows).assign(settings=settings)
