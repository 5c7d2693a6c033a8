"""The session as its participants play it, in Chromium: draw, score with nine phones, come back after a crash."""

from __future__ import annotations

import os
import re
import signal

import pytest
from playwright.sync_api import expect

from igs_geo.workspace import open_workspace
from igs_geo.workspace.place import VARIABLE
from igs_geo.workspace.workshops import Workshops
from tests.dashboard.conftest import SPOT, dashboard_process, settled

pytestmark = pytest.mark.browser

KAPELLEN, ZOERSEL = "11023", "11055"
PAINT = """nis => {
  const { drawing, geometry } = document.querySelector('.igs-host').igsMap;
  return drawing.surfaces[geometry.place.get(nis)].getAttribute('fill');
}"""
CLICK = """nis => {
  const map = document.querySelector('.igs-host').igsMap, started = performance.now();
  map.choose(nis);
  return performance.now() - started;
}"""
"""A click on a municipality, and how long until it is drawn, in ms."""
CLICKS = "nis => nis.forEach((one) => document.querySelector('.igs-host').igsMap.choose(one))"
LONGEST_MS = 50
PHONES = 9


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A workspace of its own, for this server and for the test."""
    file = str(tmp_path_factory.mktemp("workbench") / "workspace.sqlite")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, file)
        yield file


@pytest.fixture(scope="module")
def running(place):
    with dashboard_process() as (address, pid):
        yield address, pid


@pytest.fixture
def tab(browser, running):
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="nl-BE")
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield page
    context.close()


def _begin(page, address):
    """Begin with the partnership Noorderkempen."""
    page.goto(f"{address}/regio-ontwerp?language=nl")
    page.locator(".igs-frame[data-drawn]").wait_for()
    page.get_by_role("button", name="Toevoegen").click()
    box = page.get_by_role("combobox", name=re.compile("Samenwerkingsverband"))
    box.click()
    box.fill("Jeugdregio Noorder")
    page.get_by_role("option", name="Jeugdregio Noorderkempen").click()
    page.get_by_role("button", name="Als nieuwe regio").click()
    expect(page.get_by_text("bestaat uit 2 delen")).to_be_visible()
    page.keyboard.press("Escape")
    settled(page)


def _members(place, page):
    document = re.search(r"scenario=([0-9a-f]{32})", page.url)[1]
    space = open_workspace(place)
    regions = space.read(document).content.regions
    space.close()
    return [region.members for region in regions]


def test_kapellen_joins_the_parts_at_once_and_nothing_is_lost(tab, running, place):
    address, _ = running
    _begin(tab, address)
    before = tab.evaluate(PAINT, KAPELLEN)
    waited = tab.evaluate(CLICK, KAPELLEN)
    assert tab.evaluate(PAINT, KAPELLEN) != before
    assert waited < LONGEST_MS
    expect(tab.get_by_text("bestaat uit 2 delen")).to_be_hidden()
    settled(tab)
    assert KAPELLEN in _members(place, tab)[0]
    # Two clicks before the first one is answered: in and out again, and another one in.
    tab.evaluate(CLICKS, [KAPELLEN, ZOERSEL])
    settled(tab)
    (members,) = _members(place, tab)
    assert KAPELLEN not in members
    assert ZOERSEL in members
    tab.reload()
    tab.locator(".igs-frame[data-drawn]").wait_for()
    settled(tab)
    assert tab.evaluate(PAINT, ZOERSEL) == tab.evaluate(PAINT, members[0])


@pytest.mark.slow
def test_a_municipality_joins_without_a_mouse(tab, running, place):
    address, _ = running
    _begin(tab, address)
    before = set(_members(place, tab)[0])
    canvas = tab.locator(".igs-host .leaflet-container")
    canvas.focus()
    for key in ("Enter", "ArrowDown", "Enter"):
        canvas.press(key)
    settled(tab)
    assert len(before ^ set(_members(place, tab)[0])) == 1


@pytest.mark.slow
def test_a_real_click_lands_where_it_was_aimed(tab, running, place):
    address, _ = running
    _begin(tab, address)
    tab.mouse.click(*tab.evaluate(SPOT, KAPELLEN))
    settled(tab)
    assert KAPELLEN in _members(place, tab)[0]


@pytest.mark.slow
def test_nine_phones_score_and_see_nothing_until_it_is_shown(tab, browser, running, place):
    address, _ = running
    _begin(tab, address)
    tab.goto(tab.url.replace("regio-ontwerp", "succesfactoren") + "&section=workshop")
    tab.get_by_role("button", name="Open een workshop").click()
    code = tab.locator(".igs-code").inner_text().rpartition("/")[2]
    contexts = [browser.new_context(viewport={"width": 320, "height": 640}) for _ in range(PHONES)]
    phones = [context.new_page() for context in contexts]
    for number, phone in enumerate(phones):
        phone.goto(f"{address}/w/{code}")
        phone.locator("#group").select_option(str(number % 3))
        phone.locator("#role").select_option(["board", "officer", "youth_council"][number // 3])
        assert phone.evaluate("document.documentElement.scrollWidth") <= 320
    tab.get_by_text("Deel 1", exact=True).click()
    for number, phone in enumerate(phones):
        for field in phone.locator("#own fieldset").all():
            field.locator(f"input[value='{1 + number % 5}']").check(force=True)
        expect(phone.locator("#state")).to_have_text("Alles is bewaard.")
    expect(phones[0].locator("#clock")).to_contain_text("Nog 3", timeout=15_000)
    expect(tab.get_by_text("De antwoorden blijven verborgen")).to_be_visible()
    expect(tab.locator("text=mediaan")).to_have_count(0)
    given = sum(len(phone.locator("#own fieldset").all()) for phone in phones)
    space = open_workspace(place)
    assert len(Workshops(space).answers(code)) == given == 3 * 12
    space.close()
    tab.get_by_text("Antwoorden tonen", exact=True).click()
    expect(tab.get_by_text("Waarover praten we eerst?")).to_be_visible()
    expect(tab.get_by_text("De scores zijn zonder namen bewaard")).to_be_visible()
    for context in contexts:
        context.close()


@pytest.mark.slow
def test_who_has_the_address_finds_everything_after_the_server_was_killed(browser, place):
    with dashboard_process() as (address, pid):
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="nl-BE")
        page = context.new_page()
        _begin(page, address)
        page.evaluate(CLICK, KAPELLEN)
        expect(page.get_by_text("bestaat uit 2 delen")).to_be_hidden()
        settled(page)
        here = page.url
        os.kill(pid, signal.SIGKILL)
        context.close()
    with dashboard_process() as (address, _):
        context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="nl-BE")
        page = context.new_page()
        page.goto(f"{address}/{here.partition('/regio')[1][1:]}{here.partition('/regio')[2]}")
        page.locator(".igs-frame[data-drawn]").wait_for()
        settled(page)
        expect(page.get_by_text("Jeugdregio Noorderkempen").first).to_be_visible()
        assert KAPELLEN in _members(place, page)[0]
        assert page.evaluate(PAINT, KAPELLEN) != "#ffffff"
        context.close()
