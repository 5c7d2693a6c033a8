"""White spots and the four states of youth cooperation."""

from dataclasses import replace

import pytest

from igs_geo.fragmentation import white_spots, youth_states


def test_29_municipalities_are_funded_in_2025_and_256_are_not(atlas_2025):
    states = youth_states(atlas_2025)
    assert (states["state"] == "funded").sum() == 29
    assert (states["state"] != "funded").sum() == 256
    assert list(states.index) == list(atlas_2025.flemish.index)


def test_lochristi_counts_as_funded_and_is_marked_partial(atlas_2025):
    states = youth_states(atlas_2025)
    names = atlas_2025.municipalities["name"]
    (lochristi,) = names.index[names == "Lochristi"]
    assert states.loc[lochristi, "state"] == "funded"
    assert states.loc[lochristi, "partial"]
    assert states.loc[lochristi, "partnerships"] == ("0738894332",)


def test_ended_and_inactive_bodies_give_no_state(atlas_2025):
    states = youth_states(atlas_2025)
    assert not any("0863306631" in ids for ids in states["partnerships"])


def test_without_youth_coverage_nothing_is_said(tiny_2025):
    domains = tiny_2025.domains
    domains = domains.assign(coverage="none")
    atlas = replace(tiny_2025, frames={**tiny_2025.frames, "domains": domains})
    assert (youth_states(atlas)["state"] == "no_data").all()
    assert white_spots(atlas, "jeugd") is None


def test_the_tiny_atlas_has_three_funded_municipalities(tiny_2025):
    states = youth_states(tiny_2025)
    assert list(states.index[states["state"] == "funded"]) == ["11001", "11002", "11003"]
    assert set(states["state"]) == {"funded", "none"}
    assert not states["partial"].any()


def test_a_partial_member_is_no_white_spot(tiny_2025):
    # 71099 is in Cultuur Noord for one of its two predecessors only
    assert not white_spots(tiny_2025, "cultuur")["71099"]
    assert white_spots(tiny_2025, "cultuur")["11001"]


def test_added_bodies_fill_white_spots_only_on_request(tiny_2025):
    assert white_spots(tiny_2025, "sport").all()
    assert white_spots(tiny_2025, "sport", ["register", "added"]).sum() == 9


def test_a_cooperating_division_covers_but_its_rest_group_does_not(tiny_2025):
    spots = white_spots(tiny_2025, "wonen")
    assert sorted(spots.index[~spots]) == ["11001", "11002", "23001"]
    assert not white_spots(tiny_2025, "politie").any()


@pytest.mark.parametrize("domain", ["veiligheid", "justitie", "bestuur", "onbekend"])
def test_a_white_spot_is_never_claimed_without_coverage(atlas_2025, domain):
    assert white_spots(atlas_2025, domain) is None
