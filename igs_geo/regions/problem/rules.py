"""The hard constraints of a problem, resolved to places of units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from igs_geo.regions.problem.connectivity import hangs_together
from igs_geo.regions.problem.problem import Problem, YouthPartnership


@dataclass(frozen=True)
class Rules:
    """The hard constraints of a problem, resolved to places of units.

    Parameters
    ----------
    fixed
        Regions that are given: kept youth cooperations, by id.
    bound
        Groups that must be in one region: ``together`` and youth cooperations that may grow.
    removed
        Units that no region may contain.
    must
        Units that may not be left over.
    blocked
        Groups that must be in one region and cannot, because some of them may not or are given away.
    """

    fixed: dict[str, tuple[int, ...]]
    bound: tuple[tuple[int, ...], ...]
    removed: tuple[int, ...]
    must: tuple[int, ...]
    blocked: tuple[tuple[int, ...], ...] = ()


def rules_of(problem: Problem, kept: frozenset[str] = frozenset()) -> Rules:
    """Return the hard constraints of a problem.

    Parameters
    ----------
    problem
        The problem.
    kept
        Ids of youth cooperations to keep as they are although they may grow.
    """
    criteria = problem.criteria
    bound = [problem.places(group) for group in criteria.together]
    fixed = {}
    for body in problem.youth:
        if criteria.youth_partnerships == "keep" or body.id in kept | problem.held:
            fixed[body.id] = body.members
        elif criteria.youth_partnerships == "extend":
            bound.append(body.members)
    for body in problem.wholes:
        if body.id in kept | problem.held or is_too_large(problem, body):
            fixed[body.id] = body.members
        else:
            bound.append(body.members)
    taken = {place for members in fixed.values() for place in members}
    outside = set(problem.places_here(criteria.outside))
    removed = taken | outside
    must = set(problem.places(criteria.inside)) - taken
    groups = _merged([group for group in bound if len(group) > 1])
    kept_together = [group for group in groups if any(set(group) <= set(members) for members in fixed.values())]
    blocked = tuple(group for group in groups if set(group) & removed and group not in kept_together)
    open_groups = tuple(group for group in groups if not set(group) & removed)
    must |= {place for group in open_groups for place in group}
    return Rules(
        fixed=fixed,
        bound=open_groups,
        removed=tuple(sorted(removed)),
        must=tuple(sorted(must)),
        blocked=blocked,
    )


def is_too_large(problem: Problem, body: YouthPartnership) -> bool:
    """Whether the members of a youth cooperation alone are too many for a region, or lie across the frame.

    Where that is so and it may not be cut, it is a region by itself, which says which rules it breaks.

    Parameters
    ----------
    problem
        The problem.
    body
        The cooperation.
    """
    broken = broken_rules(problem, np.array(body.members), contiguous=True)
    return bool({"frame", "max_municipalities", "max_inhabitants", "max_young"} & set(broken))


def _merged(groups: list[tuple[int, ...]]) -> tuple[tuple[int, ...], ...]:
    """Join groups that share a unit: whoever must come along with one comes along with all."""
    merged: list[set[int]] = []
    for group in groups:
        joined = set(group)
        apart = []
        for other in merged:
            if other & joined:
                joined |= other
            else:
                apart.append(other)
        merged = [*apart, joined]
    return tuple(tuple(sorted(group)) for group in merged)


def broken_rules(problem: Problem, places: np.ndarray, *, contiguous: bool) -> tuple[str, ...]:
    """Return which settings on the people, members, frame and contiguity of a region a set of municipalities breaks."""
    criteria = problem.criteria
    inhabitants = problem.inhabitants[places]
    young = int(problem.young[places].sum())
    exempt = criteria.exempt_above is not None and bool((inhabitants > criteria.exempt_above).any())

    def below(value: int, limit: int | None) -> bool:
        return limit is not None and value < limit

    def above(value: int, limit: int | None) -> bool:
        return limit is not None and value > limit

    checks = {
        "contiguous": criteria.contiguous and not contiguous,
        "frame": len(np.unique(problem.frames[places])) > 1,
        "min_municipalities": below(len(places), criteria.min_municipalities),
        "max_municipalities": above(len(places), criteria.max_municipalities),
        "min_inhabitants": below(int(inhabitants.sum()), criteria.min_inhabitants),
        "max_inhabitants": above(int(inhabitants.sum()), criteria.max_inhabitants) and not exempt,
        "min_young": below(young, criteria.min_young),
        "max_young": above(young, criteria.max_young),
    }
    return tuple(name for name, broken in checks.items() if broken)


def is_allowed(problem: Problem, rules: Rules, members: tuple[int, ...]) -> bool:
    """Whether a set of municipalities keeps every rule of a single region, by definition."""
    own = set(members)
    apart = any(len(own & set(problem.places_here(group))) > 1 for group in problem.criteria.apart)
    cut = any(0 < len(own & set(group)) < len(group) for group in rules.bound)
    if apart or cut or own & set(rules.removed):
        return False
    return not broken_rules(problem, np.array(sorted(own)), contiguous=hangs_together(problem, own))
