"""The tiny atlas of conftest is what it says."""


def test_the_tiny_atlas_has_the_merger_in_2025(tiny_2019, tiny_2025):
    assert len(tiny_2019.flemish) == 12
    assert len(tiny_2025.flemish) == 11
    members = tiny_2025.memberships.set_index(["partnership", "nis"])
    assert members.loc[("noord-cultuur", "71099"), "membership"] == "partial"
    assert members.loc[("twee-noord", "71099"), "membership"] == "full"
    assert len(tiny_2025.borders) == 17
