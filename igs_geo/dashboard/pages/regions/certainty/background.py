"""What is known of how sure the proposal on show is: shipped with the presets, else worked out beside the page.

A process of its own does that, so that no question of a reader waits for it; it ends with its last answer.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

import streamlit as st

from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.pages.regions.state import PageState, problem_of
from igs_geo.dashboard.search_process.client import SearchProcess
from igs_geo.dashboard.search_process.job import SearchJob
from igs_geo.dashboard.search_process.queue import Lane
from igs_geo.regions import Proposal
from igs_geo.regions.analysis.certainty import SECONDS, Certainty, Part, Plain
from igs_geo.regions.analysis.shipped import shipped
from igs_geo.regions.worker.messages import Certainty as Asked

_STATE = "regions.certainty"


@dataclass(eq=False)
class Background:
    """What is known of a proposal, and what is worked out of it.

    Parameters
    ----------
    about
        The proposal.
    found
        What is known.
    jobs
        What is worked out, and has not been taken.
    process
        What does the jobs.
    """

    about: Proposal | None = None
    found: dict[Part, Plain] = field(default_factory=dict)
    jobs: dict[Part, SearchJob] = field(default_factory=dict)
    process: SearchProcess | None = None

    @property
    def known(self) -> Certainty:
        """What is known."""
        return Certainty(**self.found)

    @property
    def running(self) -> bool:
        """Whether anything is being worked out."""
        return any(job.running for job in self.jobs.values())

    def begin(self, proposal: Proposal, known: Certainty) -> None:
        """Turn to another proposal."""
        self.stop()
        self.about, self.jobs = proposal, {}
        self.found = {part: value for part in SECONDS if (value := getattr(known, part)) is not None}

    def work(self, process: SearchProcess) -> None:
        """Work out what is not known, in a process that ends with the last answer."""
        if self.about is None:
            return
        criteria, proposal, own = self.about.criteria.to_dict(), self.about.to_dict(), cached.own_documents()
        self.process = process
        self.jobs = {
            part: process.ask(Asked(criteria, SECONDS[part], proposal, part), own) for part in self.known.missing
        }
        threading.Thread(target=_see_through, args=(process, tuple(self.jobs.values())), daemon=True).start()

    def settle(self) -> None:
        """Take what has been worked out."""
        for part, job in list(self.jobs.items()):
            if job.answer is not None:
                self.found[part] = self.jobs.pop(part).answer

    def stop(self) -> None:
        """Work out no more."""
        if self.process is not None:
            self.process.close()
        self.process = None


def _see_through(process: SearchProcess, jobs: tuple[SearchJob, ...]) -> None:
    for job in jobs:
        job.ended.wait()
    process.close()


def background() -> Background:
    """Return what this session knows of how sure its proposal is."""
    if not isinstance(st.session_state.get(_STATE), Background):
        st.session_state[_STATE] = Background()
    found: Background = st.session_state[_STATE]
    return found


def new_process() -> SearchProcess:
    """Return a process whose jobs no search waits for."""
    return SearchProcess(lane=Lane.BACKGROUND)


def follow_certainty(page: PageState) -> Certainty:
    """Return how sure the proposal of the page is, as far as that is known; begin to work out the rest.

    Only a division that is proven best is looked at, and nothing while another is searched.

    Parameters
    ----------
    page
        What the page remembers.
    """
    now, proposal = background(), page.proposal
    if page.search is not None:
        now.stop()
        return Certainty()
    if proposal is None or proposal.status != "optimal":
        return Certainty()
    if now.about is not proposal:
        atlas = cached.atlas(proposal.criteria.edition)
        now.begin(proposal, shipped(atlas, problem_of(proposal.criteria), proposal))
        if now.known.missing:
            now.work(new_process())
    now.settle()
    return now.known


def known_of(proposal: Proposal | None) -> Certainty:
    """Return what is known of a proposal now; nothing of one that is not the best on show."""
    now = background()
    return now.known if proposal is not None and now.about is proposal else Certainty()
