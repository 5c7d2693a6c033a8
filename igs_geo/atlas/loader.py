"""Read a data package and build the atlas of one edition."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import geopandas as gpd
import pandas as pd

from igs_geo.atlas.atlas import Atlas
from igs_geo.errors import UnknownEditionError

EDITIONS = ("2019", "2025")
FLANDERS = "Vlaams Gewest"


def data_folder() -> Path:
    """Return the folder of the embedded data package: inside the installed package, or beside it in the repository."""
    installed = Path(str(files("igs_geo"))) / "data"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "data"


def load_atlas(edition: str = "2025", data: Path | str | None = None) -> Atlas:
    """Load and check the atlas of one edition.

    Parameters
    ----------
    edition
        ``"2025"`` (285 Flemish municipalities) or ``"2019"`` (300).
    data
        Another folder or zip with the same package layout; the embedded data by default.

    Raises
    ------
    UnknownEditionError
        When the package has no such edition.
    """
    if edition not in EDITIONS:
        raise UnknownEditionError("errors.unknown_edition", edition=edition, known=", ".join(EDITIONS))
    folder = Path(data) if data else data_folder()

    def table(name: str) -> pd.DataFrame:
        frame = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        if "edition" in frame:
            frame = frame[frame["edition"] == edition].drop(columns="edition").reset_index(drop=True)
        return frame

    boundaries = gpd.read_file(folder / f"boundaries_{edition}.gpkg").set_index("nis")
    municipalities = table("municipalities").set_index("nis")
    municipalities["area_km2"] = municipalities["area_km2"].astype(float)
    municipalities["flemish"] = municipalities["region"] == FLANDERS
    population = table(f"population_{edition}")
    counts = population.columns.drop("nis")
    population[counts] = population[counts].astype(int)
    memberships = table(f"memberships_{edition}")
    if "membership" not in memberships:
        memberships = memberships.assign(membership="full", share="1", via="")
    memberships["share"] = memberships["share"].astype(float)
    partnership_domains = table("partnership_domains")
    partnership_domains["uncertain"] = partnership_domains["uncertain"] == "true"
    partnerships = table("partnerships").set_index("id")
    partnerships["domains"] = partnership_domains.groupby("partnership")["domain"].agg(tuple)
    divisions = table("divisions")
    divisions["uncertain"] = divisions["uncertain"] == "true"
    kinds = table("division_kinds").set_index("division")
    kinds["border_default"] = kinds["border_default"] == "true"
    kinds = kinds[[edition in editions.split(";") for editions in kinds["editions"]]]
    commuting = table(f"commuting_{edition}")
    commuting["count"] = commuting["count"].astype(int)
    borders = table(f"borders_{edition}")
    borders["length_m"] = borders["length_m"].astype(float)
    crosswalk = table("crosswalk")
    crosswalk["changed"] = crosswalk["changed"] == "true"
    return Atlas(
        edition=edition,
        frames={
            "municipalities": gpd.GeoDataFrame(
                municipalities.assign(geometry=boundaries.geometry), geometry="geometry", crs=boundaries.crs
            ),
            "screen": gpd.read_file(folder / f"screen_{edition}.gpkg").set_index("nis"),
            "population": population,
            "domains": table("policy_domains").set_index("code"),
            "partnerships": partnerships,
            "partnership_domains": partnership_domains,
            "memberships": memberships,
            "divisions": divisions,
            "division_kinds": kinds,
            "commuting": commuting,
            "borders": borders,
            "links": table("links"),
            "crosswalk": crosswalk,
            "youth_partnerships": table("youth_partnerships").set_index("partnership"),
            "youth_mentions": table("youth_mentions").set_index("id"),
            "rules": table("rules"),
            "success_factors": table("success_factors"),
        },
        descriptor=json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        if (folder / "datapackage.json").exists()
        else {},
    )
