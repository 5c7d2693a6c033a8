"""The sentences of reports on real places and partnerships, as they were read and approved.

``python -m tests.reports.test_approved`` writes them anew, to be read one by one before they are kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from igs_geo import clock
from igs_geo.atlas import Atlas, load_atlas
from igs_geo.atlas.search import find_municipality
from igs_geo.reports import Ground, Report, find_subject, municipality_dossier, region_dossier, region_sheet
from igs_geo.reports import municipality as municipality_room
from igs_geo.reports import region as region_room
from igs_geo.reports.blocks import Bullets, Heading, Note, Paragraph
from igs_geo.reports.words import say

FOLDER = Path(__file__).parent / "approved"
DAY = date(2026, 11, 27)
"""On which the sentences were read: some say what has passed."""
MUNICIPALITIES = (
    "Voeren", "Baarle-Hertog", "Sint-Genesius-Rode", "Drogenbos", "Wemmel", "Vilvoorde", "Herstappe", "Antwerpen",
    "Gent", "Leuven", "Tongeren-Borgloon", "Lochristi", "Beveren-Kruibeke-Zwijndrecht", "Bilzen-Hoeselt", "Hasselt",
    "Pelt", "Diest", "Eeklo", "Zuienkerke", "Mesen",
)  # fmt: skip
"""Exclaves, the edge of Brussels, the smallest, cities, merged ones, partial members, members of youth partnerships."""
PARTNERSHIPS = (
    "Ibogem", "Dienstverlenende Vereniging Pelt", "Meetjesman", "Jeugdregio Noorderkempen", "DVV Midwest",
    "Projectvereniging Bijzig", "Cipal", "IOED Oost-Haspengouw & Voeren", "Neteland", "TOP in je KOP",
)  # fmt: skip
"""One member left, partial members, in two parts, with very many members, outside the register."""

DOSSIERS = ("Meetjesman", "Ibogem", "TOP in je KOP")


def sentences(report: Report) -> Iterator[str]:
    """Yield what a report says in sentences, up to the last chapter, which is the same in every report."""
    yield f"== {report.title}"
    for block in report.blocks:
        match block:
            case Heading(text=text) if text == say("closing", report.language):
                return
            case Heading():
                yield f"{'#' * block.level} {block.text}"
            case Paragraph() | Note():
                yield block.text
            case Bullets():
                yield from (f"- {item}" for item in block.items)


def on_municipalities(atlas: Atlas) -> str:
    """Return the sentences of the dossiers of some municipalities."""
    ground = Ground.of(atlas)
    dossiers = (municipality_dossier(ground, find_municipality(atlas, name), "nl") for name in MUNICIPALITIES)
    return "\n".join(line for dossier in dossiers for line in [*sentences(dossier), ""])


def on_partnerships(atlas: Atlas) -> str:
    """Return the sentences of the sheets and dossiers of some partnerships."""
    subjects = [find_subject(atlas, name, None) for name in PARTNERSHIPS]
    sheets = (region_sheet(atlas, subject, None, "nl") for subject in subjects)
    reports = [*sheets, *(region_dossier(atlas, find_subject(atlas, name, None), None, "nl") for name in DOSSIERS)]
    return "\n".join(line for report in reports for line in [*sentences(report), ""])


TEXTS = {"municipalities": on_municipalities, "partnerships": on_partnerships}


def written(name: str, atlas: Atlas) -> str:
    """Return the sentences on a day, without the drawings, which take most of the time."""
    none = {"figure": lambda *_: None, "domain_figures": lambda *_: []}
    with (
        patch.object(clock, "today", lambda: DAY),
        patch.multiple(municipality_room, **none),
        patch.multiple(region_room, **none),
    ):
        return TEXTS[name](atlas)


@pytest.mark.parametrize("name", TEXTS)
def test_reports_say_what_was_read_and_approved(atlas_2025: Atlas, name: str) -> None:
    approved = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    assert written(name, atlas_2025).splitlines() == approved.splitlines()


if __name__ == "__main__":
    for each in TEXTS:
        (FOLDER / f"{each}.txt").write_text(written(each, load_atlas("2025")), encoding="utf-8")
