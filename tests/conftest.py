"""Shared atlases: the real ones, and a tiny one whose every answer can be checked by hand.

The tiny package is a grid of twelve squares of 5 by 5 km, three rows from south to north and four columns from west to
east, and one square of Brussels east of the middle row. In 2025 the two north-eastern squares have merged::

    71001 71002 71003 71004     (71003 and 71004 are 71099 in 2025)
    23001 23002 23003 23004  21001
    11001 11002 11003 11004
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely import MultiPolygon, box

from igs_geo.atlas import Atlas, data_folder, load_atlas
from igs_geo.atlas.derive import derive
from igs_geo.workspace.place import VARIABLE

SIDE_M = 5_000
ROWS = (("11", "Antwerpen", "10000"), ("23", "Vlaams-Brabant", "20001"), ("71", "Limburg", "70000"))
GRID = {f"{prefix}00{column}": (row, column - 1) for row, (prefix, _, _) in enumerate(ROWS) for column in range(1, 5)}
BRUSSELS = "21001"
MERGED = {"71003": "71099", "71004": "71099"}
SOURCE = "test"

BODIES = {
    # id: (name, legal form, status, inventory, domain, members)
    "west-afval": (
        "Afval West",
        "opdrachthoudende vereniging",
        "active",
        "register",
        "afval",
        "11001 11002 23001 23002",
    ),
    "oost-afval": (
        "Afval Oost",
        "opdrachthoudende vereniging",
        "active",
        "register",
        "afval",
        "11003 11004 23003 23004",
    ),
    "zuid-jeugd": ("Jeugd Zuid", "projectvereniging", "active", "register", "jeugd", "11001 11002 11003"),
    "noord-cultuur": ("Cultuur Noord", "projectvereniging", "active", "register", "cultuur", "71001 71002 71003"),
    "midden-cultuur": ("Cultuur Midden", "projectvereniging", "active", "register", "cultuur", "23002 23003 71002"),
    "groot-energie": ("Energie", "opdrachthoudende vereniging", "active", "register", "energie", " ".join(GRID)),
    "twee-noord": ("Twee Noord", "projectvereniging", "active", "register", "erfgoed", "71003 71004"),
    "oud-sport": ("Sport Oud", "projectvereniging", "inactive", "register", "sport", "11001 11002"),
    "ilv-sport": ("Sportregio", "interlokale vereniging", "active", "added", "sport", "23001 23002"),
}
REGIONS = {
    "referentieregio": {
        "rr-west": "11001 11002 23001 23002 71001 71002",
        "rr-oost": "11003 11004 23003 23004 71003 71004",
    },
    "politiezone": {
        "pz-1": "11001 11002 11003 11004",
        "pz-2": "23001 23002",
        "pz-3": "23003 23004",
        "pz-4": "71001 71002",
        "pz-5": "71003 71004",
    },
    "igs_lokaal_woonbeleid": {"igs1": "11001 11002 23001", "igs999": "11003 11004 23002 23003 23004 71001 71002 71003"},
    "provincie": {
        "10000": "11001 11002 11003 11004",
        "20001": "23001 23002 23003 23004",
        "70000": "71001 71002 71003 71004",
    },
}


def _write(folder: Path, name: str, rows: object) -> None:
    pd.DataFrame(rows).to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")


def _municipalities() -> list[dict[str, object]]:
    rows = []
    for edition in ("2019", "2025"):
        for nis, (row, column) in GRID.items():
            prefix, province, code = ROWS[row]
            if edition == "2025" and nis in MERGED:
                continue
            name = f"{province} {column + 1}"
            rows.append((edition, nis, name, code, province, f"{prefix}000", province, "Vlaams Gewest", 25.0))
        if edition == "2025":
            rows.append(
                (edition, "71099", "Limburg 3-4", "70000", "Limburg", "71000", "Limburg", "Vlaams Gewest", 50.0)
            )
        rows.append(
            (edition, BRUSSELS, "Brussel", "", "", "21000", "Brussel-Hoofdstad", "Brussels Hoofdstedelijk Gewest", 25.0)
        )
    columns = pd.read_csv(data_folder() / "municipalities.csv", nrows=0).columns
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _boundaries() -> gpd.GeoDataFrame:
    places = {**GRID, BRUSSELS: (1, 4)}
    squares = [
        box(
            150_000 + SIDE_M * column,
            200_000 + SIDE_M * row,
            150_000 + SIDE_M * (column + 1),
            200_000 + SIDE_M * (row + 1),
        )
        for row, column in places.values()
    ]
    geometry = [MultiPolygon([square]) for square in squares]
    return gpd.GeoDataFrame({"nis": list(places)}, geometry=geometry, crs="EPSG:31370").sort_values(
        "nis", ignore_index=True
    )


def _population() -> list[dict[str, object]]:
    rows = []
    for nis in [*GRID, BRUSSELS]:
        row, column = GRID.get(nis, (1, 4))
        total = 10_000 * (row + 1) + 1_000 * (column + 1)
        ages = {"age_0_2": 30, "age_3_5": 30, "age_6_11": 60, "age_12_17": 60, "age_18_24": 70, "age_25_29": 50}
        counts = {age: total * share // 1_000 for age, share in ages.items()}
        young = {"age_0_29": sum(counts.values()), "age_0_17": sum(list(counts.values())[:4])}
        rows += [
            {"edition": "2019", "nis": nis, "year": year, "total": total, **counts, **young} for year in (2015, 2020)
        ]
    return rows


def _crosswalk(names: dict[tuple[str, str], str]) -> list[dict[str, object]]:
    rows = []
    for edition, following in (("2018", "2019"), ("2019", "2025")):
        for nis in [*GRID, BRUSSELS]:
            new = MERGED.get(nis, nis) if following == "2025" else nis
            rows.append(
                {
                    "edition_from": edition,
                    "nis_from": nis,
                    "name_from": names["2019", nis],
                    "edition_to": following,
                    "nis_to": new,
                    "name_to": names[following, new],
                    "changed": str(new != nis).lower(),
                    "date": f"{following}-01-01" if new != nis else "",
                    "source": SOURCE,
                }
            )
    return rows


def _divisions() -> list[dict[str, object]]:
    rows = []
    for edition in ("2019", "2025"):
        for division, regions in REGIONS.items():
            for region, members in regions.items():
                codes = members.split()
                if edition == "2025":
                    codes = sorted({MERGED.get(nis, nis) for nis in codes})
                if division == "igs_lokaal_woonbeleid" and edition == "2019":
                    continue
                rows += [
                    {"edition": edition, "division": division, "region_code": region, "region_name": f"Regio {region}",
                     "nis": nis, "uncertain": "false", "source": SOURCE}
                    for nis in codes
                ]  # fmt: skip
    return rows


def build_tiny_package(folder: Path) -> Path:
    """Write the tiny data package into an empty folder."""
    real = data_folder()
    folder.mkdir(parents=True, exist_ok=True)

    def like(name: str, rows: list[dict[str, object]]) -> None:
        columns = pd.read_csv(real / f"{name}.csv", nrows=0).columns
        _write(folder, name, pd.DataFrame(rows, columns=columns))

    municipalities = _municipalities()
    names = {(str(row["edition"]), str(row["nis"])): str(row["name"]) for row in municipalities}
    like("municipalities", municipalities)
    like("population_2019", _population())
    like("crosswalk", _crosswalk(names))
    like("partnerships", [
        {"id": key, "name": name, "legal_form": form, "status": status, "inventory": inventory, "as_of": "2023-09",
         "source": SOURCE}
        for key, (name, form, status, inventory, _, _) in BODIES.items()
    ])  # fmt: skip
    like("partnership_domains", [
        {"partnership": key, "domain": body[4], "basis": "source", "uncertain": "false", "source": SOURCE}
        for key, body in BODIES.items()
    ])  # fmt: skip
    like("memberships_2019", [
        {"edition": "2019", "partnership": key, "nis": nis, "source": SOURCE}
        for key, body in BODIES.items() for nis in sorted(body[5].split())
    ])  # fmt: skip
    like("divisions", _divisions())
    commuters = [
        ("11001", "11002", 300),
        ("11002", "11001", 100),
        ("11001", "11001", 900),
        ("71003", "71004", 50),
        ("23001", BRUSSELS, 70),
    ]
    like(
        "commuting_2019",
        [{"edition": "2019", "origin_nis": a, "destination_nis": b, "count": n} for a, b, n in commuters],
    )
    like("youth_partnerships", [
        {"partnership": "zuid-jeugd", "state": "funded", "name_used": "Jeugd Zuid", "period_start": "2021-01-01",
         "period_end": "2026-12-31", "subsidy_eur_per_year": 10_000, "uncertain": "false", "as_of": "2021",
         "source": SOURCE}
    ])  # fmt: skip
    like("youth_mentions", [])
    like("links", [])
    kinds = pd.read_csv(real / "division_kinds.csv", dtype=str, keep_default_na=False)
    _write(folder, "division_kinds", kinds[kinds["division"].isin(REGIONS)])
    for name in (
        "policy_domains.csv",
        "rules.csv",
        "success_factors.csv",
        "fragmentation_figures.csv",
    ):
        shutil.copy(real / name, folder)
    descriptor = json.loads((real / "datapackage.json").read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        if "bbox" in resource:
            resource["bbox"] = [150_000, 200_000, 150_000 + 5 * SIDE_M, 200_000 + 3 * SIDE_M]
        if "centres" in resource:
            resource["centres"] = {"division": "politiezone", "regions": ["pz-2"]}
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    _boundaries().to_file(folder / "boundaries_2019.gpkg", layer="municipalities", driver="GPKG")
    derive(folder)
    return folder


@pytest.fixture(scope="session", autouse=True)
def _own_workspace(tmp_path_factory):
    """Let nothing that runs here see or change what the person at this machine keeps."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(tmp_path_factory.mktemp("workspace") / "none.sqlite"))
        yield


@pytest.fixture(scope="session")
def atlas_2025() -> Atlas:
    """The real atlas of the 285 municipalities."""
    return load_atlas("2025")


@pytest.fixture(scope="session")
def atlas_2019() -> Atlas:
    """The real atlas of the 300 municipalities."""
    return load_atlas("2019")


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny package, to read only."""
    return build_tiny_package(tmp_path_factory.mktemp("tiny") / "package")


@pytest.fixture(scope="session")
def copy_tiny(tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """A function that gives a fresh copy of the tiny package, to spoil."""

    def copy() -> Path:
        return Path(shutil.copytree(tiny_folder, tmp_path_factory.mktemp("copy") / "package"))

    return copy


@pytest.fixture(scope="session")
def tiny_2019(tiny_folder: Path) -> Atlas:
    """The tiny atlas before the merger: twelve municipalities."""
    return load_atlas("2019", tiny_folder)


@pytest.fixture(scope="session")
def tiny_2025(tiny_folder: Path) -> Atlas:
    """The tiny atlas after the merger: eleven municipalities."""
    return load_atlas("2025", tiny_folder)
