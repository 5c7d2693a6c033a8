"""The legal status of a setting follows from its value and the tables, not from the preset that it came from."""

import dataclasses

import pytest

from igs_geo.dashboard.pages.regions.settings_panel import said_status
from igs_geo.i18n import LANGUAGES
from igs_geo.regions import Criteria, presets
from igs_geo.regions.problem.settings import SETTINGS
from igs_geo.regions.problem.status import legal_status, norm_of

OTHER = {
    "edition": "2019", "frame": "provincie", "min_municipalities": 3, "max_municipalities": 9,
    "min_inhabitants": 85_001, "max_inhabitants": 85_000,
    "min_young": 85_000, "max_young": 85_000, "min_regions": 1, "max_regions": 99,
    "exempt_above": 85_000, "outside_above": 85_000, "contiguous": False, "min_border_m": 20.0, "use_links": False,
    "extra_links": (("11001", "11002"),), "youth_partnerships": "keep", "youth_other": "whole",
    "together": (("11001", "11002"),), "apart": (("11001", "11002"),), "inside": ("11001",), "outside": ("11002",),
    "left_over": "forbid", "price": 1.0, "objective": "balance", "target": 85_000, "people": "young",
    "ages": ("age_0_2",), "split_layers": ("division:provincie",), "population_year": 2015,
}  # fmt: skip
"""Another value for every setting."""


def test_no_setting_is_left_out():
    assert set(OTHER) == set(SETTINGS)


@pytest.mark.parametrize("setting", SETTINGS)
def test_whatever_is_changed_is_our_choice(atlas_2025, setting):
    assert legal_status(atlas_2025, setting, OTHER[setting]).status == "choice"


@pytest.mark.parametrize("code", presets())
def test_in_a_preset_only_the_frame_is_law_and_only_the_norm_a_norm(atlas_2025, code):
    values = {f.name: getattr(presets()[code].criteria, f.name) for f in dataclasses.fields(Criteria)}
    found = {name: legal_status(atlas_2025, name, value).status for name, value in values.items()}
    assert {name for name, status in found.items() if status == "law"} == ({"frame"} if values["frame"] else set())
    norms = {"min_inhabitants"} if values["min_inhabitants"] == 85_000 else set()
    assert {name for name, status in found.items() if status == "neighbour"} == norms


@pytest.mark.parametrize("language", LANGUAGES)
def test_law_comes_with_its_condition_and_rule(atlas_2025, language):
    word, why = said_status(atlas_2025, "frame", "referentieregio", language)
    assert word == {"nl": "wet", "en": "law"}[language]
    for part in ("art. 3, 11° ", "22", "http"):
        assert part in why
    assert {"nl": "rechtspersoonlijkheid", "en": "legal personality"}[language] in why
    word, why = said_status(atlas_2025, "min_inhabitants", 85_000, language)
    assert word == {"nl": "norm van cultuur", "en": "norm of culture"}[language]
    assert (
        said_status(atlas_2025, "min_inhabitants", None, language)[0]
        == {"nl": "eigen keuze", "en": "our choice"}[language]
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("value", ["keep", "extend", "ignore"])
def test_article_401_stands_beside_the_youth_partnerships(atlas_2025, value, language):
    word, why = said_status(atlas_2025, "youth_partnerships", value, language)
    assert word == {"nl": "eigen keuze", "en": "our choice"}[language]
    assert "401" in why
    assert {"nl": "zes jaar", "en": "six years"}[language] in why


def test_the_norm_comes_from_the_tables(atlas_2025, tiny_2025):
    assert norm_of(atlas_2025, "min_inhabitants") == 85_000
    assert norm_of(tiny_2025, "min_inhabitants") is None
    assert legal_status(tiny_2025, "frame", "referentieregio").status == "choice"
