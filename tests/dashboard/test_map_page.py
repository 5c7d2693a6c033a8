"""The page Kaart as a person meets it: drawn, clicked, searched, passed on by its address."""

from __future__ import annotations

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from tests.dashboard.conftest import SPOT, opened, panel, settled

pytestmark = pytest.mark.browser

ANTWERPEN, DIEST, HASSELT = "11002", "24020", "71072"
STATE = """() => {
  const { map, drawing } = document.querySelector('.igs-host').igsMap;
  window.mapSeenFirst ??= map;
  return { same: window.mapSeenFirst === map, zoom: map.getZoom(), centre: map.getCenter(), picked: drawing.picked };
}"""


def click(page: Page, nis: str) -> None:
    x, y = page.evaluate(SPOT, nis)
    page.mouse.click(x, y)


def test_a_click_tells_with_whom_and_keeps_map_zoom_and_position(page: Page, server: str) -> None:
    opened(page, f"{server}/?domains=water")
    page.locator(".leaflet-control-zoom-in").click()
    page.wait_for_function("() => !document.querySelector('.leaflet-zoom-anim')")
    before = page.evaluate(STATE)
    click(page, ANTWERPEN)
    expect(panel(page).locator("h2")).to_have_text("Antwerpen")
    expect(panel(page)).to_contain_text("Pidpa")
    expect(panel(page)).to_contain_text("2\u00a0% van de inwoners, via Borsbeek")
    click(page, HASSELT)
    expect(panel(page).locator("h2")).to_have_text("Hasselt")
    expect(panel(page)).to_contain_text("witte vlek")
    after = page.evaluate(STATE)
    assert after["same"]
    assert (after["zoom"], after["centre"]) == (before["zoom"], before["centre"])
    assert after["picked"] == HASSELT


@pytest.mark.slow
def test_another_domain_keeps_the_map_and_what_was_clicked(page: Page, server: str) -> None:
    opened(page, f"{server}/?domains=water&municipality={DIEST}")
    before = page.evaluate(STATE)
    box = page.get_by_test_id("stMultiSelect").get_by_role("combobox")
    box.press("Backspace")
    box.type("afval")
    box.press("Enter")
    expect(page.locator(".igs-title")).to_contain_text("afval")
    expect(panel(page)).to_contain_text("Limburg.net")
    after = page.evaluate(STATE)
    assert after["same"]
    assert (after["zoom"], after["picked"]) == (before["zoom"], DIEST)
    assert "domains=afval" in page.url


@pytest.mark.slow
def test_the_address_shows_the_same_elsewhere(page: Page, server: str, browser: Browser) -> None:
    opened(page, f"{server}/?domains=erfgoed&focus=provincie:70000&background=referentieregio&language=en")
    click(page, HASSELT)
    expect(panel(page).locator("h2")).to_have_text("Hasselt")
    page.wait_for_function(f"() => location.search.includes('municipality={HASSELT}')")
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    elsewhere = opened(context.new_page(), page.url)
    expect(panel(elsewhere).locator("h2")).to_have_text("Hasselt")
    for part in (".igs-title", ".igs-subtitle", ".igs-legend", ".igs-source"):
        assert elsewhere.locator(part).first.inner_text() == page.locator(part).first.inner_text()
    assert elsewhere.evaluate(STATE)["picked"] == HASSELT
    context.close()


def test_search_finds_old_names_codes_and_partnerships(page: Page, server: str) -> None:
    opened(page, f"{server}/")
    box = page.get_by_test_id("stMain").get_by_role("combobox").first
    for text, name in (("Borgloon", "Tongeren-Borgloon"), ("11007", "Antwerpen"), ("Neteland", "Neteland")):
        box.click()
        box.type(text)
        page.get_by_role("option").first.wait_for()
        box.press("Enter")
        expect(panel(page).locator("h2")).to_have_text(name)


def test_nothing_chosen_and_nothing_found_are_answered(page: Page, server: str) -> None:
    opened(page, f"{server}/?domains=-")
    expect(panel(page)).to_contain_text("Kies links een of meer beleidsdomeinen")
    box = page.get_by_test_id("stMain").get_by_role("combobox").first
    box.click()
    box.type("Xyzzyville")
    said = page.locator("[role=listbox][data-empty=true] span")
    said.wait_for()
    assert "Niets gevonden" in said.evaluate("span => getComputedStyle(span, '::after').content")


