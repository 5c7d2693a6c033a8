"""Candidate regions: what a good one is, the best division into them, and the proof of how good it is."""

from igs_geo.regions.alternatives import alternatives, broken_share
from igs_geo.regions.around import Around, Extension, Growth, around, grow
from igs_geo.regions.checker import check
from igs_geo.regions.criteria import Criteria, CriteriaError, Weights
from igs_geo.regions.infeasible import explain
from igs_geo.regions.presets import Preset, preset, presets
from igs_geo.regions.problem import Problem, build_problem
from igs_geo.regions.proposal import LeftOver, Proposal, Region
from igs_geo.regions.search import SetStore, Snapshot, search
from igs_geo.regions.sentences import say_reasons, say_verdict
from igs_geo.regions.stability import Stability, stability

__all__ = [
    "Around",
    "Criteria",
    "CriteriaError",
    "Extension",
    "Growth",
    "LeftOver",
    "Preset",
    "Problem",
    "Proposal",
    "Region",
    "SetStore",
    "Snapshot",
    "Stability",
    "Weights",
    "alternatives",
    "around",
    "broken_share",
    "build_problem",
    "check",
    "explain",
    "grow",
    "preset",
    "presets",
    "say_reasons",
    "say_verdict",
    "search",
    "stability",
]
