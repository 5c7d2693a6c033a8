"""The page Kaart as a person meets it: drawn, clicked, searched, passed on by its address."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from igs_geo.atlas import data_folder

from .conftest import only_speaking_to, running_dashboard

pytestmark = pytest.mark.browser

ANTWERPEN, DIEST, HASSELT = "11002", "24020", "71072"
HOSTILE = "<img src=x onerror=alert(1)>"
SPOT = """nis => {
  const { map, geometry } = document.querySelector('.igs-host').igsMap;
  const [lng, lat] = geometry.shape(nis).properties.spot;
  const point = map.latLngToContainerPoint([lat, lng]), box = map.getContainer().getBoundingClientRect();
  return [box.x + point.x, box.y + point.y];
}"""
STATE = """() => {
  const { map, drawing } = document.querySelector('.igs-host').igsMap;
  window.mapSeenFirst ??= map;
  return { same: window.mapSeenFirst === map, zoom: map.getZoom(), centre: map.getCenter(), picked: drawing.picked };
}"""


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    page.locator(".igs-frame[data-drawn]").wait_for()
    return page


def click(page: Page, nis: str) -> None:
    x, y = page.evaluate(SPOT, nis)
    page.mouse.click(x, y)


def panel(page: Page):
    return page.locator(".st-key-map-panel")


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
    with page.expect_download() as taken:
        page.get_by_role("button", name="Kaart als webpagina").first.click()
    assert taken.value.suggested_filename == "kaart-2025.html"
    text = taken.value.path().read_text(encoding="utf-8")
    assert "Limburg.net" in text
    assert "Statbel" in text


def test_embedded_there_is_the_map_alone(page: Page, server: str) -> None:
    opened(page, f"{server}/?domains=afval&embed=true")
    expect(page.get_by_test_id("stMultiSelect")).to_have_count(0)
    expect(page.locator(".igs-legend")).to_contain_text("Limburg.net")
    expect(page.locator(".igs-source").first).to_contain_text("Statbel")


def test_hover_names_the_municipality(page: Page, server: str) -> None:
    opened(page, f"{server}/?domains=jeugd")
    page.mouse.move(*page.evaluate(SPOT, DIEST))
    tip = page.locator(".igs-tip")
    for part in ("Diest", "Vlaams-Brabant", "24.234 inwoners"):
        expect(tip).to_contain_text(part)


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard on a data package in which a body, a municipality and a region are called like an attack."""
    folder = tmp_path_factory.mktemp("hostile") / "package"
    shutil.copytree(data_folder(), folder)
    for table, key, value in (
        ("partnerships", "id", "0687552727"),
        ("municipalities", "nis", "13036"),
        ("divisions", "region_name", "Kempen"),
    ):
        rename(folder / f"{table}.csv", key, value, "region_name" if table == "divisions" else "name")
    with running_dashboard(folder) as address:
        yield address


def rename(path: Path, key: str, value: str, column: str) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row[key] == value:
            row[column] = HOSTILE
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_names_like_an_attack_are_shown_as_text(browser: Browser, hostile_server: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    foreign = only_speaking_to(context, hostile_server)
    page = context.new_page()
    alarms: list[str] = []
    page.on("dialog", lambda dialog: (alarms.append(dialog.message), dialog.dismiss()))
    opened(page, f"{hostile_server}/?domains=jeugd&background=referentieregio&municipality=13036")
    expect(page.locator(".igs-legend")).to_contain_text(HOSTILE)
    expect(panel(page).locator("h2")).to_have_text(HOSTILE)
    page.mouse.move(*page.evaluate(SPOT, "13036"))
    expect(page.locator(".igs-tip")).to_contain_text(HOSTILE)
    labels = "".join(page.locator(".igs-label-region").all_text_contents())
    assert HOSTILE.replace(" ", "") in labels.replace(" ", "")
    assert page.locator("img[src='x']").count() == 0
    assert alarms == []
    assert foreign == []
    context.close()
