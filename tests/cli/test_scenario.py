"""A scenario from the command line: made, shown, checked, paid for, and refused where something cannot be."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from igs_geo.assessment import Bench, read_scenario, region_numbers
from igs_geo.cli import main
from igs_geo.regions import Criteria

TINY = str(Path(__file__).with_name("scenario.json"))


def _run(*arguments, code=0):
    result = CliRunner().invoke(main, ["scenario", *arguments])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture
def north(tmp_path):
    file = tmp_path / "s.json"
    _run("new", "--title", "Proef", "--partnership", "Jeugdregio Noorderkempen", "--region", "Zuid: Borgloon, Heers",
         "--output", str(file))  # fmt: skip
    return str(file)


def test_a_new_scenario_holds_the_members_of_a_partnership_and_of_a_list_with_old_names(north, atlas_2025):
    scenario = read_scenario(Path(north).read_bytes())
    regions = {region.name: region for region in scenario.regions}
    assert len(regions["Jeugdregio Noorderkempen"].members) == 6
    assert regions["Jeugdregio Noorderkempen"].seen.inhabitants == 145_713
    names = [atlas_2025.municipalities["name"][nis] for nis in regions["Zuid"].members]
    assert names == ["Heers", "Tongeren-Borgloon"]


def test_what_is_shown_is_what_the_library_says(north, atlas_2025):
    shown = json.loads(
        _run("show", north, "--no-compare", "--region", "Jeugdregio Noorderkempen", "--format", "json").stdout
    )
    (region,) = shown["regions"]
    numbers = region_numbers(Bench(atlas_2025, Criteria()), region["region"]["members"])
    assert region["region"]["criteria"] == pytest.approx(numbers.region.criteria)
    assert region["joining"]["added"] == list(numbers.joining.added) == ["11023"]
    assert [one["nis"] for one in region["moves"]] == ["11023"]


def test_the_bill_sums_to_the_deficit_and_the_same_when_one_leaves(tiny_folder):
    options = ("--data", str(tiny_folder), "--region", "Zuid", "--format", "json")
    bill = json.loads(_run("contributions", TINY, *options).stdout)
    assert Decimal(bill["subsidy"]["amount"]) == 30_000
    assert bill["subsidy"]["binding"] == "maximum"
    assert sum(Decimal(row["with_subsidy"]) for row in bill["members"]) == 70_000
    assert sum(Decimal(row["without_subsidy"]) for row in bill["members"]) == 100_000
    left = json.loads(_run("contributions", TINY, *options, "--leaving", "11003").stdout)
    # 11,000, 12,000 and 13,000 inhabitants: 60,000 + 40,000 · 23/36
    assert Decimal(left["total"]) == Decimal("85555.56")
    assert [row["nis"] for row in left["members"]] == ["11001", "11002"]


def test_options_stand_in_place_of_what_the_scenario_holds(tiny_folder):
    options = ("--data", str(tiny_folder), "--region", "Zuid", "--format", "json")
    bill = json.loads(_run("contributions", TINY, *options, "--cost", "staff=300", "--model", "fixed").stdout)
    assert [row["without_subsidy"] for row in bill["members"]] == ["100", "100", "100"]


def test_rules_follow_the_options(north):
    def states(*options):
        found = json.loads(_run("check", north, "--region", "Zuid", *options, "--format", "json").stdout)
        return {rule["rule"]: rule["code"] for rule in found["rules"]}

    assert states("--route", "own")["youth-2027-legal-form"] == "unknown"
    assert states("--route", "own", "--form", "interlocal_association")["youth-2027-legal-form"] == "not_met"


def test_two_rounds_side_by_side(tiny_folder):
    options = ("--data", str(tiny_folder), "--region", "Zuid", "--format", "json")
    rows = json.loads(_run("factors", TINY, *options, "--against", "voor").stdout)
    assert (rows[0]["median_before"], rows[0]["median_after"], rows[0]["change"]) == (3.5, 4.0, 0.5)
    now = json.loads(_run("factors", TINY, *options).stdout)
    assert (now[0]["answers"], now[0]["unknown"], now[0]["disagreement"]) == (2, 1, None)


def test_the_exported_document_is_the_scenario(north):
    text = _run("export", north, "--format", "json").stdout
    assert read_scenario(text) == read_scenario(Path(north).read_bytes())


def test_a_scenario_of_another_edition_says_what_changed(tmp_path):
    file = str(tmp_path / "s.json")
    _run(
        "new",
        "--title",
        "t",
        "--edition",
        "2019",
        "--region",
        "Pajottenland: Galmaarden, Gooik, Herne",
        "--output",
        file,
    )
    result = _run("export", file, "--edition", "2025", "--format", "csv")
    assert "Pajottegem" in result.stdout
    assert "Galmaarden, Gooik, Herne" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "nergens.json"), "nergens.json"),
        (("show", __file__), "JSON"),
        (("check", TINY, "--data", "TINY"), "--region"),
        (("check", TINY, "--data", "TINY", "--region", "Noord"), "Noord"),
        (("check", TINY, "--data", "TINY", "--region", "Zuid", "--form", "nv"), "nv"),
        (("contributions", TINY, "--data", "TINY", "--region", "Zuid", "--cost", "loon=5"), "loon"),
        (("contributions", TINY, "--data", "TINY", "--region", "Zuid", "--income", "veel"), "veel"),
        (("contributions", TINY, "--data", "TINY", "--region", "Zuid", "--leaving", "23001"), "Vlaams-Brabant 1"),
        (("contributions", TINY, "--data", "TINY", "--region", "Zuid", "--rate", "2"), "rate"),
        (("factors", TINY, "--data", "TINY", "--region", "Zuid", "--round", "later"), "later"),
        (("new", "--title", "t", "--region", "Gent, Deinze"), "Gent, Deinze"),
        (("new", "--title", "t", "--region", "A: Nergenshuizen"), "Nergenshuizen"),
        (("new", "--title", "t", "--region", "A: Gent", "--region", "B: Gent"), "twee regio"),
        (("new", "--title", "t", "--partnership", "Niemand"), "Niemand"),
        (("new", "--title", "t", "--proposal", __file__), "voorstel"),
        (("new", "--title", "t", "--proposal", TINY), "11003"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_in_a_sentence(tiny_folder, arguments, said):
    result = _run(*(str(tiny_folder) if text == "TINY" else text for text in arguments), code=2)
    assert said in result.stderr
    assert "Traceback" not in result.output
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_score_sheet_goes_out_and_comes_back_filled_in_once(north, tmp_path):
    from openpyxl import load_workbook

    blank, filled, after = (str(tmp_path / name) for name in ("blad.xlsx", "vol.xlsx", "na.json"))
    region = ("--region", "Jeugdregio Noorderkempen")
    _run("sheet", north, *region, "--output", blank)
    book = load_workbook(blank)
    page = book.worksheets[0]
    for row, score in ((2, 4), (3, 2)):
        page.cell(row, 1, f"Persoon {row}")
        page.cell(row, 3, score)
    book.save(filled)
    _run("sheet", north, *region, "--filled", filled, "--round", "Papier", "--output", after)
    _run("sheet", after, *region, "--filled", filled, "--round", "Papier", "--output", after)
    (found,) = read_scenario(Path(after).read_bytes()).region("Jeugdregio Noorderkempen").rounds
    assert sorted(answer.score for answer in found.answers) == [2, 4]
    assert "Persoon" not in Path(after).read_text(encoding="utf-8")
    assert "--output" in _run("sheet", north, *region, code=2).stderr


def test_the_report_of_a_session_says_what_was_drawn(north, tmp_path):
    region, file = ("--region", "Jeugdregio Noorderkempen"), tmp_path / "verslag.html"
    _run("session", north, *region, "--format", "html", "--output", str(file))
    assert "bestaat uit 2 delen" in file.read_text(encoding="utf-8")
    assert "--output" in _run("session", north, *region, code=2).stderr
