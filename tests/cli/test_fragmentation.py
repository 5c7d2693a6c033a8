"""``igs-geo fragmentation`` prints the measures with the promised columns, as CSV, JSON and GeoJSON."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from igs_geo.cli import main

COLUMNS = {
    "municipalities": (
        "nis,name,partnerships,perimeters,partners,effective_partners,coherence,fragmentation,nesting,region_fit"
    ),
    "pairs": "nis_a,nis_b,shared,jaccard",
    "borders": "nis_a,nis_b,length_km,border_strength",
    "layers": (
        "layer_a,layer_b,weight,homogeneity,completeness,v_measure,adjusted_rand,adjusted_mutual_information,"
        "variation_of_information,pair_jaccard"
    ),
    "regions": "region,name,members,reference_regions,contiguous_parts,largest_share,gini",
    "flags": "rank,kind,subject,name,severity,reason,municipalities,partnerships,borders",
}
ROWS = {"2025": {"municipalities": 285, "borders": 753, "regions": 149}}


def _run(command, *arguments):
    result = CliRunner().invoke(main, ["fragmentation", command, *arguments])
    assert result.exit_code == 0, result.output
    return result


@pytest.mark.parametrize("command", COLUMNS)
def test_csv_has_the_promised_columns(command):
    result = _run(command, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert set(COLUMNS[command].split(",")) <= set(rows[0])
    assert len(rows) == ROWS["2025"].get(command, len(rows))
    assert "Tellen mee" in result.stderr


@pytest.mark.parametrize("command", ["municipalities", "pairs", "borders", "regions", "flags"])
def test_geojson_has_a_shape_for_every_row(command, tiny_folder):
    result = _run(command, "--data", str(tiny_folder), "--format", "geojson")
    features = json.loads(result.stdout)["features"]
    assert features
    assert all(feature["geometry"]["coordinates"] for feature in features)
    west, south = features[0]["geometry"]["coordinates"], None
    while isinstance(west, list):
        west, south = west[0], west[1] if not isinstance(west[0], list) else south
    assert 2 < west < 7
    assert set(COLUMNS[command].split(",")) <= set(features[0]["properties"])


def test_json_of_layers_is_one_row_for_each_pair_and_weight():
    result = _run("layers", "--layers", "division:politiezone, division:provincie", "--format", "json")
    rows = json.loads(result.stdout)
    assert [row["weight"] for row in rows] == ["count", "area", "inhabitants"]
    assert rows[0]["completeness"] == pytest.approx(1)
    assert rows[1]["adjusted_rand"] is None


def test_what_counts_can_be_chosen_and_is_said(tiny_folder):
    result = _run(
        "municipalities", "--data", str(tiny_folder), "--domains", "afval", "--partial", "include", "--lang", "en",
        "--format", "json",
    )  # fmt: skip
    rows = {row["nis"]: row for row in json.loads(result.stdout)}
    assert rows["11001"]["partnerships"] == 1
    assert rows["71001"]["partnerships"] == 0
    assert rows["71001"]["coherence"] is None
    assert "Only the policy domains" in result.stderr
    assert "always counts" in result.stderr


def test_regions_of_a_layer_can_be_cut_by_other_layers(tiny_folder):
    result = _run(
        "regions", "--data", str(tiny_folder), "--format", "json",
        "--layer", "division:referentieregio", "--cut-by", "division:politiezone",
    )  # fmt: skip
    rows = {row["region"]: row for row in json.loads(result.stdout)}
    assert rows["rr-west"]["groups"] == 3
    assert rows["rr-west"]["best_group"] == "pz-2"


def test_the_nearest_youth_cooperation_is_a_table_of_codes(tiny_folder):
    result = _run("youth", "--data", str(tiny_folder), "--format", "csv")
    rows = {row["nis"]: row for row in csv.DictReader(io.StringIO(result.stdout))}
    assert (rows["71001"]["state"], rows["71001"]["borders"], rows["71001"]["nearest"]) == ("none", "2", "zuid-jeugd")
    assert rows["11001"]["borders"] == "0"


def test_the_list_of_flags_says_which_youth_cooperation_has_no_known_members(tmp_path):
    target = tmp_path / "flags.txt"
    _run("flags", "--kinds", "youth_white_spot", "--output", str(target))
    assert "leden niet gekend zijn" in target.read_text(encoding="utf-8")
    for_programs = _run("flags", "--kinds", "youth_white_spot", "--lang", "en", "--format", "csv")
    assert "members are not known" not in for_programs.stdout
    assert "members are not known: " in for_programs.stderr
    assert "Maasland" in for_programs.stderr


def test_flags_can_be_narrowed_by_kind_and_threshold():
    few = json.loads(_run("flags", "--kinds", "unequal_sizes", "--format", "json").stdout)
    more = _run("flags", "--kinds", "unequal_sizes", "--threshold", "unequal-share=0.5", "--format", "json").stdout
    assert {row["kind"] for row in few} == {"unequal_sizes"}
    assert len(json.loads(more)) > len(few)


def test_the_table_for_people_is_written_to_a_file(tmp_path, tiny_folder):
    target = tmp_path / "borders.txt"
    result = _run("borders", "--data", str(tiny_folder), "--output", str(target))
    assert result.stdout == ""
    assert "border_strength" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ("municipalities", "--domains", "magie"),
        ("municipalities", "--min-members", "1"),
        ("municipalities", "--population-year", "1830"),
        ("borders", "--divisions", "gerechtelijk_kanton"),
        ("layers", "--layers", "division:nergens"),
        ("regions", "--layer", "division:nergens"),
        ("flags", "--kinds", "gevoel"),
        ("flags", "--threshold", "gevoel=1"),
        ("flags", "--threshold", "unequal_share"),
        ("flags", "--threshold", "unequal_share=9"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence_with_exit_code_2(arguments):
    result = CliRunner().invoke(main, ["fragmentation", *arguments])
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert result.stdout == ""
    assert result.stderr.strip().endswith(".")
