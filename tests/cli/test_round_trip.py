"""The list that others correct, from a terminal."""

from __future__ import annotations

import json

from click.testing import CliRunner

from igs_geo.cli import main
from tests.intake.forms import NETELAND, Form


def test_a_list_goes_out_and_comes_back_as_own_data(tmp_path):
    run, sent, back = CliRunner(), tmp_path / "lijst.xlsx", tmp_path / "terug.xlsx"
    result = run.invoke(main, ["overlay", "roundtrip", "out", str(sent)])
    assert result.exit_code == 0, result.output
    form = Form(sent.read_bytes())
    form.fill(form.row(NETELAND, "Herentals"), correct="nee", day="2025")
    form.fill(form.row(NETELAND, "Vorselaar"), correct="nee", day="2025", source="brief")
    form.book.save(back)
    shown = run.invoke(main, ["overlay", "roundtrip", "in", str(back)])
    assert "Verschillen: 1." in shown.stdout
    assert "De bron ontbreekt" in shown.stdout
    own = tmp_path / "eigen.json"
    asked = ["overlay", "roundtrip", "in", str(back), "--source", "rondvraag", "--output", str(own)]
    assert run.invoke(main, [*asked, "--accept", "2"]).exit_code == 0
    (operation,) = json.loads(own.read_text(encoding="utf-8"))["operations"]
    assert (operation["source"], operation["nis"]) == ("brief", "13044")
    for wrong in (["--accept", "3"], ["--accept", "x"], ["--accept", "all", "--edition", "2019"]):
        refused = run.invoke(main, [*asked, *wrong])
        assert refused.exit_code == 2
        assert "Traceback" not in refused.output
