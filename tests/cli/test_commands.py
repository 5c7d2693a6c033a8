"""The commands answer as documented, say what went wrong in one sentence, and never show a traceback."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner

from igs_geo.cli import main
from igs_geo.cli.serve import app_file, streamlit_arguments
from igs_geo.workspace.place import VARIABLE

serving = sys.modules[app_file.__module__]


def _run(*arguments):
    return CliRunner().invoke(main, list(arguments))


def _json(*arguments):
    result = _run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize(("edition", "municipalities"), [("2019", 300), ("2025", 285)])
def test_info_counts_what_the_register_holds(edition, municipalities):
    info = _json("info", "--edition", edition)
    assert info["edition"] == edition
    assert info["municipalities"] == municipalities
    assert info["partnerships"] == {"active": 149, "inactive": 31, "added": 19, "own": 0}
    domains = {domain["code"]: domain for domain in info["domains"]}
    assert len(domains) == 27
    assert domains["afval"]["partnerships"] == 28
    assert domains["politie"] | {"coverage": "full", "divisions": ["politiezone"]} == domains["politie"]
    regions = {division["code"]: division["regions"] for division in info["divisions"]}
    assert regions["referentieregio"] == 15


def test_municipality_gives_the_documented_fields():
    answer = _json("municipality", "Antwerpen")
    assert (answer["nis"], answer["name"]) == ("11002", "Antwerpen")
    bodies = {body["name"]: body for body in answer["partnerships"]}
    assert bodies["Pidpa"]["membership"] == "partial"
    assert bodies["Pidpa"]["share"] == pytest.approx(0.02, abs=0.001)
    assert "11002" in bodies["Pidpa"]["members"]
    assert bodies["Pidpa"]["domains"] == ["water"]
    igean = bodies["IGEAN Dienstverlening"]
    assert igean["membership"] == "full"
    assert "share" not in igean
    assert {"id", "name", "domains", "membership", "members"} <= set(igean)
    assert {"division", "region_code", "region_name"} <= set(answer["divisions"][0])
    assert set(answer["partners"][0]) == {"nis", "name", "shared"}
    assert answer["partners"] == sorted(answer["partners"], key=lambda partner: -partner["shared"])


@pytest.mark.parametrize(("name", "nis"), [("Borgloon", "73111"), ("73009", "73111")])
def test_old_names_lead_to_the_successor(name, nis):
    assert _json("municipality", name)["nis"] == nis


def test_an_unknown_name_gets_suggestions_and_exit_code_2():
    result = _run("municipality", "Dietst")
    assert result.exit_code == 2
    assert "Diest" in result.stderr
    assert result.stdout == ""


def test_suggestions_come_in_the_chosen_language(tiny_folder):
    result = _run("municipality", "Limbrug 1", "--lang", "en", "--data", str(tiny_folder))
    assert "Did you mean: Limburg 1" in result.stderr


def test_an_ambiguous_name_gets_suggestions_and_exit_code_2():
    result = _run("municipality", "Pajottegem", "--edition", "2019")
    assert result.exit_code == 2
    assert "Galmaarden, Gooik, Herne" in result.stderr


@pytest.mark.parametrize("output_format", ["table", "json", "csv"])
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("command", [["info"], ["municipality", "11001"], ["check"]])
def test_every_format_works_in_both_languages(tiny_folder, command, language, output_format):
    data = [str(tiny_folder)] if command == ["check"] else ["--data", str(tiny_folder)]
    result = _run(*command, *data, "--lang", language, "--format", output_format)
    assert result.exit_code == 0, result.output
    if output_format == "json":
        json.loads(result.stdout)
    elif output_format == "csv":
        rows = list(csv.reader(io.StringIO(result.stdout)))
        assert len({len(row) for row in rows}) == 1
    else:
        assert result.stdout.strip()


def test_check_says_everything_that_is_wrong_and_exits_with_1(copy_tiny, tmp_path):
    folder = copy_tiny()
    (folder / "rules.csv").unlink()
    members = pd.read_csv(folder / "memberships_2019.csv", dtype=str)
    members.assign(nis="99999").to_csv(folder / "memberships_2019.csv", index=False)
    result = _run("check", str(folder))
    assert result.exit_code == 1
    assert "rules.csv" in result.stdout
    assert "memberships_2019.csv, rijen 2, 3, 4, 5, 6 en nog" in result.stdout
    answer = json.loads(_run("check", str(folder), "--format", "json").stdout)
    assert answer["valid"] is False
    assert {problem["file"] for problem in answer["problems"]} == {"rules.csv", "memberships_2019.csv"}
    path = tmp_path / "pakket.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in folder.iterdir():
            archive.write(file, file.name)
    assert _run("check", str(path)).exit_code == 1


def test_a_wrong_package_gives_a_sentence_in_every_command(tmp_path):
    for command in (["info"], ["municipality", "Diest"], ["serve"]):
        result = _run(*command, "--data", str(tmp_path / "nergens"))
        assert result.exit_code == 2
        assert "bestaat niet" in result.stderr


def test_an_unforeseen_error_is_a_sentence_too(monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("nul")

    monkeypatch.setattr("igs_geo.atlas.load_atlas", broken)
    result = _run("info")
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert "ZeroDivisionError" in result.stderr


def test_output_goes_to_a_file_and_a_folder_that_is_not_there_is_said(tmp_path):
    path = tmp_path / "info.json"
    assert _run("info", "--format", "json", "--output", str(path)).stdout == ""
    assert json.loads(path.read_text(encoding="utf-8"))["municipalities"] == 285
    result = _run("info", "--output", str(tmp_path / "nergens" / "info.txt"))
    assert result.exit_code == 2
    assert "info.txt" in result.stderr


def test_help_is_in_the_chosen_language():
    assert "Controleer een gegevenspakket" in _run("check", "--help").stdout
    assert "Check a data package" in _run("check", "--lang", "en", "--help").stdout
    assert "Toon wat het gegevenspakket" in _run("--help").stdout
    assert "Show what the data package" in _run("--lang", "en", "--help").stdout


def _process(*arguments, **kwargs):
    return subprocess.run(
        [sys.executable, "-m", "igs_geo.cli", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        **kwargs,
    )


def test_help_starts_without_the_heavy_libraries():
    code = "import sys, igs_geo.cli; print([m for m in ('pandas', 'geopandas', 'streamlit') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.skipif(os.name != "posix", reason="a shell with pipes")
def test_a_reader_who_stops_reading_gives_no_traceback():
    command = f"{sys.executable} -m igs_geo.cli municipality Antwerpen --format json | head -n 1"
    result = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False, timeout=60)
    assert result.stdout == "{\n"
    assert result.stderr == ""


def test_a_terminal_without_accents_gets_an_answer():
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    result = _process("municipality", "Diest", env=environment)
    assert result.returncode == 0, result.stderr


def test_serve_starts_the_app_without_telling_anybody():
    arguments = streamlit_arguments(8599, "127.0.0.1")
    assert Path(arguments[2]) == app_file()
    assert app_file().name == "app.py"
    assert {"--server.headless=true", "--browser.gatherUsageStats=false", "--server.port=8599"} <= set(arguments)


def test_serve_keeps_documents_where_it_is_told_after_a_look_whether_it_can(tmp_path, monkeypatch):
    started = []
    monkeypatch.setenv(VARIABLE, "elders")
    monkeypatch.setattr(serving.runpy, "run_module", lambda *_, **__: started.append(os.environ[VARIABLE]))
    monkeypatch.setattr(serving, "prepare_beside", lambda: None)
    monkeypatch.setattr(serving.sys, "argv", [])
    place = tmp_path / "werkruimte.sqlite"
    result = _run("serve", "--no-browser", "--workspace", str(place))
    assert result.exit_code == 0, result.output
    assert started == [str(place)]
    (tmp_path / "fout.sqlite").write_text("geen werkruimte")
    for wrong in (str(tmp_path / "fout.sqlite"), "mysql://iemand@elders/werk"):
        refused = _run("serve", "--no-browser", "--workspace", wrong)
        assert refused.exit_code != 0
        assert "--workspace" in refused.output or "postgresql" in refused.output
    assert len(started) == 1
