"""What the worker does: a method for each kind of job, and what the next job may need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from igs_geo.atlas import Atlas, load_atlas
from igs_geo.atlas.overlays import apply_overlays
from igs_geo.errors import IgsGeoError
from igs_geo.regions.analysis.alternatives import alternatives, broken_share
from igs_geo.regions.analysis.around import around
from igs_geo.regions.analysis.certainty import PARTS, work_out
from igs_geo.regions.analysis.extend import grow
from igs_geo.regions.analysis.infeasible import explain
from igs_geo.regions.analysis.reasons import reasons
from igs_geo.regions.deadline import Deadline, Stop
from igs_geo.regions.problem.criteria import Criteria
from igs_geo.regions.problem.problem import Problem, build_problem
from igs_geo.regions.result.proposal import Proposal, Region
from igs_geo.regions.search.preparing import SetStore
from igs_geo.regions.search.search import search
from igs_geo.regions.warming import kernels_are_cold, prepare_kernels
from igs_geo.regions.worker.messages import (
    Alternatives,
    Answer,
    Around,
    Certainty,
    Draws,
    Grow,
    Job,
    Mistake,
    Preparing,
    Question,
    Reasons,
    Search,
    Started,
)
from igs_geo.regions.worker.news import Say, telling


class SearchServer:
    """Takes jobs one by one and keeps what the next one may need.

    Parameters
    ----------
    say
        Sends a message to whoever asked.
    """

    def __init__(self, say: Say) -> None:
        self.say = say
        self.store = SetStore()
        self._atlases: dict[tuple[str, str | None], Atlas] = {}
        self.answers: dict[type[Question], Callable[[Job, Any, Stop], Any]] = {
            Search: self.search,
            Alternatives: self.alternatives,
            Certainty: self.certainty,
            Around: self.around,
            Grow: self.grow,
            Reasons: self.why,
        }

    def take(self, job: Job, stop: Stop) -> None:
        """Do a job and say its answer, or what a person can mend.

        Parameters
        ----------
        job
            What was asked.
        stop
            Given, by another thread, when the best so far is wanted now.
        """
        try:
            self.prepare(job)
            answer = self.answers[type(job.question)](job, job.question, stop)
        except IgsGeoError as error:
            self.say(Mistake(job.job, error.key, _plain(error.values)))
            return
        self.say(Answer(job.job, answer))

    def prepare(self, job: Job) -> None:
        """Make compiled code ready, and say so where that takes a while."""
        if kernels_are_cold():
            self.say(Preparing(job.job))
            prepare_kernels()

    def start(self, job: Job) -> tuple[Atlas, Problem]:
        """Return the atlas and the problem of a job, and say that its clock starts."""
        criteria = Criteria.from_dict(job.question.criteria)
        key = criteria.edition, job.data
        if key not in self._atlases:
            self._atlases = {key: load_atlas(criteria.edition, job.data)}
        atlas = apply_overlays(self._atlases[key], job.overlays)
        problem = build_problem(atlas, criteria)
        self.say(Started(job.job))
        return atlas, problem

    def search(self, job: Job, asked: Search, stop: Stop) -> dict[str, Any]:
        """Return the best division, with news on the way."""
        _, problem = self.start(job)
        deadline = Deadline(asked.time_limit, stop)
        with telling(job.job, self.say) as report:
            found = search(problem, time_limit=deadline, threads=asked.threads, store=self.store, report=report)
            return explain(problem, found, deadline).to_dict()

    def alternatives(self, job: Job, asked: Alternatives, stop: Stop) -> dict[str, Any]:
        """Return alternatives to a proposal, how many were asked for, and what it took."""
        _, problem = self.start(job)
        deadline = Deadline(asked.time_limit, stop)
        first = Proposal.from_dict(asked.proposal)
        found = alternatives(problem, asked.n, asked.difference, time_limit=deadline, first=first, store=self.store)
        others = [other.to_dict() | {"broken_share": broken_share(first, other)} for other in found.others]
        return {"others": others, "asked": found.asked, "seconds": found.seconds, "no_more": found.no_more}

    def certainty(self, job: Job, asked: Certainty, stop: Stop) -> dict[str, Any]:
        """Return a part of how sure a proposal is, with news on the way."""
        _, problem = self.start(job)
        deadline = Deadline(asked.time_limit, stop)
        proposal = Proposal.from_dict(asked.proposal)
        part = next(part for part in PARTS if part == asked.part)

        def news(done: int, searches: int) -> None:
            self.say(Draws(job.job, done, searches))

        return work_out(part, problem, proposal, time_limit=deadline, store=self.store, report=news)

    def around(self, job: Job, asked: Around, _stop: Stop) -> dict[str, Any]:
        """Return the best regions around some municipalities."""
        _, problem = self.start(job)
        found = around(problem, asked.municipalities, asked.k)
        return {
            "regions": [region.to_dict() for region in found.regions],
            "costs": list(found.costs_per_inhabitant),
            "considered": found.considered,
            "largest": found.largest,
        }

    def grow(self, job: Job, asked: Grow, _stop: Stop) -> dict[str, Any]:
        """Return the best extensions of a youth partnership."""
        _, problem = self.start(job)
        found = grow(problem, asked.partnership, asked.k, asked.most)
        return {
            "name": found.name,
            "now": found.now.to_dict(),
            "now_cost": found.now_per_inhabitant,
            "considered": found.considered,
            "extensions": [
                {"added": list(e.added), "region": e.region.to_dict(), "cost": e.cost_per_inhabitant,
                 "change": e.change}
                for e in found.extensions
            ],
        }  # fmt: skip

    def why(self, job: Job, asked: Reasons, _stop: Stop) -> dict[str, Any]:
        """Return the reasons for a region."""
        atlas, problem = self.start(job)
        return reasons(atlas, problem, Region.from_dict(asked.region)).to_dict()


def _plain(values: dict[str, object]) -> dict[str, object]:
    return {name: value if isinstance(value, int | float | str) else str(value) for name, value in values.items()}
