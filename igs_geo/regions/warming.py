"""Compiling everything before the first search: small searches of every kind, so that later ones wait for nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numba
import numba.core.config
import numpy as np

from igs_geo.atlas import Atlas, load_atlas
from igs_geo.atlas.standing import DEFAULT_PRESET
from igs_geo.regions.analysis.alternatives import alternatives
from igs_geo.regions.analysis.around import around
from igs_geo.regions.analysis.extend import grow
from igs_geo.regions.analysis.infeasible import explain
from igs_geo.regions.analysis.params import AnalysisParams
from igs_geo.regions.analysis.reasons import reasons
from igs_geo.regions.analysis.stability import stability
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.kernels.cache import is_complete, mark_complete
from igs_geo.regions.problem.criteria import Criteria
from igs_geo.regions.problem.presets import preset
from igs_geo.regions.problem.problem import Problem, build_problem
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.problem.settings import MEASURES, WEIGHTED
from igs_geo.regions.program.cuts import violated_cuts
from igs_geo.regions.program.params import ProgramParams
from igs_geo.regions.search.large_params import LargeParams
from igs_geo.regions.search.params import SearchParams
from igs_geo.regions.search.search import search
from igs_geo.regions.sets.parts import split
from igs_geo.regions.start.trees import divide

SMALLEST = 12
"""Municipalities of the part of the country that is searched."""
SECONDS = 300.0
"""A small search takes a fraction of a second; most of this is for the compiler on a slow machine."""
SMALL_SECONDS = 2.0
"""Seconds of what goes on as long as it may."""
_done: list[bool] = []


def kernels_are_cold() -> bool:
    """Return whether a search would have to compile first; costs next to nothing.

    Once :func:`prepare_kernels` has run, in this process or, where a folder could be written to, in any other that has
    the same folder, nothing is left to compile.
    """
    return not (_done or numba.core.config.DISABLE_JIT or is_complete())  # type: ignore[attr-defined]


def prepare_kernels() -> None:
    """Compile everything that a search or an analysis of it can need, and keep it where a place can be written to.

    Takes about a minute of one core the first time, and some seconds when there is nothing left to compile.
    """
    criteria = preset(DEFAULT_PRESET).criteria
    atlas = load_atlas(criteria.edition)
    small = _small(atlas, criteria)
    _search_all(atlas, small)
    _search_otherwise(atlas, small)
    _analyse(atlas, small)
    _done.append(True)
    mark_complete()


def _small(atlas: Atlas, criteria: Criteria) -> Criteria:
    """Return settings under which only the smallest frame with enough municipalities is searched."""
    problem = build_problem(atlas, criteria.with_(outside_above=None))
    sizes = np.bincount(problem.frames)
    frame = min((place for place in range(len(sizes)) if sizes[place] >= SMALLEST), key=lambda place: sizes[place])
    outside = tuple(nis for nis, own in zip(problem.units, problem.frames, strict=True) if own != frame)
    return criteria.with_(
        outside=outside,
        outside_above=None,
        youth_partnerships="ignore",
        min_municipalities=2,
        max_municipalities=4,
        # With these, someone exempts a region from the maximum of inhabitants.
        max_inhabitants=int(np.median(problem.inhabitants[problem.frames == frame])) * 4,
        exempt_above=int(np.median(problem.inhabitants[problem.frames == frame])),
    )


def _search_all(atlas: Atlas, small: Criteria) -> None:
    """Search with every objective and every way of leaving over, with all regions listed."""
    splits = {"split_layers": (next(iter(atlas.layers())), f"division:{small.frame}")}
    two = _two(atlas, small)
    kinds: tuple[dict[str, Any], ...] = (
        {"weights": dict.fromkeys(WEIGHTED, 1), **splits},
        *({"objective": name} for name in MEASURES),
        {"left_over": "price", "price": 1.0},
        {"left_over": "forbid", "min_municipalities": 1},
        {"min_regions": 2, "max_regions": 5},
        {"together": (two,)},
        {"apart": (two,)},
        {"contiguous": False, "max_municipalities": 3},
    )
    for changes in kinds:
        search(build_problem(atlas, small.with_(**changes)), time_limit=SECONDS)


def _search_otherwise(atlas: Atlas, small: Criteria) -> None:
    """Search the ways of large problems: with annealing and cuts, with regions not listed, block by block."""
    two = _two(atlas, small)
    annealed = SearchParams(program=ProgramParams(small_pool=1))
    kinds: tuple[dict[str, Any], ...] = ({}, {"apart": (two,)}, {"objective": "pairwise-distance"})
    for changes in kinds:
        problem = build_problem(atlas, small.with_(**changes))
        for params in (annealed, SearchParams(room=1)):
            search(problem, time_limit=SECONDS, params=params)
    search(problem, time_limit=SMALL_SECONDS, params=SearchParams(country=LargeParams(large=1)))
    # Before the sets of many units are listed, their number is estimated. At this price nobody is best in a region.
    many = small.with_(outside=(), frame=None, max_municipalities=2, left_over="price", price=0.000_001)
    search(build_problem(atlas, many), time_limit=SECONDS)
    # Divisions along spanning trees are made only where growing finds none.
    problem = build_problem(atlas, small)
    part = max(split(problem, rules_of(problem)), key=len)
    divide(part, small.named_weights(), Deadline(SMALL_SECONDS), regions=(2, 4), may_leave=True, moves_per_unit=1)
    # Five units in a ring, each with the next one by half: small parts of a country seldom need a cut.
    ring = [np.sort(np.array([place, (place + 1) % 5])) for place in range(5)]
    violated_cuts(ring, np.full(5, 0.5), 1)


def _two(atlas: Atlas, small: Criteria) -> tuple[str, ...]:
    """Return two municipalities that take part."""
    return tuple(nis for nis in atlas.flemish.index if nis not in small.outside)[:2]


def _analyse(atlas: Atlas, small: Criteria) -> None:
    """Make every analysis of a division once."""
    problem = build_problem(atlas, small)
    found = search(problem, time_limit=SECONDS)
    alternatives(problem, 1, 0.2, time_limit=SECONDS, first=found)
    stability(problem, found, time_limit=SECONDS, params=AnalysisParams(samples=1))
    if found.regions:
        around(problem, found.regions[0].members[0], 2)
        reasons(atlas, problem, found.regions[0])
    impossible = build_problem(atlas, small.with_(left_over="forbid", min_inhabitants=1_000_000_000,
                                                  max_inhabitants=None))  # fmt: skip
    explain(impossible, search(impossible, time_limit=SECONDS))
    whole: Problem = build_problem(atlas, replace(preset(DEFAULT_PRESET).criteria, max_municipalities=10))
    if whole.youth:
        grow(whole, whole.youth[0].name, 1, 1)
