"""Own data in a real browser: a list with mistakes, mended from the coloured file; a member that left."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from igs_geo.intake import list_to_check
from igs_geo.workspace import open_workspace
from igs_geo.workspace.place import VARIABLE
from tests.dashboard.conftest import only_speaking_to, running_dashboard

pytestmark = pytest.mark.browser
expect.set_options(timeout=20_000)

NETELAND = "0687552727"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UPLOAD = '[data-testid="stFileUploaderDropzoneInput"]'
MATRIX = (
    ("Gemeente", "Kampen (voorbeeld)", "Speeldag (voorbeeld)"),
    ("Sint-Niklaas", "x", ""),
    ("Tems", "x", ""),
    ("Zele", "misschien", "x"),
    ("Aalst", "", "x"),
    ("Aalst", "x", ""),
)
"""With a misspelt name, a mark that is neither yes nor no, and a municipality that stands there twice."""


@pytest.fixture(scope="module")
def keeper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A server that keeps documents in a workspace of its own."""
    file = tmp_path_factory.mktemp("keeper") / "workspace.sqlite"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(file))
        with running_dashboard() as server:
            yield server, file


@pytest.fixture
def keeping(browser: Browser, keeper: tuple[str, Path]) -> Iterator[tuple[Page, str]]:
    """A page of that server, which keeps nothing at first."""
    server, file = keeper
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="nl-BE", accept_downloads=True)
    foreign = only_speaking_to(context, server)
    yield context.new_page(), server
    context.close()
    own = open_workspace(str(file))
    for entry in own.entries():
        own.delete(entry.id)
    own.close()
    assert foreign == []


def workbook(rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def choose(page: Page, name: str, content: bytes) -> None:
    page.locator(UPLOAD).set_input_files({"name": name, "mimeType": EXCEL, "buffer": content})


def fill(page: Page, label: str, text: str) -> None:
    box = page.get_by_role("textbox", name=label, exact=True)
    box.fill(text)
    box.press("Enter")


def downloaded(page: Page, label: str) -> bytes:
    with page.expect_download() as caught:
        page.get_by_role("button", name=label).click()
    return Path(caught.value.path()).read_bytes()


@pytest.mark.slow
def test_a_matrix_with_three_mistakes_is_loaded_after_mending_the_coloured_file(keeping):
    page, server = keeping
    page.goto(f"{server}/eigen-gegevens?section=file")
    choose(page, "jeugd.xlsx", workbook(MATRIX))
    expect(page.get_by_role("radio", name="kruisjestabel")).to_be_checked()
    fill(page, "Bron", "rondvraag (voorbeeld)")
    fill(page, "Datum", "12/2026")
    expect(page.get_by_text("2 problemen om te verbeteren. 1 vraag.")).to_be_visible()
    expect(page.get_by_text("Verbeter eerst de problemen en beantwoord de vragen.")).to_be_visible()
    assert page.get_by_role("button", name="Neem").count() == 0
    book = openpyxl.load_workbook(io.BytesIO(downloaded(page, "Dezelfde lijst met gekleurde cellen")))
    sheet, remarks = book.worksheets
    painted = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fill_type}
    assert painted == {"A3", "B4", "A6"}
    assert [row[1].value for row in remarks.iter_rows(min_row=2)] == ["A3", "B4", "A6"]
    sheet["A3"], sheet["B4"] = "Temse", "x"
    sheet.delete_rows(6)
    choose(page, "jeugd-gekleurd.xlsx", saved(book))
    expect(page.get_by_text("In deze lijst is niets verkeerd of twijfelachtig.")).to_be_visible()
    page.get_by_role("button", name="Neem 2 wijzigingen over").click()
    expect(page.get_by_text("Bewaard in jeugd-gekleurd: 2 wijzigingen.")).to_be_visible()
    page.goto(f"{server}/samenwerkingsverband?partnership=kampen-voorbeeld")
    expect(page.locator(".st-key-figure-body-members .value")).to_have_text("3")
    expect(page.get_by_text("rondvraag (voorbeeld)").first).to_be_visible()


