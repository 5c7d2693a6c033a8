"""Candidate regions: what a good one is, the best division into them, and the proof of how good it is."""

from igs_geo.regions.analysis.alternatives import Alternatives, alternatives, broken_share
from igs_geo.regions.analysis.around import Around, around
from igs_geo.regions.analysis.deciding import Deciding, deciding
from igs_geo.regions.analysis.extend import Extension, Growth, grow
from igs_geo.regions.analysis.flatness import Different, flatness
from igs_geo.regions.analysis.infeasible import explain
from igs_geo.regions.analysis.params import AnalysisParams
from igs_geo.regions.analysis.payoff import Payoff, PayoffTable, payoff_table
from igs_geo.regions.analysis.stability import Stability, stability
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.criteria import Criteria, CriteriaError, Weights
from igs_geo.regions.problem.presets import Preset, preset, presets
from igs_geo.regions.problem.problem import Problem, build_problem
from igs_geo.regions.result.checker import RejectedProposal, check, check_against
from igs_geo.regions.result.proposal import LeftOver, Proposal, Region
from igs_geo.regions.result.sentences import say_reasons, say_verdict
from igs_geo.regions.search.params import SearchParams
from igs_geo.regions.search.preparing import SetStore
from igs_geo.regions.search.search import search
from igs_geo.regions.search.snapshot import Snapshot
from igs_geo.regions.search.subproblems import Restriction
from igs_geo.regions.warming import kernels_are_cold, prepare_kernels

__all__ = [
    "Alternatives",
    "AnalysisParams",
    "Around",
    "Criteria",
    "CriteriaError",
    "Deadline",
    "Deciding",
    "Different",
    "Extension",
    "Growth",
    "LeftOver",
    "Payoff",
    "PayoffTable",
    "Preset",
    "Problem",
    "Proposal",
    "Region",
    "RejectedProposal",
    "Restriction",
    "SearchParams",
    "SetStore",
    "Snapshot",
    "Stability",
    "Weights",
    "alternatives",
    "around",
    "broken_share",
    "build_problem",
    "check",
    "check_against",
    "deciding",
    "explain",
    "flatness",
    "grow",
    "kernels_are_cold",
    "payoff_table",
    "prepare_kernels",
    "preset",
    "presets",
    "say_reasons",
    "say_verdict",
    "search",
    "stability",
]
