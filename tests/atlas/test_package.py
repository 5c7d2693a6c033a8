"""Wrong packages give one clear error that names file, row and column and all problems at once."""

from __future__ import annotations

import contextlib
import json
import shutil
import sqlite3
import stat
import zipfile

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon, affinity, box

from igs_geo import load_atlas
from igs_geo.atlas import check_package, data_folder
from igs_geo.atlas.package import MAX_FILE_MB
from igs_geo.errors import PackageError, UnknownEditionError

TABLES = [
    "policy_domains", "municipalities", "population_2025", "crosswalk", "partnerships", "partnership_domains",
    "memberships_2025", "division_kinds", "divisions", "commuting_2025", "borders_2025", "youth_partnerships", "rules",
    "success_factors",
]  # fmt: skip
GEOMETRIES = ["boundaries_2025", "screen_2025"]


def _read(folder, name):
    return pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)


def _write(folder, name, frame):
    frame.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")


def _problems(data, edition="2025"):
    with pytest.raises(PackageError) as caught:
        load_atlas(edition, data)
    assert caught.value.message("nl").count("\n") == len(caught.value.problems)
    assert str(caught.value) == caught.value.message("en")
    return caught.value.problems


def _keys(problems):
    return {problem.key.removeprefix("errors.") for problem in problems}


def _zip(folder, path, prefix=""):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, f"{prefix}{file.name}")
    return path


def test_the_embedded_package_has_no_problems():
    assert check_package() == ()


def test_the_tiny_package_has_no_problems(tiny_folder):
    assert check_package(tiny_folder) == ()


@pytest.mark.parametrize("prefix", ["", "pakket/", "a/b/"])
def test_a_zip_loads_as_its_folder_does_also_when_nested(tiny_folder, tmp_path, prefix):
    path = _zip(tiny_folder, tmp_path / "pakket.zip", prefix)
    atlas = load_atlas("2025", path)
    pd.testing.assert_frame_equal(atlas.memberships, load_atlas("2025", tiny_folder).memberships)
    assert check_package(path) == ()


def test_a_missing_table_is_named_and_so_is_everything_else(copy_tiny):
    folder = copy_tiny()
    (folder / "partnerships.csv").unlink()
    bodies = _read(folder, "divisions")
    bodies.loc[0, "nis"] = "99999"
    _write(folder, "divisions", bodies)
    members = _read(folder, "memberships_2025")
    _write(folder, "memberships_2025", pd.concat([members, members.iloc[[0]]]))
    problems = _problems(folder)
    missing = next(p for p in problems if p.key == "errors.file_missing")
    assert missing.file == "partnerships.csv"
    unknown = next(p for p in problems if p.key == "errors.value_unknown")
    assert (unknown.file, unknown.column) == ("divisions.csv", "edition, nis")
    duplicate = next(p for p in problems if p.key == "errors.value_duplicate")
    assert (duplicate.file, duplicate.rows) == ("memberships_2025.csv", (len(members) + 2,))
    assert "memberships_2025.csv, rij" in problems[problems.index(duplicate)].message("nl")


def test_an_unknown_municipality_is_named_with_its_row(copy_tiny):
    folder = copy_tiny()
    members = _read(folder, "memberships_2025")
    members.loc[3, "nis"] = "12345"
    _write(folder, "memberships_2025", members)
    (problem,) = _problems(folder)
    assert (problem.file, problem.rows, problem.column) == ("memberships_2025.csv", (5,), "edition, nis")
    assert "12345" in problem.message("en")


def test_a_package_without_an_edition_says_which_it_has(copy_tiny):
    folder = copy_tiny()
    for name in ("municipalities", "divisions"):
        frame = _read(folder, name)
        _write(folder, name, frame[frame["edition"] == "2025"])
    for file in folder.glob("*_2019.*"):
        file.unlink()
    assert check_package(folder) == ()
    assert len(load_atlas("2025", folder).flemish) == 11
    with pytest.raises(UnknownEditionError, match="2025"):
        load_atlas("2019", folder)


def test_optional_tables_may_be_absent(copy_tiny):
    folder = copy_tiny()
    for name in ("links", "youth_mentions", "fragmentation_figures"):
        (folder / f"{name}.csv").unlink()
    atlas = load_atlas("2025", folder)
    assert atlas.links.empty
    assert list(atlas.youth_mentions.columns)[:2] == ["name", "legal_form"]


