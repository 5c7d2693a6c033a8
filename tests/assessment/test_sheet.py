"""A score sheet comes back as it was filled in, once, and a wrong cell is named."""

from __future__ import annotations

import io

import openpyxl
import pytest

from igs_geo.assessment.factors.answers import counted
from igs_geo.assessment.workshop.models import Workshop
from igs_geo.assessment.workshop.sheet import LARGEST_MB, read_sheet, write_sheet
from igs_geo.assessment.workshop.store import MemoryStore
from igs_geo.errors import IgsGeoError

NAMES = {1: "Goede afbakening", 2: "Structuur op maat", 11: "=Mede-eigenaars"}


@pytest.fixture(params=["nl", "en"])
def workshop(request):
    groups = [{"name": "structuur", "factors": [1, 2]}, {"name": "mensen", "factors": [11]}]
    return Workshop(code="k1", title="t", language=request.param, groups=groups)


def _filled(workshop, cells):
    book = openpyxl.load_workbook(io.BytesIO(write_sheet(workshop, NAMES)))
    for name, value in cells.items():
        book.worksheets[0][name] = value
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_an_empty_sheet_holds_no_answers_and_prints_on_one_page_wide(workshop):
    content = write_sheet(workshop, NAMES)
    assert read_sheet(content, workshop) == ()
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert sheet["C1"].value == "1. Goede afbakening"
    assert sheet["G1"].value == "11. =Mede-eigenaars"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_what_is_filled_in_comes_back(workshop):
    cells = {"A2": "An", "B2": "jeugdraad", "C2": 4, "D2": "goed", "E2": "?", "C3": "2", "H3": "later"}
    content = _filled(workshop, cells | {"G4": "weet niet", "B4": "Officer"})
    found = [(one.who, one.name, one.role, one.factor, one.score, one.remark) for one in read_sheet(content, workshop)]
    assert found == [
        ("sheet-k1-2", "An", "youth_council", 1, 4, "goed"),
        ("sheet-k1-2", "An", "youth_council", 2, None, ""),
        ("sheet-k1-3", None, "other", 1, 2, ""),
        ("sheet-k1-3", None, "other", 11, None, "later"),
        ("sheet-k1-4", None, "officer", 11, None, ""),
    ]


def test_read_twice_it_changes_nothing_and_mended_it_takes_the_place(workshop):
    store = MemoryStore()
    store.put(workshop)
    first = _filled(workshop, {"C2": 4, "C3": 1})
    for content in (first, first, _filled(workshop, {"C2": 5, "C3": 1})):
        store.keep("k1", read_sheet(content, workshop))
    assert len(store.answers("k1")) == 3
    assert [one.score for one in counted(store.answers("k1"))] == [5, 1]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"C2": 6}, "C2"), ({"C2": 0}, "C2"), ({"E5": "goed"}, "E5"), ({"C2": 2.5}, "2.5"), ({"B3": "koning"}, "B3"),
        ({"D2": "x" * 2001}, "D2"), ({"C2": "=1+1"}, ""),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named(workshop, cells, said):
    content = _filled(workshop, cells)
    if not said:
        assert read_sheet(content, workshop) == (), "a formula without a worked-out value is empty"
        return
    with pytest.raises(IgsGeoError, match=said):
        read_sheet(content, workshop)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"a;b;c", b"x" * (LARGEST_MB << 20) + b"x"])
def test_what_is_no_sheet_is_refused_in_a_sentence(workshop, content):
    with pytest.raises(IgsGeoError) as refused:
        read_sheet(content, workshop)
    assert refused.value.message("nl").endswith("scoreblad.")


def test_a_sheet_of_something_else_is_refused(workshop):
    content = io.BytesIO()
    openpyxl.Workbook().save(content)
    with pytest.raises(IgsGeoError) as refused:
        read_sheet(content.getvalue(), workshop)
    assert refused.value.key == "sheet.no_factors"
