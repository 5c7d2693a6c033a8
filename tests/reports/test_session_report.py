"""The report of a session says what was drawn, scored, agreed and paid; a score sheet fits on one page."""

from __future__ import annotations

from decimal import Decimal

import pytest

from igs_geo.assessment import Answer, Budget, Cost, DrawnRegion, Scenario
from igs_geo.assessment.workshop.closing import as_round, with_agreement
from igs_geo.reports.as_page import to_html
from igs_geo.reports.as_pdf import to_pdf
from igs_geo.reports.score_sheet import score_sheet
from igs_geo.reports.session import session_report

NORTH = ("11008", "11009", "11016", "11022", "11044", "11053")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_everything_that_was_said_is_in_the_report(atlas_2025, language):
    answers = [Answer(id=f"{who}-{factor}", who=f"p{who}", factor=factor, score=1 + (who * factor) % 5, name="Ann")
               for who in range(5) for factor in range(1, 13)]  # fmt: skip
    first = as_round("Voorjaar", "2026-03-01", answers[:30])
    last = with_agreement(as_round("Najaar", "2026-11-27", answers), 3, "Elk jaar een eindafrekening")
    region = DrawnRegion(name="Noorderkempen", members=NORTH, rounds=(first, last), tasks={"promotion": "Brecht"},
                         budget=Budget(costs=(Cost(kind="staff", amount=Decimal(100_000)),)))  # fmt: skip
    text = to_html(session_report(atlas_2025, Scenario(title="Proef", regions=(region,)), region, language))
    for said in (
        "Elk jaar een eindafrekening",
        "Voorjaar",
        "Kapellen",
        "Brecht",
        {"nl": "100.000", "en": "100,000"}[language],
    ):
        assert said in text
    assert "Ann" not in text
    assert "{" not in text.partition("<body")[2]


def test_a_score_sheet_is_one_page(atlas_2025):
    content = to_pdf(score_sheet(atlas_2025, "Noorderkempen", "nl"))
    assert content.count(b"/Type /Page\n") + content.count(b"/Type/Page/") <= 1
    assert content.startswith(b"%PDF")
