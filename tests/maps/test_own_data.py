"""A map shows own partnerships as such, and says so in its legend and its sources."""

from __future__ import annotations

import pytest

from igs_geo.atlas.overlays import apply_overlays
from igs_geo.maps import partnership_map
from tests.atlas.overlays.written import overlay

OWN = [
    {"op": "add_partnership", "id": "waso", "name": "WASO", "domains": ["jeugd"],
     "members": [{"nis": "71001"}, {"nis": "71002"}]},
    {"op": "set_youth", "partnership": "waso", "state": "other"},
]  # fmt: skip


@pytest.mark.parametrize("domains", [["jeugd"], ["jeugd", "afval"]])
def test_an_own_partnership_is_drawn_and_named_as_own(tiny_2025, domains):
    atlas = apply_overlays(tiny_2025, [overlay(OWN, "2025", "Proef") | {"example": True}])
    spec = partnership_map(atlas, domains)
    before = partnership_map(tiny_2025, domains)
    assert [outline.style for outline in spec.outlines if outline.id == "waso"] == ["own"]
    assert {outline.style for outline in spec.outlines if outline.id != "waso"} == {"body"}
    assert any("eigen gegevens" in entry.text for entry in spec.legend)
    assert "Met verzonnen gegevens als voorbeeld: Proef." in spec.source
    assert before.fills["71001"].white_spot
    assert not spec.fills["71001"].white_spot
    assert "WASO" in spec.notes["71001"]
    own = [entry for entry in before.legend if "eigen gegevens" in entry.text]
    assert own == []
    assert "verzonnen" not in before.source


def test_own_partnerships_hide_no_regions_that_do_the_work(tiny_2025):
    own = {"op": "add_partnership", "id": "camera", "name": "Camera", "domains": ["politie"],
           "members": [{"nis": "71001"}, {"nis": "71002"}]}  # fmt: skip
    before, after = (partnership_map(atlas, ["politie"])
                     for atlas in (tiny_2025, apply_overlays(tiny_2025, [overlay([own], "2025")])))  # fmt: skip
    assert [one.id for one in after.outlines if one.style == "own"] == ["camera"]
    assert [one.id for one in after.outlines if one.style == "body"] == [one.id for one in before.outlines]


def test_the_legend_counts_own_partnerships_apart(tiny_2025):
    atlas = apply_overlays(tiny_2025, [overlay(OWN, "2025")])
    heading = partnership_map(atlas, ["jeugd"]).legend[0].text
    assert heading == "2 samenwerkingsverbanden, waarvan 1 uit eigen gegevens (aantal leden)"


def test_without_own_data_the_map_is_that_of_the_register(tiny_2025):
    atlas = apply_overlays(tiny_2025, [overlay(OWN, "2025")])
    assert partnership_map(atlas.without_own(), ["jeugd"]) == partnership_map(tiny_2025, ["jeugd"])
