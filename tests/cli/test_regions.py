"""``igs-geo regions`` answers with the fields that are promised, and says no in one sentence."""

import json
from dataclasses import replace

import pandas as pd
import pytest
from click.testing import CliRunner

import igs_geo.regions
from igs_geo.cli import main
from igs_geo.cli.output import WIDEST_COLUMN, as_text
from igs_geo.cli.regions import commands

SMALL = ("--min-municipalities", "3", "--max-municipalities", "4", "--outside-above", "none")


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


def test_who_takes_no_part_and_who_is_left_over_stand_in_the_file(tmp_path):
    file = tmp_path / "out.csv"
    result = run("search", *SMALL, "--outside-above", "200000", "--format", "csv", "--output", str(file))
    assert result.exit_code == 0
    rows = pd.read_csv(file, dtype=str)
    assert {"Antwerpen", "Gent"} == set(rows.loc[rows["state"] == "aside", "name"])
    regions = rows[rows["state"] == "region"]
    assert list(regions["region"]) == [str(number) for number in range(1, len(regions) + 1)]
    assert rows.loc[rows["state"] != "region", "region"].isna().all()


def test_around_several_municipalities_holds_them_all():
    found = answer("around", "Diest", "Bekkevoort", "-k", "2")
    assert found["municipalities"] == ["24020", "24008"]
    assert all({"24020", "24008"} <= set(region["members"]) for region in found["regions"])
    refused = run("around", "Diest", "Genk")
    assert refused.exit_code == 2
    assert "Oost-Brabant" in refused.stderr
    assert "Limburg" in refused.stderr


def test_around_and_grow():
    found = answer("around", "Diest", "-k", "3")
    assert len(found["regions"]) == 3
    assert all("24020" in region["members"] for region in found["regions"])
    grown = answer("grow", "Neteland", "-k", "2")
    assert [extension["rank"] for extension in grown["extensions"]] == [1, 2]
    assert grown["extensions"][0]["added"]


@pytest.mark.slow
def test_alternatives_and_stability():
    found = answer("alternatives", "-n", "1", "--min-municipalities", "3", "--max-municipalities", "3")
    assert found["alternatives"][0]["broken_share"] >= 0.2 - 1e-9
    stable = answer("stability", "--samples", "2", "--min-municipalities", "3", "--max-municipalities", "3")
    assert stable["solved"] == 2
    assert all("stability" in region for region in stable["regions"])


REFUSED = [
    ("--min-municipalities 9 --max-municipalities 3", "min_municipalities"),
    ("--frame nergens", "frame"),
    ("--left-over price", "price"),
    ("--price 1", "price"),
    ("--price 0", "--price"),
    ("--inside Nergensgem", "Nergensgem"),
    ("--criteria no-such-file.json", "no-such-file.json"),
    ("--preset nergens", "nergens"),
    ("--edition 1977", "1977"),
    ("--weight-balance -1", "--weight-balance"),
    ("--weight-balance nan", "--weight-balance"),
    ("--weight-ties 1e308 --weight-splits 1e308", "--weight-ties"),
    ("--time-limit inf", "--time-limit"),
    ("--time-limit nan", "--time-limit"),
    ("--time-limit 0", "--time-limit"),
    ("--threads 0", "--threads"),
    ("--threads 1.5", "--threads"),
    ("--target 85000.0", "--target"),
    ("--target " + "9" * 400, "--target"),
    ("--target none", "--target"),
    ("--min-border inf", "--min-border"),
    ("--regions x", "--regions"),
    ("--population-year 1830", "population_year"),
    ("--ages age_99", "ages"),
    ("--split-layers nergens", "split_layers"),
    ("--together 11001", "together"),
    ("--link 11001,11002,11003", "extra_links"),
    ("--objective nothing", "--objective"),
    ("--left-over maybe", "--left-over"),
    ("--inside 11001 --outside 11001", "inside"),
]


@pytest.mark.parametrize(("arguments", "named"), REFUSED, ids=[arguments[:40] for arguments, _ in REFUSED])
def test_what_cannot_be_is_said_in_a_sentence_that_names_it(tiny, arguments, named):
    for language in ("nl", "en"):
        result = run("search", *tiny, *arguments.split(), "--lang", language)
        assert result.exit_code == 2
        assert "Traceback" not in result.output
        assert named in result.stderr
        assert len(result.stderr) < 700


@pytest.mark.parametrize(
    "arguments",
    ["grow Nergensland", "grow x --number 0", "around 11001 --overlap nan", "alternatives --difference inf",
     "stability --seed -1", "stability --samples 0"],
)  # fmt: skip
def test_the_other_commands_are_as_strict(tiny, arguments):
    result = run(*arguments.split(), *tiny)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert result.stderr.strip()


