"""Maps of sets, measures, partners and lines."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, given, settings
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


@given(values=st.lists(st.floats(0, 1), min_size=1, max_size=11), decimals=st.integers(0, 2), percent=st.booleans())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_classes_never_overlap_as_they_are_written(
    tiny_2019: Atlas, values: list[float], decimals: int, *, percent: bool
) -> None:
    measure = pd.Series(values, index=tiny_2019.flemish.index[: len(values)])
    spec = choropleth_map(tiny_2019, measure, Words("Maat", "maat"), decimals=decimals, percent=percent)
    ranges = [
        [float(part.replace("%", "").replace(",", ".")) for part in entry.text.split(" – ")]
        for entry in spec.legend[1:]
        if entry.fill and entry.text[0].isdigit()
    ]
    assert ranges
    flat = [(low[0], low[-1]) for low in ranges]
    assert all(high < low for (_, high), (low, _) in pairwise(flat))
    # Every municipality has the colour of the class that its value, as it is written, lies in.
    classes = dict(zip([entry.fill for entry in spec.legend[1:] if entry.fill], flat, strict=False))
    for nis, value in measure.items():
        shown = round(100 * round(value, decimals + 2), decimals) if percent else round(value, decimals)
        low, high = classes[spec.fills[str(nis)]]
        assert low <= shown <= high


def test_a_class_without_municipalities_is_not_in_the_legend(tiny_2019: Atlas) -> None:
    values = pd.Series({"11001": 0.0, "11002": 0.9})
    spec = choropleth_map(tiny_2019, values, Words("Maat", "maat"), bounds=(0, 0.25, 0.5, 0.75, 1), decimals=1)
    assert [entry.text for entry in spec.legend[:3]] == ["maat", "0,0", "0,9"]
    # The ends of the scale keep their colours.
    assert spec.legend[2].fill.bands[0].colour == sequence(5)[-1]


def test_nothing_to_show_is_still_a_map(tiny_2019: Atlas) -> None:
    spec = choropleth_map(tiny_2019, pd.Series(dtype=float), Words("Maat", "maat"))
    assert set(spec.fills) == set(tiny_2019.flemish.index)


def test_lines_are_as_thick_as_they_are_strong(tiny_2019: Atlas) -> None:
    values = {("11001", "11002"): 1.0, ("11002", "11003"): 0.5, ("11003", "11004"): 0.0}
    spec = line_map(tiny_2019, values, Words("Grenzen", "grenssterkte"), kind="border")
    widths = {line.id: line.width for line in spec.lines}
    assert widths == {"11002-11003": 3.5, "11001-11002": 7.0}
    assert json.loads(spec.to_json())["lines"]
