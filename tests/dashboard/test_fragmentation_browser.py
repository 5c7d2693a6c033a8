"""The page Versnippering as a person meets it: clicked, passed on by its address, led on to the map."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)

SPOT = """nis => {
  const { map, geometry } = document.querySelector('.igs-host').igsMap;
  const [lng, lat] = geometry.shape(nis).properties.spot;
  const point = map.latLngToContainerPoint([lat, lng]), box = map.getContainer().getBoundingClientRect();
  return [box.x + point.x, box.y + point.y];
}"""
LINE = """id => {
  const path = document.querySelector(`[data-line="${id}"]`);
  const at = path.getPointAtLength(path.getTotalLength() / 2).matrixTransform(path.getScreenCTM());
  return [at.x, at.y];
}"""


SAME_AS_BEFORE = """([script, code]) => {
  const now = eval(script)(code).map(Math.round).join(), before = window.placeBefore;
  window.placeBefore = now;
  return now === before;
}"""


INTO_VIEW = """y => {
  if (y > innerHeight - 40) document.querySelector('[data-testid=stMain]').scrollBy(0, y - innerHeight / 2);
}"""


def click(page: Page, script: str, code: str) -> None:
    """Click where a script says, once that place no longer moves; scroll to it as a person would."""
    page.wait_for_function(SAME_AS_BEFORE, arg=[script, code], polling=400)
    page.evaluate(INTO_VIEW, page.evaluate(script, code)[1])
    page.mouse.click(*page.evaluate(script, code))


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator(".igs-frame[data-drawn]").wait_for()
    return page


@pytest.mark.slow
def test_a_click_on_the_map_explains_the_municipality_and_is_in_the_address(page, server):
    opened(page, f"{server}/versnippering?edition=2025")
    click(page, SPOT, "24020")
    expect(page.get_by_text("Diest werkt in 7 beleidsdomeinen samen met 107 partners")).to_be_visible()
    page.wait_for_url(re.compile("municipality=24020"))


def test_a_click_on_a_border_says_which_divisions_stop_there(page, server):
    opened(page, f"{server}/versnippering?section=borders&focus=provincie:40000")
    click(page, LINE, "41018-41027")
    expect(page.get_by_role("heading", name="Geraardsbergen – Herzele")).to_be_visible()
    expect(page.get_by_text("Stoppen hier", exact=True)).to_be_visible()
    page.wait_for_url(re.compile("pick=41018-41027"))


@pytest.mark.slow
def test_a_click_on_a_line_shows_the_list_behind_it(page, server):
    opened(page, f"{server}/versnippering?section=pairs&municipality=24020")
    click(page, LINE, "24020-24109")
    expect(page.get_by_role("heading", name="Diest – Tremelo")).to_be_visible()
    expect(page.get_by_text("Deze gemeenten delen")).to_be_visible()


@pytest.mark.slow
def test_a_click_on_a_cell_shows_the_two_layers_over_each_other(page, server):
    opened(page, f"{server}/versnippering?section=layers")
    chart = page.get_by_test_id("stVegaLiteChart").first
    chart.scroll_into_view_if_needed()
    cells = chart.locator("canvas, svg").first
    box = cells.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.55, box["y"] + box["height"] * 0.45)
    page.wait_for_url(re.compile("layers="))
    expect(page.get_by_role("heading", name=re.compile("^Over elkaar: "))).to_be_visible()


def test_a_flag_leads_to_its_place_on_the_map(page, server):
    opened(page, f"{server}/versnippering?section=flags&kind=youth_white_spot")
    page.get_by_role("link", name="Toon op de kaart").first.click()
    # The first white spot has few young people, and known cooperation next door.
    page.wait_for_url(re.compile("/kaart.*municipality=37002|/.*municipality=37002"))
    expect(page.get_by_role("heading", name="Dentergem")).to_be_visible()


@pytest.mark.slow
def test_a_cutting_border_leads_to_the_border_map(page, server):
    opened(page, f"{server}/versnippering?section=flags&kind=cutting_border")
    page.get_by_role("button", name="Toon op de kaart").first.click()
    page.wait_for_url(re.compile("section=borders.*pick=|pick=.*section=borders"))
    expect(page.get_by_text("Stoppen hier", exact=True)).to_be_visible()


@pytest.mark.slow
def test_the_language_keeps_section_measure_and_municipality(page, server):
    opened(page, f"{server}/versnippering?measure=nesting&municipality=24020")
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_text("Diest works with 107 partners in 7 policy domains")).to_be_visible()
    page.wait_for_url(re.compile("measure=nesting"))
    page.reload()
    expect(page.get_by_text("Diest works with 107 partners in 7 policy domains")).to_be_visible()