@pytest.fixture
def tiny(tiny_folder):
    """Options for a search that takes no time."""
    return ("--data", str(tiny_folder), "--edition", "2019", "--frame", "provincie", "--min-municipalities", "2",
            "--max-municipalities", "4")  # fmt: skip


def test_options_that_take_names_may_be_repeated(tiny):
    given = ("--inside", "11001,11002", "--inside", "Antwerpen 3", "--inside", "11001", "--outside", "23001",
             "--outside", "23002,23001", "--together", "71001,71002", "--together", "71002,71001",
             "--together", "71003,71004", "--ages", "age_0_2", "--ages", "age_3_5,age_6_11",
             "--split-layers", "division:politiezone", "--split-layers", "division:provincie")  # fmt: skip
    criteria = answer("search", *tiny, *given)["criteria"]
    assert criteria["inside"] == ["11001", "11002", "11003"]
    assert criteria["outside"] == ["23001", "23002"]
    assert sorted(map(sorted, criteria["together"])) == [["71001", "71002"], ["71003", "71004"]]
    assert criteria["ages"] == ["age_0_2", "age_3_5", "age_6_11"]
    assert criteria["split_layers"] == ["division:politiezone", "division:provincie"]


def test_none_drops_what_can_be_dropped(tiny, tmp_path):
    file = tmp_path / "mine.json"
    file.write_text(json.dumps({"edition": "2019", "frame": "provincie", "max_inhabitants": 90_000, "min_regions": 1}))
    given = ("--criteria", str(file), "--max-inhabitants", "none", "--frame", "NONE")
    criteria = answer("search", *tiny[:2], *given)["criteria"]
    assert criteria["frame"] is criteria["max_inhabitants"] is None
    assert criteria["min_regions"] == 1


@pytest.mark.parametrize("text", ["0,450", "1,234", "1.234,5", "007", "1e5", "", "nan", "–"])
def test_a_table_shows_every_text_as_it_is(text):
    assert text in as_text(pd.DataFrame({"a": [text, "x"], "b": [1, 2]}))


def test_a_long_cell_goes_on_below():
    lines = as_text(pd.DataFrame({"a": [" ".join(["gemeente"] * 20)], "b": ["0,450"]})).splitlines()
    assert max(map(len, lines)) <= WIDEST_COLUMN + 10
    assert sum(line.count("gemeente") for line in lines) == 20


@pytest.mark.parametrize("command", [("search",), ("alternatives",), ("stability",)])
@pytest.mark.parametrize("form", ["table", "json", "csv", "geojson"])
def test_nothing_found_in_time_has_an_exit_code_of_its_own(tiny, monkeypatch, command, form):
    def nothing(problem, *_, **__):
        empty = igs_geo.regions.LeftOver(fewest_proven=False)
        return igs_geo.regions.Proposal("unknown", None, None, None, None, 1.0, problem.criteria, (), empty, 1.0, 1)

    def none_of_them(problem, *_, **__):
        return igs_geo.regions.Alternatives(nothing(problem), (), 3, 1.0)

    monkeypatch.setattr(commands, "find", nothing)
    monkeypatch.setattr(commands, "find_alternatives", none_of_them)
    result = run(*command, *tiny, "--format", form)
    assert result.exit_code == 3
    assert "Traceback" not in result.output
    assert '"unknown"' in result.stdout if form == "json" else "Niets gevonden" in result.stdout + result.stderr


def test_what_the_checker_rejects_is_not_shown(tiny, monkeypatch):
    found = commands.find

    def spoiled(problem, **options):
        from igs_geo.regions.result.checker import accepted

        proposal = found(problem, **options)
        return accepted(problem, replace(proposal, regions=proposal.regions[1:]))

    monkeypatch.setattr(commands, "find", spoiled)
    result = run("search", *tiny)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "niet getoond" in result.stderr


def test_the_first_time_it_prepares_before_the_clock_starts(tiny, monkeypatch):
    done = []
    monkeypatch.setattr(igs_geo.regions, "kernels_are_cold", lambda: not done)
    monkeypatch.setattr(igs_geo.regions, "prepare_kernels", lambda: done.append("prepared"))
    find = commands.find

    def seen(problem, **options):
        done.append("search")
        return find(problem, **options)

    monkeypatch.setattr(commands, "find", seen)
    first, second = run("search", *tiny), run("search", *tiny, "--lang", "en")
    assert done == ["prepared", "search", "search"]
    assert "Eerste keer: bezig met voorbereiden" in first.stderr
    assert "preparing" not in second.stderr


def test_a_question_that_cannot_be_is_said_before_anything_is_prepared(tiny, monkeypatch):
    monkeypatch.setattr(igs_geo.regions, "kernels_are_cold", lambda: True)
    assert run("search", *tiny, "--target", "0").exit_code == 2
