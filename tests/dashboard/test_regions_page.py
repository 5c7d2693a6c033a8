"""The page Kandidaat-regio's: its address spells the settings, a search runs beside it and can be stopped."""

import re

import pytest

from igs_geo.dashboard.pages.regions.asked import Asked
from igs_geo.regions import Criteria, CriteriaError, presets


def test_the_default_settings_are_the_default_preset_and_leave_no_trace_in_the_address():
    assert Asked.from_text("").criteria("2025") == Criteria()
    assert Asked().to_text() == ""


@pytest.mark.parametrize("code", list(presets()))
def test_every_preset_survives_the_address(code):
    asked = Asked.of_preset(code)
    assert Asked.from_text(asked.to_text()) == asked
    assert asked.criteria("2025") == presets()[code].criteria


def test_changed_settings_survive_the_address():
    asked = Asked(min_inhabitants=50_000, frame=None, weights=(1, 2, 3, 4, 5), together=("24020", "71020"), seconds=60)
    assert Asked.from_text(asked.to_text()) == asked


@pytest.mark.parametrize("text", ["x", "weights~1.2", "seconds~x;frame", "start~nothing", "~~;~", "max_inhabitants~?",
                                  "contiguous~nee", "target~0", "target~" + "9" * 400, "people~nobody", "seconds~0",
                                  "seconds~" + "9" * 400, "inside~24020.24020", "frame~"])  # fmt: skip
def test_nonsense_in_the_address_is_left_aside(text):
    assert Asked.from_text(text).criteria("2025") == Criteria()
    assert Asked.from_text(text).seconds == Asked().seconds


def test_settings_that_contradict_each_other_are_kept_so_that_the_page_can_say_so():
    asked = Asked.from_text("min_municipalities~9;max_municipalities~4")
    with pytest.raises(CriteriaError):
        asked.criteria("2025")
    assert Asked.from_text("min_municipalities~12;max_municipalities~15").criteria("2025").min_municipalities == 12


@pytest.mark.browser
def test_a_search_is_proven_and_a_click_gives_the_reasons(page, server):
    page.goto(f"{server}/kandidaat-regios")
    page.get_by_role("button", name="Zoeken").click(timeout=30_000)
    page.get_by_text(re.compile("bewezen optimaal")).first.wait_for(timeout=90_000)
    page.goto(f"{server}/kandidaat-regios?section=around&municipality=24020")
    page.get_by_text("Aarschot, Diest, Scherpenheuvel-Zichem").first.wait_for(timeout=60_000)


@pytest.mark.browser
def test_a_stopped_search_keeps_what_it_had(page, server):
    page.goto(f"{server}/kandidaat-regios?criteria=start~without-frame")
    page.get_by_role("button", name="Zoeken").click(timeout=30_000)
    page.get_by_text(re.compile("Beste tot nu toe|bewezen optimaal")).first.wait_for(timeout=60_000)
    stop = page.get_by_role("button", name="Stoppen")
    if stop.count():
        stop.click()
    page.get_by_text(re.compile(r"regio's, (bewezen|hoogstens)|niet bewezen")).first.wait_for(timeout=30_000)
