"""What the pages Gemeente, Samenwerkingsverband and Gegevens say, in both languages and for any address."""

from __future__ import annotations

import pytest

from igs_geo.cli.serve import DATA_VARIABLE
from igs_geo.dashboard.address.view import PATHS
from igs_geo.i18n import LANGUAGES, translate
from tests.dashboard.app import open_page, text_of, widget

PAGES = {
    "gemeente": ({"municipality": "24020"}, "Diest"),
    "samenwerkingsverband": ({"partnership": "0204908936"}, "Pidpa"),
    "gegevens": ({"table": "memberships_2025"}, "memberships_2025.csv"),
}


@pytest.fixture(autouse=True)
def _quiet(monkeypatch):
    monkeypatch.delenv("IGS_GEO_DATA", raising=False)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("path", list(PAGES))
def test_every_page_shows_its_subject_in_both_languages(path, language):
    query, expected = PAGES[path]
    app = open_page(path, language=language, **query)
    text = text_of(app)
    assert not app.exception
    assert not app.error
    assert expected in text
    word = {"nl": "Stand van de gegevens", "en": "Date of the data"}[language]
    assert word in text


@pytest.mark.parametrize("section", ["partners", "common"])
def test_the_other_parts_of_a_profile_open_from_the_address(section):
    app = open_page("gemeente", municipality="24020", section=section, compare="24001")
    assert not app.error
    assert "Diest" in text_of(app)


def test_antwerp_is_a_partial_member_of_pidpa_and_a_full_one_of_igean():
    text = text_of(open_page("gemeente", municipality="11002"))
    pidpa = next(line for line in text.splitlines() if line.startswith("**Pidpa**"))
    assert "gedeeltelijk lid" in pidpa.replace("\u2060", "")
    assert "Borsbeek" in pidpa
    igean = [line for line in text.splitlines() if line.startswith("**IGEAN")]
    assert igean
    assert all("volledig lid" in line for line in igean)


def test_without_a_choice_a_page_says_how_to_begin():
    for path, word in (("gemeente", "Kies hierboven een gemeente"), ("samenwerkingsverband", "Kies hierboven een")):
        app = open_page(path)
        assert word in text_of(app)
        assert len(app.get("button_group")) >= 1


@pytest.mark.parametrize(
    ("path", "query", "sentence"),
    [
        ("gemeente", {"municipality": "Dist"}, "is geen gemeente of NIS-code"),
        ("gemeente", {"municipality": "21004"}, "Brussels Hoofdstedelijk Gewest"),
        ("gemeente", {"municipality": "73111", "edition": "2019"}, "bestaat pas sinds 1 januari 2025"),
        ("gemeente", {"municipality": "73009"}, "hoort ze bij Tongeren"),
        ("gemeente", {"municipality": "<b>x</b>"}, "is geen gemeente of NIS-code"),
        ("samenwerkingsverband", {"partnership": "niets"}, "is geen samenwerkingsverband"),
        ("gegevens", {"table": "../secrets"}, "Die tabel bestaat niet"),
        ("gemeente", {"municipality": "24020", "compare": "99999,24001", "section": "common"}, "Aarschot"),
        ("gemeente", {"municipality": "24020", "edition": "1999", "language": "xx", "section": "?"}, "Diest"),
    ],
)
def test_an_unknown_or_former_code_gets_a_sentence_and_no_traceback(path, query, sentence):
    app = open_page(path, **query)
    assert not app.exception
    assert not app.error
    assert sentence in text_of(app).replace("\\-", "-").replace("\\", "")


def test_a_former_code_leads_to_its_successor_in_the_address():
    app = open_page("gemeente", municipality="73009")
    assert app.query_params["municipality"] == "73111"


def test_changing_the_language_keeps_what_was_chosen():
    app = open_page("gemeente", municipality="24020", edition="2019")
    widget(app, "language").set_value("en").run()
    assert app.query_params["language"] == "en"
    assert app.query_params["edition"] == "2019"
    assert app.query_params["municipality"] == "24020"
    assert "Province of Vlaams-Brabant" in text_of(app)


def test_an_unexpected_failure_shows_a_sentence_and_is_logged(monkeypatch, caplog):
    def fail(*_args: object, **_more: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("igs_geo.fragmentation.profile.similar_municipalities", fail)
    app = open_page("gemeente", municipality="24020")
    assert not app.exception
    assert "Hier ging iets mis" in app.error[0].value
    assert "secret detail" not in text_of(app)
    assert "secret detail" in caplog.text


def test_a_broken_data_package_is_explained(monkeypatch, tmp_path):
    monkeypatch.setenv("IGS_GEO_DATA", str(tmp_path / "nowhere"))
    app = open_page("gemeente", municipality="24020")
    assert not app.exception
    assert "nowhere" in text_of(app)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_every_page_shows_a_package_without_the_tables_that_may_be_left_out(copy_tiny, monkeypatch, path, language):
    monkeypatch.setenv(DATA_VARIABLE, str(copy_tiny()))
    app = open_page(path, language=language)
    assert not app.exception
    assert translate("shell.unexpected", language) not in text_of(app)