def test_the_map_can_be_taken_along_as_one_page(page: Page, server: str) -> None:
    opened(page, f"{server}/?domains=afval")
    page.locator(".st-key-menu-map button").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Webkaart (html)").click()
    assert taken.value.suggested_filename.endswith(".html")
    text = taken.value.path().read_text(encoding="utf-8")
    assert "Limburg.net" in text
    assert "Statbel" in text


def test_the_map_is_printed_in_the_size_that_is_chosen_and_its_caption_says_its_source(page: Page, server: str) -> None:
    opened(page, f"{server}/kaart?domains=afval")
    page.locator(".st-key-menu-map button").click()
    menu = page.locator(".st-key-downloads-map")
    menu.get_by_role("combobox").first.click()
    page.get_by_role("option", name="8 cm breed").click()
    settled(page)
    with page.expect_download() as taken:
        menu.get_by_role("button", name="PNG").click()
    with Image.open(taken.value.path()) as picture:
        assert picture.width == pytest.approx(80 / 25.4 * 300, abs=2)
    expect(menu.locator("pre")).to_contain_text("Statbel")
    expect(menu.locator("pre")).to_contain_text("/kaart?edition=2025&language=nl&domains=afval")


FRAMED = ("kaart?domains=afval", "gemeente?municipality=24020&section=partners",
          "samenwerkingsverband?partnership=igs-noorderkempen", "versnippering?measure=nesting",
          "versnippering?section=layers", "kandidaat-regios?edition=2025")  # fmt: skip
ON_SCREEN = """() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), outside = [];
  for (let node; (node = walker.nextNode());) {
    const e = node.parentElement;
    if (!node.data.trim() || !e.checkVisibility() || e.closest('.igs-frame, script, style, noscript')) continue;
    if (e.getBoundingClientRect().width > 2) outside.push(node.data.trim());
  }
  const frame = document.querySelector('.igs-frame'), box = frame.getBoundingClientRect();
  const parts = ['.igs-legend', '.igs-source', '.igs-map'].map((name) => frame.querySelector(name).offsetHeight);
  return { outside, box: [box.left, box.top, box.right, box.bottom], heights: parts };
}"""


@pytest.mark.slow
def test_embedded_there_is_the_map_alone_and_it_fits_the_window(page: Page, server: str) -> None:
    for path in FRAMED:
        opened(page, f"{server}/{path}&embed=true")
        for width, height in ((800, 500), (1440, 900)):
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_function(
                "height => Math.abs(document.querySelector('.igs-frame').getBoundingClientRect().bottom - height) < 4",
                arg=height,
            )
            seen = page.evaluate(ON_SCREEN)
            assert [text for text in seen["outside"] if text != "Skip to main content"] == [], path
            assert seen["box"] == pytest.approx([0, 0, width, height], abs=4), path
            assert min(seen["heights"]) > 10, path
            assert page.locator(".leaflet-control-zoom, .igs-home").count() == 0, path


@pytest.mark.slow
def test_several_domains_each_have_a_map_of_their_own_side_by_side(page: Page, server: str) -> None:
    opened(page, f"{server}/kaart?domains=jeugd.cultuur.afval&focus=provincie:40000")
    index = page.locator(".igs-index")
    expect(index.locator(".igs-heading")).to_have_text(["Jeugd", "Cultuur", "Afval"])
    expect(index).to_contain_text("Meetjesman")
    index.get_by_text("Meetjesman").click()
    expect(panel(page).locator("h2")).to_be_visible()
    page.get_by_text("Domeinen naast elkaar", exact=True).click()
    titles = page.locator(".igs-title")
    named = [f"Intergemeentelijke samenwerking: {name}" for name in ("jeugd", "cultuur", "afval")]
    expect(titles).to_have_text(named, timeout=30_000)
    page.wait_for_function("() => document.querySelectorAll('.igs-frame[data-drawn]').length === 3")
    tops = [frame.bounding_box()["y"] for frame in page.locator(".igs-frame").all()]
    assert max(tops) - min(tops) < 2
    assert "beside=1" in page.url


def test_hover_names_the_municipality(page: Page, server: str) -> None:
    opened(page, f"{server}/?domains=jeugd")
    page.mouse.move(*page.evaluate(SPOT, DIEST))
    tip = page.locator(".igs-tip")
    for part in ("Diest", "Vlaams-Brabant", "24.234 inwoners"):
        expect(tip).to_contain_text(part)
