"""With an area chosen figures count that area and say so; settings say what the law says of their value."""

import pytest

from tests.dashboard.app import open_page, text_of, widget

LIMBURG = "provincie:70000"


@pytest.fixture(autouse=True)
def _quiet(monkeypatch):
    monkeypatch.delenv("IGS_GEO_DATA", raising=False)


def shown(path, **query):
    app = open_page(path, **query)
    assert not app.exception
    return app, text_of(app)


def test_white_spots_are_counted_in_the_chosen_area(atlas_2025):
    number = int((atlas_2025.flemish["province_nis"] == "70000").sum())
    _, text = shown("", domains="jeugd", focus=LIMBURG)
    assert f"van {number} gemeenten (Provincie Limburg)" in text
    assert "leden niet gekend" in text
    _, text = shown("", domains="jeugd")
    assert "van 285 gemeenten (Heel Vlaanderen)" in text


def test_the_figures_of_a_measure_are_those_of_the_chosen_area(atlas_2025):
    number = int((atlas_2025.flemish["province_nis"] == "70000").sum())
    _, text = shown("versnippering", focus=LIMBURG)
    assert f"({number} gemeenten)" in text
    assert "Provincie Limburg: de middelste gemeente" in text
    assert f"Rangschikking van {number} gemeenten (Provincie Limburg)" in text
    assert "Organisatieportaal" in text


def test_each_setting_says_its_legal_status_at_its_value():
    app, _ = shown("kandidaat-regios")
    assert "wet" in widget(app, "frame").label
    assert "eigen keuze" in widget(app, "min_municipalities").label
    assert "401" in widget(app, "youth_partnerships").help
    assert "200.000" in widget(app, "big_cities").label
    app, _ = shown("kandidaat-regios", start="culture-norm")
    assert "norm van cultuur" in widget(app, "min_inhabitants").label
    app, _ = shown("kandidaat-regios", start="culture-norm", min_inhabitants="90000", frame="provincie")
    assert "eigen keuze" in widget(app, "min_inhabitants").label
    assert "eigen keuze" in widget(app, "frame").label


def test_deadlines_stand_on_the_page_of_a_partnership(atlas_2025):
    body = atlas_2025.partnerships.query("name == 'WVI'").index[0]
    _, text = shown("samenwerkingsverband", partnership=str(body))
    assert "1 januari 2031 (bevestigd)" in text
    _, text = shown("samenwerkingsverband", partnership="0738894332")
    assert "volgende ronde" in text
