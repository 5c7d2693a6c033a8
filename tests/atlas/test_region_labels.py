"""A region is called by what it is, also in a package that says nothing of it."""

import pytest

from igs_geo.atlas.region_labels import region_label
from igs_geo.i18n import LANGUAGES


def test_a_canton_is_called_a_canton(atlas_2025):
    assert region_label(atlas_2025, "gerechtelijk_kanton", "Genk", "nl") == "gerechtelijk kanton Genk"
    assert region_label(atlas_2025, "gerechtelijk_kanton", "Genk", "en") == "judicial canton of Genk"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_division_of_the_package_has_a_label(atlas_2025, atlas_2019, language):
    for atlas in (atlas_2025, atlas_2019):
        for division in atlas.division_kinds.index:
            label = region_label(atlas, division, "X", language)
            assert "X" in label
            assert "{" not in label
            assert label != f"X ({atlas.division_kinds.loc[division, f'name_{language}']})", division


def test_without_a_label_the_division_stands_beside_the_name(tiny_2025):
    descriptor = {"resources": [{"name": "division_kinds"}]}
    bare = type(tiny_2025)(tiny_2025.edition, tiny_2025.frames, descriptor)
    assert region_label(bare, "politiezone", "pz-1", "nl") == "pz-1 (politiezones)"
    assert region_label(bare, "nergens", "pz-1", "nl") == "pz-1"
