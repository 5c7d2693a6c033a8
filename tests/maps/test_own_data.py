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


def test_without_own_data_the_map_is_that_of_the_register(tiny_2025):
    atlas = apply_overlays(tiny_2025, [overlay(OWN, "2025")])
    assert partnership_map(atlas.without_own(), ["jeugd"]) == partnership_map(tiny_2025, ["jeugd"])
