"""Whether some of the rules of a problem can be met together: yes, no, or not settled in time.

"No" is a proof: no region holds some municipalities by a list of all regions, or the linear program over all regions
without any costs has no solution, or its exhausted search for whole regions has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from igs_geo.regions.analysis.params import DEFAULT, AnalysisParams
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.kernels.arrays import LARGEST
from igs_geo.regions.problem.connectivity import hangs_together
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import Rules, broken_rules, rules_of
from igs_geo.regions.program.closing import solve
from igs_geo.regions.program.master import Master
from igs_geo.regions.program.partitioning import SHORT, Partitioning
from igs_geo.regions.program.rows import Column
from igs_geo.regions.sets.listed import ListedSets
from igs_geo.regions.sets.listing import Listing, list_sets
from igs_geo.regions.sets.parts import Part, part_around, split
from igs_geo.regions.sets.protocol import Sets
from igs_geo.regions.start.growing import grow_regions

SINGLE = (
    "contiguous", "frame", "min_municipalities", "max_municipalities", "min_inhabitants", "max_inhabitants",
    "min_young", "max_young", "min_regions", "max_regions",
)  # fmt: skip
"""Settings that are one rule each."""


@dataclass(frozen=True)
class Rule:
    """A named rule: a setting, one of its groups or municipalities, a youth partnership, or one to be in a region."""

    kind: str
    place: int = -1


def possible(
    problem: Problem, rules: Sequence[Rule], deadline: Deadline, params: AnalysisParams = DEFAULT
) -> bool | None:
    """Return whether some division keeps these rules and no others; None where that was not settled in time.

    Parameters
    ----------
    problem
        The problem.
    rules
        The rules to keep.
    deadline
        When to stop.
    params
        How many regions are listed, and how long one question may take.
    """
    relaxed = with_only(problem, rules)
    criteria = relaxed.criteria
    everyone = any(rule.kind == "everyone" for rule in rules)
    if criteria.min_regions is not None or criteria.max_regions is not None or everyone:
        return _jointly(relaxed, deadline, params, everything=True)
    targets = _targets(relaxed, [rule.place for rule in rules if rule.kind == "cover"])
    answers = []
    for target in targets:
        answers.append(exists(relaxed, target, deadline, params))
        if answers[-1] is False:
            return False
    if len(targets) <= 1:
        return answers[0] if answers else True
    return _jointly(relaxed, deadline, params, everything=False)


def exists(
    problem: Problem, target: tuple[int, ...], deadline: Deadline, params: AnalysisParams = DEFAULT
) -> bool | None:
    """Return whether a feasible region holds some units; None when that was not settled.

    Parameters
    ----------
    problem
        The problem.
    target
        Places of the units.
    deadline, params
        As in :func:`possible`.
    """
    rules = rules_of(problem)
    if set(problem.places_here(problem.criteria.outside)) & set(target):
        return False
    if any(set(target) & set(members) for members in rules.fixed.values()):
        return any(set(target) <= set(members) for members in rules.fixed.values())
    if _too_much(problem, target):
        return False
    if deadline.passed:
        return None
    part = part_around(problem, rules, target)
    if any(_is_region(problem, rules, units) for units in (np.array(target), part.units)):
        return True
    found = list_sets(part, ("balance",), params.conflict_sets, first_only=True, partly=True, deadline=deadline)
    if found is None:
        return None
    if found.feasible[0].any():
        return True
    return False if is_whole(found) else None


def is_whole(listing: Listing) -> bool:
    """Whether a listing holds all regions of its part: it did not run out of room, nor had to leave out large ones."""
    if not listing.complete:
        return False
    if min(int(listing.part.arrays.limits.max_members), len(listing.part)) < LARGEST:
        return True
    deepest = max((int(chunk.max()) + 1 for chunk in listing.depths if len(chunk)), default=0)
    return deepest + sum(len(group) for group in listing.part.bound) < LARGEST


def _too_much(problem: Problem, target: tuple[int, ...]) -> bool:
    """Whether some units break a rule that more units cannot mend."""
    places = np.array(target)
    if any(len(set(target) & set(problem.places_here(group))) > 1 for group in problem.criteria.apart):
        return True
    broken = set(broken_rules(problem, places, contiguous=True))
    if problem.criteria.exempt_above is not None:
        # One more unit may lift this maximum.
        broken -= {"max_inhabitants"}
    return bool(broken & {"frame", "max_municipalities", "max_inhabitants", "max_young"})


def held_partnerships(problem: Problem, deadline: Deadline, params: AnalysisParams = DEFAULT) -> frozenset[str]:
    """Return the youth cooperations that are kept because no region holds them: nobody's obstacle then."""
    held = problem.held
    while True:
        now = replace(problem, held=held)
        open_ = [body for body in problem.joined if body.id not in held and body.id not in rules_of(now).fixed]
        alone = frozenset(body.id for body in open_ if exists(now, body.members, deadline, params) is False)
        if not alone:
            return held
        held |= alone


def _targets(problem: Problem, covers: list[int]) -> list[tuple[int, ...]]:
    """Return the units that must be in a region, those that must be in one region together."""
    rules = rules_of(problem)
    bound = [*rules.bound, *rules.blocked]
    held = {place for group in bound for place in group}
    return [*bound, *((place,) for place in covers if place not in held)]


