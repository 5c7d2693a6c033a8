"""A list of partnerships goes out as Excel, is filled in, and comes back as changes, each with its source."""

from __future__ import annotations

import io

import openpyxl
import pytest

from igs_geo.atlas.overlays import apply_overlays
from igs_geo.i18n import LANGUAGES
from igs_geo.intake import (
    Cell,
    Sheet,
    SpreadsheetError,
    coloured,
    compare,
    day_of,
    is_list_to_check,
    list_to_check,
    read_answers,
    read_list,
    read_spreadsheet,
    recognise,
)
from tests.intake.forms import NETELAND, Form

WESTHOEK = "0695496928"
WORDS = {"nl": ("ja", "nee"), "en": ("yes", "no")}


@pytest.fixture(scope="module")
def lists(atlas_2025):
    return {language: list_to_check(atlas_2025, language) for language in LANGUAGES}


def _read(atlas, form, **known):
    found = read_answers(atlas, form.sheets(), known, "lijst.xlsx")
    return found, compare(atlas, found)


def test_the_list_has_every_membership_and_asks_nothing_yet(atlas_2025, lists):
    for content in lists.values():
        sheets = read_spreadsheet(content, "lijst.xlsx")
        assert is_list_to_check(sheets)
        found = read_answers(atlas_2025, sheets, {}, "lijst.xlsx")
        assert (found.operations, found.findings, found.confirmed) == ([], [], 0)
    form = Form(lists["nl"])
    inside = {(row[9].value, row[10].value) for row in form.members.iter_rows(min_row=2) if row[10].value}
    rows = atlas_2025.memberships
    youth = atlas_2025.partnership_domains.query("domain == 'jeugd'")["partnership"]
    active = atlas_2025.partnerships.query("status != 'inactive'").index
    wanted = rows[rows["partnership"].isin(youth) & rows["partnership"].isin(active)]
    assert set(zip(wanted["partnership"], wanted["nis"], strict=True)) <= inside
    choices = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in form.members.data_validations.dataValidation}
    assert choices == {"D2": '"ja,nee"', "F2": "'Gemeenten'!$A$2:$A$286"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_filled_in_comes_back_as_changes_with_source_and_day(atlas_2025, lists, language):
    form, (yes, no) = Form(lists[language], language), WORDS[language]
    ended = form.fill(form.row(NETELAND, "Herentals"), correct=no, day="31/12/2025", source="raadsbesluit")
    form.fill(form.row(NETELAND, "Vorselaar"), correct=yes)
    joined = form.fill(form.row(NETELAND), joined="Geel", day="2026", source="brief", note="zelf gebeld")
    form.fill(form.row(WESTHOEK), note="navragen")
    form.bodies["C2"], form.bodies["D2"], form.bodies["F2"] = no, "12/2026", "mail"
    found, compared = _read(atlas_2025, form)
    assert found.confirmed == 1
    first, second, third = (one.operation for one in compared.differences)
    assert first == {"op": "end_membership", "partnership": NETELAND, "nis": "13011", "source": "raadsbesluit",
                     "date": "2025-12-31"}  # fmt: skip
    assert second == {"op": "add_membership", "partnership": NETELAND, "nis": "13008", "source": "brief",
                      "date": "2026", "note": "zelf gebeld"}  # fmt: skip
    assert (third["op"], third["date"]) == ("end_partnership", "2026-12")
    assert [one.cell.label for one in compared.differences] == [f"D{ended}", f"F{joined}", "C2"]
    assert compared.differences[0].change.says("nl") == "Herentals is geen lid meer van Neteland."
    assert [finding.key for finding in compared.findings] == ["intake.r_n_note"]
    assert compared.ready
    chosen = {"title": "Nagekeken", "edition": "2025", "operations": [first]}
    members = apply_overlays(atlas_2025, [chosen]).memberships.query("partnership == @NETELAND")["nis"]
    assert "13011" not in set(members)
    assert "13008" not in set(members)


def test_rows_and_columns_may_be_moved_or_gone(atlas_2025, lists):
    form = Form(lists["nl"])
    form.fill(form.row(NETELAND, "Herentals"), correct="nee", day="2025", source="x")
    form.members.insert_rows(1, 2)
    form.members.delete_rows(4, 3)
    form.members.delete_cols(9)
    del form.book["Uitleg"], form.book["Gemeenten"]
    _, compared = _read(atlas_2025, form)
    assert [one.operation["nis"] for one in compared.differences] == ["13011"]


def test_who_was_only_mentioned_becomes_a_partnership_with_its_members(atlas_2025, lists):
    form = Form(lists["nl"])
    row = form.row("jeugd-maasland")
    form.fill(row, joined="Maaseik, Kinrooi", day="2026", source="brief")
    form.fill(row + 1, joined="Opglabbeek", day="2026", source="brief")
    found = read_answers(atlas_2025, form.sheets(), {}, "x", {(Cell(row + 1, 6), 0): 0})
    (operation,) = found.operations
    assert (operation["op"], operation["name"], operation["domains"]) == (
        "add_partnership", "IGS jeugd Maasland", ["jeugd"])  # fmt: skip
    names = atlas_2025.municipalities["name"]
    assert {names[member["nis"]] for member in operation["members"]} == {"Maaseik", "Kinrooi", "Oudsbergen"}


WRONG = [
    ({"correct": "misschien", "day": "2025", "source": "x"}, "D", "intake.r_p_correct"),
    ({"correct": "nee", "source": "x"}, "E", "intake.r_p_day"),
    ({"correct": "nee", "day": "onlangs", "source": "x"}, "E", "intake.day"),
    ({"correct": "nee", "day": "2025"}, "G", "intake.r_p_source"),
    ({"day": "2025", "source": "x"}, "E", "intake.r_p_day_alone"),
    ({"joined": "Herentalz", "day": "2025", "source": "x"}, "F", "intake.q_misspelt"),
    ({"joined": "Moerbeke", "day": "2025", "source": "x"}, "F", "intake.q_former"),
    ({"joined": "Qqqqqq", "day": "2025", "source": "x"}, "F", "intake.q_unknown"),
]


@pytest.mark.parametrize(("values", "column", "key"), WRONG, ids=[key for _, _, key in WRONG])
def test_what_is_wrong_is_named_by_its_cell_and_changes_nothing(atlas_2025, lists, values, column, key):
    form = Form(lists["nl"])
    row = form.fill(form.row(NETELAND, "Herentals"), **values)
    _, compared = _read(atlas_2025, form)
    assert key in {finding.key for finding in compared.findings if finding.cell.label == f"{column}{row}"}
    assert compared.differences == ()
    assert not compared.ready
    for finding in compared.findings:
        assert f"blad Leden, rij {row}, cel " in finding.message("nl")


def test_a_changed_name_or_code_is_told_and_not_believed(atlas_2025, lists):
    form = Form(lists["nl"])
    first = form.fill(form.row(NETELAND, "Herentals"), correct="nee", day="2025", source="x")
    form.members[f"B{first}"] = "Geel"
    second = form.fill(form.row(NETELAND, "Vorselaar"), correct="nee", day="2025", source="x")
    form.members[f"J{second}"] = "999"
    third = form.fill(form.row(NETELAND), correct="nee", day="2025", source="x")
    _, compared = _read(atlas_2025, form)
    assert {finding.key: finding.cell.label for finding in compared.findings} == {
        "intake.r_p_changed": f"B{first}", "intake.r_p_body": f"J{second}", "intake.r_p_nobody": f"D{third}",
    }  # fmt: skip
    assert compared.differences == ()


def test_a_list_that_was_taken_over_already_says_so(atlas_2025, lists):
    form = Form(lists["nl"])
    form.fill(form.row(NETELAND, "Herentals"), correct="nee", day="2025", source="x")
    form.fill(form.row(NETELAND), joined="Geel, Herenthout", day="2025", source="x")
    _, first = _read(atlas_2025, form)
    assert [one.operation["op"] for one in first.differences] == ["end_membership", "add_membership"]
    assert [finding.key for finding in first.findings] == ["overlay.member_already"]
    taken = {"title": "Nagekeken", "edition": "2025", "operations": [one.operation for one in first.differences]}
    _, again = _read(apply_overlays(atlas_2025, [taken]), form)
    assert again.differences == ()
    assert again.ready
    assert len(again.findings) == 3


def test_what_the_tables_do_not_allow_is_named_by_its_cell(atlas_2025):
    rows = [["naam", "leden", "bron"], ["Jeugd A", "Temse, Zele", "x" * 3000], ["Jeugd B", "Temse, Zele", "y"]]
    sheet = Sheet("Blad", rows)
    taken = read_list(atlas_2025, sheet, recognise(atlas_2025, sheet), {"date": "2026", "domain": "jeugd"})
    compared = compare(atlas_2025, taken)
    assert [one.operation["name"] for one in compared.differences] == ["Jeugd B"]
    (finding,) = compared.findings
    assert (finding.weight, finding.cell.label) == ("problem", "A2")
    assert "te lang" in finding.message("nl")


def test_other_files_and_other_editions_are_refused_with_a_sentence(atlas_2025, atlas_2019, lists):
    for atlas, sheets, words in (
        (atlas_2025, [Sheet("a", [["Gemeente", "x"], ["Temse", "1"]])], "geen ingevulde lijst"),
        (atlas_2025, [Sheet("a", [])], "geen ingevulde lijst"),
        (atlas_2019, read_spreadsheet(lists["en"], "x"), "editie 2025"),
    ):
        with pytest.raises(SpreadsheetError) as refused:
            read_answers(atlas, sheets, {}, "lijst.xlsx")
        assert words in refused.value.message("nl")


def test_hostile_cells_are_only_text(atlas_2025, lists):
    form = Form(lists["nl"])
    row = form.fill(form.row(NETELAND, "Herentals"), correct="nee", day="2025", source="=cmd|' /C calc'!A0",
                    note="<script>")  # fmt: skip
    form.members[f"G{row}"].data_type = "s"
    _, compared = _read(atlas_2025, form)
    (one,) = compared.differences
    assert one.operation["note"] == "<script>"
    assert one.operation["source"].startswith("=cmd")
    page = openpyxl.load_workbook(io.BytesIO(coloured(form.sheets(), compared.findings, "nl")))["Leden"]
    assert page[f"G{row}"].data_type == "s"


@pytest.mark.parametrize(("text", "day"), [("31/12/2025", "2025-12-31"), ("1.2.2026", "2026-02-01"), ("2026", "2026"),
                                           ("12/2026", "2026-12"), ("2026-03-31 00:00:00", "2026-03-31"),
                                           ("1 maart 2026", "2026-03-01"), ("Dec. 2025", "2025-12"),
                                           ("1st March 2026", "2026-03-01"), ("31/2/2026", None), ("12/25", None),
                                           ("", None), ("45000", None), ("13/2026", None)])  # fmt: skip
def test_days_are_read_as_people_here_write_them(text, day):
    assert day_of(text) == day
