"""What the page remembers of a session: the proposal on show, what it can be compared with, and open jobs."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.cached import BY_ATLAS
from igs_geo.dashboard.frame.own import chosen
from igs_geo.dashboard.search_process.job import Loss, SearchJob
from igs_geo.regions import Criteria, Problem, Proposal, build_problem

ALTERNATIVES = "alternatives"
"""The job that looks for other divisions than the one on show."""
MOST_STATES = 4
"""For how many choices of own data a session remembers what was found."""
_STATE = "regions.state"


@dataclass(eq=False)
class PageState:
    """What the page remembers.

    Parameters
    ----------
    search
        The running search.
    ending
        The last search, when it ended without an answer.
    kept
        Whether the best that it had found was put on show all the same.
    proposal
        The proposal on show.
    before
        The one before it, to compare with.
    alternatives, broken
        Other divisions and the share of pairs that each breaks; None before they were looked for.
    looked
        How the alternatives were looked for: ``asked``, ``seconds`` and ``no_more`` of their search.
    jobs
        Other jobs by name.
    answers
        Other answers, by what was asked.
    asked
        The criteria of the last search of this session.
    """

    search: SearchJob | None = None
    ending: SearchJob | None = None
    kept: bool = False
    proposal: Proposal | None = None
    before: Proposal | None = None
    alternatives: list[Proposal] | None = None
    broken: list[float] = field(default_factory=list)
    looked: dict[str, Any] = field(default_factory=dict)
    jobs: dict[str, SearchJob] = field(default_factory=dict)
    answers: dict[str, dict[str, object]] = field(default_factory=dict)
    asked: Criteria | None = None

    @property
    def busy(self) -> bool:
        """Whether any job runs."""
        return any(job.running for job in (self.search, *self.jobs.values()) if job is not None)

    def begin(self, search: SearchJob, criteria: Criteria) -> None:
        """Wait for a new search."""
        self.search, self.ending, self.kept, self.asked = search, None, False, criteria
        # What was asked about the proposal on show falls with it.
        self.jobs = {}

    def settle(self) -> None:
        """Take what the jobs that have ended have found."""
        if self.search is not None and not self.search.running:
            job, self.search = self.search, None
            found = job.best if job.answer is None else job.answer
            if job.stopping and found is not None and found["status"] == "unknown":
                # Stopped before anything was found: what stood there is worth more.
                found, job.loss = None, Loss.STOPPED
            if found is not None:
                self.take(Proposal.from_dict(found))
            if job.error is not None or job.loss is not None:
                self.ending, self.kept = job, found is not None
        if ALTERNATIVES in self.jobs and self.jobs[ALTERNATIVES].answer is not None:
            answer = self.jobs.pop(ALTERNATIVES).answer
            self.alternatives = [Proposal.from_dict(other) for other in answer["others"]]
            self.broken = [other["broken_share"] for other in answer["others"]]
            self.looked = {name: value for name, value in answer.items() if name != "others"}

    def take(self, proposal: Proposal) -> None:
        """Put a new proposal on show."""
        if self.proposal is not None and self.proposal.objective is not None:
            self.before = self.proposal
        self.proposal, self.alternatives, self.broken = proposal, None, []
        self.jobs = {}

    def number(self, place: int) -> Proposal | None:
        """Return the proposal for 0, and an alternative to it from 1 on; the proposal where there are not as many."""
        others = self.alternatives or []
        return others[place - 1] if 0 < place <= len(others) else self.proposal


def state() -> PageState:
    """Return what the page remembers of this session, of the own data that count now."""
    if not isinstance(st.session_state.get(_STATE), dict):
        st.session_state[_STATE] = {}
    states: dict[object, PageState] = st.session_state[_STATE]
    own = chosen()
    # what was found with other own data comes back with them; the last used stands last
    found = states.pop(own, None) or PageState()
    states[own] = found
    while len(states) > MOST_STATES:
        del states[next(iter(states))]
    return found


@st.cache_resource(show_spinner=False, max_entries=8, hash_funcs=BY_ATLAS)
def _problem(atlas: Atlas, text: str) -> Problem:
    return build_problem(atlas, Criteria.from_json(text))


def problem_of(criteria: Criteria) -> Problem:
    """Return the problem of some criteria; built once."""
    atlas = cached.atlas(criteria.edition)
    return _problem(atlas, json.dumps(criteria.to_dict(), sort_keys=True))
