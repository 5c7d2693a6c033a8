"""Regions and bodies: sizes, parts and the layers that cut them."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from igs_geo.atlas import contiguous_parts
from igs_geo.fragmentation import body_regions, count, describe_regions, layer_regions, split_regions
from tests.fragmentation.small_atlas import small_atlases


def gini(values):
    """The mean absolute difference over twice the mean."""
    values = np.asarray(values, float)
    return np.abs(values[:, None] - values[None, :]).mean() / (2 * values.mean())


def test_every_body_has_the_parts_that_the_map_shows(atlas_2025):
    counted = count(atlas_2025)
    regions = body_regions(counted)
    table = describe_regions(counted, regions)
    linked = describe_regions(counted, regions, links=True)
    for body, members in list(regions.items())[::5]:
        assert table.loc[body, "contiguous_parts"] == len(contiguous_parts(atlas_2025, members))
        assert linked.loc[body, "contiguous_parts"] == len(contiguous_parts(atlas_2025, members, links=True))


def test_noorderkempen_is_in_two_parts(atlas_2025):
    counted = count(atlas_2025)
    assert describe_regions(counted, body_regions(counted)).loc["igs-noorderkempen", "contiguous_parts"] == 2


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_atlases(), st.data())
def test_a_region_is_described_by_its_members(atlas, data):
    nis = list(atlas.flemish.index)
    members = data.draw(st.sets(st.sampled_from(nis), min_size=1))
    row = describe_regions(count(atlas), {"region": members, "all": nis}).loc["region"]
    people = atlas.inhabitants()[sorted(members)]
    assert row["members"] == len(members)
    assert row["inhabitants"] == people.sum()
    assert row["largest_share"] == pytest.approx(people.max() / people.sum())
    assert row["gini"] == pytest.approx(gini(people))
    assert row["contiguous_parts"] == len(contiguous_parts(atlas, members))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(small_atlases(), st.data())
def test_a_region_is_cut_by_the_groups_of_its_members(atlas, data):
    nis = list(atlas.flemish.index)
    members = data.draw(st.sets(st.sampled_from(nis), min_size=1))
    rows = split_regions(count(atlas), {"region": members}).set_index("layer")
    for code in ("division:politiezone", "division:igs_lokaal_woonbeleid"):
        groups = layer_regions(count(atlas), code)
        touched = {group: own for group, own in groups.items() if own & members}
        row = rows.loc[code]
        assert set(row["group_codes"]) == set(touched)
        assert row["groups"] == len(touched)
        assert row["outside"] == len(members - frozenset().union(*groups.values()))
        if touched:
            best = max(len(own & members) / len(own | members) for own in touched.values())
            assert row["best_jaccard"] == pytest.approx(best)
            own = groups[row["best_group"]]
            assert len(own & members) / len(own | members) == pytest.approx(best)
        else:
            assert row["best_group"] is None


def test_brussels_and_unknown_codes_do_not_count(tiny_2025):
    row = describe_regions(count(tiny_2025), {"r": ["11001", "21001", "99999"]}).loc["r"]
    assert row["members"] == 1
    assert row["gini"] == 0
    assert row["largest_share"] == 1


def test_a_region_without_members_has_no_shares(tiny_2025):
    row = describe_regions(count(tiny_2025), {"r": ["21001"], "s": ["11001"]}).loc["r"]
    assert row["members"] == 0
    assert np.isnan(row["largest_share"])
    assert row["contiguous_parts"] == 0
