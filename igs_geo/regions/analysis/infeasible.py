"""Why no division exists: rules that together cannot be met, of which every one is needed for that.

A deletion filter (Chinneck and Dravnieks 1991) over the named rules of an elastic model, in halves (QuickXplain, Junker
2004): rules without which nothing becomes possible either are dropped. What remains is irreducible.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from igs_geo.regions.problem.connectivity import hangs_together, pieces
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.program.master import Column, Master
from igs_geo.regions.program.partitioning import SHORT, Partitioning
from igs_geo.regions.result.describing import broken_rules
from igs_geo.regions.result.proposal import Proposal
from igs_geo.regions.search.preparing import prepare
from igs_geo.regions.sets.listed import ListedSets
from igs_geo.regions.sets.listing import covered_units, list_sets
from igs_geo.regions.sets.parts import Part, part_around, split
from igs_geo.regions.sets.protocol import Sets

ROOM = 300_000
SECONDS = 5.0
PATIENCE = 30.0
SINGLE = (
    "contiguous", "frame", "min_municipalities", "max_municipalities", "min_inhabitants", "max_inhabitants",
    "min_young", "max_young", "min_regions", "max_regions",
)  # fmt: skip
"""Settings that are one rule each."""

Reason = tuple[str, Mapping[str, object]]


@dataclass(frozen=True)
class Rule:
    """A named rule: a setting, one of its groups or municipalities, a youth partnership, or one to be in a region."""

    kind: str
    place: int = -1


def explain(problem: Problem, proposal: Proposal) -> Proposal:
    """Return an infeasible proposal with its reasons; any other one as it is."""
    if proposal.status != "infeasible":
        return proposal
    return replace(proposal, reasons=tuple(reasons(problem)))


def reasons(problem: Problem) -> list[Reason]:
    """Return an irreducible set of rules that cannot be met together, as keys and values of the catalogue."""
    rules = conflict(problem)
    return [_say(problem, rule) for rule in rules]


def conflict(problem: Problem) -> list[Rule]:
    """Return an irreducible set of rules of an infeasible problem."""
    if problem.criteria.youth_partnerships == "extend":
        # A youth partnership that fits in no region is kept: its members are nobody's obstacle then.
        problem = replace(problem, held=frozenset(prepare(problem, threads=1, room=ROOM).rules.fixed))
    covers = _needed_covers(problem)
    others = _others(problem)
    # Few at a time first: most rules have nothing to do with it.
    deadline = time.perf_counter() + PATIENCE
    kept = _filter(problem, others, covers, deadline)
    if len(covers) > 1:
        covers = _filter(problem, covers, kept, deadline)
    return [*kept, *covers]


def _others(problem: Problem) -> list[Rule]:
    criteria = problem.criteria
    found = []
    for kind in SINGLE:
        value = getattr(criteria, kind)
        on = value if kind == "contiguous" else value is not None and not (kind == "min_municipalities" and value <= 1)
        if on:
            found.append(Rule(kind))
    for kind in ("together", "apart", "outside"):
        found += [Rule(kind, place) for place in range(len(getattr(criteria, kind)))]
    if criteria.youth_partnerships != "ignore":
        found += [Rule("youth", place) for place, body in enumerate(problem.youth) if body.id not in problem.held]
    return found


def _needed_covers(problem: Problem) -> list[Rule]:
    """Return the municipalities that must be in a region: one alone when no region can hold it."""
    criteria = problem.criteria
    outside = set(problem.places(criteria.outside))
    fixed = {i for members in rules_of(problem).fixed.values() for i in members}
    must = list(problem.places(criteria.inside))
    if criteria.left_over == "forbid":
        must += [i for i in range(len(problem.units)) if i not in outside]
    must = [i for i in dict.fromkeys(must) if i not in fixed]
    others = _others(problem)
    if possible(problem, others) is False:
        return []
    rules = rules_of(problem)
    counted = criteria.min_regions is not None or criteria.max_regions is not None
    alone: list[int] = []
    groups: list[list[int]] = []
    for part in split(problem, rules):
        own = [i for i in part.units.tolist() if i in must]
        listing = list_sets(part, ("balance",), ROOM, partly=True) if own else None
        if listing is not None and len(listing) < ROOM:
            covered = dict(zip(part.units.tolist(), covered_units(listing).tolist(), strict=True))
            alone += [i for i in own if not covered[i]]
            groups.append(own)
    if alone:
        return [Rule("cover", min(alone, key=lambda i: int(problem.inhabitants[i])))]
    if not counted:
        for group in sorted(groups, key=len):
            some = [Rule("cover", i) for i in group]
            if possible(problem, [*others, *some]) is False:
                return some
    # Where the number of regions is at stake, no few municipalities can be pointed at.
    return [Rule("everyone")] if criteria.left_over == "forbid" else [Rule("cover", i) for i in must]


def _filter(problem: Problem, candidates: list[Rule], fixed: list[Rule], deadline: float) -> list[Rule]:
    """Drop the candidates that infeasibility does not need, in halves while that works (Junker's QuickXplain)."""
    if possible(problem, fixed) is False:
        return []
    return _quick(problem, fixed, candidates, deadline, tested=True)


def _quick(
    problem: Problem, background: list[Rule], candidates: list[Rule], deadline: float, *, tested: bool
) -> list[Rule]:
    # Out of time, everything that is left counts as needed: still a true explanation, only a longer one.
    if time.perf_counter() > deadline:
        return candidates
    if not tested and possible(problem, background) is False:
        return []
    if len(candidates) <= 1:
        return candidates
    half = len(candidates) // 2
    first, second = candidates[:half], candidates[half:]
    late = _quick(problem, [*background, *first], second, deadline, tested=not first)
    early = _quick(problem, [*background, *late], first, deadline, tested=not late)
    return [*early, *late]


def possible(problem: Problem, rules: list[Rule]) -> bool | None:
    """Return whether some division keeps these rules and no others; None where that was not settled in time."""
    relaxed = _with_only(problem, rules)
    criteria = relaxed.criteria
    everyone = any(rule.kind == "everyone" for rule in rules)
    if criteria.min_regions is not None or criteria.max_regions is not None or everyone:
        return _jointly(relaxed, everything=True)
    targets = _targets(relaxed, [rule.place for rule in rules if rule.kind == "cover"])
    answers = [_exists(relaxed, target) for target in targets]
    if False in answers:
        return False
    if len(targets) <= 1:
        return answers[0] if answers else True
    return _jointly(relaxed, everything=False)


def _targets(problem: Problem, covers: list[int]) -> list[tuple[int, ...]]:
    """Return the units that must be in a region, those that must be in one region together."""
    rules = rules_of(problem)
    bound = [*rules.bound, *rules.blocked]
    held = {place for group in bound for place in group}
    return [*bound, *((place,) for place in covers if place not in held)]


def _jointly(problem: Problem, *, everything: bool) -> bool | None:
    """Return whether regions can hold all units that must be, without overlap and in the number asked for."""
    rules = rules_of(problem)
    parts = [part for part in split(problem, rules) if everything or part.must]
    if rules.blocked or not _counts(problem, parts, len(rules.fixed)):
        return False
    sets: list[Sets] = []
    seeds: list[Column] = []
    whole = True
    first = 0
    for part in parts:
        listing = list_sets(part, ("balance",), ROOM, partly=True)
        if listing is None:
            return None
        whole &= len(listing) < ROOM
        costs = [np.where(feasible, 0.0, np.inf) for feasible in listing.feasible]
        sets.append(ListedSets(listing, costs, exact=len(listing) < ROOM))
        if not broken_rules(problem, part.units, contiguous=hangs_together(problem, part.units)):
            seeds.append(Column(first + np.arange(len(part)), 0.0))
        first += len(part)
    must = np.concatenate([np.isin(np.arange(len(part)), part.must) for part in parts])
    fixed = len(rules.fixed)
    low, high = problem.criteria.min_regions, problem.criteria.max_regions
    if high is not None and high < fixed:
        return False
    master = Master(
        slack_cost=np.where(must, np.inf, 0.0),
        elastic=1.0,
        min_regions=None if low is None else max(0, low - fixed),
        max_regions=None if high is None else high - fixed,
    )
    solver = Partitioning(master, sets, time.perf_counter() + SECONDS)
    solver.seed(seeds)
    found = solver.solve()
    if np.isfinite(found.objective):
        return True
    return False if whole and (found.bound > SHORT or found.bound == np.inf) else None


def _with_only(problem: Problem, rules: list[Rule]) -> Problem:
    criteria = problem.criteria
    kinds = {rule.kind for rule in rules}
    size = len(problem.units)
    changes: dict[str, object] = {kind: None for kind in SINGLE if kind not in kinds}
    changes |= {"contiguous": "contiguous" in kinds}
    if "min_municipalities" not in kinds:
        changes["min_municipalities"] = 1
    if "max_municipalities" not in kinds:
        changes["max_municipalities"] = size
    for kind in ("together", "apart", "outside"):
        own = getattr(criteria, kind)
        changes[kind] = tuple(own[rule.place] for rule in rules if rule.kind == kind)
    covers = tuple(problem.units[rule.place] for rule in rules if rule.kind == "cover")
    if "everyone" in kinds:
        covers = tuple(nis for nis in problem.units if nis not in criteria.outside)
    inside = tuple(nis for nis in covers if nis not in changes["outside"])  # type: ignore[operator]
    changes |= {"inside": inside, "left_over": "price", "price": 1.0, "frame": criteria.frame}
    frames = problem.frames if "frame" in kinds else np.zeros(size, dtype=np.int64)
    held = tuple(body for body in problem.youth if body.id in problem.held)
    youth = (*held, *(problem.youth[rule.place] for rule in rules if rule.kind == "youth"))
    return replace(problem, criteria=criteria.with_(**changes), frames=frames, youth=youth)


def _counts(problem: Problem, parts: list[Part], fixed: int) -> bool:
    """Whether the number of regions can be right by the numbers of municipalities and inhabitants alone."""
    criteria = problem.criteria
    free = sum(len(part) for part in parts)
    heads = sum(int(part.arrays.inhabitants.sum()) for part in parts)
    must = sum(len(part.must) for part in parts)
    most = min(free // criteria.min_municipalities, heads // max(1, criteria.min_inhabitants or 1)) + fixed
    least = -(-must // criteria.max_municipalities) + fixed
    low, high = criteria.min_regions, criteria.max_regions
    return (low is None or low <= most) and (high is None or high >= least)


def _exists(problem: Problem, target: tuple[int, ...]) -> bool | None:
    """Return whether a feasible region holds some units; None when there are too many sets to look at them all."""
    rules = rules_of(problem)
    outside = set(problem.places(problem.criteria.outside))
    if outside & set(target):
        return False
    if any(set(target) & set(members) for members in rules.fixed.values()):
        return any(set(target) <= set(members) for members in rules.fixed.values())
    part = part_around(problem, rules, target)
    found = list_sets(part, ("balance",), ROOM, first_only=True, partly=True)
    if found is None:
        return None
    if found.feasible[0].any():
        return True
    if len(found) < ROOM:
        return False
    frame = np.flatnonzero(problem.frames == problem.frames[target[0]])
    piece = next(piece for piece in pieces(problem, frame) if target[0] in piece)
    fits = set(target) <= set(piece) and not broken_rules(problem, np.array(piece), contiguous=True)
    return True if fits else None


def _say(problem: Problem, rule: Rule) -> Reason:
    criteria = problem.criteria
    names = problem.names
    if rule.kind in ("cover", "outside"):
        place = rule.place if rule.kind == "cover" else problem.places((criteria.outside[rule.place],))[0]
        return f"regions.why_{rule.kind}", {"name": names[place]}
    if rule.kind in ("contiguous", "everyone"):
        return f"regions.why_{rule.kind}", {}
    if rule.kind in ("together", "apart"):
        group = problem.places(getattr(criteria, rule.kind)[rule.place])
        return f"regions.why_{rule.kind}", {"names": ", ".join(names[i] for i in group)}
    if rule.kind == "youth":
        return f"regions.why_youth_{criteria.youth_partnerships}", {"name": problem.youth[rule.place].name}
    if rule.kind == "frame":
        return "regions.why_frame", {"frame": criteria.frame}
    return f"regions.why_{rule.kind}", {"value": getattr(criteria, rule.kind)}
