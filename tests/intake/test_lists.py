"""The shapes that people have are recognised, and what is wrong comes back by sheet, row and cell."""

from __future__ import annotations

import io

import openpyxl
import pytest

from igs_geo.atlas.overlays import apply_overlays
from igs_geo.intake import Cell, Sheet, coloured, is_list_of_findings, read_list, read_spreadsheet, recognise

KNOWN = {"source": "lijst van 2026", "date": "2026-03", "domain": "jeugd"}
MEMBERS = {"Jeugd Waas": {"46021", "46025", "42028"}, "Jeugd Dender": {"41002", "41048"}}
SHAPES = {
    "membership": [["Lijst van de jeugddienst"], [], ["Gemeente", "Verband", "Bron"],
                   ["Sint-Niklaas", "Jeugd Waas", "brief"], ["Temse", "Jeugd Waas", ""], ["42028", "Jeugd Waas", ""],
                   [], ["Aalst", "Jeugd Dender", ""], ["ninove", "jeugd dender", ""], ["Totaal", "5", ""]],
    "partnership": [["Naam", "Leden", "Domein"], ["Jeugd Waas", "Sint-Niklaas, Temse en Zele", "Jeugd"],
                    ["Jeugd Dender", "Aalst; Ninove", "jeugd"]],
    "matrix": [["", "Jeugd Waas", "Jeugd Dender"], ["Sint-Niklaas", "x", ""], ["Temse", "X", "nee"], ["Zele", "1", ""],
               ["Aalst", "", "ja"], ["Ninove", "0", "x"], ["totaal", "3", "2"]],
}  # fmt: skip


def _sheet(rows):
    return Sheet("Blad", [list(row) for row in rows])


def _read(atlas, rows, answers=None):
    sheet = _sheet(rows)
    guess = recognise(atlas, sheet)
    return guess, read_list(atlas, sheet, guess, KNOWN, answers)


@pytest.mark.parametrize("shape", SHAPES)
def test_each_shape_says_the_same(atlas_2025, shape):
    guess, taken = _read(atlas_2025, SHAPES[shape])
    assert guess.shape == shape
    assert taken.ready, [finding.message("en") for finding in taken.findings]
    found = {one["name"]: {member["nis"] for member in one["members"]} for one in taken.operations}
    assert found == MEMBERS
    totals = [finding.key for finding in taken.findings]
    assert totals == ([] if shape == "partnership" else ["intake.total"])
    document = {"title": "Lijst", "edition": "2025", "operations": taken.operations}
    assert len(apply_overlays(atlas_2025, [document]).changes) == 2


def test_rows_say_their_own_source(atlas_2025):
    _, taken = _read(atlas_2025, SHAPES["membership"])
    assert [one["source"] for one in taken.operations] == ["brief", "lijst van 2026"]


@pytest.mark.parametrize("text,number", [("12,5", 12.5), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("1 234", 1234),  # noqa: PT006
                                         ("1.234.567", 1234567), ("7 %", 7), ("-3", -3), ("0,25", 0.25)])  # fmt: skip
def test_figures_are_read_as_people_write_them(atlas_2025, text, number):
    guess, taken = _read(atlas_2025, [["NIS-code", "Gemeente", "Kampplaatsen"], ["46021", "Sint-Niklaas", text],
                                      ["46025", "Temse", ""], ["", "Totaal", "99"]])  # fmt: skip
    assert (guess.shape, guess.across) == ("figures", (3,))
    (operation,) = taken.operations
    assert (operation["name"], operation["values"]) == ("Kampplaatsen", {"46021": number})


@pytest.mark.parametrize(("text", "key"), [("1.234", "intake.number_doubtful"), ("veel", "intake.number"),
                                           ("12,345", "intake.number_doubtful")])  # fmt: skip
def test_doubtful_figures_are_asked(atlas_2025, text, key):
    rows = [["gemeente", "kampen"], ["Temse", text], ["Zele", "7"], ["Aalst", "8"]]
    _, taken = _read(atlas_2025, rows)
    assert [(finding.key, finding.cell) for finding in taken.findings] == [(key, Cell(2, 2))]
    assert taken.operations[0]["values"] == {"42028": 7, "41002": 8}


def test_a_number_of_excel_is_a_number(atlas_2025):
    sheet = _sheet([["gemeente", "kampen"], ["Temse", "1.234"]])
    sheet.numbers.add(Cell(2, 2))
    assert read_list(atlas_2025, sheet, recognise(atlas_2025, sheet), KNOWN).operations[0]["values"] == {"46025": 1.234}


