"""How an existing youth partnership can best grow."""

from __future__ import annotations

from dataclasses import dataclass, replace

from igs_geo.regions.analysis.around import LOOK, list_around, per_inhabitant, ranked
from igs_geo.regions.problem.criteria import CriteriaError
from igs_geo.regions.problem.problem import Problem
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
    """How an existing youth partnership can best grow: as it is, and its extensions, best first."""

    partnership: str
    name: str
    now: Region
    now_per_inhabitant: float
    extensions: tuple[Extension, ...]
    considered: int


def grow(problem: Problem, partnership: str, k: int = 10, most: int = 3) -> Growth:
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

    Raises
    ------
    CriteriaError
        When there is no such youth partnership.
    """
    wanted = partnership.casefold()
    body = next((b for b in problem.youth if wanted in (b.id.casefold(), b.name.casefold())), None)
    if body is None:
        near = [b for b in problem.youth if wanted in b.name.casefold()]
        if len(near) != 1:
            known = ", ".join(b.name for b in problem.youth)
            raise CriteriaError("regions.unknown_youth_partnership", name=partnership, known=known)
        body = near[0]
    size = len(body.members)
    criteria = problem.criteria.with_(youth_partnerships="extend")
    open_problem = replace(problem, criteria=criteria)
    now = describe(open_problem, body.members, kept=True)
    now_cost = per_inhabitant(open_problem, now)
    if len(set(problem.frames[list(body.members)])) > 1:
        return Growth(body.id, body.name, now, now_cost, (), 0)
    limit = max(size, min(criteria.max_municipalities, size + most))
    small = min(criteria.min_municipalities, limit)
    smaller = replace(problem, criteria=criteria.with_(max_municipalities=limit, min_municipalities=small))
    part, listing, _ = list_around(smaller, body.members)
    ranking = ranked(smaller, part, listing)
    found = []
    for members in ranking.members(LOOK):
        added = members - set(body.members)
        if added:
            region = describe(open_problem, members)
            cost = per_inhabitant(open_problem, region)
            codes = tuple(problem.units[place] for place in sorted(added))
            found.append(Extension(codes, region, cost, cost - now_cost))
            if len(found) == k:
                break
    return Growth(body.id, body.name, now, now_cost, tuple(found), len(ranking))