def _is_region(problem: Problem, rules: Rules, units: np.ndarray) -> bool:
    """Whether some units that may be in a region can be one."""
    inside = set(units.tolist())
    apart = any(len(inside & set(problem.places_here(group))) > 1 for group in problem.criteria.apart)
    torn = any(inside & set(group) and not inside >= set(group) for group in (*rules.bound, *rules.blocked))
    return not apart and not torn and not broken_rules(problem, units, contiguous=hangs_together(problem, units))


def _likely(problem: Problem, rules: Rules, parts: list[Part]) -> list[np.ndarray]:
    """Return regions that may be missing where not all are listed: very large ones, very small ones, grown ones."""
    bound = {unit for group in rules.bound for unit in group}
    found = [part.units for part in parts]
    found += [np.array([unit]) for part in parts for unit in part.units.tolist() if unit not in bound]
    found += [np.array(group) for group in (*rules.bound, *grow_regions(problem, rules))]
    return [units for units in found if _is_region(problem, rules, units)]


def _jointly(problem: Problem, deadline: Deadline, params: AnalysisParams, *, everything: bool) -> bool | None:
    """Return whether regions can hold all units that must be, without overlap and in the number asked for."""
    rules = rules_of(problem)
    parts = [part for part in split(problem, rules) if everything or part.must]
    if rules.blocked or not _counts(problem, parts, len(rules.fixed)):
        return False
    if not parts:
        return True
    sets: list[Sets] = []
    whole = True
    for part in parts:
        listing = None
        if not deadline.passed:
            listing = list_sets(part, ("balance",), params.conflict_sets, partly=True, deadline=deadline)
        if listing is None:
            return None
        exact = is_whole(listing)
        costs = [np.where(feasible, 0.0, np.inf) for feasible in listing.feasible]
        sets.append(ListedSets(listing, costs, exact=exact))
        whole &= exact
    until = Deadline(min(params.conflict_seconds, deadline.left()), deadline.sign)
    run = Partitioning(_master(problem, rules, parts), sets, until)
    if not whole:
        row = {unit: place for place, unit in enumerate(unit for part in parts for unit in part.units.tolist())}
        likely = [units.tolist() for units in _likely(problem, rules, parts)]
        known = [np.array([row[unit] for unit in units]) for units in likely if row.keys() >= set(units)]
        run.master.add([Column(np.sort(places), 0.0) for places in known])
    found = solve(run)
    if np.isfinite(found.objective):
        return True
    # Whole regions cost nothing here: a bound above 0 says that even fractions of them fall short, an infinite one
    # that the search for whole regions was exhausted. Without a bound nothing is proven, however far the program got.
    return False if whole and (found.bound > SHORT or found.bound == np.inf) else None


def _master(problem: Problem, rules: Rules, parts: list[Part]) -> Master:
    must = np.concatenate([np.isin(np.arange(len(part)), part.must) for part in parts])
    fixed = len(rules.fixed)
    low, high = problem.criteria.min_regions, problem.criteria.max_regions
    return Master(
        slack_cost=np.where(must, np.inf, 0.0),
        elastic=1.0,
        min_regions=None if low is None else max(0, low - fixed),
        max_regions=None if high is None else high - fixed,
    )


def _counts(problem: Problem, parts: list[Part], fixed: int) -> bool:
    """Whether the number of regions can be right by the numbers of municipalities and inhabitants alone."""
    criteria = problem.criteria
    free = sum(len(part) for part in parts)
    heads = sum(int(part.arrays.inhabitants.sum()) for part in parts)
    must = sum(len(part.must) for part in parts)
    most = min(free // criteria.min_municipalities, heads // (criteria.min_inhabitants or 1)) + fixed
    least = -(-must // criteria.max_municipalities) + fixed
    low, high = criteria.min_regions, criteria.max_regions
    return (low is None or low <= most) and (high is None or high >= least)


def with_only(problem: Problem, rules: Sequence[Rule]) -> Problem:
    """Return a problem with some of its rules and no others: anybody else may be left over."""
    criteria = problem.criteria
    kinds = {rule.kind for rule in rules}
    size = len(problem.units)
    changes: dict[str, object] = {kind: None for kind in SINGLE if kind not in kinds}
    changes |= {"contiguous": "contiguous" in kinds}
    if "min_municipalities" not in kinds:
        changes["min_municipalities"] = 1
    if "max_municipalities" not in kinds:
        changes["max_municipalities"] = max(size, criteria.min_municipalities)
    groups = {
        kind: tuple(getattr(criteria, kind)[rule.place] for rule in rules if rule.kind == kind)
        for kind in ("together", "apart", "outside")
    }
    covers = tuple(problem.units[rule.place] for rule in rules if rule.kind == "cover")
    if "everyone" in kinds:
        covers = tuple(nis for nis in problem.units if nis not in criteria.outside)
    inside = tuple(nis for nis in covers if nis not in groups["outside"])
    changes |= groups | {"inside": inside, "left_over": "price", "price": 1.0, "frame": criteria.frame}
    frames = problem.frames if "frame" in kinds else np.zeros(size, dtype=np.int64)
    held = tuple(body for body in problem.youth if body.id in problem.held)
    youth = (*held, *(problem.youth[rule.place] for rule in rules if rule.kind == "youth"))
    wholes = tuple(
        body for place, body in enumerate(problem.wholes) if body.id in problem.held or Rule("whole", place) in rules
    )
    return replace(problem, criteria=criteria.with_(**changes), frames=frames, youth=youth, wholes=wholes)
