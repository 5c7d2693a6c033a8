"""Classes for a map: every value in exactly one, the bounds rising to the largest value."""

import mapclassify
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from igs_geo.atlas import Atlas
from igs_geo.fragmentation.classes import SCHEMES, class_bounds

NUMBERS = st.one_of(st.integers(0, 12), st.floats(0, 1), st.floats(-1e9, 1e9), st.just(np.nan))


@settings(max_examples=60, deadline=None)
@given(st.lists(NUMBERS, min_size=1, max_size=60), st.sampled_from(SCHEMES), st.integers(2, 7))
def test_the_bounds_rise_to_the_largest_value(numbers, scheme, classes):
    series = pd.Series(numbers, dtype=float)
    bounds = class_bounds(series, scheme, classes)
    known = series.dropna()
    assert len(bounds) <= classes
    assert bounds == sorted(set(bounds))
    if len(known):
        assert bounds[-1] == known.max()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_few_different_values_get_a_class_each(scheme):
    assert class_bounds(pd.Series([1, 1, 3, 2.0]), scheme) == [1, 2, 3]


def test_quantiles_have_as_many_members_and_natural_breaks_do_not():
    skew = pd.Series([1, 2, 3, 4, 5, 6, 7, 8, 9, 1000.0])
    assert class_bounds(skew)[0] == pytest.approx(2.8)
    assert class_bounds(skew, "natural_breaks")[-2] == 9


def test_quantiles_are_those_of_mapclassify(atlas_2025: Atlas):
    people = atlas_2025.inhabitants()
    for classes in range(2, 8):
        expected = mapclassify.Quantiles(people.to_numpy(), k=classes).bins
        np.testing.assert_allclose(class_bounds(people, classes=classes), expected)
