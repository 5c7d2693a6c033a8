"""A municipality is found by its name, old name or code; what is not found gets suggestions."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from igs_geo.atlas.search import find_municipality, search
from igs_geo.errors import NotFoundError


@pytest.mark.parametrize(
    ("text", "nis"),
    [
        ("Diest", "24020"),
        ("  dIEST ", "24020"),
        ("24020", "24020"),
        ("Borgloon", "73111"),
        ("Borsbeek", "11002"),
        ("Gooik", "23106"),
        ("23024", "23106"),
        ("Antwerpen", "11002"),
        ("Knesselare", "44084"),
        ("44029", "44084"),
        ("Opglabbeek", "72042"),
        ("tongeren borgloon", "73111"),
        ("St-Niklaas", "46021"),
        ("SINT NIKLAAS", "46021"),
    ],
)
def test_names_old_names_and_codes_lead_to_the_municipality_of_2025(atlas_2025, text, nis):
    assert find_municipality(atlas_2025, text) == nis


@pytest.mark.parametrize(("text", "nis"), [("Borgloon", "73009"), ("Zingem", "45068"), ("Tessenderlo", "71057")])
def test_in_2019_they_lead_to_the_municipality_of_2019(atlas_2019, text, nis):
    assert find_municipality(atlas_2019, text) == nis


def test_every_code_and_name_of_every_edition_is_found(atlas_2025):
    steps = atlas_2025.crosswalk[
        lambda rows: (rows["edition_to"] == "2025") & rows["nis_to"].isin(atlas_2025.flemish.index)
    ]
    sample = steps.iloc[::9]
    for old, name, new in zip(sample["nis_from"], sample["name_from"], sample["nis_to"], strict=True):
        assert find_municipality(atlas_2025, old) == new
        assert find_municipality(atlas_2025, name) == new


def test_a_name_of_later_is_ambiguous_before_the_merger(atlas_2019):
    with pytest.raises(NotFoundError) as caught:
        find_municipality(atlas_2019, "Pajottegem")
    assert caught.value.suggestions == ("Galmaarden", "Gooik", "Herne")
    assert "Gooik" in caught.value.message("nl")


@pytest.mark.parametrize(("text", "suggestion"), [("Dietst", "Diest"), ("Beveren-K", "Beveren-Kruibeke-Zwijndrecht")])
def test_an_unknown_name_gets_suggestions(atlas_2025, text, suggestion):
    with pytest.raises(NotFoundError) as caught:
        find_municipality(atlas_2025, text)
    assert suggestion in caught.value.suggestions


@pytest.mark.parametrize("text", ["", "  ", "Anderlecht", "21001", "99999", "{name}"])
def test_what_is_no_flemish_municipality_is_not_found(atlas_2025, text):
    with pytest.raises(NotFoundError):
        find_municipality(atlas_2025, text)


@given(st.text(max_size=30))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_found_or_not_but_breaks_nothing(tiny_2025, text):
    for hit in search(tiny_2025, text, "nl"):
        assert hit.id in tiny_2025.flemish.index or hit.id in tiny_2025.partnerships.index
    try:
        nis = find_municipality(tiny_2025, text)
    except NotFoundError:
        return
    assert nis in tiny_2025.flemish.index


def test_the_search_box_finds_old_names_and_says_so(atlas_2025):
    hits = search(atlas_2025, "borgl", "nl")
    assert (hits[0].kind, hits[0].id) == ("municipality", "73111")
    assert {hit.label for hit in search(atlas_2025, "gooik", "nl")} == {"Pajottegem (vroeger Gooik)"}
    assert search(atlas_2025, "gooik", "en")[0].label == "Pajottegem (formerly Gooik)"


def test_the_search_box_finds_partnerships_by_name_id_and_the_name_in_use(atlas_2025):
    assert search(atlas_2025, "veneco", "nl")[0].id == "0200065765"
    assert search(atlas_2025, "0200065765", "nl")[0].kind == "partnership"
    assert search(atlas_2025, "jonk", "nl")[0].label == "Jeugdregio Noorderkempen (JoNK)"
    assert "0738894332" in [hit.id for hit in search(atlas_2025, "meetjesman", "nl")]


def test_the_best_answer_comes_first(atlas_2025):
    assert search(atlas_2025, "aalst", "nl")[0].label == "Aalst"
    assert len(search(atlas_2025, "sint", "nl", limit=4)) == 4


def test_nothing_found_is_an_empty_list(atlas_2025):
    assert search(atlas_2025, "xqzw", "nl") == []
    assert search(atlas_2025, "", "nl") == []