@pytest.mark.slow
def test_a_doubtful_name_is_asked_once_and_nothing_is_taken_before(keeping):
    page, server = keeping
    page.goto(f"{server}/eigen-gegevens?section=file")
    rows = (("Naam", "Leden"), ("Jeugd (voorbeeld)", "Lokeren, Moerbeke en Zele; ook Kruibeke"),
            ("Sport (voorbeeld)", "Kruibeke, Temse"))  # fmt: skip
    choose(page, "leden.xlsx", workbook(rows))
    fill(page, "Bron", "verzonnen")
    fill(page, "Datum", "2026")
    expect(page.get_by_text("Kruibeke is een vroegere gemeente. Wat bedoelt u? (staat er 2 keer)")).to_be_visible()
    assert page.get_by_role("button", name="Neem").count() == 0
    page.get_by_text("enkel het vroegere Moerbeke (deel van Lokeren)", exact=True).click()
    page.get_by_text("enkel het vroegere Kruibeke (deel van Beveren-Kruibeke-Zwijndrecht)", exact=True).click()
    page.get_by_role("button", name="Neem 2 wijzigingen over").click()
    expect(page.get_by_text("Bewaard in leden: 2 wijzigingen.")).to_be_visible()


def test_a_member_is_ended_with_a_source_and_the_figures_follow(keeping):
    page, server = keeping
    page.goto(f"{server}/samenwerkingsverband?partnership={NETELAND}")
    members = page.locator(".st-key-figure-body-members .value")
    expect(members).to_have_text("5")
    page.get_by_text("Dit klopt niet", exact=True).click()
    page.get_by_text("Een gemeente is geen lid meer", exact=True).click()
    box = page.get_by_role("combobox", name="Wie is geen lid meer?")
    box.click()
    box.press_sequentially("Herentals")
    page.get_by_role("option").first.wait_for()
    box.press("Enter")
    page.keyboard.press("Escape")
    fill(page, "Bron", "gemeenteraad (voorbeeld)")
    fill(page, "Datum", "31/12/2025")
    expect(page.get_by_text("Herentals is geen lid meer van Neteland.")).to_be_visible()
    page.get_by_role("button", name="Neem 1 wijziging over").click()
    expect(members).to_have_text("4")
    page.goto(f"{server}/eigen-gegevens?section=difference")
    expect(page.locator(".st-key-figure-own-funded .value")).to_have_text("28")
    page.goto(f"{server}/samenwerkingsverband?partnership={NETELAND}")
    expect(members).to_have_text("4")
    page.goto(f"{server}/samenwerkingsverband?partnership={NETELAND}&own=0")
    expect(members).to_have_text("5")


@pytest.mark.slow
def test_a_list_that_was_filled_in_is_accepted_one_by_one(keeping, atlas_2025):
    page, server = keeping
    book = openpyxl.load_workbook(io.BytesIO(list_to_check(atlas_2025, "nl")))
    for row in book["Leden"].iter_rows(min_row=2):
        if row[9].value == NETELAND and row[1].value in {"Herentals", "Vorselaar"}:
            row[3].value, row[4].value, row[6].value = "nee", "2025", "brief"
    page.goto(f"{server}/eigen-gegevens?section=file")
    choose(page, "terug.xlsx", saved(book))
    expect(page.get_by_text("Verschillen om te aanvaarden (2)")).to_be_visible()
    expect(page.get_by_role("button", name="Neem over")).to_be_disabled()
    page.get_by_text("Vorselaar is geen lid meer van Neteland.").click()
    page.get_by_role("button", name="Neem 1 wijziging over").click()
    expect(page.get_by_text("Bewaard in terug: 1 wijziging.")).to_be_visible()
    page.goto(f"{server}/samenwerkingsverband?partnership={NETELAND}")
    expect(page.locator(".st-key-figure-body-members .value")).to_have_text("4")


REFUSED = {
    "oud.xls": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "oud Excel-bestand"),
    "stuk.xlsx": (b"PK\x03\x04" + b"\0" * 600, "beschadigd"),
    "beeld.png": (b"\x89PNG\r\n\x1a\n\0\0", "geen tabel die we kunnen lezen"),
    "leeg.csv": (b" \n", "is leeg"),
    "groot.csv": (b"Gemeente;x\n" * (21 << 20 >> 3), "groter dan 20 MB"),
    "html.csv": (b"<script>alert(1)</script>;b\n<b>x</b>;2\n", "niet herkend"),
}


@pytest.mark.slow
def test_files_that_cannot_be_read_get_one_sentence_each(keeping, tmp_path):
    page, server = keeping
    page.goto(f"{server}/eigen-gegevens?section=file")
    for name, (content, sentence) in REFUSED.items():
        (tmp_path / name).write_bytes(content)
        page.locator(UPLOAD).set_input_files(tmp_path / name)
        expect(page.get_by_text(sentence)).to_be_visible()
        expect(page.get_by_text("Hier ging iets mis")).to_have_count(0)
        assert page.get_by_role("button", name="Neem").count() == 0
