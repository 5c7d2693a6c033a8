"""What an address says survives both languages, loading again, back and forward, in real Chromium."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from igs_geo.dashboard.address.view import FIELDS, MAP, PATHS, SEARCH, fields_of
from tests.dashboard.address.trips import PATIENT_MS, address_of, query_of, survive
from tests.dashboard.address.values import other_value
from tests.dashboard.conftest import settled

pytestmark = pytest.mark.browser

NOT_TOGETHER = (
    "language", "weight_young", "weight_next_door", "weight_fit", "searched", "basemap", "opened", "scenario",
)  # fmt: skip
"""The language is what changes; the weights add up to 1; a search has a test of its own; no test speaks to the outside
server of the background map; a link or scenario that opens nothing is left out of the address."""


@pytest.mark.parametrize(
    "path", [path if path == MAP else pytest.param(path, marks=pytest.mark.slow) for path in PATHS]
)
def test_all_fields_of_a_page_survive_together(page, server, atlas_2025, path):
    own = {FIELDS_BY_PATH[entry.path]: entry for entry in fields_of(path).values()}
    values = {name: other_value(entry, atlas_2025) for name, entry in own.items() if name not in NOT_TOGETHER}
    # What these name is of the other edition, or needs a search.
    del values["edition"]
    if path == SEARCH:
        values |= {"shown": 0, "alternatives": False, "against": "", "min_municipalities": 2}
    query = address_of(values, path)
    for step, said in survive(page, server, path, query).items():
        assert said == query, step


FIELDS_BY_PATH = {entry.path: name for name, entry in FIELDS.items()}


@pytest.mark.slow
def test_a_search_goes_on_through_languages_and_loading_again(page, server):
    query = {"edition": "2025", "searched": "1", "start": "without-frame", "seconds": "300"}
    page.goto(f"{server}/{SEARCH}?{urlencode(query)}")
    stop = page.get_by_role("button", name="Goed genoeg")
    stop.wait_for(timeout=PATIENT_MS)
    page.get_by_role("radio", name="English").click(timeout=PATIENT_MS)
    page.get_by_role("button", name="Good enough").wait_for(timeout=PATIENT_MS)
    page.reload()
    english = page.get_by_role("button", name="Good enough")
    # It goes on: a search that began anew would first have nothing to keep.
    english.wait_for(timeout=PATIENT_MS)
    assert query_of(page) == query


def test_clicks_that_come_before_the_page_is_ready_change_nothing_else(page, server):
    query = {
        "edition": "2025",
        "section": "around",
        "municipality": "24020",
        "min_municipalities": "2",
        "target": "90000",
    }
    page.goto(f"{server}/{SEARCH}?{urlencode(query)}")
    for number in (3, 2, 4, 3):
        # The run that the one click began is not over when the next one comes.
        page.get_by_role("radio", name=f"Nr. {number}").click(timeout=PATIENT_MS)
    settled(page)
    said = query_of(page)
    # A click on what is being drawn anew may reach nothing; it never reaches anything else.
    assert said.pop("answer") in {"1", "2", "3"}
    assert said == query
    page.get_by_role("button", name="Instellingen wijzigen").click()
    assert page.get_by_role("spinbutton", name="Streefgrootte in inwoners").input_value() == "90000"
