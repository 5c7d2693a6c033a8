"""What is put aside for a report: kept as what to draw, drawn anew, and made into a document."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from igs_geo.dashboard.frame.menu import module_of
from igs_geo.dashboard.pages.report.drawing import draw, report_of
from igs_geo.dashboard.widgets.baskets import ADDABLE, changed, marks
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import LANGUAGES
from igs_geo.reports.blocks import Figure, Heading, Paragraph, Table
from igs_geo.reports.writing import FORMATS, written
from igs_geo.workspace import WorkspaceError, kinds
from igs_geo.workspace.basket import MOST_PIECES, VERSION, Basket, Piece, read_basket
from igs_geo.workspace.place import VARIABLE
from tests.dashboard.conftest import opened, running_dashboard, settled

SECTIONS = {"borders-map": "borders", "pairs-map": "pairs", "flags-map": "flags", "two-layers-map": "layers",
            "matrix": "layers", "partners-map": "partners"}  # fmt: skip
CHOSEN = {"gemeente": {"municipality": "24020"}, "samenwerkingsverband": {"partnership": "igs-noorderkempen"}}


def piece(page: str, key: str, **more: str) -> Piece:
    section = {"section": SECTIONS[key]} if key in SECTIONS else {}
    query = {"edition": "2025", "language": "nl", **CHOSEN.get(page, {}), **section, **more}
    return Piece(page=page, query=query, key=key, heading=f"Onderdeel {key}")


@pytest.mark.parametrize(("page", "key"), sorted(ADDABLE))
def test_everything_that_can_be_added_is_drawn_again_from_its_address(page: str, key: str) -> None:
    drawn = draw(piece(page, key), "nl")
    assert drawn.found is not None, drawn.remark
    assert drawn.found.heading
    assert (drawn.found.table is None) != (drawn.found.picture is None)
    assert marks(drawn.found)
    again = draw(drawn.piece.model_copy(update={"seen": marks(drawn.found)}), "nl")
    assert again.remark == ""
    assert draw(again.piece, "en").remark == "", "another language is no other data"
    assert f"/{page}?" in drawn.found.caption


def test_only_what_is_different_is_said_to_have_changed():
    now = {"Diest": "a", "Aarschot": "b", "Leuven": "c"}
    assert changed({"Diest": "a", "Aarschot": "x", "Halen": "d"}, now) == (["Aarschot"], ["Leuven"], ["Halen"])
    drawn = draw(piece("samenwerkingsverband", "members"), "nl")
    assert drawn.found is not None
    seen = marks(drawn.found)
    name = next(iter(seen))
    other = {key: value for key, value in seen.items() if key != name} | {"Atlantis": "0"}
    remark = draw(drawn.piece.model_copy(update={"seen": other}), "nl").remark
    assert f"Erbij gekomen: {name} (1)." in remark
    assert "Verdwenen: Atlantis (1)." in remark


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_piece_that_no_longer_exists_says_so(language: str) -> None:
    for gone in (piece("kaart", "nothing"), piece("gegevens", "map"), piece("samenwerkingsverband", "body-map",
                                                                            partnership="weg")):  # fmt: skip
        drawn = draw(gone, language)
        assert drawn.found is None
        assert drawn.remark.endswith(".")


def test_a_basket_becomes_a_report_in_order_with_own_words_in_every_form() -> None:
    pieces = (
        piece("samenwerkingsverband", "members").model_copy(update={"heading": "Leden", "remark": "Eerst\n\nDaarna"}),
        piece("samenwerkingsverband", "body-map").model_copy(update={"heading": "Kaart"}),
    )
    report = report_of(Basket(title="Mijn rapport", pieces=pieces), "nl")
    assert [block.text for block in report.blocks if isinstance(block, Heading)] == ["Leden", "Kaart"]
    assert [block.text for block in report.blocks if isinstance(block, Paragraph)] == ["Eerst", "Daarna"]
    assert sum(isinstance(block, Table) for block in report.blocks) == 1
    assert sum(isinstance(block, Figure) for block in report.blocks) == 1
    begins = {"docx": b"PK", "pdf": b"%PDF", "html": b"<!doctype html>"}
    for form in FORMATS:
        assert written(report, form).startswith(begins[form])
    with pytest.raises(IgsGeoError):
        report_of(Basket(title="Leeg"), "nl")


def test_a_basket_is_read_and_refused_with_the_place() -> None:
    whole = Basket(title="t", pieces=(piece("kaart", "map"),))
    assert read_basket(whole.model_dump(), "x") == whole
    with pytest.raises(WorkspaceError, match=r"pieces\.0\.heading"):
        read_basket(whole.model_dump() | {"pieces": [{"page": "kaart", "key": "map", "heading": ""}]}, "x")
    many = [piece("kaart", "map").model_dump()] * (MOST_PIECES + 1)
    with pytest.raises(WorkspaceError):
        read_basket({"title": "t", "pieces": many}, "x")
    assert kinds.BASKET_VERSION == VERSION
    assert all(module_of(page).endswith(".page") for page, _ in ADDABLE)


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A dashboard with a workspace of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(VARIABLE, str(tmp_path_factory.mktemp("workspace") / "own.sqlite"))
        with running_dashboard() as address:
            yield address


@pytest.mark.browser
def test_a_map_goes_into_a_report_and_the_report_into_a_file(browser: Browser, own_server: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    opened(page, f"{own_server}/kaart?domains=afval")
    page.locator(".st-key-menu-map button").click()
    page.get_by_role("button", name="Voeg toe aan rapport").click()
    settled(page)
    page.get_by_text("Naar het rapport").click()
    settled(page)
    heading = page.get_by_label("Titel van onderdeel 1")
    heading.fill("Afval in Vlaanderen")
    heading.press("Enter")
    settled(page)
    page.reload()
    settled(page)
    expect(page.get_by_label("Titel van onderdeel 1")).to_have_value("Afval in Vlaanderen")
    page.get_by_role("button", name="Maak webpagina").click()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Download: webpagina").click()
    text = taken.value.path().read_text(encoding="utf-8")
    assert "Afval in Vlaanderen" in text
    assert "open=" not in text, "a report names no link to a document"
