"""Candidate regions: what a good one is, the best division into them, and the proof of how good it is."""

from igs_geo.regions.criteria import Criteria, CriteriaError, Weights
from igs_geo.regions.problem import Problem, build_problem
from igs_geo.regions.proposal import LeftOver, Proposal, Region
from igs_geo.regions.search import SetStore, Snapshot, search

__all__ = [
    "Criteria",
    "CriteriaError",
    "LeftOver",
    "Problem",
    "Proposal",
    "Region",
    "SetStore",
    "Snapshot",
    "Weights",
    "build_problem",
    "search",
]
