"""Files as people have them are read; hostile ones get one sentence and little memory."""

from __future__ import annotations

import datetime as dt
import io
import random
import resource
import zipfile

import openpyxl
import pytest
import xlsxwriter

from igs_geo.intake import Cell, SpreadsheetError, read_spreadsheet

TABLE = [["gemeente", "verband"], ["Eén", "Jeugd"], ["Twee; drie", ""]]


def _excel(fill):
    book = openpyxl.Workbook()
    fill(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _again(content, change):
    """The same file with its parts changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry.filename, change(entry.filename, old.read(entry.filename)))
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_in_every_form_that_programs_write(encoding, sign, end):
    text = end.join(sign.join(f'"{cell}"' if ";" in cell else cell for cell in row) for row in TABLE) + end
    (sheet,) = read_spreadsheet(text.encode(encoding), "x.csv")
    assert sheet.rows == TABLE


def test_the_line_that_names_the_sign_keeps_its_place():
    (sheet,) = read_spreadsheet(b"sep=|\na|b;c,d\n", "x.csv")
    assert sheet.rows == [[], ["a", "b;c,d"]]


def test_a_column_of_names_with_commas_in_a_cell_is_not_cut():
    text = 'verband;leden\nJeugd;"Aalst, Ninove, Zele"\nCultuur;Aalst, Zele\nSport;Zele\n'
    (sheet,) = read_spreadsheet(text.encode(), "x.csv")
    assert [len(row) for row in sheet.rows] == [2, 2, 2, 2]


def test_excel_with_days_merged_cells_empty_rows_and_hidden_sheets():
    def fill(book):
        sheet = book.active
        sheet.title = "Leden"
        for row in (["Verband", None, "NIS", "sinds"], ["Jeugd", None, 11001, dt.datetime(2026, 3, 31)],
                    [], [None, None, "01234", 12.5], ["=1+1", None, True, None]):  # fmt: skip
            sheet.append(row)
        sheet.merge_cells("A1:B1")
        sheet.merge_cells("A2:A4")
        book.create_sheet("Geheim").sheet_state = "hidden"

    leden, geheim = read_spreadsheet(_excel(fill), "x.xlsx")
    assert leden.rows == [
        ["Verband", "Verband", "NIS", "sinds"], ["Jeugd", "", "11001", "2026-03-31"], ["Jeugd"],
        ["Jeugd", "", "01234", "12.5"], ["", "", "1"]]  # fmt: skip
    assert (leden.hidden, geheim.hidden) == (False, True)
    # nobody worked the formula out, and neither do we
    assert leden.unknown == [Cell(5, 1)]
    assert Cell(12, 28).label == "AB12"


def test_the_outcome_of_a_formula_is_read_where_the_file_has_it():
    content = _excel(lambda book: book.active.append(["=1+1"]))
    content = _again(content, lambda name, part: part.replace(b"<v />", b"<v>2</v>").replace(b"<v></v>", b"<v>2</v>")
                     if name.endswith("sheet1.xml") else part)  # fmt: skip
    (sheet,) = read_spreadsheet(content, "x.xlsx")
    assert (sheet.rows, sheet.unknown) == ([["2"]], [])


GOOD = _excel(lambda book: [book.active.append(["a", number]) for number in range(30)])
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'


def _zip(name, content):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return stream.getvalue()


def _moved(places):
    def change(name, part):
        for old, new in places.items() if name.endswith("sheet1.xml") else ():
            part = part.replace(old, new)
        return part

    return change


KEYS = {"bomb": "intake.bomb", "entities": "intake.dangerous", "many": "intake.too_many", "far": "intake.too_many",
        "old": "intake.old_excel", "empty": "intake.empty", "NUL": "intake.no_table"}  # fmt: skip
"""What is said of the hostile files that have a name."""


def _hostile():
    rng = random.Random(3)
    yield "too large", b"x" * (21 << 20)
    yield "empty", b"  \n"
    yield "old Excel", b"\xd0\xcf\x11\xe0" + b"x" * 100
    yield "NUL", b"a;b\0c\n1;2"
    yield "bomb", _zip("xl/worksheets/sheet1.xml", b" " * (300 << 20))
    yield "bomb by ratio", _zip("xl/sharedStrings.xml", b" " * (30 << 20))
    yield "entities", _again(GOOD, lambda name, part: LAUGHS if name.endswith("sheet1.xml") else part)
    yield "entities in styles", _again(GOOD, lambda name, part: LAUGHS if name.endswith("styles.xml") else part)
    yield "a zip of something else", _zip("brief.txt", b"Geachte")
    yield "half a file", _again(GOOD, lambda name, part: part)[:-30]
    yield "many rows", b"a;b\n" * 20_001
    yield "many cells", b";".join([b"x"] * 900) + (b"\n" + b";".join([b"x"] * 900)) * 600
    yield "many columns", b";".join([b"x"] * 1_001)
    yield "far row", _again(GOOD, _moved({b'r="30"': b'r="1048576"', b'"A30"': b'"A1048576"', b'"B30"': b'"B1048576"'}))
    yield "far column", _again(GOOD, _moved({b'"B7"': b'"XFD7"'}))
    for number in range(150):
        cut = rng.randrange(4, len(GOOD))
        yield (
            f"cut {number}",
            GOOD[:cut] if number % 2 else GOOD[: cut // 2] + rng.randbytes(60) + GOOD[cut // 2 + 60 :],
        )


def test_hostile_files_get_one_sentence(tmp_path):
    # The most that this process ever took: other tests came before.
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused = 0
    for what, content in _hostile():
        try:
            sheets = read_spreadsheet(content, "lijst.xlsx")
        except SpreadsheetError as error:
            refused += 1
            said = [error.message(language) for language in ("nl", "en")]
            sheets, key = None, error.key
        # a byte may be changed where it does no harm
        assert sheets is None or (sheets and what.startswith("cut")), what
        assert sheets or key == KEYS.get(what.split()[0], key), what
        assert sheets or all("lijst.xlsx" in one and one.endswith(".") for one in said), what
    assert refused >= 100
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1 << 19


def test_a_file_of_another_program_is_read(tmp_path):
    path = tmp_path / "x.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet("Blad")
    sheet.write_row(0, 0, ["gemeente", "zetels"])
    sheet.write_row(3, 1, ["Zele", 7])
    book.close()
    (found,) = read_spreadsheet(path.read_bytes(), "x.xlsx")
    assert found.rows == [["gemeente", "zetels"], [], [], ["", "Zele", "7"]]


def test_macros_and_links_to_other_files_are_left_alone():
    def spoil(name, part):
        return part

    content = _again(GOOD, spoil)
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as packed:
        packed.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Shell")
        packed.writestr(
            "xl/externalLinks/externalLink1.xml", b'<externalLink><externalBook r:id="rId1"/></externalLink>'
        )
    (sheet,) = read_spreadsheet(stream.getvalue(), "x.xlsm")
    assert sheet.rows[3] == ["a", "3"]
