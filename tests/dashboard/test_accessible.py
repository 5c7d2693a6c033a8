"""What people who do not see, or use no mouse, can do: axe-core on every page, the keyboard, the spoken language."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.dashboard.conftest import opened, settled

pytestmark = pytest.mark.browser
SERIOUS = ("serious", "critical")
QUICK = ("kaart?municipality=24020&domains=jeugd.cultuur",)
COMPLETE = (
    "versnippering?section=layers&language=en",
    "gemeente?municipality=24020",
    "gemeente?municipality=24020&section=partners",
    "gemeente?municipality=24020&section=common&compare=24001",
    "samenwerkingsverband?partnership=igs-noorderkempen",
    "versnippering?municipality=24020",
    "versnippering?section=borders",
    "versnippering?section=pairs",
    "versnippering?section=flags",
    "versnippering?section=mergers",
    "kandidaat-regios?municipality=24020&language=en",
    "gegevens?table=memberships_2025",
    "eigen-gegevens",
    "eigen-gegevens?section=form&language=en",
    "eigen-gegevens?section=file",
    "regio-ontwerp",
    "succesfactoren?language=en",
    "financieel-model",
    "waarom-bovenlokaal",
    "rapport",
)


def faults(page):
    """Return what axe-core finds that keeps people out."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['html'][:200]}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


def finished(page):
    """Wait until nothing is being worked out."""
    settled(page)
    expect(page.get_by_role("progressbar")).to_have_count(0, timeout=240_000)
    settled(page)


@pytest.mark.parametrize("address", [*QUICK, *(pytest.param(address, marks=pytest.mark.slow) for address in COMPLETE)])
def test_nothing_on_a_page_keeps_people_out(page, server, address):
    page.goto(f"{server}/{address}")
    finished(page)
    assert faults(page) == []
    assert page.evaluate("document.documentElement.lang") == ("en" if "language=en" in address else "nl")


def test_a_municipality_is_chosen_on_the_map_with_the_keyboard_alone(page, server):
    opened(page, f"{server}/kaart?municipality=24020")
    settled(page)
    stage = page.locator(".igs-map")
    # Everything that stands before the map can be tabbed through; the map is one stop.
    stage.focus()
    told = page.get_by_role("status").filter(has_text="provincie")
    page.keyboard.press("Enter")
    expect(told).to_contain_text("Diest")
    page.keyboard.press("ArrowLeft")
    expect(told).not_to_contain_text("Diest")
    name = told.locator("strong").inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    before = page.evaluate("document.querySelector('.igs-host').igsMap.place()")
    page.keyboard.press("ArrowUp")
    page.wait_for_function(f"document.querySelector('.igs-host').igsMap.place() !== '{before}'")
    assert page.evaluate("document.activeElement.classList.contains('igs-map')")