def test_members_of_a_known_partnership_join_it(atlas_2025):
    _, taken = _read(atlas_2025, [["naam", "leden"], ["BiblioWaas", "Lokeren, Sint-Niklaas, Gent"]])
    assert [(one["op"], one["nis"]) for one in taken.operations] == [("add_membership", "44021")]
    assert taken.findings[0].message("nl") == "blad Blad, rij 2, cel A2: BiblioWaas is al gekend. Nieuwe leden: 1."


WRONG = [["", "Jeugd Waas", "Jeugd Dender"], ["Sint-Niklaas", "x", ""], ["Tems", "x", ""], ["Zele", "misschien", ""],
         ["Aalst", "", "x"], ["Aalst", "", "x"], ["Moerbeke", "x", ""]]  # fmt: skip


def test_a_matrix_with_mistakes_comes_back_coloured_and_is_good_once_they_are_mended(atlas_2025):
    sheet = _sheet(WRONG)
    taken = read_list(atlas_2025, sheet, recognise(atlas_2025, sheet), KNOWN)
    found = {finding.cell.label: finding.weight for finding in taken.findings}
    assert found == {"A3": "question", "B4": "problem", "A6": "problem", "A7": "question"}
    book = openpyxl.load_workbook(io.BytesIO(coloured([sheet], taken.findings, "nl")))
    page = book["Blad"]
    assert {label: page[label].fill.fgColor.rgb for label in found} == {
        "A3": "FFFDE68A", "B4": "FFF8B4B4", "A6": "FFF8B4B4", "A7": "FFFDE68A"}  # fmt: skip
    assert "Wat bedoelt u?" in page["A3"].comment.text
    assert page["A2"].fill.fill_type is None
    for label, value in (("A3", "Temse"), ("B4", "x"), ("A6", None), ("C6", None), ("A7", None), ("B7", None)):
        page[label] = value
    stream = io.BytesIO()
    book.save(stream)
    again, remarks = read_spreadsheet(stream.getvalue(), "gekleurd.xlsx")
    assert is_list_of_findings(remarks)
    assert not is_list_of_findings(again)
    mended = read_list(atlas_2025, again, recognise(atlas_2025, again), KNOWN)
    assert mended.ready, [finding.message("en") for finding in mended.findings]
    assert {one["name"]: {member["nis"] for member in one["members"]} for one in mended.operations} == {
        "Jeugd Waas": MEMBERS["Jeugd Waas"], "Jeugd Dender": {"41002"}}  # fmt: skip


def test_questions_can_be_answered_without_changing_the_file(atlas_2025):
    rows = [["naam", "leden"], ["Jeugd Waas", "Sint-Niklaas, Tems, Moerbeke"]]
    _, open_ = _read(atlas_2025, rows)
    assert [finding.piece.text for finding in open_.findings if finding.piece] == ["Tems", "Moerbeke"]
    assert open_.operations == []
    _, taken = _read(atlas_2025, rows, {(Cell(2, 2), 1): 0, (Cell(2, 2), 2): 1})
    assert taken.ready
    assert taken.operations[0]["members"] == [{"nis": "46021"}, {"nis": "46025"}, {"nis": "46029", "only": ["44045"]}]


def test_what_is_missing_is_told(atlas_2025):
    rows = [["gemeente", "verband", "domein"], ["Temse", "", ""], ["", "Jeugd Waas", "jeugd"],
            ["Zele", "Jeugd Waas", ""], ["Aalst", "Jeugd Dender", "vissen"]]  # fmt: skip
    _, taken = _read(atlas_2025, rows)
    assert {(finding.key, finding.cell.label) for finding in taken.findings} == {
        ("intake.no_partnership", "B2"), ("intake.no_name", "A3"), ("intake.domain", "C5")}  # fmt: skip
    assert [one["name"] for one in taken.operations] == ["Jeugd Waas"]


@pytest.mark.parametrize("rows", [[], [[]], [["a", "b"]], [["a"], ["1"]], [["Temse"]], [["naam", "leden"], ["a", "b"]]])
def test_a_table_without_municipalities_or_partnerships_is_not_recognised(atlas_2025, rows):
    assert recognise(atlas_2025, _sheet(rows)) is None


def test_a_coloured_file_holds_no_formulas():
    content = coloured([_sheet([["=1+1", "http://x", "+32", "@x"]])], [], "en")
    (page, _) = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    assert [cell.data_type for cell in page[1]] == ["s"] * 4
