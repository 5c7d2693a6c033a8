"""The figures that were measured on the real data: whoever changes them must know it."""

import numpy as np
import pytest

from igs_geo.fragmentation import Counting, border_divisions, count, measure_bodies, measure_borders
from igs_geo.fragmentation import measure_municipalities as measure


def test_mean_number_of_bodies(atlas_2019, atlas_2025):
    assert measure(count(atlas_2019))["partnerships"].mean() == pytest.approx(7.29, abs=0.005)
    assert measure(count(atlas_2025))["partnerships"].mean() == pytest.approx(7.27, abs=0.005)
    everything = Counting(max_members=1000, partial="include")
    whole = [count(atlas, everything).chosen_matrix.sum() / n for atlas, n in ((atlas_2019, 300), (atlas_2025, 285))]
    assert whole == pytest.approx([7.75, 7.85], abs=0.005)


def test_the_size_limit_drops_cipal_alone(atlas_2019, atlas_2025):
    bodies = count(atlas_2019)
    assert list(bodies.chosen.index.difference(bodies.bodies.index)) == ["0219395192"]
    assert "Cipal" in bodies.chosen.loc["0219395192", "name"]
    later = count(atlas_2025)
    dropped = later.chosen.loc[later.chosen.index.difference(later.bodies.index), "name"]
    assert set(dropped) == {"Cipal", "Ibogem", "Maatschappij Linkerscheldeoever"}


def test_median_coherence_and_nesting(atlas_2025):
    table = measure(count(atlas_2025))
    assert table["coherence"].median() == pytest.approx(0.27, abs=0.005)
    assert table["nesting"].median() == pytest.approx(0.73, abs=0.005)


def test_89_of_149_bodies_lie_in_one_reference_region(atlas_2025):
    bodies = measure_bodies(count(atlas_2025))
    assert (len(bodies), bodies["fits"].sum()) == (149, 89)


def test_borders_and_their_default_divisions(atlas_2019, atlas_2025):
    assert (len(border_divisions(atlas_2019)), len(border_divisions(atlas_2025))) == (8, 9)
    borders = measure_borders(count(atlas_2025))
    assert len(borders) == 753
    assert len(measure_borders(count(atlas_2019))) == 797
    assert (borders["divisions"] == 9).all()
    assert np.array_equal(borders["separated_by"].map(len), borders["separating"])


def test_antwerpen_is_a_partial_member_of_pidpa_that_does_not_count(atlas_2025):
    pidpa = "0204908936"
    assert "11002" not in count(atlas_2025).members_of(pidpa)
    assert "11002" in count(atlas_2025, Counting(partial="include")).members_of(pidpa)
