"""The best regions that are kept with the data are those of these data and these settings."""

import pytest

from igs_geo.atlas.standing import DEFAULT_PRESET
from igs_geo.regions import around, build_problem, preset
from igs_geo.regions.analysis.candidates import candidates_of, work_out
from igs_geo.regions.analysis.shipped import mark_of

CRITERIA = preset(DEFAULT_PRESET).criteria


@pytest.fixture(scope="module")
def problem(atlas_2025):
    return build_problem(atlas_2025, CRITERIA)


def test_they_are_not_stale_and_keep_the_rules_of_a_region(atlas_2025, problem):
    known = candidates_of(atlas_2025, CRITERIA)
    assert known is not None, "the data have changed: make data"
    assert set(known) <= set(problem.units)
    assert len(known) > 0.95 * len(problem.units)
    frames = dict(zip(problem.units, problem.frames.tolist(), strict=True))
    for nis, members in known.items():
        assert nis in members
        assert CRITERIA.min_municipalities <= len(members) <= CRITERIA.max_municipalities
        assert len({frames[other] for other in members}) == 1


def test_other_settings_or_other_data_have_none(atlas_2025, tiny_2025, problem):
    assert candidates_of(atlas_2025, CRITERIA.with_(min_municipalities=5)) is None
    assert candidates_of(tiny_2025, CRITERIA) is None
    assert mark_of(build_problem(tiny_2025, CRITERIA)) != mark_of(problem)


@pytest.mark.slow
def test_they_are_what_a_search_around_each_finds(atlas_2025, problem):
    known = candidates_of(atlas_2025, CRITERIA)
    for nis in ("24020", "71016", "23102"):
        assert around(problem, nis, 1).regions[0].members == known[nis]


def test_a_region_is_worked_out_for_whoever_can_be_in_one(tiny_2025):
    criteria = CRITERIA.with_(min_municipalities=2, max_municipalities=3, outside=("71099",))
    found = work_out(tiny_2025, criteria)
    assert "71099" not in found
    assert all(nis in members for nis, members in found.items())
