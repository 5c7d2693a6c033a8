"""Packages whose files are in order and that are wrong all the same are refused, in a sentence with its place."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from shapely import affinity, transform

from igs_geo import load_atlas
from igs_geo.atlas import check_package, data_folder
from igs_geo.atlas.csv_file import MAX_ROWS
from igs_geo.atlas.geometry import shared_borders
from igs_geo.atlas.search import find_municipality
from igs_geo.errors import ROWS_SHOWN, NotFoundError, PackageError

MAPS = ("boundaries_2019", "boundaries_2025", "screen_2019", "screen_2025")
LIMIT_BYTES = 1 << 30
LIMIT_SECONDS = 60


def _table(name, change):
    """Return a way of spoiling a table of a package."""

    def spoil(folder):
        frame = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        change(frame).to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")

    return spoil


def _value(name, column, value, row=0):
    return _table(
        name, lambda frame: frame.assign(**{column: [*frame[column][:row], value, *frame[column][row + 1 :]]})
    )


def _times(name, column, factor):
    return _table(name, lambda frame: frame.assign(**{column: (frame[column].astype(float) * factor).astype(str)}))


def _map(change, *names):
    """Return a way of spoiling the maps of a package; the boundaries of 2025 when none is named."""

    def spoil(folder):
        for name in names or ("boundaries_2025",):
            path = folder / f"{name}.gpkg"
            frame = change(gpd.read_file(path))
            path.unlink()
            frame.to_file(path, layer="municipalities", driver="GPKG")

    return spoil


def _moved(change):
    return lambda frame: frame.set_geometry(gpd.GeoSeries([change(one) for one in frame.geometry], crs=frame.crs))


def _labelled(crs):
    return lambda frame: frame.to_crs(crs).set_crs(31370, allow_override=True)


def _exchanged(frame):
    codes = frame["nis"].tolist()
    codes[0], codes[5] = codes[5], codes[0]
    return frame.assign(nis=codes)


def _one_away(metres):
    def change(frame):
        far = [*frame.geometry[:-1], affinity.translate(frame.geometry.iloc[-1], metres, 0)]
        return frame.set_geometry(gpd.GeoSeries(far, crs=frame.crs))

    return change


SWAP = _moved(lambda one: transform(one, lambda spots: spots[:, ::-1]))
MOVE = _moved(lambda one: affinity.translate(one, 40_000, 0))
SCALE = _moved(lambda one: affinity.scale(one, 1.2, 1.2, origin=(150_000, 200_000)))
INVISIBLE = "\u200b\u2060\u00a0"
LONG = "x" * 10_000

WRONG = {
    # what: (how a package is spoiled, what is said, in which file, in which column)
    "swapped": (_map(SWAP), "geometry_swapped", "boundaries_2025.gpkg", None),
    "all maps swapped": (_map(SWAP, *MAPS), "geometry_swapped", "screen_2019.gpkg", None),
    "degrees": (_map(_labelled(4326), *MAPS), "geometry_degrees", "boundaries_2019.gpkg", None),
    "mercator": (_map(_labelled(3857), *MAPS), "geometry_mercator", "boundaries_2025.gpkg", None),
    "moved": (_map(MOVE, *MAPS), "geometry_outside", "boundaries_2025.gpkg", None),
    "screen moved a little": (
        _map(_moved(lambda one: affinity.translate(one, 9, 9)), "screen_2025"), None, None, None
    ),
    "screen moved": (_map(_one_away(4_000), "screen_2025"), "geometry_coverage", "screen_2025.gpkg", None),
    "scaled": (_map(SCALE, *MAPS), "area_scale", "municipalities.csv", "area_km2"),
    "exchanged": (_map(_exchanged, *MAPS), "border_missing", "borders_2025.csv", None),
    "exchanged screen": (_map(_exchanged, "screen_2019"), "screen_differs", "screen_2019.gpkg", None),
    "one far away": (_map(_one_away(300_000), *MAPS), "geometry_outside", "boundaries_2025.gpkg", None),
    "no box": (lambda folder: _descriptor(folder, None), "descriptor_no_bbox", "datapackage.json", None),
    "no box, and all maps moved alike": (
        lambda folder: (_descriptor(folder, None), _map(MOVE, *MAPS)(folder)),
        "descriptor_no_bbox", "datapackage.json", None,
    ),
    "no box of one map": (
        lambda folder: _resource(folder, "boundaries_2025", bbox=None), "descriptor_no_bbox", "datapackage.json", None
    ),
    "no resource of a map": (
        lambda folder: _resource(folder, "screen_2019", name="another"),
        "descriptor_no_bbox", "datapackage.json", None,
    ),
    "a box round everything, and all maps moved alike": (
        lambda folder: (_descriptor(folder, [-1e7, -1e7, 1e7, 1e7]), _map(MOVE, *MAPS)(folder)),
        "descriptor_loose_bbox", "datapackage.json", None,
    ),
    "a high box": (
        lambda folder: _descriptor(folder, [150_000, 200_000, 175_000, 231_000]),
        "descriptor_loose_bbox", "datapackage.json", None,
    ),
    "an unknown main domain": (
        lambda folder: _resource(folder, "policy_domains", main="vissen"), "descriptor_main", "datapackage.json", None
    ),
    "a main domain that is no word": (
        lambda folder: _resource(folder, "policy_domains", main=["jeugd"]), "descriptor_main", "datapackage.json", None
    ),
    "hosts of an unknown domain": (
        lambda folder: _resource(folder, "policy_domains", hosts=_hosts("vissen")),
        "descriptor_hosts", "datapackage.json", None,
    ),
    "hosts by an unknown rule": (
        lambda folder: _resource(folder, "policy_domains", hosts=_hosts("cultuur", "visserijwet")),
        "descriptor_hosts", "datapackage.json", None,
    ),
    "hosts that are a word": (
        lambda folder: _resource(folder, "policy_domains", hosts="cultuur"),
        "descriptor_hosts", "datapackage.json", None,
    ),
    "an unknown division to look at": (
        lambda folder: _resource(folder, "division_kinds", focus=[_focus("zones")]),
        "descriptor_focus", "datapackage.json", None,
    ),
    "a region to look at without its name": (
        lambda folder: _resource(folder, "division_kinds", focus=[_focus("provincie", "Provincie")]),
        "descriptor_focus", "datapackage.json", None,
    ),
    "divisions to look at that are no list": (
        lambda folder: _resource(folder, "division_kinds", focus="provincie"),
        "descriptor_focus", "datapackage.json", None,
    ),
    "names of regions without their place": (
        lambda folder: _resource(folder, "division_kinds", labels=[_focus("provincie", "Provincie")]),
        "descriptor_labels", "datapackage.json", None,
    ),
    "names of regions that are no list": (
        lambda folder: _resource(folder, "division_kinds", labels={"provincie": "Provincie {name}"}),
        "descriptor_labels", "datapackage.json", None,
    ),
    "a box of words": (lambda folder: _descriptor(folder, "Vlaanderen"), "descriptor_bbox", "datapackage.json", None),
    "an endless box": (
        lambda folder: _descriptor(folder, [0, 0, float("inf"), 1]), "descriptor_bbox", "datapackage.json", None
    ),
    "people 0": (_value("population_2025", "total", "0"), "value_minimum", "population_2025.csv", "total"),
    "nobody": (_times("population_2025", "total", 0), "value_integer", "population_2025.csv", "total"),
    "people 10^15": (_value("population_2025", "total", "9" * 15), "value_maximum", "population_2025.csv", "total"),
    "dense": (_value("population_2025", "total", "90000000"), "population_dense", "population_2025.csv", "total"),
    "people negative": (_value("population_2025", "total", "-5"), "value_minimum", "population_2025.csv", "total"),
    "people in parts": (_value("population_2025", "total", "5.5"), "value_integer", "population_2025.csv", "total"),
    "no young people": (
        _table("population_2025", lambda f: f.assign(**{c: "0" for c in f if c.startswith("age_")})),
        "population_no_young", "population_2025.csv", "age_0_29",
    ),
    "a year without one": (
        _table("population_2025", lambda f: f.drop(index=f.index[f["year"] == "2015"][0])),
        "population_missing", "population_2025.csv", "nis",
    ),
    "half of the borders": (_table("borders_2025", lambda f: f[::2]), "border_missing", "borders_2025.csv", None),
    "lengths x 1000": (_times("borders_2025", "length_m", 1000), "border_scale", "borders_2025.csv", "length_m"),
    "one length": (_value("borders_2025", "length_m", "90000"), "border_length", "borders_2025.csv", "length_m"),
    "areas 1 km2": (
        _table("municipalities", lambda f: f.assign(area_km2="1")), "area_scale", "municipalities.csv", "area_km2"
    ),
    "area 0": (_value("municipalities", "area_km2", "0"), "area_differs", "municipalities.csv", "area_km2"),
    "one area": (_value("municipalities", "area_km2", "49"), "area_differs", "municipalities.csv", "area_km2"),
    "month 13": (_value("partnerships", "as_of", "2023-13"), "value_date", "partnerships.csv", "as_of"),
    "30 February": (
        _value("youth_partnerships", "period_start", "2025-02-30"), "value_date", "youth_partnerships.csv",
        "period_start",
    ),
    "year 0": (_value("crosswalk", "date", "0000"), "value_date", "crosswalk.csv", "date"),
    "ends first": (
        _value("youth_partnerships", "period_end", "2019"), "period_order", "youth_partnerships.csv",
        "period_start, period_end",
    ),
    "name of spaces": (_value("municipalities", "name", "  "), "value_blank", "municipalities.csv", "name"),
    "no name": (_value("partnerships", "name", ""), "value_required", "partnerships.csv", "name"),
    "invisible name": (_value("partnerships", "name", INVISIBLE), "value_blank", "partnerships.csv", "name"),
    "name of marks": (_value("municipalities", "name", "..."), "name_letters", "municipalities.csv", "name"),
    "name turned round": (_value("partnerships", "name", "a\u202eb"), "value_hidden", "partnerships.csv", "name"),
    "long name": (_value("municipalities", "name", LONG), "value_long", "municipalities.csv", "name"),
    "two of one name": (
        _value("municipalities", "name", "ANTWERPEN  2"), "name_twice", "municipalities.csv", "name"
    ),
    "partial with 1": (
        _table("memberships_2025", lambda f: f.assign(membership="partial", share="1.0")),
        "share_membership", "memberships_2025.csv", "share",
    ),
    "partial with 0": (
        _table("memberships_2025", lambda f: f.assign(membership="partial", share="0")),
        "share_membership", "memberships_2025.csv", "share",
    ),
    "share above 1": (_value("memberships_2025", "share", "1.2"), "value_maximum", "memberships_2025.csv", "share"),
    "two names for a region": (
        _value("divisions", "region_name", "Elders"), "region_names", "divisions.csv", "region_name"
    ),
    "crosswalk without rows": (_table("crosswalk", lambda f: f[:0]), "no_rows", "crosswalk.csv", None),
    "crosswalk without a step": (
        _table("crosswalk", lambda f: f[f["edition_to"] != "2025"]), "crosswalk_incomplete", "crosswalk.csv", "nis_to"
    ),
}  # fmt: skip
"""The ways in which a package can be wrong; a difference that is honest has nothing said of it."""


def _descriptor(folder, box):
    for name in MAPS:
        _resource(folder, name, bbox=box)


def _resource(folder, resource, **changes):
    """Change properties of a resource of the description; None takes one away."""
    path = folder / "datapackage.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    (found,) = (one for one in content["resources"] if one["name"] == resource)
    found |= changes
    for name in [name for name in found if found[name] is None]:
        del found[name]
    path.write_text(json.dumps(content), encoding="utf-8")


def _hosts(domain, rule="youth-2027-routes"):
    return {"domains": [domain], "rule": rule}


def _focus(division, label="Gebied {name}"):
    return {"division": division, "label_nl": label, "label_en": label}


FIRST = {}
"""Of the ways to get a message, the one that is tried first; the others are slow together."""
for _what, (_, _message, _, _) in WRONG.items():
    FIRST.setdefault(_message, _what)


@pytest.mark.parametrize(
    "what",
    [what if FIRST[WRONG[what][1]] == what else pytest.param(what, marks=pytest.mark.slow) for what in WRONG],
)
def test_a_wrong_package_is_refused_with_its_place_and_a_sentence(copy_tiny, what):
    spoil, key, file, column = WRONG[what]
    folder = copy_tiny()
    spoil(folder)
    problems = check_package(folder)
    if key is None:
        assert problems == ()
        return
    found = [one for one in problems if (one.key, one.file, one.column) == (f"errors.{key}", file, column)]
    assert found, [one.message("en") for one in problems]
    for language in ("nl", "en"):
        sentence = found[0].message(language)
        assert file in sentence
        assert sentence.endswith(".")
        assert len(sentence) < 1_000


HONEST = {
    "areas": _times("municipalities", "area_km2", 1.05),
    "lengths": _times("borders_2025", "length_m", 0.95),
    "one area": _value("municipalities", "area_km2", "26.25"),
    "map": _map(_moved(lambda one: affinity.scale(one, 0.98, 0.98, origin=(150_000, 200_000))), *MAPS),
    "a box with room": lambda folder: _descriptor(folder, [145_000, 195_000, 180_000, 220_000]),
    "without commas": _value("partnerships", "name", "Überlingen-sur-Mer, d'Ô & Cie (п) 東京"),
    "as_of": _value("partnerships", "as_of", "2024-02-29"),
}


@pytest.mark.parametrize("what", HONEST)
def test_an_honest_difference_is_let_through(copy_tiny, what):
    folder = copy_tiny()
    HONEST[what](folder)
    assert [one.message("en") for one in check_package(folder)] == []


def test_a_package_of_another_country_is_let_through_with_its_own_box(copy_tiny):
    folder = copy_tiny()
    _map(_moved(lambda one: affinity.translate(one, -700_000, -350_000)), *MAPS)(folder)
    _descriptor(folder, [-550_000, -150_000, -525_000, -135_000])
    assert check_package(folder) == ()


@pytest.mark.slow
@pytest.mark.parametrize("what", [what for what in WRONG if WRONG[what][1] and "geometry" in WRONG[what][1]])
def test_the_embedded_maps_spoiled_are_refused(tmp_path, what):
    folder = tmp_path / "data"
    folder.mkdir()
    for file in data_folder().glob("*.*"):
        (folder / file.name).write_bytes(file.read_bytes())
    WRONG[what][0](folder)
    assert check_package(folder)


@pytest.mark.parametrize("header", [str.upper, str.title, lambda names: names.replace(",", " , ")])
def test_a_header_of_a_spreadsheet_is_understood(copy_tiny, header):
    folder = copy_tiny()
    file = folder / "divisions.csv"
    first, rest = file.read_text(encoding="utf-8").split("\n", 1)
    file.write_text(header(first) + "\n" + rest, encoding="utf-8")
    assert check_package(folder) == ()


@pytest.mark.parametrize(("no", "yes"), [("FALSE", "TRUE"), ("ONWAAR", "WAAR"), ("False", "true")])
def test_the_truths_of_a_spreadsheet_are_understood(copy_tiny, no, yes):
    folder = copy_tiny()
    _table("crosswalk", lambda f: f.assign(changed=f["changed"].map({"false": no, "true": yes})))(folder)
    assert load_atlas("2025", folder).crosswalk["changed"].sum() == 2


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"sep=,\npartnership,domain\n", "separator_line"),
        (b'\xef\xbb\xbf"sep=;"\npartnership;domain\n', "separator_line"),
        (b"een,twee,drie,vier\n1,2,3,4\n", "header_missing"),
        (b"partnership,domain\na,b\n", "columns_missing"),
    ],
)
def test_a_wrong_header_is_named_in_one_sentence(copy_tiny, content, key):
    folder = copy_tiny()
    (folder / "partnership_domains.csv").write_bytes(content)
    (problem,) = (one for one in check_package(folder) if one.file == "partnership_domains.csv")
    assert problem.key == f"errors.{key}"


def test_of_many_wrong_rows_the_first_five_are_named_and_the_rest_counted(copy_tiny):
    folder = copy_tiny()
    _table("divisions", lambda f: f.assign(uncertain="misschien"))(folder)
    count = len(pd.read_csv(folder / "divisions.csv"))
    (problem,) = check_package(folder)
    assert problem.rows == (2, 3, 4, 5, 6)
    assert problem.more == count - ROWS_SHOWN
    assert f"en nog {count - ROWS_SHOWN}" in problem.message("nl")


def test_a_long_name_that_is_asked_for_is_not_echoed(tiny_2025):
    with pytest.raises(NotFoundError) as caught:
        find_municipality(tiny_2025, LONG)
    assert len(caught.value.message("nl")) < 200


def _bounded(path: Path) -> list[str]:
    """Return what is said of a package by a process that may take little memory and time."""
    code = """
        import re, sys
        from pathlib import Path
        from igs_geo.atlas import check_package
        for problem in check_package(sys.argv[1]):
            print(problem.key.removeprefix("errors."), problem.file)
        # The kernel's ru_maxrss begins with that of the process that started this one.
        print("peak", int(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]) << 10)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(path)],
        capture_output=True,
        text=True,
        timeout=LIMIT_SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-500:]
    *lines, peak = done.stdout.splitlines()
    assert int(peak.split()[1]) < LIMIT_BYTES, peak
    return lines


