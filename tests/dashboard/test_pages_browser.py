"""The pages in a real browser: the address reproduces the view, names are text, downloads open."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pandas as pd
import pytest
from playwright.sync_api import Browser, Page, expect

from igs_geo.atlas.derive import derive
from tests.dashboard.conftest import SPOT, only_speaking_to, panel, running_dashboard

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)

HOSTILE = "<img src=x onerror=alert(1)> [x](javascript:alert(1)) **vet** :red[rood]"


def query_of(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def go_to_page(page: Page, name: str) -> None:
    page.get_by_test_id("stSidebarNavLink").filter(has_text=re.compile(f"^{name}$")).click()


@pytest.mark.slow
def test_the_address_survives_language_page_and_reload(page, server):
    page.goto(f"{server}/gemeente?municipality=24020&edition=2019&domains=politie,afval")
    expect(page.get_by_role("heading", name="Diest", exact=True)).to_be_visible()
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_text("Province of Vlaams-Brabant").first).to_be_visible()
    assert urlsplit(page.url).path == "/gemeente"
    go_to_page(page, "Data")
    expect(page.get_by_role("heading", name="Data", exact=True)).to_be_visible()
    page.wait_for_url(re.compile("language=en"))
    kept = {"language": "en", "edition": "2019", "municipality": "24020", "domains": "politie.afval"}
    assert urlsplit(page.url).path == "/gegevens"
    assert query_of(page) == kept
    page.reload()
    expect(page.get_by_role("heading", name="Data", exact=True)).to_be_visible()
    go_to_page(page, "Municipality")
    expect(page.get_by_role("heading", name="Diest", exact=True)).to_be_visible()
    page.wait_for_url(re.compile("municipality=24020"))
    assert query_of(page) == kept


@pytest.mark.slow
def test_the_same_address_elsewhere_shows_the_same(page, server, browser):
    page.goto(f"{server}/gemeente?municipality=24020&section=common&compare=24001&language=en")
    expect(page.get_by_text("are together in")).to_be_visible()
    address, text = page.url, page.get_by_text("are together in").inner_text()
    other = browser.new_context().new_page()
    other.goto(address)
    expect(other.get_by_text("are together in")).to_have_text(text)
    other.context.close()


def test_going_back_shows_the_previous_view(page, server):
    page.goto(f"{server}/gemeente?municipality=24020")
    expect(page.get_by_role("heading", name="Diest", exact=True)).to_be_visible()
    page.get_by_text("English", exact=True).click()
    expect(page.get_by_text("Province of Vlaams-Brabant").first).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Provincie Vlaams-Brabant").first).to_be_visible()
    assert query_of(page)["language"] == "nl"


def test_from_a_partnership_to_the_profile_of_a_member(page, server):
    page.goto(f"{server}/samenwerkingsverband?partnership=igs-noorderkempen")
    page.locator("[class*=st-key-open-member]").get_by_text("Essen", exact=True).click()
    expect(page.get_by_role("heading", name="Essen", exact=True)).to_be_visible()
    assert urlsplit(page.url).path == "/gemeente"


def test_a_former_name_is_found_in_the_search_box(page, server):
    page.goto(f"{server}/gemeente")
    box = page.get_by_role("combobox").first
    box.click()
    box.press_sequentially("Borgloon")
    page.get_by_role("option", name="Borgloon").first.click()
    expect(page.get_by_role("heading", name="Tongeren-Borgloon", exact=True)).to_be_visible()


@pytest.mark.slow
def test_the_list_of_a_profile_opens_in_excel(page, server):
    page.goto(f"{server}/gemeente?municipality=11002")
    page.locator(".st-key-menu-bodies button").click()
    with page.expect_download() as waiting:
        page.locator(".st-key-bodies-table-xlsx button").click()
    sheet = openpyxl.load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes())).worksheets[0]
    head, *rows = list(sheet.iter_rows(values_only=True))
    pidpa = next(row for row in rows if row[0] == "Pidpa")
    assert pidpa[head.index("Code")] == "0204908936"
    assert pidpa[head.index("Lidmaatschap")] == "gedeeltelijk"


def test_the_sidebar_says_what_this_is_and_what_it_does_not_cover(page, server):
    page.goto(f"{server}/gegevens")
    page.get_by_text("Wat staat er niet in?").click()
    expect(page.get_by_text("Wat deze gegevens niet dekken")).to_be_visible()


@pytest.fixture(scope="module")
def hostile_server(copy_tiny: Callable[[], Path]) -> Iterator[str]:
    folder = copy_tiny()
    for file, column in (("partnerships", "name"), ("municipalities", "name"), ("divisions", "region_name")):
        table = pd.read_csv(folder / f"{file}.csv", dtype=str, keep_default_na=False)
        table[column] = table[column] + " " + HOSTILE
        table.to_csv(folder / f"{file}.csv", index=False, lineterminator="\n")
    crosswalk = pd.read_csv(folder / "crosswalk.csv", dtype=str, keep_default_na=False)
    for column in ("name_from", "name_to"):
        crosswalk[column] = crosswalk[column] + " " + HOSTILE
    crosswalk.to_csv(folder / "crosswalk.csv", index=False, lineterminator="\n")
    derive(folder)
    with running_dashboard(folder) as address:
        yield address


def the_map_shows_names_as_text(page: Page) -> None:
    page.locator(".igs-frame[data-drawn]").wait_for()
    expect(page.locator(".igs-legend")).to_contain_text(HOSTILE)
    expect(panel(page).locator("h2")).to_contain_text(HOSTILE)
    page.mouse.move(*page.evaluate(SPOT, "11001"))
    expect(page.locator(".igs-tip")).to_contain_text(HOSTILE)
    labels = "".join(page.locator(".igs-label-region").all_text_contents())
    assert HOSTILE.replace(" ", "") in labels.replace(" ", "")


@pytest.mark.parametrize(
    "path",
    [
        "gemeente?municipality=11001",
        pytest.param("gemeente?municipality=11001&section=partners", marks=pytest.mark.slow),
        pytest.param("gemeente?municipality=11001&section=common&compare=11002", marks=pytest.mark.slow),
        pytest.param("samenwerkingsverband?partnership=west-afval", marks=pytest.mark.slow),
        "kaart?domains=jeugd&background=referentieregio&municipality=11001",
        pytest.param("gegevens?table=partnerships", marks=pytest.mark.slow),
    ],
)
def test_names_that_look_like_markup_show_as_text(browser: Browser, hostile_server: str, path: str):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    foreign = only_speaking_to(context, hostile_server)
    page = context.new_page()
    ran: list[str] = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.goto(f"{hostile_server}/{path}")
    page.wait_for_function("document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'")
    if not path.startswith("gegevens"):
        expect(page.get_by_text("onerror=alert(1)").first).to_be_attached()
    for summary in page.locator("summary").all():
        summary.click()
    if path.startswith("kaart"):
        the_map_shows_names_as_text(page)
    assert page.locator("img[src=x]").count() == 0
    assert page.locator("[onerror], a[href^='javascript']").count() == 0
    assert page.locator("strong", has_text=re.compile("^vet$")).count() == 0
    assert page.get_by_text("ging iets mis").count() == 0
    assert ran == []
    context.close()
    assert foreign == []