def test_an_incomplete_partition_names_the_municipality(copy_tiny):
    folder = copy_tiny()
    frame = _read(folder, "divisions")
    gone = frame[(frame["edition"] == "2025") & (frame["division"] == "politiezone")].index[0]
    _write(folder, "divisions", frame.drop(index=gone))
    (problem,) = _problems(folder)
    assert problem.key == "errors.partition_incomplete"
    assert str(frame.loc[gone, "nis"]) in problem.message("nl")
    assert load_atlas("2019", folder).edition == "2019"


def test_an_overlapping_partition_names_the_municipality(copy_tiny):
    folder = copy_tiny()
    frame = _read(folder, "divisions")
    row = frame[(frame["edition"] == "2025") & (frame["division"] == "provincie")].iloc[[0]]
    _write(folder, "divisions", pd.concat([frame, row.assign(region_code="70000")]))
    (problem,) = _problems(folder)
    assert problem.key == "errors.partition_overlap"
    assert problem.rows == (len(frame) + 2,)


@pytest.mark.parametrize(
    ("name", "column", "value", "key"),
    [
        ("population_2025", "total", "1.5", "value_integer"),
        ("population_2025", "total", "", "value_required"),
        ("population_2025", "total", "-1", "value_minimum"),
        ("population_2025", "age_0_2", "7", "population_sum"),
        ("population_2025", "year", "2016", "population_missing"),
        ("municipalities", "area_km2", "12,5", "value_number"),
        ("municipalities", "nis", "1101", "value_pattern"),
        ("municipalities", "region", "Wallonie", "value_enum"),
        ("divisions", "uncertain", "ja", "value_boolean"),
        ("memberships_2025", "share", "1.5", "value_maximum"),
        ("memberships_2025", "share", "0.5", "share_membership"),
        ("memberships_2025", "share", "inf", "value_number"),
        ("partnership_domains", "domain", "voetbal", "value_unknown"),
        ("partnership_domains", "partnership", "west-afval-2", "domain_missing"),
        ("borders_2025", "nis_a", "99999", "border_order"),
        ("division_kinds", "editions", "2019", "division_edition"),
        ("youth_partnerships", "period_start", "1/1/2021", "value_pattern"),
    ],
)
def test_a_wrong_value_is_named_with_file_and_column(copy_tiny, name, column, value, key):
    folder = copy_tiny()
    frame = _read(folder, name)
    row = frame.index[-2] if len(frame) > 1 and name == "population_2025" and column == "year" else 0
    row = 1 if (name, column) == ("population_2025", "year") else row
    frame.loc[row, column] = value
    _write(folder, name, frame)
    problems = _problems(folder)
    assert key in _keys(problems)
    assert any(problem.key == f"errors.{key}" for problem in problems)
    assert all(problem.file for problem in problems)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf\n\n", "file_empty"),
        ("partnership,domain\ncafé,café\n".encode("latin-1"), "not_utf8"),
        (b"\x00\x01\x02", "not_csv"),
        (b'partnership,domain,basis,uncertain,source\n"a,b,c,d,e\n', "not_csv"),
        (b"partnership,domain,basis,uncertain,source\na,b,c,d,e,f,g\nb\n", "row_long"),
        (b"partnership,domain,basis,uncertain,source\na,b\n", "row_short"),
        (b"partnership;domain;basis;uncertain;source\na;b;c;d;e\n", "separator"),
        (b"partnership,domain,basis,uncertain,source,source\na,b,c,true,e,f\n", "column_twice"),
        (b"partnership,domain,basis,uncertain,source,x\na,b,c,true,e,f\n", "column_unknown"),
        (b"partnership,domain,basis,uncertain,source\n", "no_rows"),
    ],
)
def test_a_wrong_file_is_named(copy_tiny, content, key):
    folder = copy_tiny()
    (folder / "partnership_domains.csv").write_bytes(content)
    problems = _problems(folder)
    assert key in _keys(problems)
    assert any(p.file == "partnership_domains.csv" for p in problems)


def test_a_byte_order_mark_of_a_spreadsheet_is_no_problem(copy_tiny):
    folder = copy_tiny()
    file = folder / "partnerships.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert load_atlas("2025", folder).partnerships.index[0] == "west-afval"


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"resources": 3}', b"[" * 100_000, b"\xff"])
def test_a_wrong_descriptor_is_named(copy_tiny, content):
    folder = copy_tiny()
    (folder / "datapackage.json").write_bytes(content)
    (problem,) = _problems(folder)
    assert problem.file == "datapackage.json"


