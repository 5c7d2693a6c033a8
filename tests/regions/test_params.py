"""The numbers that steer a search are taken within their range, its ends included, and refused outside it."""

from dataclasses import replace

import pytest

from igs_geo.regions import AnalysisParams, CriteriaError, SearchParams
from igs_geo.regions.labelling.params import LabellingParams
from igs_geo.regions.program.params import ProgramParams
from igs_geo.regions.search.large_params import LargeParams
from igs_geo.regions.sets.params import SetsParams
from igs_geo.regions.start.local import LocalParams
from igs_geo.regions.start.params import StartParams

SEARCH, LARGE, LOCAL, PROGRAM = SearchParams(), LargeParams(), LocalParams(), ProgramParams()
SETS, START, LABELLING, ANALYSIS = SetsParams(), StartParams(), LabellingParams(), AnalysisParams()
# Of each number: the ends of its range, and what lies just outside them.
RANGES = [
    *((SEARCH, name, (1e-9, 1.0), (0.0, 1.01)) for name in ("listing_share", "whole_share", "start_share")),
    (SEARCH, "warm_share", (1e-9, 1.0), (0.0, 1.01)),
    *((SEARCH, name, (0.0, 5.0), (-1e-9,)) for name in ("gap", "warm_gap", "grace")),
    *((SEARCH, name, (1,), (0, -1)) for name in ("room", "growth", "more_moves", "turns")),
    (SEARCH, "pause", (1e-6,), (0.0,)),
    *((LARGE, name, (1,), (0, -1)) for name in ("batch", "district", "chunk", "most_around", "rounds", "window")),
    *((LARGE, name, (1,), (0, -1)) for name in ("window_sets", "small_window")),
    *((LARGE, name, (0, 1), (-1,)) for name in ("large", "repairs")),
    *((LARGE, name, (1e-9,), (0.0,)) for name in ("block_share", "price_share", "enough", "ceiling", "reach")),
    *((LARGE, name, (1e-9,), (0.0,)) for name in ("window_seconds", "repair_step", "describe_seconds")),
    (LARGE, "smoothing", (0.01, 0.99), (0.0, 1.0)),
    *((LOCAL, name, (1,), (0,)) for name in ("block", "sets", "few")),
    *((LOCAL, name, (1e-9,), (0.0,)) for name in ("block_seconds", "close", "left_price")),
    *((PROGRAM, name, (1,), (0,)) for name in ("small_pool", "large_pool", "narrow_pool", "presolved_a_second")),
    *((PROGRAM, name, (1,), (0,)) for name in ("cuts_a_round", "cut_pause")),
    (PROGRAM, "sure", (0.51, 1.0), (0.5, 1.01)),
    (PROGRAM, "smoothing", (0.0, 0.99), (-0.01, 1.0)),
    (PROGRAM, "slacks", ((0.0,), (0.99, 0.5), ()), ((-0.01,), (0.5, 1.0))),
    *((SETS, name, (1,), (0,)) for name in ("room", "page", "small", "groups", "errors", "beam", "below")),
    (SETS, "probes", (2,), (1,)),
    (SETS, "budgets", ((1,),), ((), (5, 0))),
    *((START, name, (1,), (0, 1.0, True)) for name in ("moves_per_unit", "least_moves", "trees", "attempts")),
    (START, "steps", (2,), (1,)),
    (START, "cold", (1e-9,), (0.0, float("inf"), float("nan"))),
    (START, "hot", ((START.cold,),), ((), (START.cold / 2,), (float("inf"),))),
    *((START, name, ((1e-9,),), ((), (0.0,), (1.0, float("inf")))) for name in ("outside", "tree_outside")),
    (START, "shift", (0.0, START.swap), (-0.01, START.swap + 0.01)),
    (START, "recut", (START.swap, 1.0), (START.swap - 0.01, 1.01)),
    (START, "split", (0.0, 1.0), (-0.01, 1.01)),
    *((LABELLING, name, (1,), (0,)) for name in ("max_cells", "max_pairs", "rounds", "trees", "starts", "soon")),
    *((LABELLING, name, (1e-9, 1.0), (0.0, 1.01)) for name in ("floor_share", "whole_share")),
    (LABELLING, "pair_seconds", (1e-9, 100.0), (0.0,)),
    *((ANALYSIS, name, (1,), (0, -1, 1.5, True)) for name in ("samples", "core_draws", "look", "shown")),
    *((ANALYSIS, name, (0, 7), (-1,)) for name in ("seed", "counted_gap", "grace", "explain_seconds")),
    *((ANALYSIS, name, (1e-9, 1.0), (0.0, 1.01)) for name in ("core_share", "followed")),
    (ANALYSIS, "around_growth", (1e-9, 50), (0.0, float("inf"), float("nan"), "5")),
    (ANALYSIS, "differences", ((1.0,), (0.01, 0.5)), ((0.0,), (0.5, 1.01), (True,))),
]  # fmt: skip


@pytest.mark.parametrize(("params", "name", "within", "outside"), RANGES)
def test_a_number_is_taken_within_its_range_and_refused_outside_it(params, name, within, outside):
    for value in within:
        assert getattr(replace(params, **{name: value}), name) == value
    for value in outside:
        with pytest.raises((ValueError, CriteriaError)):
            replace(params, **{name: value})
