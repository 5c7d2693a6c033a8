"""The searches behind a report: done once, kept in a file, taken up again."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

from igs_geo.atlas import Atlas
from igs_geo.errors import IgsGeoError
from igs_geo.regions import (
    Criteria,
    Problem,
    Proposal,
    SetStore,
    alternatives,
    build_problem,
    explain,
    search,
    stability,
)
from igs_geo.regions.analysis.certainty import Certainty, Plain, stable_cores
from igs_geo.regions.analysis.sentences import say_stability
from igs_geo.regions.analysis.shipped import shipped

SECONDS = 120.0
"""For everything; what is found earlier is done earlier."""
SHARES = (0.3, 0.4)
"""Parts of the time that is left for the division and for its stability; the rest is for the alternatives."""
OTHERS = 2
"""A proposal never stands alone: this many alternatives are shown beside it."""

Tell = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Analyses:
    """A proposal with its stable cores and two alternatives.

    Parameters
    ----------
    problem
        What was asked.
    proposal
        The best division.
    certainty
        How sure it is: which of its members stay together under other weights, and what else is known.
    others
        Alternatives.
    """

    problem: Problem
    proposal: Proposal
    certainty: Certainty
    others: tuple[Proposal, ...]

    @property
    def shows_cores(self) -> bool:
        """Whether enough is known to say which members are a stable core."""
        return stable_cores(self.proposal, self.certainty) is not None

    def core(self, place: int) -> frozenset[str]:
        """Return the stable core of a region; empty where it has none, or none is known.

        Parameters
        ----------
        place
            Of the region in the proposal, from 0.
        """
        cores = stable_cores(self.proposal, self.certainty) or {}
        return frozenset(cores.get(str(place + 1), ()))

    def say_stability(self, language: str) -> str:
        """Return how often the weights were drawn, in a sentence; empty where they were not.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        found = self.certainty.stability
        if found is None:
            return ""
        return say_stability(found["counted"], found["drawn"], found["stopped_by_clock"], language)

    def to_json(self) -> str:
        """Return the outcome as text, with a mark of the data that it holds for."""
        return json.dumps(
            {
                "data": self.problem.fingerprint,
                "proposal": self.proposal.to_dict(),
                "certainty": asdict(self.certainty),
                "others": [other.to_dict() for other in self.others],
            },
            ensure_ascii=False,
            default=float,
        )

    @classmethod
    def from_json(cls, text: str, atlas: Atlas, name: str) -> Self:
        """Read what :meth:`to_json` wrote.

        Parameters
        ----------
        text
            The text.
        atlas
            The edition.
        name
            Of the file, for an error.

        Raises
        ------
        IgsGeoError
            When it is something else, or was made with other data.
        """
        try:
            values: dict[str, Any] = json.loads(text)
            proposal = Proposal.from_dict(values["proposal"])
            found = Certainty(**values["certainty"])
            stable_cores(proposal, found)
            others = tuple(map(Proposal.from_dict, values["others"]))
            mark = values["data"]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise IgsGeoError("reports.bad_analyses", file=name) from error
        if proposal.criteria.edition != atlas.edition:
            raise IgsGeoError("reports.stale_analyses", file=name)
        problem = build_problem(atlas, proposal.criteria)
        if problem.fingerprint != mark:
            raise IgsGeoError("reports.stale_analyses", file=name)
        return cls(problem, proposal, found, others)


def analyse(
    atlas: Atlas,
    criteria: Criteria,
    *,
    seconds: float = SECONDS,
    threads: int = 2,
    executor: Executor | None = None,
    tell: Tell | None = None,
) -> Analyses:
    """Return a proposal with its cores and two alternatives; how sure it is comes from the package where that holds it.

    Parameters
    ----------
    atlas
        The edition.
    criteria
        The settings.
    seconds
        For everything.
    threads
        How much is done at once.
    executor
        Who draws the weights; this process when None.
    tell
        Called with the part of the work that is done, in [0, 1].

    Raises
    ------
    IgsGeoError
        When no division was found.
    """
    heard = tell or (lambda _share: None)
    problem, store = build_problem(atlas, criteria), SetStore()
    first, second = SHARES
    proposal = search(problem, time_limit=seconds * first, threads=threads, store=store)
    if proposal.objective is None:
        raise IgsGeoError("reports.no_proposal", seconds=round(seconds * first))
    proposal = explain(problem, proposal)
    heard(first)
    known, share = shipped(atlas, problem, proposal), first
    if known.stability is None:
        found = stability(
            problem,
            proposal,
            time_limit=seconds * second,
            threads=threads,
            store=None if executor else store,
            executor=executor,
            report=lambda done, of: heard(first + second * done / of),
        )
        known, share = replace(known, stability=_plain(found.to_dict())), first + second
    rest = seconds * (1 - share)
    others = alternatives(problem, OTHERS, time_limit=rest, threads=threads, first=proposal, store=store)
    heard(1.0)
    return Analyses(problem, proposal, known, others.others)


def _plain(values: dict[str, object]) -> Plain:
    """Return values as a file holds them, so that what was made and what was kept are alike."""
    plain: Plain = json.loads(json.dumps(values, default=float))
    return plain


def kept(file: Path, atlas: Atlas, criteria: Criteria, make: Callable[[], Analyses]) -> Analyses:
    """Return the analyses of a file; where there is none, or one of other settings or data, they are made and kept.

    Parameters
    ----------
    file
        Where they are kept.
    atlas
        The edition.
    criteria
        The settings that are asked for.
    make
        Makes them.
    """
    if file.exists():
        try:
            known = Analyses.from_json(file.read_text(encoding="utf-8"), atlas, file.name)
        except (IgsGeoError, UnicodeDecodeError):
            known = None
        if known is not None and asdict(known.proposal.criteria) == asdict(criteria):
            return known
    made = make()
    file.write_text(made.to_json(), encoding="utf-8")
    return made
