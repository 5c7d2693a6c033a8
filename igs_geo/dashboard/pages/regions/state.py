"""What the page remembers of a session: the proposal on show, what it can be compared with, and open errands."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard import cached
from igs_geo.dashboard.pages.regions.errand import Errand
from igs_geo.regions import Criteria, Problem, Proposal, build_problem
from igs_geo.regions.result.assembling import Outcome, assemble

_STATE = "regions.state"


@dataclass(eq=False)
class PageState:
    """What the page remembers.

    Parameters
    ----------
    search
        The running search.
    proposal
        The proposal on show.
    before
        The one before it, to compare with.
    alternatives, stability
        Answers about the proposal on show.
    errands
        Other jobs by name.
    reasons
        Reasons of regions, by their members.
    answers
        Other answers, by what was asked.
    shown
        Which is on show: 0 for the best, then the alternatives.
    asked_criteria, asked_limit
        What the running search was asked.
    """

    search: Errand | None = None
    proposal: Proposal | None = None
    before: Proposal | None = None
    alternatives: list[Proposal] = field(default_factory=list)
    broken: list[float] = field(default_factory=list)
    stability: dict[str, object] | None = None
    errands: dict[str, Errand] = field(default_factory=dict)
    reasons: dict[str, dict[str, object]] = field(default_factory=dict)
    answers: dict[str, dict[str, object]] = field(default_factory=dict)
    shown: int = 0
    asked_criteria: Criteria | None = None
    asked_limit: float = 0.0

    def take(self, proposal: Proposal) -> None:
        """Put a new proposal on show."""
        if self.proposal is not None and self.proposal.objective is not None:
            self.before = self.proposal
        self.proposal, self.alternatives, self.broken, self.stability, self.shown = proposal, [], [], None, 0
        self.errands = {}

    @property
    def on_show(self) -> Proposal | None:
        """The proposal, or the alternative to it that was chosen."""
        return self.alternatives[self.shown - 1] if 0 < self.shown <= len(self.alternatives) else self.proposal


def state() -> PageState:
    """Return what the page remembers of this session."""
    if _STATE not in st.session_state:
        st.session_state[_STATE] = PageState()
    found = st.session_state[_STATE]
    if not isinstance(found, PageState):
        found = st.session_state[_STATE] = PageState()
    return found


@st.cache_resource(show_spinner=False, max_entries=8)
def _problem(_atlas: Atlas, identity: int, text: str) -> Problem:  # noqa: ARG001
    return build_problem(_atlas, Criteria.from_json(text))


def problem_of(criteria: Criteria) -> Problem:
    """Return the problem of some criteria; built once."""
    atlas = cached.atlas(criteria.edition)
    return _problem(atlas, id(atlas), json.dumps(criteria.to_dict(), sort_keys=True))


def stopped(criteria: Criteria, errand: Errand, time_limit: float) -> Proposal | None:
    """Return the best that a stopped search had found; None when it had nothing."""
    news = errand.news
    if not news.get("regions"):
        return None
    problem = problem_of(criteria)
    fixed = {frozenset(body.members) for body in problem.youth} if criteria.youth_partnerships == "keep" else set()
    regions = [problem.places(tuple(region)) for region in news["regions"]]
    whole = news["objective"] is not None
    scale = problem.total_people * 100 if criteria.objective == "compactness" else 1.0
    return assemble(
        problem,
        [(region, frozenset(region) in fixed) for region in regions],
        Outcome(
            bound=news["bound"] / scale if whole and news["bound"] is not None else None,
            fewest_proven=whole and sum(map(len, regions)) == len(problem.units) - len(criteria.outside),
            seconds=news["seconds"],
            time_limit=time_limit,
            threads=2,
            sets=None,
        ),
    )
