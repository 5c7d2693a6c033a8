"""Parts of reports: rules once, certainty that ships, a scenario, a merger before and after, who is core."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from igs_geo.assessment import Scenario
from igs_geo.atlas import Atlas
from igs_geo.cli import main
from igs_geo.dashboard.pages.regions.files import file_table
from igs_geo.errors import NotFoundError
from igs_geo.fragmentation import count, find_flags
from igs_geo.regions.analysis.certainty import Certainty, stable_cores
from igs_geo.regions.result.shapes import region_shapes
from igs_geo.reports import Analyses, analyse, find_subject, of_drawn, region_dossier
from igs_geo.reports import analyses as analyses_room
from igs_geo.reports.assessed import bench_of, factor_blocks, questions_of, rule_blocks
from igs_geo.reports.attention import flag_blocks
from igs_geo.reports.blocks import Bullets, Heading, Paragraph, Table
from igs_geo.reports.mergers import merged_from, merger_panels

SCENARIO = Path(__file__).parents[1] / "cli" / "scenario.json"
TONGEREN_BORGLOON = "73111"


def test_the_rule_of_one_reference_region_is_said_once_for_all_bodies(atlas_2025: Atlas) -> None:
    flags = tuple(find_flags(count(atlas_2025)))
    blocks = flag_blocks(flags, ["73109"], 8, "nl")
    text = " ".join(block.text for block in blocks if isinstance(block, Paragraph))
    assert text.count("Volgens het Regiodecreet") == 1
    listed = [item for block in blocks if isinstance(block, Bullets) for item in block.items]
    assert not any("Regiodecreet" in item for item in listed)
    table = next(block for block in blocks if isinstance(block, Table))
    outside = {
        flag.name for flag in flags if flag.kind == "outside_reference_region" and "73109" in flag.municipalities
    }
    assert {row[0] for row in table.rows} == outside


def test_what_mergers_split_is_one_line_in_the_dossier_of_a_municipality(atlas_2025: Atlas) -> None:
    flags = tuple(find_flags(count(atlas_2025)))
    lines = next(
        block for block in flag_blocks(flags, [TONGEREN_BORGLOON], 8, "nl") if isinstance(block, Bullets)
    ).items
    split = [line for line in lines if line.startswith("Sinds de fusies")]
    assert len(split) == 1
    assert "Bijzig (26" in split[0]
    assert "Hasselt" not in split[0]


def test_certainty_that_ships_is_taken_and_not_worked_out(
    tiny_analyses: Analyses, tiny_2025: Atlas, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = replace(tiny_analyses.certainty, payoff={"rows": []})
    monkeypatch.setattr(analyses_room, "shipped", lambda *_: known)
    monkeypatch.setattr(analyses_room, "stability", lambda *_, **__: pytest.fail("it was worked out again"))
    assert analyse(tiny_2025, tiny_analyses.proposal.criteria, seconds=30, threads=1).certainty == known


def test_a_region_of_one_member_is_a_core_and_files_say_who_is(tiny_analyses: Analyses, tiny_2025: Atlas) -> None:
    found = tiny_analyses.proposal
    alone = replace(found.regions[0], members=found.regions[0].members[:1])
    proposal = replace(found, regions=(alone, *found.regions[1:]))
    stability = {
        "regions": [None] * len(proposal.regions), "cores": [None] * len(proposal.regions),
        "fixed_pairs": [[] for _ in proposal.regions], "drawn": 30, "counted": 30, "stopped_by_clock": 0,
    }  # fmt: skip
    cores = stable_cores(proposal, Certainty(stability=stability))
    assert cores is not None
    assert [place for place, core in cores.items() if core] == ["1"]
    table = file_table(tiny_2025, proposal, cores, "nl")
    assert set(table.loc[table["core"].eq(True), "nis"]) == {nis for core in cores.values() for nis in core}
    shapes = region_shapes(tiny_2025, proposal, cores)
    assert list(shapes["core"].dropna()) == [" ".join(core) for core in cores.values()]
    assert "core" not in file_table(tiny_2025, proposal, None, "nl")


def test_rules_of_a_partnership_are_checked_with_its_legal_form(atlas_2025: Atlas) -> None:
    subject = find_subject(atlas_2025, "Meetjesman", None)
    assert questions_of(atlas_2025, subject).form == "project_association"
    checks, dates = [block for block in rule_blocks(bench_of(atlas_2025, None), subject, "nl")
                     if isinstance(block, Table)]  # fmt: skip
    form = next(row for row in checks.rows if row[0] == "Rechtsvorm")
    assert form[2].startswith("Voldaan")
    assert len({row[:2] for row in checks.rows}) == len(checks.rows)
    assert any("31 december 2032" in row[0] for row in dates.rows)


def test_every_factor_has_room_for_what_people_say(atlas_2025: Atlas) -> None:
    subject = find_subject(atlas_2025, "Meetjesman", None)
    table = next(
        block for block in factor_blocks(bench_of(atlas_2025, None), subject, "nl") if isinstance(block, Table)
    )
    assert len(table.rows) == 12
    assert all(row[3] == "" for row in table.rows)
    assert all(row[2] for row in table.rows)


def test_a_body_of_another_domain_has_no_chapter_on_youth(atlas_2025: Atlas) -> None:
    headings = {
        block.text
        for block in region_dossier(atlas_2025, find_subject(atlas_2025, "Ibogem", None), None, "nl").blocks
        if isinstance(block, Heading)
    }
    assert not headings & {"Regels", "Succesfactoren", "Wat het kost per jongere"}


def test_a_dossier_takes_a_region_of_a_scenario(atlas_2025: Atlas) -> None:
    scenario = Scenario.model_validate_json(SCENARIO.read_text(encoding="utf-8"))
    drawn = next(region for region in scenario.regions if region.members)
    known = drawn.model_copy(update={"members": tuple(nis for nis in drawn.members if nis in atlas_2025.flemish.index)})
    subject = of_drawn(known, None)
    assert questions_of(atlas_2025, subject) == drawn.questions
    with pytest.raises(NotFoundError):
        of_drawn(drawn.model_copy(update={"members": ()}), None)


def test_a_dossier_needs_a_name_or_a_scenario() -> None:
    answer = CliRunner().invoke(main, ["dossier", "region", "--no-search"])
    assert answer.exit_code
    assert "--scenario" in answer.output


def test_before_and_after_a_merger_a_body_has_one_colour_and_both_maps_show_the_same_land(
    atlas_2019: Atlas, atlas_2025: Atlas
) -> None:
    old = merged_from(atlas_2025, TONGEREN_BORGLOON, atlas_2019)
    assert {str(atlas_2019.municipalities.loc[nis, "name"]) for nis in old} == {"Tongeren", "Borgloon"}
    panels, atlases = merger_panels(atlas_2019, atlas_2025, TONGEREN_BORGLOON, ("cultuur", "jeugd"), "nl")
    assert [atlas.edition for atlas in atlases] == ["2019", "2025"] * 2
    before, after, *rest = panels.maps
    assert before.legend[0].fill == after.legend[0].fill
    assert before.legend[0].mark == after.legend[0].mark
    land = [
        atlas.municipalities.loc[list(spec.window)].area.sum() for atlas, spec in zip(atlases, panels.maps, strict=True)
    ]
    assert land[0] == pytest.approx(land[1], rel=0.001)
    assert all("Geen samenwerkingsverband" in spec.legend[0].text for spec in rest)
    with pytest.raises(NotFoundError):
        merged_from(atlas_2025, "24020", atlas_2019)


def test_a_kept_exploration_is_text_that_reads_back(tiny_analyses: Analyses, tiny_2025: Atlas) -> None:
    again = Analyses.from_json(tiny_analyses.to_json(), tiny_2025, "x")
    assert again.certainty == tiny_analyses.certainty
    assert json.loads(again.to_json()) == json.loads(tiny_analyses.to_json())
