"""Dividing what is left: the search makes regions around those that are drawn."""

from __future__ import annotations

import streamlit as st

from igs_geo.assessment import Scenario
from igs_geo.assessment.scenario import drawing
from igs_geo.assessment.scenario.rest import settings_for_rest
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.cached import own_documents
from igs_geo.dashboard.search_process.client import worker
from igs_geo.dashboard.search_process.job import SearchJob
from igs_geo.dashboard.search_process.progress import say_ending, wait_for
from igs_geo.dashboard.search_process.queue import THREADS
from igs_geo.dashboard.workbench.board import Board, board
from igs_geo.dashboard.workbench.measured import bench_of
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import format_number, translate
from igs_geo.regions import Proposal, say_verdict
from igs_geo.regions.worker.messages import Search

_JOB = "design.rest"


def show_rest(now: Board, language: str) -> None:
    """Draw the button that lets the search divide what is left.

    Parameters
    ----------
    now
        What is drawn.
    language
        ``"nl"`` or ``"en"``.
    """
    busy = _JOB in st.session_state
    drawn = any(region.members for region in now.scenario.regions)
    asked = st.button(translate("design.rest", language), key="design.rest_ask", disabled=busy or not drawn,
                      help=translate("design.rest_help", language))  # fmt: skip
    if asked:
        _ask()
        # How far it is stands above the drawing, which runs by itself.
        st.rerun()


def follow(now: Board) -> None:
    """Draw how far the search is, and take what it found; outside a fragment, because the whole page changes.

    Parameters
    ----------
    now
        What is drawn.
    """
    job = st.session_state.get(_JOB)
    if not isinstance(job, SearchJob):
        return
    if job.running:
        wait_for(job, key="design.rest_stop")
        return
    del st.session_state[_JOB]
    found = job.best if job.answer is None else job.answer
    if found is not None and found["status"] != "unknown":
        _take(now, Proposal.from_dict(found))
    if job.error is not None or job.loss is not None:
        say_ending(job, kept=found is not None)


def _ask() -> None:
    now = board()
    try:
        settings = settings_for_rest(bench_of(now.scenario), now.scenario)
    except IgsGeoError as error:
        now.refused = error
        return
    question = Search(settings.to_dict(), current_view().asked.seconds, THREADS)
    st.session_state[_JOB] = worker().ask(question, own_documents())


def _take(now: Board, proposal: Proposal) -> None:
    language = current_view().language

    def step(scenario: Scenario) -> Scenario:
        more = scenario
        for region in proposal.regions:
            more, _ = drawing.begun(more, region.name, region.members)
        return more

    if proposal.regions and now.do(step):
        now.window = ()
        number = format_number(len(proposal.regions), language)
        now.remarks.append(translate("design.rest_taken", language, number=number))
    now.remarks.append(say_verdict(proposal, language))
