"""Every map names where all of what it shows comes from, not the boundaries only."""

import pandas as pd
import pytest

from igs_geo.i18n import LANGUAGES
from igs_geo.maps import (
    Division,
    Words,
    choropleth_map,
    division_map,
    municipality_set_map,
    partners_map,
    partnership_map,
)
from igs_geo.maps.line_map import line_map
from igs_geo.maps.sources import PARTNERSHIPS, Basis

REGISTER, BOUNDARIES, DIVISIONS = "Organisatieportaal", "Statbel", "provincies.incijfers.be; gerechtelijke kantons"
COMMUTING, PEOPLE = "Census 2011", "bevolking naar leeftijd"
ANTWERPEN, MECHELEN = "11002", "12025"


def sources(atlas, language):
    """Return the source line of a map of every kind, with what has to be in it."""
    said, words = {"language": language}, Words("t", "h", language)
    return {
        "partnerships": (partnership_map(atlas, ["afval"], **said), [REGISTER]),
        "zones": (partnership_map(atlas, ["politie"], **said), [DIVISIONS]),
        "background": (partnership_map(atlas, ["afval"], "referentieregio", **said), [REGISTER, DIVISIONS]),
        "set": (municipality_set_map(atlas, [ANTWERPEN], title="t", background="provincie", **said), [DIVISIONS]),
        "proposal": (
            division_map(atlas, Division({"1": [ANTWERPEN]}, frame="referentieregio"), words),
            [REGISTER, DIVISIONS, COMMUTING, PEOPLE],
        ),
        "partners": (partners_map(atlas, ANTWERPEN, {MECHELEN: 2}, title="t", **said), [REGISTER]),
        "measure": (
            choropleth_map(atlas, pd.Series({ANTWERPEN: 1.0}), words, basis=Basis((PARTNERSHIPS,), ["provincie"])),
            [REGISTER, DIVISIONS],
        ),
        "borders": (
            line_map(atlas, {(ANTWERPEN, MECHELEN): 1.0}, words, kind="border", divisions=["politiezone"]),
            [REGISTER, DIVISIONS],
        ),
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_source_line_names_everything_that_is_shown(atlas_2025, language):
    for kind, (spec, named) in sources(atlas_2025, language).items():
        assert BOUNDARIES in spec.source, kind
        for source in named:
            assert source in spec.source, (kind, source)


def test_what_is_not_shown_is_not_named(atlas_2025):
    spec = partnership_map(atlas_2025, ["afval"])
    assert DIVISIONS not in spec.source
    assert COMMUTING not in spec.source


def test_a_chosen_area_is_counted_beside_the_country(atlas_2025):
    few = partnership_map(atlas_2025, ["jeugd", "afval"], focus="provincie:70000")
    assert any("in dit gebied" in entry.text for entry in few.legend)
    everywhere = partnership_map(atlas_2025, ["jeugd", "afval"])
    assert not any("in dit gebied" in entry.text for entry in everywhere.legend)
