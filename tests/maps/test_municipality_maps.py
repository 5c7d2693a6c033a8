"""Maps of sets, measures, partners and lines."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from igs_geo.atlas import Atlas
from igs_geo.maps import Words, choropleth_map, line_map, municipality_set_map, partners_map
from igs_geo.maps.palette import sequence


def test_a_set_shows_full_and_partial_members_apart(tiny_2019: Atlas) -> None:
    spec = municipality_set_map(tiny_2019, ["11001", "11002"], partial=["11003"], title="Zuid")
    assert spec.fills["11001"] == spec.fills["11002"] != spec.fills["11003"]
    assert spec.outlines[0].members == ("11001", "11002", "11003")
    assert spec.window == ("11001", "11002", "11003")


def test_partners_are_darker_where_they_share_more(tiny_2019: Atlas) -> None:
    spec = partners_map(tiny_2019, "11001", {"11002": 3, "11003": 2, "71004": 1, "71001": 0}, title="Partners")
    darkness = [int(spec.fills[nis].bands[0].colour[1:3], 16) for nis in ("71004", "11003", "11002")]
    assert darkness == sorted(darkness, reverse=True)
    assert "71001" not in spec.fills


@given(classes=st.integers(1, 40))
def test_every_class_has_a_colour_of_its_own(classes: int) -> None:
    colours = sequence(classes)
    assert len(set(colours)) == len(colours) == classes


def test_missing_values_are_grey_and_said(tiny_2019: Atlas) -> None:
    values = pd.Series({"11001": 1.0, "11002": 2.0, "11003": np.nan})
    spec = choropleth_map(tiny_2019, values, Words("Maat", "maat"))
    assert spec.fills["11003"] == spec.fills["71001"] != spec.fills["11001"]
    assert spec.legend[3].text == "Geen waarde"


def test_nothing_to_show_is_still_a_map(tiny_2019: Atlas) -> None:
    spec = choropleth_map(tiny_2019, pd.Series(dtype=float), Words("Maat", "maat"))
    assert set(spec.fills) == set(tiny_2019.flemish.index)


def test_lines_are_as_thick_as_they_are_strong(tiny_2019: Atlas) -> None:
    values = {("11001", "11002"): 1.0, ("11002", "11003"): 0.5, ("11003", "11004"): 0.0}
    spec = line_map(tiny_2019, values, Words("Grenzen", "grenssterkte"), kind="border")
    widths = {line.id: line.width for line in spec.lines}
    assert widths == {"11002-11003": 3.5, "11001-11002": 7.0}
    assert json.loads(spec.to_json())["lines"]
