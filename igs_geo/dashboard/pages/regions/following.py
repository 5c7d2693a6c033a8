"""What the view says that was searched and asked is searched and asked, so that an address shows results."""

from __future__ import annotations

from igs_geo.dashboard.address.codec import Remark
from igs_geo.dashboard.address.session import change_view, current_view, remark
from igs_geo.dashboard.address.view import FIELDS, MOST_ALTERNATIVES
from igs_geo.dashboard.frame.cached import own_documents
from igs_geo.dashboard.pages.regions.state import ALTERNATIVES, PageState, state
from igs_geo.dashboard.search_process.client import taken_over, worker
from igs_geo.dashboard.search_process.queue import THREADS
from igs_geo.regions import Criteria, Proposal
from igs_geo.regions.worker.messages import Alternatives, Search

DIFFERENCE = 0.2
LEAST_SECONDS = 60
"""What the search for alternatives gets at least."""


def search(criteria: Criteria) -> None:
    """Begin a search; the view says from now on that its settings were searched."""
    _begin(criteria)
    change_view(searched=True, shown=0, alternatives=False, against="")


def _begin(criteria: Criteria) -> None:
    """Search, in place of all that this session waits for; what this page began before it was loaded again goes on."""
    now, seconds = state(), current_view().asked.seconds
    for job in (now.search, *now.jobs.values()):
        if job is not None and job.running:
            worker().stop(job)
    question, own = Search(criteria.to_dict(), seconds, THREADS), own_documents()
    now.begin(taken_over(question, own) or worker().ask(question, own), criteria)


def follow(criteria: Criteria) -> None:
    """Search and ask what the view says, where this session has not done so yet.

    Parameters
    ----------
    criteria
        What the settings in view ask.
    """
    now, view = state(), current_view()
    if now.asked != criteria:
        if view.searched:
            _begin(criteria)
        return
    if not view.searched:
        # The settings are again those of what is on show.
        change_view(searched=True)
    proposal = now.proposal
    if proposal is None or now.busy or proposal.objective is None:
        return
    # A job that ended without an answer stays among the jobs, where the page says why, until it is asked anew.
    if (view.alternatives or view.shown) and now.alternatives is None and ALTERNATIVES not in now.jobs:
        ask_alternatives(now, proposal)
    elif now.alternatives is not None and view.shown > len(now.alternatives):
        change_view(shown=0)
        remark(Remark("unknown", FIELDS["shown"].label, str(view.shown)))


def ask_alternatives(now: PageState, proposal: Proposal) -> None:
    """Ask for alternatives to the proposal on show.

    Parameters
    ----------
    now
        What the page remembers.
    proposal
        The proposal.
    """
    limit = max(LEAST_SECONDS, current_view().asked.seconds)
    about = proposal.criteria.to_dict(), limit, proposal.to_dict()
    now.jobs[ALTERNATIVES] = worker().ask(Alternatives(*about, MOST_ALTERNATIVES, DIFFERENCE), own_documents())
