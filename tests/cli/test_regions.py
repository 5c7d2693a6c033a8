"""``igs-geo regions`` answers with the fields that are promised, and says no in one sentence."""

import json

import pytest
from click.testing import CliRunner

from igs_geo.cli import main

SMALL = ("--max-municipalities", "4")


def run(*arguments):
    return CliRunner().invoke(main, ["regions", *arguments])


def answer(*arguments):
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_search_has_the_promised_fields():
    found = answer("search", *SMALL)
    fields = ["status", "objective", "objective_per_inhabitant", "bound", "gap", "seconds", "criteria", "regions"]
    assert [name for name in fields if name not in found] == []
    assert found["status"] == "optimal"
    assert found["objective"] == found["objective_per_inhabitant"]
    assert sum(region["cost"] for region in found["regions"]) == pytest.approx(found["objective"])
    own = {"members", "name", "municipalities", "inhabitants", "young", "contiguous", "cost", "criteria"}
    assert all(own <= set(region) for region in found["regions"])
    everyone = [nis for region in found["regions"] for nis in region["members"]] + found["left_over"]["members"]
    assert len(everyone) == len(set(everyone)) == 285


def test_compactness_alone_is_in_inhabitants_times_square_kilometres():
    found = answer("search", *SMALL, "--objective", "compactness")
    assert found["objective"] > 1e6
    people = sum(region["inhabitants"] for region in found["regions"]) + found["left_over"]["inhabitants"]
    assert found["objective_per_inhabitant"] == pytest.approx(found["objective"] / people)


def test_an_option_changes_only_its_own_setting(tmp_path):
    file = tmp_path / "mine.json"
    standing = answer("search", *SMALL)["criteria"]
    file.write_text(json.dumps(standing | {"target": 60_000}))
    changed = answer("search", "--criteria", str(file), "--left-over", "forbid")["criteria"]
    assert changed == standing | {"target": 60_000, "left_over": "forbid"}


def test_names_lead_to_codes():
    found = answer(
        "search",
        "--max-municipalities",
        "3",
        "--inside",
        "Diest,Voeren",
        "--together",
        "Diest,Halen",
        "--no-frame",
        "--min-municipalities",
        "2",
    )
    assert found["criteria"]["inside"] == ["24020", "73109"]
    assert any({"24020", "71020"} <= set(region["members"]) for region in found["regions"])


def test_the_impossible_is_explained_in_the_answer():
    found = answer("search", *SMALL, "--left-over", "forbid", "--no-links")
    assert found["status"] == "infeasible"
    assert found["objective"] is None
    assert {"regions.why_contiguous", "regions.why_min_municipalities", "regions.why_cover"} == {
        reason["key"] for reason in found["reasons"]
    }


@pytest.mark.parametrize("form", ["table", "csv", "geojson"])
def test_other_forms(form, tmp_path):
    file = tmp_path / "out"
    assert run("search", *SMALL, "--format", form, "--output", str(file)).exit_code == 0
    text = file.read_text(encoding="utf-8")
    if form == "geojson":
        collection = json.loads(text)
        assert collection["criteria"]["max_municipalities"] == 4
        assert collection["features"][0]["geometry"]["type"] in ("Polygon", "MultiPolygon")
    assert len(text.splitlines()) > 20 or form == "geojson"


def test_around_and_grow():
    found = answer("around", "Diest", "-k", "3")
    assert len(found["regions"]) == 3
    assert all("24020" in region["members"] for region in found["regions"])
    grown = answer("grow", "Neteland", "-k", "2")
    assert [extension["rank"] for extension in grown["extensions"]] == [1, 2]
    assert grown["extensions"][0]["added"]


@pytest.mark.slow
def test_alternatives_and_stability():
    found = answer("alternatives", "-n", "1", "--max-municipalities", "3")
    assert found["alternatives"][0]["broken_share"] >= 0.2 - 1e-9
    stable = answer("stability", "--samples", "2", "--max-municipalities", "3")
    assert stable["solved"] == 2
    assert all("stability" in region for region in stable["regions"])


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "--min-municipalities", "9", "--max-municipalities", "3"),
        ("search", "--frame", "nergens"),
        ("search", "--left-over", "price"),
        ("search", "--price", "1"),
        ("search", "--inside", "Nergensgem"),
        ("search", "--criteria", "no-such-file.json"),
        ("search", "--weight-balance", "-1"),
        ("grow", "Nergensland"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(arguments):
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert result.output.strip()
