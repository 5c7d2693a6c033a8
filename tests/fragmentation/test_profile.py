"""One municipality beside the others."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest

from igs_geo.atlas import Atlas
from igs_geo.fragmentation import Counting, count, profile


def brute_force_partners(atlas: Atlas, nis: str, counting: Counting) -> dict[str, int]:
    """Count by the definition, body by body, without pandas."""
    members: dict[str, dict[str, tuple[str, float]]] = {}
    for row in atlas.memberships.itertuples():
        members.setdefault(row.partnership, {})[row.nis] = (row.membership, row.share)
    found: Counter[str] = Counter()
    for body in atlas.partnerships.itertuples():
        own = members.get(body.Index, {})
        if body.status not in counting.statuses or body.inventory not in counting.inventories:
            continue
        counts = {
            code
            for code, (kind, share) in own.items()
            if counting.partial == "include" or kind == "full" or (counting.partial == "majority" and share >= 0.5)
        }
        if nis in counts and 2 <= len(counts) <= counting.max_members:
            found.update(counts - {nis})
    return dict(found)


@pytest.mark.parametrize("partial", ["majority", "include", "exclude"])
@pytest.mark.parametrize("inventories", [("register",), ("register", "added")])
def test_partners_are_those_of_the_definition(atlas_2025, partial, inventories):
    counting = Counting(partial=partial, inventories=inventories)
    for nis in ("11002", "24020", "71057", "73109", "44084"):
        table = profile.partners(count(atlas_2025, counting), nis)
        assert table["shared"].to_dict() == brute_force_partners(atlas_2025, nis, counting)
        assert [len(ids) for ids in table["partnerships"]] == list(table["shared"])


def test_partners_are_ranked_by_shared_bodies_then_by_name(tiny_2025):
    table = profile.partners(count(tiny_2025), "11001")
    assert table.iloc[0][["name", "shared"]].to_list() == ["Antwerpen 2", 3]
    assert list(table["shared"]) == sorted(table["shared"], reverse=True)
    assert "71099" in table.index
    assert "21001" not in table.index


def test_a_body_above_the_size_limit_gives_no_partners(tiny_2025):
    table = profile.partners(count(tiny_2025, Counting(max_members=4)), "11001")
    assert set(table.index) == {"11002", "11003", "23001", "23002"}


def test_a_partial_member_below_half_counts_only_when_asked(tiny_2025):
    share = tiny_2025.memberships.set_index(["partnership", "nis"]).loc[("noord-cultuur", "71099"), "share"]
    assert share < 0.5
    assert "noord-cultuur" not in profile.partners(count(tiny_2025), "71099").loc["71001", "partnerships"]
    included = profile.partners(count(tiny_2025, Counting(partial="include")), "71099")
    assert "noord-cultuur" in included.loc["71001", "partnerships"]


def test_a_body_left_with_one_member_counts_for_nobody(tiny_2025):
    assert "twee-noord" not in count(tiny_2025).bodies.index


def test_a_municipality_of_another_region_has_no_partners(atlas_2025):
    assert profile.partners(count(atlas_2025), "21004").empty


def test_similar_municipalities_are_the_nearest_in_inhabitants(atlas_2025):
    heads = atlas_2025.inhabitants()
    similar = profile.similar_municipalities(atlas_2025, "24020", 5)
    distance = {nis: abs(heads[nis] - heads["24020"]) for nis in atlas_2025.flemish.index if nis != "24020"}
    assert sorted(distance[nis] for nis in similar) == sorted(distance.values())[:5]


def test_comparison_gives_the_known_totals(atlas_2025):
    table = profile.comparison(count(atlas_2025), "24020")
    assert list(table.index) == ["municipality", "similar", "province", "flanders"]
    assert table.loc["flanders", "inhabitants"] * 285 == pytest.approx(6_629_143)
    # The mean number of counted bodies that the documentation of the measures gives for this edition.
    assert table.loc["flanders", "partnerships"] == pytest.approx(7.27, abs=0.005)
    assert table.loc["municipality", "partners"] == len(profile.partners(count(atlas_2025), "24020"))
    assert table.loc["province", "municipalities"] == (atlas_2025.flemish["province"] == "Vlaams-Brabant").sum()


def test_shared_bodies_hold_every_chosen_municipality(atlas_2025):
    members = atlas_2025.memberships.groupby("partnership")["nis"].agg(set)
    chosen = {"24020", "24001", "24134"}
    expected = sorted(body for body, nis in members.items() if chosen <= nis)
    assert profile.shared_bodies(atlas_2025, chosen) == expected
    assert profile.shared_bodies(atlas_2025, ["24020"]) == sorted(b for b, nis in members.items() if "24020" in nis)


def test_shared_regions_hold_every_chosen_municipality_and_skip_the_code_for_none(tiny_2025):
    regions = profile.shared_regions(tiny_2025, ["11003", "23003"])
    assert list(zip(regions["division"], regions["region_code"], strict=True)) == [("referentieregio", "rr-oost")]


def test_others_are_the_remaining_members_with_how_many_they_share(tiny_2025):
    table = profile.others_in(tiny_2025, ["west-afval", "zuid-jeugd"], ["11001"])
    assert table["shared"].to_dict() == {"11002": 2, "11003": 1, "23001": 1, "23002": 1}
    assert isinstance(table, pd.DataFrame)
