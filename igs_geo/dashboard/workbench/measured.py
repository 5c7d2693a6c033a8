"""The numbers of the regions that a session draws: worked out once for an edition, settings and members."""

from __future__ import annotations

import json

import streamlit as st

from igs_geo.assessment import Bench, Move, RegionNumbers, Scenario, Standing, best_moves, region_numbers, standing
from igs_geo.assessment.numbers.moves import all_moves
from igs_geo.atlas import Atlas
from igs_geo.dashboard.frame import cached
from igs_geo.regions import Criteria

MOST_KEPT = 400
Members = tuple[str, ...]


def bench_of(scenario: Scenario) -> Bench:
    """Return what the numbers of a scenario rest on.

    Parameters
    ----------
    scenario
        A scenario in the edition in view.
    """
    return _bench(cached.atlas(scenario.edition), _settings(scenario))


def numbers_of(scenario: Scenario, members: Members) -> RegionNumbers:
    """Return the numbers of a region.

    Parameters
    ----------
    scenario
        The scenario that it is in.
    members
        NIS codes, at least one.
    """
    return _numbers(cached.atlas(scenario.edition), _settings(scenario), members)


def standing_of(scenario: Scenario, members: Members) -> Standing:
    """Return where a region stands among comparable ones.

    Parameters
    ----------
    scenario
        The scenario that it is in.
    members
        NIS codes, at least one.
    """
    return _standing(cached.atlas(scenario.edition), _settings(scenario), members)


def moves_of(scenario: Scenario, members: Members) -> tuple[Move, ...]:
    """Return what happens when any neighbour joins or any member leaves.

    Parameters
    ----------
    scenario
        The scenario that it is in.
    members
        NIS codes, at least one.
    """
    return _moves(cached.atlas(scenario.edition), _settings(scenario), members)


def best_of(scenario: Scenario, members: Members) -> tuple[Move, ...]:
    """Return the joinings and leavings that help most.

    Parameters
    ----------
    scenario
        The scenario that it is in.
    members
        NIS codes, at least one.
    """
    return best_moves(bench_of(scenario), members, found=moves_of(scenario, members))


def _settings(scenario: Scenario) -> str:
    return json.dumps(scenario.settings.to_dict(), sort_keys=True)


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs=cached.BY_ATLAS)
def _bench(atlas: Atlas, settings: str) -> Bench:
    return Bench(atlas, Criteria.from_json(settings))


@st.cache_resource(show_spinner=False, max_entries=MOST_KEPT, hash_funcs=cached.BY_ATLAS)
def _numbers(atlas: Atlas, settings: str, members: Members) -> RegionNumbers:
    return region_numbers(_bench(atlas, settings), members)


@st.cache_resource(show_spinner=False, max_entries=MOST_KEPT, hash_funcs=cached.BY_ATLAS)
def _standing(atlas: Atlas, settings: str, members: Members) -> Standing:
    return standing(_bench(atlas, settings), members)


@st.cache_resource(show_spinner=False, max_entries=MOST_KEPT, hash_funcs=cached.BY_ATLAS)
def _moves(atlas: Atlas, settings: str, members: Members) -> tuple[Move, ...]:
    return all_moves(_bench(atlas, settings), members)