def _spoil(folder, name, change):
    path = folder / f"{name}.gpkg"
    frame = change(gpd.read_file(path))
    path.unlink()
    frame.to_file(path, layer="municipalities", driver="GPKG")


def _replace(frame, geometry):
    frame = frame.copy()
    frame.loc[0, "geometry"] = geometry
    return frame


BOWTIE = Polygon([(150_000, 200_000), (155_000, 205_000), (155_000, 200_000), (150_000, 205_000)])


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda frame: frame.to_crs(4326), "geometry_crs"),
        (lambda frame: frame.set_crs(3812, allow_override=True), "geometry_crs"),
        (lambda frame: frame.iloc[1:], "geometry_codes_missing"),
        (lambda frame: pd.concat([frame, frame.iloc[[0]]]), "geometry_codes_twice"),
        (lambda frame: frame.assign(nis=["99999", *frame["nis"][1:]]), "geometry_codes_unknown"),
        (lambda frame: frame.drop(columns="nis"), "column_missing"),
        (lambda frame: _replace(frame, BOWTIE), "geometry_invalid"),
        (lambda frame: _replace(frame, frame.geometry[0].boundary), "geometry_type"),
        (lambda frame: _replace(frame, None), "geometry_type"),
        (lambda frame: _replace(frame, affinity.translate(frame.geometry[0], 100, 0)), "geometry_coverage"),
        (lambda frame: _replace(frame, MultiPolygon([box(150_000, 200_000, 154_990, 205_000)])), "geometry_coverage"),
    ],
)
@pytest.mark.parametrize("name", GEOMETRIES)
def test_wrong_geometry_is_named(copy_tiny, name, change, key):
    folder = copy_tiny()
    _spoil(folder, name, change)
    problems = _problems(folder)
    assert f"errors.{key}" in {p.key for p in problems if p.file == f"{name}.gpkg"}


def test_a_geopackage_with_two_layers_is_refused(copy_tiny):
    folder = copy_tiny()
    path = folder / "boundaries_2025.gpkg"
    gpd.read_file(path).to_file(path, layer="other", driver="GPKG")
    (problem,) = _problems(folder)
    assert problem.key == "errors.geometry_layers"


def test_a_table_in_place_of_geometry_is_refused(copy_tiny):
    folder = copy_tiny()
    path = folder / "boundaries_2025.gpkg"
    path.unlink()
    with sqlite3.connect(path) as database:
        database.execute("create table municipalities (nis text)")
    database.close()
    (problem,) = _problems(folder)
    assert problem.file == "boundaries_2025.gpkg"


@pytest.mark.parametrize(
    "name", ["../evil.csv", "/etc/evil.csv", "pakket/../../evil.csv", "..\\evil.csv", "C:/evil.csv"]
)
def test_a_zip_whose_paths_climb_out_is_refused_and_writes_nothing(tiny_folder, tmp_path, name):
    path = _zip(tiny_folder, tmp_path / "pakket.zip")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, "x")
    (problem,) = _problems(path)
    assert (problem.key, problem.file) == ("errors.zip_path", name)
    assert [file.name for file in tmp_path.iterdir()] == ["pakket.zip"]


def test_a_zip_with_a_symbolic_link_is_refused(tiny_folder, tmp_path):
    path = _zip(tiny_folder, tmp_path / "pakket.zip")
    link = zipfile.ZipInfo("rules2.csv")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    (problem,) = _problems(path)
    assert problem.key == "errors.zip_link"


def _bomb(path, size_mb):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("datapackage.json", json.dumps({"resources": []}))
        with archive.open("municipalities.csv", "w", force_zip64=True) as stream:
            for _ in range(size_mb):
                stream.write(bytes(1 << 20))
    return path


def test_a_zip_bomb_is_refused_without_unpacking_it(tmp_path):
    problems = _problems(_bomb(tmp_path / "bomb.zip", MAX_FILE_MB + 40))
    assert ("errors.too_large", "municipalities.csv") in {(p.key, p.file) for p in problems}


@pytest.mark.slow
def test_a_zip_bomb_of_two_gigabytes_is_refused(tmp_path):
    problems = _problems(_bomb(tmp_path / "bomb.zip", 2_100))
    assert ("errors.too_large", "municipalities.csv") in {(p.key, p.file) for p in problems}


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path):
    path = _bomb(tmp_path / "bomb.zip", MAX_FILE_MB + 1)
    content = path.read_bytes()
    size = ((MAX_FILE_MB + 1) << 20).to_bytes(4, "little")
    path.write_bytes(content.replace(size, (1000).to_bytes(4, "little")))
    assert _problems(path)


