"""A proposal as files: map and tables, with the settings inside."""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.dashboard.frame.about import about_file
from igs_geo.dashboard.widgets.downloads import Offer
from igs_geo.dashboard.widgets.takeaways import show_table_downloads
from igs_geo.dashboard.widgets.under import GEODATA_TYPES
from igs_geo.i18n import translate
from igs_geo.regions import Proposal, say_verdict
from igs_geo.regions.analysis.certainty import Certainty, stable_cores
from igs_geo.regions.result.shapes import Cores, as_geojson, region_shapes

if TYPE_CHECKING:
    import geopandas as gpd


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


def shape_offers(make: Callable[[], gpd.GeoDataFrame], settings: Mapping[str, Any]) -> tuple[Offer, ...]:
    """Return the map files of regions.

    Parameters
    ----------
    make
        Returns the shapes; called when a person asks for a file.
    settings
        What goes with them.
    """
    return (
        Offer("gpkg", "gpkg", GEODATA_TYPES["gpkg"], lambda: geopackage_bytes(make(), settings)),
        Offer("geojson", "geojson", GEODATA_TYPES["geojson"], lambda: geojson_bytes(make(), settings)),
    )


def about_proposal(atlas: Atlas, proposal: Proposal, language: str) -> dict[str, str]:
    """Return what the second sheet of the Excel file says: verdict and every setting."""
    about = about_file(atlas, translate("regions.p_title", language), language)
    about[translate("regions.p_verdict", language)] = say_verdict(proposal, language)
    return about | {name: json.dumps(value, ensure_ascii=False) for name, value in proposal.criteria.to_dict().items()}


def show_files(atlas: Atlas, proposal: Proposal, known: Certainty, language: str) -> None:
    """Draw the menu of the proposal; its files say who is core as far as that is known."""
    cores = stable_cores(proposal, known)
    settings = {name: value for name, value in proposal.to_dict().items() if name != "regions"}
    show_table_downloads(
        lambda: file_table(atlas, proposal, cores, language),
        "kandidaat-regios",
        key="regions-table",
        about=about_proposal(atlas, proposal, language),
        more={"regions": shape_offers(lambda: region_shapes(atlas, proposal, cores), settings)},
    )


def file_table(atlas: Atlas, proposal: Proposal, cores: Cores | None, language: str) -> pd.DataFrame:
    """Return a row per municipality: its region, whether it is core there, the region's figures, and the settings.

    Parameters
    ----------
    atlas
        The edition.
    proposal
        The proposal.
    cores
        The stable cores; None where they are not known, and the column ``core`` is left out.
    language
        ``"nl"`` or ``"en"``.
    """
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
        core = None if cores is None else cores[str(number)]
        rows += [
            {"nis": nis, "name": names[nis], **({} if core is None else {"core": nis in core}), **own}
            for nis in region.members
        ]
    left = translate("regions.note_left", language)
    rows += [{"nis": nis, "name": names[nis], "region_name": left} for nis in proposal.left_over.members]
    aside = translate("regions.note_aside", language)
    rows += [{"nis": nis, "name": names[nis], "region_name": aside} for nis in proposal.aside.members]
    return pd.DataFrame(rows).assign(settings=settings)
