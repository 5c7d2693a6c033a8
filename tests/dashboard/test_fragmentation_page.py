"""What the page Versnippering says, in both languages, for every section and any address."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igs_geo.dashboard.address.codec import read, write
from igs_geo.dashboard.address.limits import WEIGHTS_OF_RANK
from igs_geo.dashboard.address.view import ANALYSIS, View
from igs_geo.dashboard.pages.fragmentation import thresholds
from igs_geo.dashboard.pages.fragmentation.charts import Marked, histogram, matrix
from igs_geo.dashboard.pages.fragmentation.page import SECTIONS
from igs_geo.dashboard.pages.fragmentation.words import MEASURES
from igs_geo.fragmentation import (
    Thresholds,
    cluster_layers,
    compare_layers,
    count,
    layer_matrix,
    measure_municipalities,
)
from tests.dashboard.app import open_page, text_of, widget


@pytest.fixture(autouse=True)
def _quiet(monkeypatch):
    monkeypatch.delenv("IGS_GEO_DATA", raising=False)


def shown(**query):
    app = open_page("versnippering", **query)
    assert not app.exception
    assert not app.error
    return app


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("section", list(SECTIONS))
def test_every_section_opens_in_both_languages_and_says_what_counts(section, language):
    text = text_of(shown(section=section, language=language, municipality="24020"))
    assert {"nl": "Tellen mee: actieve", "en": "Counted: active"}[language] in text
    assert {"nl": "zonder rechtspersoonlijkheid", "en": "without legal personality"}[language] in text
    assert not re.search(r"\{[a-z_]+\}", text.split("</style>")[-1])


def test_a_municipality_is_explained():
    text = text_of(shown(municipality="24020")).replace("\\", "")
    assert "Diest werkt in 7 beleidsdomeinen samen met 107 partners" in text
    assert "Hardste grens: met" in text
    assert "mediaan Vlaanderen 0,73" in text


@pytest.mark.parametrize("measure", list(MEASURES))
def test_every_measure_can_be_shown(measure):
    assert MEASURES[measure].title("nl") in text_of(shown(measure=measure))


def test_a_border_says_which_divisions_stop_there():
    text = text_of(shown(section="borders", pick="41018-41027")).replace("\\", "")
    assert "Geraardsbergen – Herzele" in text
    assert "6 van de 9" in text
    assert "politiezones" in text
    assert "ILvA" in text


def test_two_layers_are_compared_whichever_comes_first():
    for layers in ("division:provincie,division:arrondissement", "division:arrondissement,division:provincie"):
        text = text_of(shown(section="layers", layers=layers))
        first = layers.split(",")[0]
        inside = "Eerste binnen tweede" if first.endswith("arrondissement") else "Tweede binnen eerste"
        assert re.search(inside + r'</div><div class="value">1,00', text)


def test_flags_can_be_narrowed_by_kind_and_region():
    everywhere = text_of(shown(section="flags", kind="youth_white_spot"))
    limburg = text_of(shown(section="flags", kind="youth_white_spot", focus="provincie:70000"))
    assert "218 aandachtspunten" in everywhere
    assert "218 aandachtspunten" not in limburg
    assert "Antwerpen" not in "".join(line for line in limburg.splitlines() if line.startswith("**"))


def flag_count(app):
    return int(re.search(r"(\d+) aandachtspunt(?:en)? \(Heel Vlaanderen\)</h2>", text_of(app)).group(1))


def test_another_threshold_changes_the_flags_and_the_address_and_is_said_under_the_figures():
    app = shown(section="flags", kind="other_partners")
    before = flag_count(app)
    assert "afwijken van de standaard:" not in text_of(app)
    widget(app, "coherence_at_most").set_value(0.1).run()
    assert not app.exception
    assert app.query_params["coherence_at_most"] == "0.10"
    assert 0 < flag_count(app) < before
    assert text_of(app).count("samenhang hoogstens: 0,10 (standaard 0,20)") == 2
    again = shown(section="flags", kind="other_partners", coherence_at_most="0.1")
    assert flag_count(again) == flag_count(app)
    again.button(key="flags.reset").click().run()
    assert flag_count(again) == before
    assert widget(again, "coherence_at_most").value == 0.2
    assert "coherence_at_most" not in again.query_params


@pytest.mark.slow
def test_the_other_weights_make_room_so_that_the_sum_stays_1():
    app = shown(section="flags", kind="youth_white_spot")
    widget(app, "weight_young").set_value(1.0).run()
    assert not app.exception
    values = [widget(app, name).value for name in WEIGHTS_OF_RANK]
    assert values == [1.0, 0.0, 0.0]
    widget(app, "weight_fit").set_value(0.3).run()
    assert not app.exception
    values = [widget(app, name).value for name in WEIGHTS_OF_RANK]
    assert values == [0.7, 0.0, 0.3]


@pytest.mark.parametrize(
    ("name", "value"),
    [("gevoel", "3"), ("border_shared", "veel"), ("unequal_share", "7"), ("weight_fit", "0.9"), ("<b>", "1")],
)
def test_thresholds_in_an_address_that_cannot_be_are_named_and_not_applied(name, value):
    app = shown(section="flags", kind="youth_white_spot", unequal_members="4", **{name: value})
    said = next(warning.value for warning in app.warning).replace("\\", "")
    known = {"weight_fit": "gewichten", "border_shared": "veel", "unequal_share": "7"}
    assert known.get(name, name) in said
    assert widget(app, "unequal_members").value == 4
    assert widget(app, "weight_fit").value == 0.25


@given(
    steps=st.lists(st.tuples(st.sampled_from(WEIGHTS_OF_RANK), st.integers(0, 100).map(lambda n: n / 100))),
)
def test_any_weights_that_are_entered_can_be_passed_on_by_the_address(steps):
    found = Thresholds()
    for name, value in steps:
        found = thresholds.with_value(found, name, value)
        assert getattr(found, name) == value
    reading = read(write(View(thresholds=found), ANALYSIS), ANALYSIS)
    assert (reading.view.thresholds, reading.remarks) == (found, ())


@pytest.mark.parametrize(
    "query",
    [
        {"section": "borders", "pick": "nergens"},
        {"section": "pairs", "pick": "1-2-3", "municipality": "99999"},
        {"section": "layers", "layers": "division:nergens"},
        {"section": "flags", "kind": "gevoel", "focus": "provincie:0"},
        {"section": "partners", "measure": "gevoel"},
        {"section": "layers", "edition": "2019"},
        {"section": "mergers", "edition": "2019"},
    ],
)
def test_any_address_shows_a_page(query):
    shown(**query)


def test_the_bar_of_the_chosen_municipality_is_pointed_out(tiny_2025):
    values = measure_municipalities(count(tiny_2025))["partners"]
    drawn = histogram(values, "Partners", "nl", 0, Marked("X", float(values.max()))).to_dict()
    bars = next(iter(drawn["datasets"].values()))
    assert sum(bar["count"] for bar in bars) == len(values)
    chosen = [bar for bar in bars if bar["chosen"]]
    assert len(chosen) == 1
    assert chosen[0]["low"] <= values.max() <= chosen[0]["high"]


def test_the_matrix_has_a_cell_for_every_two_layers(tiny_2025):
    similarity = layer_matrix(compare_layers(count(tiny_2025)))
    names = dict(zip(similarity.index, similarity.index, strict=True))
    drawn = matrix(similarity, cluster_layers(similarity), names, "Jaccard", "nl").to_dict()
    cells = max(drawn["datasets"].values(), key=len)
    n = len(similarity)
    assert len(cells) == n * (n - 1)
    assert {cell["a"] for cell in cells} == set(names)


@pytest.mark.parametrize("section", list(SECTIONS))
def test_another_data_package_is_shown_too(section, tiny_folder, monkeypatch):
    monkeypatch.setenv("IGS_GEO_DATA", str(tiny_folder))
    assert "Tellen mee" in text_of(shown(section=section, municipality="71099"))