def _full(name, content):
    def make(folder):
        (folder / f"{name}.csv").write_bytes(content())

    return make


def _fifo(folder):
    (folder / "rules.csv").unlink()
    os.mkfifo(folder / "rules.csv")


def _device(folder):
    (folder / "rules.csv").unlink()
    (folder / "rules.csv").symlink_to("/dev/zero")


HEADER = b"partnership,domain,basis,uncertain,source\n"
MB = 1 << 20
ENDLESS = {
    "a pipe": (_fifo, "not_regular rules.csv"),
    "a device": (_device, "not_regular rules.csv"),
    "newlines": (
        _full("partnership_domains", lambda: HEADER + b"\n" * (31 * MB) + b"x"), "too_many_rows partnership_domains.csv"
    ),
    "63 MB": (_full("partnership_domains", lambda: b"\n" * (63 * MB)), "too_large partnership_domains.csv"),
    "commas": (_full("partnership_domains", lambda: b"," * (31 * MB)), "too_many_rows partnership_domains.csv"),
    "a long line": (
        _full("partnership_domains", lambda: HEADER + b"x" * (31 * MB)), "not_csv partnership_domains.csv"
    ),
    "all wrong": (
        _full("divisions", lambda: (
            b"edition,division,region_code,region_name,nis,uncertain,source\n"
            + b"".join(b"%d,a,b,%d,c%d,d,\xf0\x9f\x98\x80\n" % (n, n, n) for n in range(MAX_ROWS - 2))
        )),
        "value_enum divisions.csv",
    ),
    "one huge value among many": (
        _full("partnership_domains", lambda: HEADER + b"".join(b"%d,a,b,c,d\n" % n for n in range(200_000))
              + b"a,b," + b"x" * 130_000 + b",c,d\n"),
        "value_enum partnership_domains.csv",
    ),
    "brackets": (
        lambda folder: (folder / "datapackage.json").write_bytes(b"[" + b"[]," * (10 * MB) + b"[]]"),
        "too_large datapackage.json",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", [*ENDLESS][:3])
def test_what_never_ends_is_refused_within_a_gigabyte_and_a_minute(copy_tiny, what):
    folder = copy_tiny()
    make, line = ENDLESS[what]
    make(folder)
    assert line in _bounded(folder)


@pytest.mark.slow
@pytest.mark.parametrize("what", [*ENDLESS][3:])
def test_what_is_too_large_is_refused_within_a_gigabyte_and_a_minute(copy_tiny, what):
    folder = copy_tiny()
    make, line = ENDLESS[what]
    make(folder)
    assert line in _bounded(folder)


def test_a_device_a_pipe_or_a_strange_zip_in_place_of_a_package_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.zip")
    with zipfile.ZipFile(tmp_path / "lzma.zip", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("datapackage.json", "{}")
    said = [check_package(path)[0].key for path in ("/dev/zero", tmp_path / "pipe.zip", tmp_path / "lzma.zip")]
    assert said == ["errors.not_regular", "errors.not_regular", "errors.zip_method"]


def test_a_view_that_goes_on_for_ever_is_not_read(copy_tiny):
    folder = copy_tiny()
    path = folder / "boundaries_2025.gpkg"
    with sqlite3.connect(path) as database:
        database.execute(
            "create view endless as with recursive n(x) as (select 1 union all select x + 1 from n) select x from n"
        )
    database.close()
    with pytest.raises(PackageError, match="view"):
        load_atlas("2025", folder)


def test_shared_borders_do_not_depend_on_the_order_of_the_map(tiny_2025):
    shuffled = tiny_2025.municipalities[["geometry"]].sample(frac=1, random_state=np.random.default_rng(1))
    pd.testing.assert_frame_equal(shared_borders(shuffled), tiny_2025.borders[["nis_a", "nis_b", "length_m"]])
