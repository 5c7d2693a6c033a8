"""Own data from a terminal: checked, applied, compared, and taken into every analysis; the workspace."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from igs_geo.cli import main
from igs_geo.cli.regions import asking
from tests.cli.test_forms import LEAVES, OWN

ANALYSES = [path for path, command in LEAVES.items() if any(p.name == "edition" for p in command.params)]


def _run(*arguments):
    return CliRunner().invoke(main, list(arguments))


def _json(*arguments):
    result = _run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture
def wrong(tmp_path):
    document = json.loads(Path(OWN).read_text(encoding="utf-8"))
    document["operations"][1]["nis"] = "71001"
    path = tmp_path / "fout.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def test_every_analysis_takes_own_data():
    assert len(ANALYSES) >= 13
    for path in ANALYSES:
        takes = any(parameter.name == "overlay" for parameter in LEAVES[path].params)
        assert takes or path.startswith("overlay "), path


def test_check_says_what_is_good_and_what_cannot_be_carried_over(tiny_folder):
    result = _run("overlay", "check", OWN, "--data", str(tiny_folder))
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("In orde: ")
    assert "- 2025: Proef, wijziging 3: Cijfers toegevoegd: Kampplaatsen. Gemeenten: 2. Geen cijfer" in result.stdout
    assert "2019: Proef" not in result.stdout


def test_check_names_what_is_wrong_and_exits_with_1(tiny_folder, wrong, tmp_path):
    for form in ("table", "csv", "json"):
        result = _run("overlay", "check", OWN, wrong, "--data", str(tiny_folder), "--format", form)
        assert result.exit_code == 1
        assert "Limburg 1 is geen lid van Jeugd Zuid" in result.stdout
    assert _run("overlay", "check", str(tmp_path / "weg.json"), "--data", str(tiny_folder)).exit_code == 1


def test_wrong_own_data_stop_every_analysis_with_a_sentence(tiny_folder, wrong):
    for command in (
        ["info"],
        ["municipality", "11001"],
        ["fragmentation", "municipalities"],
        ["overlay", "apply", wrong],
    ):
        overlay = [] if command[0] == "overlay" else ["--overlay", wrong]
        result = _run(*command, *overlay, "--data", str(tiny_folder))
        assert result.exit_code == 2
        assert "Limburg 1 is geen lid van Jeugd Zuid" in result.stderr
        assert "Traceback" not in result.output


def test_apply_lists_the_changes_and_tables_say_where_rows_come_from(tiny_folder):
    rows = _json("overlay", "apply", OWN, "--data", str(tiny_folder))
    assert [row["state"] for row in rows] == ["applied", "applied", "not_carried"]
    assert rows[0]["known_from"] == "verzonnen; november 2026; bevestigd door An Peeters"
    members = _json("overlay", "apply", OWN, "--data", str(tiny_folder), "--table", "memberships")
    own = [row for row in members if row["origin"] == "own"]
    assert {(row["partnership"], row["nis"], row["membership"]) for row in own} == {
        ("waso", "71099", "partial"), ("waso", "71002", "full")}  # fmt: skip


def test_diff_shows_what_changes(tiny_folder):
    rows = _json("overlay", "diff", OWN, "--data", str(tiny_folder), "--edition", "2019")
    found = {(row["scope"], row["code"], row["measure"]): (row["before"], row["after"]) for row in rows}
    assert found["country", "", "bodies"] == (7, 8)
    assert found["domain", "jeugd", "without"] == (9, 8)
    assert found["municipality", "71003", "partnerships"] == (3, 4)
    assert found["municipality", "11001", "youth_state"] == ("funded", "none")
    assert ("municipality", "23001", "partnerships") not in found
    assert all(row["before"] != row["after"] for row in rows)


@pytest.mark.slow
def test_analyses_count_own_data_and_say_so(tiny_folder):
    data = ("--data", str(tiny_folder), "--edition", "2019", "--overlay", OWN)
    table = {row["nis"]: row for row in _json("fragmentation", "municipalities", *data)}
    assert (table["71003"]["partnerships"], table["71003"]["own_kamp"]) == (4, 5.0)
    assert table["71001"]["own_kamp"] is None
    regions = {row["region"]: row for row in _json("fragmentation", "regions", *data)}
    assert regions["twee-noord"]["own_kamp"] is None
    assert regions["waso"]["members"] == 2
    profile = _json("municipality", "71003", *data)
    assert {body["id"]: body["origin"] for body in profile["partnerships"]}["waso"] == "own"
    assert _json("info", *data)["partnerships"]["own"] == 1
    result = _run("municipality", "71003", *data)
    assert "WASO (eigen gegevens)" in result.stdout
    assert "Eigen gegevens tellen mee: Proef. Wijzigingen: 3." in result.stderr
    assert "Own data count: Proef. Changes: 3." in _run("fragmentation", "pairs", *data, "--lang", "en").stderr


def test_a_search_for_regions_counts_own_data(tiny_folder, monkeypatch):
    monkeypatch.setattr(asking, "prepare_once", lambda language: None)
    search = LEAVES["regions search"]
    arguments = ["--data", str(tiny_folder), "--overlay", OWN, "--edition", "2019", "--min-municipalities", "2"]
    with click.Context(main), search.make_context("search", arguments) as context:
        atlas, _ = asking.ask(context, context.params)
    assert "waso" in atlas.partnerships.index


def test_a_dossier_counts_own_data_and_lists_them_with_their_source(tiny_folder, tmp_path):
    data = ("--data", str(tiny_folder), "--edition", "2019", "--no-search", "--format", "html")
    pages = []
    for name, extra in (("71003", []), ("71003", ["--overlay", OWN])):
        file = tmp_path / "dossier.html"
        result = _run("dossier", "municipality", name, *data, *extra, "--output", str(file))
        assert result.exit_code == 0, result.output
        pages.append(file.read_text(encoding="utf-8"))
    register, own = pages
    assert "Eigen gegevens tellen mee: Proef. Wijzigingen: 3." in own
    assert "Bron: verzonnen; november 2026; bevestigd door An Peeters." in own
    assert "WASO (eigen gegevens)" in own
    assert "--overlay FILE" in own
    assert "WASO" not in register
    assert "--overlay" not in register


def test_documents_go_in_and_out_of_the_workspace(tmp_path):
    where = ("--workspace", str(tmp_path / "map" / "w.sqlite"))
    assert _run("workspace", "path", *where).stdout.strip() == where[1]
    assert not (tmp_path / "map").exists()
    assert "leeg" in _run("workspace", "list", *where).stdout
    assert "Opgenomen: Proef" in _run("workspace", "import", OWN, *where).stdout
    (entry,) = _json("workspace", "list", *where)
    assert (entry["title"], entry["head"]) == ("Proef", 1)
    alone, whole, everything = (str(tmp_path / name) for name in ("alleen.json", "alles.json", "kopie.json"))
    assert _run("workspace", "export", entry["id"], "--last", "--output", alone, *where).exit_code == 0
    assert _run("workspace", "export", entry["id"], "--output", whole, *where).exit_code == 0
    assert "1 document." in _run("workspace", "backup", everything, *where).stdout
    for file in (alone, whole, everything):
        assert _run("workspace", "import", file, *where).exit_code == 0, file
    assert "4 documenten" in _run("workspace", "backup", everything, *where).stdout
    result = _run("workspace", "export", "nergens", *where)
    assert result.exit_code == 2
    assert "geen document met de code “nergens”" in result.stderr
