"""Reports say what the data say, in good Dutch and English, and nothing about what is not there."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

from igs_geo.atlas import Atlas
from igs_geo.atlas.overlays import apply_overlays
from igs_geo.cli import main
from igs_geo.errors import IgsGeoError, NotFoundError
from igs_geo.i18n import LANGUAGES
from igs_geo.regions.search.executors import open_executor
from igs_geo.reports import Analyses, Ground, Report, find_subject, flanders_report, to_pdf
from igs_geo.reports import municipality_dossier as municipality
from igs_geo.reports import region_dossier as region
from igs_geo.reports import region_sheet as sheet
from igs_geo.reports.analyses import kept
from igs_geo.reports.blocks import Bullets, Figure, Heading, Note, Paragraph, Table
from igs_geo.reports.region_parts import Region
from igs_geo.reports.subject import size_of
from igs_geo.reports.writing import dossier_bytes, file_of, write_all

BAD = re.compile(r"\b(None|nan|NaN)\b|\b1 (gemeenten|leden|domeinen|beleidsdomeinen|municipalities|members)\b|  |\{|\}")


def said(report: Report) -> list[str]:
    texts = [report.title, report.subtitle]
    for block in report.blocks:
        match block:
            case Heading() | Paragraph() | Note():
                texts.append(block.text)
            case Bullets():
                texts += block.items
            case Table():
                texts += [block.caption, *block.head, *(cell for row in block.rows for cell in row)]
            case Figure():
                texts += [block.caption, block.alternative]
    return texts


def assert_plain(report: Report) -> None:
    for text in said(report):
        assert not BAD.search(text), text
    for before, after in zip(report.blocks, [*report.blocks[1:], None], strict=True):
        if isinstance(before, Heading):
            assert after is not None
            assert not isinstance(after, Heading) or after.level > before.level, before.text


@pytest.fixture(scope="module")
def ground(atlas_2025: Atlas) -> Ground:
    return Ground.of(atlas_2025)


PLACES = ("11009", "73109", "13002", "23101", "73111", "44084", "35014", "71020", "34043", "46020")
"""Brecht, Voeren, Baarle-Hertog, Sint-Genesius-Rode, Tongeren-Borgloon, Aalter, and other corners of Flanders."""


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_dossiers_of_odd_municipalities_are_plain(atlas_2025: Atlas, ground: Ground, language: str) -> None:
    for nis in PLACES:
        if nis in atlas_2025.flemish.index:
            assert_plain(municipality(ground, nis, language))


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_reports_on_bodies_are_plain(atlas_2025: Atlas, language: str) -> None:
    rows = atlas_2025.memberships
    sizes = rows.groupby("partnership").size().sort_values()
    partial = rows.loc[rows["membership"] == "partial", "partnership"].iloc[0]
    youth = list(atlas_2025.youth_partnerships.index.intersection(sizes.index))[:3]
    for body in [sizes.index[0], partial, *youth]:
        subject = find_subject(atlas_2025, str(body), None)
        assert_plain(sheet(atlas_2025, subject, None, language))
        assert_plain(region(atlas_2025, subject, None, language))


def test_flanders_counts_every_municipality(atlas_2025: Atlas) -> None:
    report = flanders_report(atlas_2025, None, "nl")
    assert_plain(report)
    table = next(block for block in report.blocks if isinstance(block, Table))
    assert sum(int(cell) for row in table.rows for cell in row[1:4]) == len(atlas_2025.flemish)
    assert not any("erkenning van jeugdregio" in text for text in said(report))


def test_a_partial_member_counts_for_its_part(atlas_2025: Atlas) -> None:
    subject = find_subject(atlas_2025, "Meetjesman", None)
    people = atlas_2025.inhabitants()
    by_hand = sum(people[nis] * share for nis, share in subject.shares.items())
    assert subject.partial
    assert size_of(atlas_2025, subject).inhabitants == round(by_hand)
    money = Region(atlas_2025, subject, None, "nl").money().text
    young = sum(atlas_2025.young_people()[nis] * share for nis, share in subject.shares.items())
    assert f"{28000 / round(young):.2f}".replace(".", ",") + " euro per jongere" in money


def test_a_fiche_is_one_page(atlas_2025: Atlas) -> None:
    subject = find_subject(atlas_2025, "Meetjesman", None)
    for language in LANGUAGES:
        report = sheet(atlas_2025, subject, None, language)
        assert_plain(report)
        with pikepdf.open(io.BytesIO(to_pdf(report))) as pdf:
            assert len(pdf.pages) == 1


def test_the_next_step_is_what_the_package_names(atlas_2025: Atlas, tiny_2025: Atlas) -> None:
    subject = find_subject(atlas_2025, "Meetjesman", None)
    steps = Region(atlas_2025, subject, None, "nl").next_step()
    assert any(isinstance(block, Bullets) and len(block.items) == 3 for block in steps)
    other = replace(atlas_2025, descriptor={"resources": []})
    assert not any(isinstance(block, Bullets) for block in Region(other, subject, None, "nl").next_step())


def test_analyses_come_back_from_a_file_and_are_made_anew_for_other_settings(
    tiny_2025: Atlas, tiny_analyses: Analyses, tmp_path: Path
) -> None:
    file, criteria = tmp_path / "kept.json", tiny_analyses.proposal.criteria
    made: list[int] = []

    def make() -> Analyses:
        made.append(1)
        return tiny_analyses

    for _ in range(2):
        found = kept(file, tiny_2025, criteria, make)
        assert found.proposal.to_dict() == tiny_analyses.proposal.to_dict()
        assert found.certainty == tiny_analyses.certainty
    assert len(made) == 1
    kept(file, tiny_2025, criteria.with_(max_municipalities=5), make)
    assert len(made) == 2
    for text in ("geen json", "{}", "[]", json.dumps({"proposal": 1})):
        with pytest.raises(IgsGeoError):
            Analyses.from_json(text, tiny_2025, "x")


def test_a_candidate_region_comes_with_cores_and_alternatives(tiny_2025: Atlas, tiny_analyses: Analyses) -> None:
    first = tiny_analyses.proposal.regions[0]
    name = str(tiny_2025.municipalities.loc[first.members[0], "name"])
    subject = find_subject(tiny_2025, first.members[0], tiny_analyses)
    assert set(subject.members) == set(first.members)
    for language in LANGUAGES:
        report = sheet(tiny_2025, subject, tiny_analyses, language)
        assert_plain(report)
        assert name in " ".join(said(report))
        assert_plain(region(tiny_2025, subject, tiny_analyses, language))
        assert_plain(flanders_report(tiny_2025, tiny_analyses, language))
    with pytest.raises(NotFoundError):
        find_subject(tiny_2025, first.members[0], None)


def test_all_dossiers_are_written_once(
    tiny_2025: Atlas, tiny_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("igs_geo.reports.writing.dossier_bytes", lambda *given: " ".join(map(str, given)).encode())
    number = len(tiny_2025.flemish)
    told: list[tuple[int, int]] = []

    def write() -> tuple[int, int]:
        with open_executor(1) as executor:
            return write_all(
                tiny_2025, str(tiny_folder), tmp_path, "html", "nl", criteria=None, executor=executor,
                tell=lambda now, of: told.append((now, of)),
            )  # fmt: skip

    assert write() == (number, 0)
    files = sorted(tmp_path.iterdir())
    assert len(files) == number
    assert told[-1] == (number, number)
    assert files[0].name.split("-")[0] in files[0].read_text()
    files[0].unlink()
    (tmp_path / f"{files[1].name}.part").write_text("half")
    assert write() == (1, number - 1)


def test_dossiers_with_own_data_are_other_files(tiny_2019: Atlas, tiny_folder: Path) -> None:
    text = (Path(__file__).parents[1] / "cli" / "own.json").read_text(encoding="utf-8")
    atlas = apply_overlays(tiny_2019, [json.loads(text)])
    names = {file_of(one, "71003", "html") for one in (tiny_2019, atlas)}
    assert len(names) == 2
    assert all(name.startswith("71003-") for name in names)
    pages = [dossier_bytes("2019", str(tiny_folder), own, None, "71003", "html", "nl") for own in ((), (text,))]
    assert [b"WASO (eigen gegevens)" in page for page in pages] == [False, True]


def test_the_command_line_writes_and_says_where(tiny_2025: Atlas, tiny_folder: Path, tmp_path: Path) -> None:
    run = CliRunner()
    file = tmp_path / "dossier.html"
    nis, data = tiny_2025.flemish.index[0], ["--data", str(tiny_folder)]
    asked = ["dossier", "municipality", nis, "--no-search", "--format", "html", "--output", str(file), *data]
    done = run.invoke(main, asked)
    assert done.exit_code == 0, done.output
    assert f"<h1>Gemeentedossier {tiny_2025.flemish.loc[nis, 'name']}</h1>" in file.read_text(encoding="utf-8")
    wrong = (
        ["dossier", "municipality"],
        ["dossier", "municipality", "--all-municipalities"],
        ["dossier", "region", "Diest", "--no-search"],
        ["export", "map", "--domain", "niets"],
        ["export", "data", "--area", "niets"],
        [*asked[:5], "pdf", *asked[6:], "--template", str(file)],
    )
    for arguments in wrong:
        refused = run.invoke(main, arguments)
        assert refused.exit_code == 2, (arguments, refused.output)
        assert "Traceback" not in refused.output


def test_every_sentence_of_a_report_exists_and_none_is_unused() -> None:
    import ast

    import igs_geo.reports
    from igs_geo.i18n import catalogue

    asked, keys = set(), {key.removeprefix("reports.") for key in catalogue() if key.startswith("reports.")}
    starts = set()
    package = Path(igs_geo.reports.__file__).parent
    for file in [*package.glob("*.py"), *(package.parent / "cli").glob("*.py")]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                asked.add(node.value.removeprefix("reports."))
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                starts.add(str(node.values[0].value).removeprefix("reports."))
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "say":
                given = node.args[0]
                assert not isinstance(given, ast.Constant) or given.value in keys, given.value
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "counted":
                given = node.args[0]
                assert not isinstance(given, ast.Constant) or f"{given.value}_many" in keys, given.value
    forms = re.compile(r"_(none|one|many)$")
    starts -= {""}
    unused = {
        key
        for key in keys
        if key not in asked and forms.sub("", key) not in asked and not any(key.startswith(start) for start in starts)
    }
    assert not unused
