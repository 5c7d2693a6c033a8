"""How an existing youth partnership can best grow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from igs_geo.regions.analysis.around import DEFAULT_SECONDS, list_around, per_inhabitant, ranked
from igs_geo.regions.analysis.params import DEFAULT, AnalysisParams
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.criteria import CriteriaError
from igs_geo.regions.problem.problem import Problem, YouthPartnership
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.result.describing import describe
from igs_geo.regions.result.proposal import Region


@dataclass(frozen=True)
class Extension:
    """A youth partnership with some municipalities added.

    Parameters
    ----------
    added
        NIS codes of the municipalities that join.
    region
        The region they form with the members.
    cost_per_inhabitant
        As in :class:`Around`.
    change
        Of the cost per inhabitant against the partnership as it is; negative is better.
    """

    added: tuple[str, ...]
    region: Region
    cost_per_inhabitant: float
    change: float


@dataclass(frozen=True)
class Growth:
    """How an existing youth partnership can best grow: as it is, and its extensions, best first.

    Parameters
    ----------
    partnership, name
        Id and name of the partnership.
    now
        The partnership as it is, with the rules that it breaks.
    now_per_inhabitant
        As in :class:`Around`.
    extensions
        Its extensions.
    considered
        How many extensions were looked at; the partnership as it is, is none.
    largest
        Number of members up to which all were looked at.
    """

    partnership: str
    name: str
    now: Region
    now_per_inhabitant: float
    extensions: tuple[Extension, ...]
    considered: int
    largest: int


def grow(
    problem: Problem,
    partnership: str,
    k: int = 10,
    most: int = 3,
    *,
    time_limit: float | Deadline = DEFAULT_SECONDS,
    params: AnalysisParams = DEFAULT,
) -> Growth:
    """Return the best ways to extend a funded youth partnership, by cost per inhabitant.

    The municipalities of another youth partnership come along together or not at all.

    Parameters
    ----------
    problem
        The problem.
    partnership
        Id or name of the partnership.
    k
        How many extensions.
    most
        How many municipalities may join at once.
    time_limit
        As in :func:`around`.
    params
        How many regions are listed.

    Raises
    ------
    CriteriaError
        When there is no such youth partnership.
    """
    deadline = Deadline.of(time_limit)
    body = _body(problem, partnership)
    size = len(body.members)
    criteria = problem.criteria.with_(youth_partnerships="extend")
    open_problem = replace(problem, criteria=criteria)
    now = describe(open_problem, body.members, kept=True)
    now_cost = per_inhabitant(open_problem, now)
    limit = max(size, min(criteria.max_municipalities, size + most))
    small = min(criteria.min_municipalities, limit)
    smaller = replace(problem, criteria=criteria.with_(max_municipalities=limit, min_municipalities=small))
    rules = rules_of(smaller)
    nowhere = set(body.members) & {*rules.removed, *(place for group in rules.blocked for place in group)}
    if nowhere or len(set(problem.frames[list(body.members)])) > 1:
        return Growth(body.id, body.name, now, now_cost, (), 0, size)
    part, listing, largest = list_around(smaller, body.members, deadline, params)
    ranking = ranked(smaller, part, listing)
    found = _extensions(open_problem, body, now_cost, ranking.members(params.look))
    # As it is, it may break a rule, and then it is not in the list.
    itself = bool((listing.feasible[0] & (listing.depths[0] == size - 1)).any())
    considered = len(ranking) - itself
    return Growth(body.id, body.name, now, now_cost, tuple(islice(found, k)), considered, largest)


def _extensions(
    problem: Problem, body: YouthPartnership, now_cost: float, regions: Iterable[frozenset[int]]
) -> Iterator[Extension]:
    for members in regions:
        added = members - set(body.members)
        if added:
            region = describe(problem, members)
            cost = per_inhabitant(problem, region)
            yield Extension(tuple(problem.units[place] for place in sorted(added)), region, cost, cost - now_cost)


def _body(problem: Problem, partnership: str) -> YouthPartnership:
    wanted = partnership.casefold()
    exact = [body for body in problem.youth if wanted in (body.id.casefold(), body.name.casefold())]
    near = exact or [body for body in problem.youth if wanted in body.name.casefold()]
    if len(near) != 1 and not exact:
        known = ", ".join(body.name for body in problem.youth)
        raise CriteriaError("regions.unknown_youth_partnership", name=partnership, known=known)
    return near[0]
