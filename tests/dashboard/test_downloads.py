"""Downloaded tables: complete, readable, and nothing in them runs."""

from __future__ import annotations

import csv
import io
import zipfile

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from igs_geo.dashboard.pages.data.package_files import fields_of, resources, table_of, whole_package
from igs_geo.dashboard.widgets.downloads import PICTURES
from igs_geo.dashboard.widgets.under import map_offers
from igs_geo.maps import partnership_map
from igs_geo.maps.print import PAPERS, Look, print_fitting
from igs_geo.reports.spreadsheet import csv_bytes, excel_bytes

HOSTILE = ["=1+1", "+32 11", "-2", "@SUM(A1)", "\t=1", " =HYPERLINK(1)", "gewoon", "é", "=cmd|' /C calc'!A0", ""]


def read_excel(content: bytes) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return list(sheet.iter_rows(values_only=True))


def test_excel_keeps_codes_as_text_and_numbers_as_numbers():
    table = pd.DataFrame({"code": ["0200065765", "01000"], "count": [3, 4], "share": [0.5, None]})
    head, first, second = read_excel(excel_bytes(table, "tabel", {"Bron": "=x"}))
    assert head == ("code", "count", "share")
    assert first == ("0200065765", 3, 0.5)
    assert second == ("01000", 4, None)


def test_excel_stores_what_looks_like_a_formula_as_text():
    rows = read_excel(excel_bytes(pd.DataFrame({"name": HOSTILE}), "=1", {"=a": "=b"}))
    assert [row[0] or "" for row in rows[1:]] == HOSTILE


@given(texts=st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])), max_size=5))
def test_no_text_in_a_csv_starts_like_a_formula_and_none_is_lost(texts):
    content = csv_bytes(pd.DataFrame({"name": pd.Series(texts, dtype=object)})).decode()
    rows = [row[0] if row else "" for row in csv.reader(io.StringIO(content, newline=""))][1:]
    assert len(rows) == len(texts)
    for text, row in zip(texts, rows, strict=True):
        assert row.removeprefix("'") == text.removeprefix("'")
        assert not row.strip().startswith(("=", "+", "-", "@"))


def test_a_csv_for_dutch_excel_has_its_accents_its_columns_and_its_decimal_commas():
    content = csv_bytes(pd.DataFrame({"naam": ["België"], "deel": [0.25]}), "excel")
    assert content.decode("utf-8-sig").splitlines() == ["naam;deel", "België;0,25"]
    assert content.startswith(b"\xef\xbb\xbf")


def test_a_csv_for_programs_reads_back_as_it_was():
    table = pd.DataFrame({"naam": ["België", "a,b"], "deel": [0.25, None]})
    pd.testing.assert_frame_equal(pd.read_csv(io.BytesIO(csv_bytes(table, "programs"))), table, check_dtype=False)


def test_negative_numbers_stay_numbers_in_a_csv():
    assert b"\n-2\n" in csv_bytes(pd.DataFrame({"x": [-2]}))


@pytest.mark.parametrize("name", ["rules", "memberships_2025", "boundaries_2025", "partnerships"])
def test_a_table_of_the_package_downloads_whole(atlas_2025, name):
    resource = next(entry for entry in resources(atlas_2025) if entry["name"] == name)
    table = table_of(resource)
    rows = read_excel(excel_bytes(table, name, {}))
    assert len(rows) == len(table) + 1
    assert list(rows[0]) == list(table.columns)
    assert {field["name"] for field in fields_of(resource)} >= set(table.columns) - {"geometry"}


def test_the_whole_package_is_one_zip_that_loads_again(atlas_2025, tmp_path):
    from igs_geo import load_atlas

    path = tmp_path / "all.zip"
    path.write_bytes(whole_package(atlas_2025))
    assert zipfile.ZipFile(path).testzip() is None
    again = load_atlas("2025", path)
    assert list(again.partnerships.index) == list(atlas_2025.partnerships.index)


BEGINS = {"xlsx": b"PK", "gpkg": b"SQLite format 3", "geojson": b"{", "parquet": b"PAR1", "kml": b"<?xml",
          "html": b"<!DOCTYPE html>", "zip": b"PK", "csv": b""}  # fmt: skip
MOST_BYTES = 1_500_000
"""Of a map that opens from disk."""


def test_a_map_comes_in_every_form(tiny_2025):
    spec = partnership_map(tiny_2025, ["afval"], language="nl")
    offers = [offer for group in map_offers(spec, tiny_2025).values() for offer in group]
    made = {offer.form: offer.make() for offer in offers}
    assert set(made) == {"xlsx", "csv_excel", "csv_programs", "gpkg", "geojson", "parquet", "kml", "html", "zip"}
    for offer in offers:
        assert made[offer.form].startswith(BEGINS[offer.ending]), offer.form
    names = {row[1] for row in read_excel(made["xlsx"])[1:]}
    assert names == set(tiny_2025.flemish["name"])


def test_the_web_map_of_the_most_crowded_domain_is_small(atlas_2025):
    spec = partnership_map(atlas_2025, ["politie"], language="nl")
    page = next(offer for offer in map_offers(spec, atlas_2025)["whole"] if offer.form == "html").make()
    assert len(page) <= MOST_BYTES


@pytest.mark.parametrize("paper", ["8cm", "slide"])
def test_a_map_that_is_full_of_names_still_comes_in_every_size(atlas_2025, paper):
    spec = partnership_map(atlas_2025, ["politie"], language="nl")
    drawing = print_fitting(spec, atlas_2025, Look(PAPERS[paper], "all"))
    assert drawing.width_mm == pytest.approx(PAPERS[paper].width_mm)
    assert set(PICTURES) == {"png", "svg", "pdf"}
