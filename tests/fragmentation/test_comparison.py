"""Two editions compared: only what both have, and only what the mergers changed."""

import pytest

from igs_geo.errors import IgsGeoError
from igs_geo.fragmentation import Counting, compare_editions, count


@pytest.fixture(scope="module")
def comparison(atlas_2019, atlas_2025):
    return compare_editions(count(atlas_2019), count(atlas_2025))


def test_only_layers_of_both_editions_are_used(atlas_2019, atlas_2025, comparison):
    assert "igs_lokaal_woonbeleid" not in comparison.divisions
    assert len(comparison.divisions) == 8
    assert "division:gezondheidsmakers" not in comparison.layers
    assert "division:publiq_uit_regio" not in comparison.layers
    assert set(comparison.layers) <= set(atlas_2019.layers()) & set(atlas_2025.layers())


def test_the_summary_holds_the_measured_figures(comparison):
    summary = comparison.summary
    assert summary.loc["partnerships", ["before", "after"]].tolist() == pytest.approx([7.29, 7.27], abs=0.005)
    assert summary.loc["municipalities", "change"] == -15
    assert summary.loc["youth_funded", "after"] == 29
    assert summary.loc["split_bodies", "before"] == 0
    assert summary.loc["single_member_bodies", "after"] == 2


def test_the_thirteen_mergers_are_listed_with_their_predecessors(comparison):
    merged = comparison.merged
    assert len(merged) == 13
    assert sum(len(names) for names in merged["predecessors"]) == 28
    assert merged.loc["11002", "predecessors"] == ("Antwerpen", "Borsbeek")
    assert merged.loc["11002", "partial"] > 0


def test_pairs_of_partitions_come_with_the_largest_change_first(comparison):
    changes = comparison.pairs["change"].abs()
    assert changes.is_monotonic_decreasing
    assert comparison.pairs["before"].between(0, 1).all()


def test_different_settings_are_not_compared(tiny_2019, tiny_2025):
    with pytest.raises(IgsGeoError):
        compare_editions(count(tiny_2019), count(tiny_2025, Counting(partial="include")))


def test_an_edition_compared_with_itself_has_not_changed(tiny_2019):
    same = compare_editions(count(tiny_2019), count(tiny_2019))
    assert (same.summary["change"].fillna(0) == 0).all()
    assert same.merged.empty
