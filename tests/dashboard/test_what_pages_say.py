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


def test_under_the_map_stands_who_has_nothing_and_beside_whom():
    app, text = shown("kaart", focus=LIMBURG)
    assert "wie heeft niets, en naast wie? (Provincie Limburg)" in text
    assert "Niets gekend (38)" in list(widget(app, "state").options)
    table = next(frame.value for frame in app.dataframe if "Grenzen" in frame.value.columns)
    assert len(table) == 38
    halen = table.set_index("Gemeente").loc["Halen"]
    assert (halen["Grenzen"], halen["Dichtst bij"]) == (1, "Beleefproject")
    assert "Bekkevoort" in halen["Via"]
    assert table["Grenzen"].is_monotonic_increasing
    app, text = shown("kaart", focus="provincie:30000", state="other", language="en")
    table = next(frame.value for frame in app.dataframe if "Borders" in frame.value.columns)
    assert (table["Borders"] == 0).all()
    assert table["Nearest"].str.contains("without a known subsidy").any()
    _, text = shown("kaart", domains="afval")
    assert "wie heeft niets" not in text


def test_a_white_spot_says_its_neighbours_and_leads_to_regions_around_it():
    _, text = shown("kaart", municipality="24020")
    assert "Naast Beleefproject, via Bekkevoort." in text
    assert "Buren met gekende jeugdsamenwerking: Bekkevoort." in text
    assert "Buren zonder: Beringen, Halen" in text


def test_a_profile_begins_with_youth_and_its_best_candidate_region():
    _, text = shown("gemeente", municipality="24020")
    text = text.replace("\\", "")
    assert "Geen samenwerking voor jeugd gekend (witte vlek)." in text
    assert "leden niet gekend" in text
    assert "Laagste kost per inwoner met de standaardinstellingen" in text
    assert "voor afval met Limburg" in text
    assert text.count("volgens het register van 2023, en gebiedsindelingen") == 1
    assert "gerechtelijk kanton Diest" in text
    _, text = shown("gemeente", municipality="44087")
    assert "Voor een deel van de gemeente in een gesubsidieerd samenwerkingsverband" in text
    _, text = shown("gemeente", municipality="11002")
    assert "ligt Antwerpen in geen enkele regio" in text
    _, text = shown("gemeente", municipality="24020", edition="2019")
    assert "niet vooraf berekend" in text


def test_fragmentation_opens_with_a_verdict_and_more_is_worse():
    app, text = shown("versnippering")
    assert widget(app, "measure").value == "fragmentation"
    assert "35 van de 285 gemeenten zijn versnipperd" in text
    _, text = shown("versnippering", municipality="24020")
    text = text.replace("\\", "")
    assert "Diest is deels versnipperd" in text
    assert "Met wie Diest samenwerkt, per domein" in text
    assert "Limburg 38" in text
