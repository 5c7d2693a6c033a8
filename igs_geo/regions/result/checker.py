"""The independent check of a proposal, by the tables of an atlas or by the problem that was searched."""

from __future__ import annotations

import logging
from collections.abc import Collection

from igs_geo.atlas import Atlas
from igs_geo.errors import IgsGeoError
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.result.defects import RULES, defects
from igs_geo.regions.result.ground import Ground
from igs_geo.regions.result.proposal import Proposal

_log = logging.getLogger(__name__)


class RejectedProposal(IgsGeoError):  # noqa: N818 it is the proposal that is rejected
    """An answer of the search that breaks rules, so that nobody may see it: a mistake in the program.

    Parameters
    ----------
    broken
        What the check found, in English.
    """

    mendable = False

    def __init__(self, broken: Collection[str]) -> None:
        self.broken = tuple(broken)
        super().__init__("regions.rejected", count=len(self.broken), first=self.broken[0])


def check(atlas: Atlas, proposal: Proposal) -> list[str]:
    """Return what is wrong with a proposal by the tables of an atlas, in English; nothing when all rules hold.

    Parameters
    ----------
    atlas
        The edition of the proposal's criteria.
    proposal
        The proposal.
    """
    return _said(Ground.of_atlas(atlas, proposal.criteria), proposal)


def check_against(problem: Problem, proposal: Proposal) -> list[str]:
    """Return what is wrong with a proposal by the problem it answers, in English; nothing when all rules hold.

    Parameters
    ----------
    problem
        The problem that was searched.
    proposal
        The proposal.
    """
    return _said(Ground.of_problem(problem), proposal)


def accepted(problem: Problem, proposal: Proposal) -> Proposal:
    """Return the proposal when it keeps every rule; what is wrong goes to the log.

    Parameters
    ----------
    problem
        The problem.
    proposal
        The proposal.

    Raises
    ------
    RejectedProposal
        When it does not.
    """
    broken = check_against(problem, proposal)
    if broken:
        _log.error("A proposal was rejected: %s. Settings: %s", "; ".join(broken), problem.criteria.to_dict())
        raise RejectedProposal(broken)
    return proposal


def _said(ground: Ground, proposal: Proposal) -> list[str]:
    return [RULES[rule].format(**values) for rule, values in defects(ground, proposal)]