@pytest.mark.parametrize("content", [b"", b"PK", b"PK\x05\x06" + bytes(18), b"no zip at all"])
def test_what_is_no_zip_is_refused(tmp_path, content):
    path = tmp_path / "pakket.zip"
    path.write_bytes(content)
    assert _problems(path)


def test_a_folder_that_does_not_exist_is_named(tmp_path):
    (problem,) = _problems(tmp_path / "nergens")
    assert problem.key == "errors.package_not_found"
    (problem,) = check_package(tmp_path / "nergens")
    assert problem.key == "errors.package_not_found"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_damaged_zip_never_gives_another_exception(tmp_path, places):
    path = tmp_path / "pakket.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("datapackage.json", '{"resources": []}')
        archive.writestr("municipalities.csv", "edition,nis\n")
    content = bytearray(path.read_bytes())
    for place, value in places:
        content[place % len(content)] = value
    path.write_bytes(bytes(content))
    assert check_package(path)


def test_a_truncated_zip_is_refused(tiny_folder, tmp_path):
    path = _zip(tiny_folder, tmp_path / "pakket.zip")
    path.write_bytes(path.read_bytes()[:-500])
    assert _problems(path)


def test_a_zip_with_a_file_twice_is_refused(tiny_folder, tmp_path):
    path = _zip(tiny_folder, tmp_path / "pakket.zip")
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("rules.csv", "x")
    (problem,) = _problems(path)
    assert problem.key == "errors.zip_duplicate"


def _drop_column(draw, frame):
    column = draw(st.sampled_from(list(frame.columns)))
    return frame.drop(columns=column)


def _repeat_row(draw, frame):
    row = draw(st.integers(0, len(frame) - 1))
    return pd.concat([frame, frame.iloc[[row]]])


def _change_key(draw, frame):
    column = draw(
        st.sampled_from([c for c in frame.columns if c.startswith(("nis", "edition", "partnership"))] or ["x"])
    )
    if column not in frame:
        return frame.drop(columns=frame.columns[0])
    row = draw(st.integers(0, len(frame) - 1))
    frame = frame.copy()
    frame.iloc[row, frame.columns.get_loc(column)] = draw(
        st.sampled_from(["99999", "", "ABCDE", "1", "2031", " 11001"])
    )
    return frame


SPOIL_SETTINGS = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@SPOIL_SETTINGS
@given(data=st.data())
def test_a_spoiled_table_always_gives_an_error_that_names_the_file(copy_tiny, data):
    folder = copy_tiny()
    name = data.draw(st.sampled_from(TABLES))
    spoil = data.draw(st.sampled_from([_drop_column, _repeat_row, _change_key]))
    _write(folder, name, spoil(data.draw, _read(folder, name)))
    problems = check_package(folder)
    shutil.rmtree(folder)
    assert all(problem.message("nl") and problem.message("en") for problem in problems)
    # a changed key may be a good one, or be missed in another table
    if spoil is not _change_key:
        assert f"{name}.csv" in {problem.file for problem in problems}


@SPOIL_SETTINGS
@given(data=st.data())
@pytest.mark.slow
def test_damaged_bytes_never_give_another_exception(copy_tiny, data):
    folder = copy_tiny()
    files = [f"{name}.csv" for name in TABLES] + [f"{name}.gpkg" for name in GEOMETRIES] + ["datapackage.json"]
    path = folder / data.draw(st.sampled_from(files))
    content = bytearray(path.read_bytes())
    match data.draw(st.sampled_from(["cut", "flip", "insert", "swap"])):
        case "cut":
            del content[data.draw(st.integers(0, len(content) - 1)) :]
        case "flip":
            for _ in range(data.draw(st.integers(1, 20))):
                content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        case "insert":
            place = data.draw(st.integers(0, len(content)))
            content[place:place] = data.draw(st.binary(min_size=1, max_size=50))
        case "swap":
            content = bytearray((folder / data.draw(st.sampled_from(files))).read_bytes())
    path.write_bytes(bytes(content))
    with contextlib.suppress(PackageError, UnknownEditionError):
        load_atlas("2025", folder)
    shutil.rmtree(folder)


def test_the_embedded_folder_is_the_one_of_the_repository():
    assert (data_folder() / "datapackage.json").is_file()
