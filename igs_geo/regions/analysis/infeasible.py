"""Why no division exists: rules that together cannot be met, of which every one is needed for that.

A deletion filter (Chinneck and Dravnieks 1991) over the named rules of an elastic model, in halves (QuickXplain, Junker
2004): rules without which nothing becomes possible either are dropped. What remains is irreducible. Out of time, more
rules remain than are needed: still true, and that is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from igs_geo.regions.analysis.params import DEFAULT, AnalysisParams
from igs_geo.regions.analysis.possible import SINGLE, Rule, held_partnerships, is_whole, possible
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.result.proposal import Proposal
from igs_geo.regions.sets.listing import covered_units, list_sets
from igs_geo.regions.sets.parts import split

Reason = tuple[str, Mapping[str, object]]


@dataclass(frozen=True)
class Conflict:
    """Rules that cannot be met together.

    Parameters
    ----------
    rules
        The rules; none when it could not be found out which.
    irreducible
        Whether it is proven of each that the others can be met without it.
    """

    rules: tuple[Rule, ...]
    irreducible: bool


def explain(
    problem: Problem,
    proposal: Proposal,
    deadline: Deadline | None = None,
    params: AnalysisParams = DEFAULT,
) -> Proposal:
    """Return an infeasible proposal with its reasons; any other one as it is.

    Parameters
    ----------
    problem
        The problem.
    proposal
        The answer of the search.
    deadline
        When to stop; by default, when the time limit of the search ends, or a moment later where none is left.
    params
        The numbers that steer.
    """
    if proposal.status != "infeasible":
        return proposal
    if deadline is None:
        deadline = Deadline(max(proposal.time_limit - proposal.seconds, params.explain_seconds))
    return replace(proposal, reasons=tuple(conflict_reasons(problem, deadline, params)))


def conflict_reasons(problem: Problem, deadline: Deadline, params: AnalysisParams = DEFAULT) -> list[Reason]:
    """Return rules that cannot be met together, as keys and values of the catalogue.

    Parameters
    ----------
    problem
        An infeasible problem.
    deadline, params
        As in :func:`explain`.
    """
    found = conflict(problem, deadline, params)
    reasons = [_say(problem, rule) for rule in found.rules]
    if reasons and not found.irreducible:
        reasons.append(("regions.why_cut_short", {}))
    return reasons


def conflict(problem: Problem, deadline: Deadline, params: AnalysisParams = DEFAULT) -> Conflict:
    """Return rules of an infeasible problem that cannot be met together, as few as can be found in time.

    Parameters
    ----------
    problem
        An infeasible problem.
    deadline, params
        As in :func:`explain`.
    """
    problem = replace(problem, held=held_partnerships(problem, deadline, params))
    ask = _Questions(problem, deadline, params)
    others = _others(problem)
    covers = _needed_covers(ask, others)
    if ask.possible([*others, *covers]):
        # Nothing stands in the way as far as can be seen here, so nothing is blamed.
        return Conflict((), irreducible=False)
    # Few at a time first: most rules have nothing to do with it.
    kept = _filter(ask, others, covers)
    if len(covers) > 1:
        covers = _filter(ask, covers, kept)
    return _checked(ask, [*kept, *covers])


@dataclass(eq=False)
class _Questions:
    """Which rules can be met together, each asked once."""

    problem: Problem
    deadline: Deadline
    params: AnalysisParams
    known: dict[frozenset[Rule], bool | None] = field(default_factory=dict)

    def possible(self, rules: Sequence[Rule]) -> bool | None:
        """Return whether some rules can be met together; None where that was not settled in time."""
        key = frozenset(rules)
        if key not in self.known:
            passed = self.deadline.passed
            self.known[key] = None if passed else possible(self.problem, rules, self.deadline, self.params)
        return self.known[key]


def _others(problem: Problem) -> list[Rule]:
    criteria = problem.criteria
    found = []
    for kind in SINGLE:
        value = getattr(criteria, kind)
        on = value if kind == "contiguous" else value is not None and not (kind == "min_municipalities" and value <= 1)
        if on:
            found.append(Rule(kind))
    for kind in ("together", "apart"):
        found += [Rule(kind, place) for place in range(len(getattr(criteria, kind)))]
    found += [Rule("outside", place) for place, nis in enumerate(criteria.outside) if nis in problem.units]
    found += [Rule("whole", place) for place, body in enumerate(problem.wholes) if body.id not in problem.held]
    if criteria.youth_partnerships != "ignore":
        found += [Rule("youth", place) for place, body in enumerate(problem.youth) if body.id not in problem.held]
    return found


def _needed_covers(ask: _Questions, others: list[Rule]) -> list[Rule]:
    """Return the municipalities that must be in a region: one alone when no region can hold it."""
    problem, criteria = ask.problem, ask.problem.criteria
    outside = set(problem.places_here(criteria.outside))
    fixed = {i for members in rules_of(problem).fixed.values() for i in members}
    must = list(problem.places(criteria.inside))
    if criteria.left_over == "forbid":
        must += [i for i in range(len(problem.units)) if i not in outside]
    must = [i for i in dict.fromkeys(must) if i not in fixed]
    if ask.possible(others) is False:
        return []
    alone, groups = _by_part(ask, set(must))
    if alone:
        return [Rule("cover", min(alone, key=lambda i: int(problem.inhabitants[i])))]
    if criteria.min_regions is None and criteria.max_regions is None:
        for group in sorted(groups, key=len):
            some = [Rule("cover", i) for i in group]
            if ask.possible([*others, *some]) is False:
                return some
    # Where the number of regions is at stake, no few municipalities can be pointed at.
    everyone = [Rule("cover", i) for i in must]
    return [Rule("everyone")] if criteria.left_over == "forbid" else everyone


def _by_part(ask: _Questions, must: set[int]) -> tuple[list[int], list[list[int]]]:
    """Return which units that must be in a region cannot be, and all of them by part, where regions can be listed."""
    alone: list[int] = []
    groups: list[list[int]] = []
    room = ask.params.conflict_sets
    for part in split(ask.problem, rules_of(ask.problem)):
        own = [i for i in part.units.tolist() if i in must]
        if not own or ask.deadline.passed:
            continue
        listing = list_sets(part, ("balance",), room, partly=True, deadline=ask.deadline)
        if listing is not None and is_whole(listing):
            covered = dict(zip(part.units.tolist(), covered_units(listing).tolist(), strict=True))
            alone += [i for i in own if not covered[i]]
            groups.append(own)
    return alone, groups


def _filter(ask: _Questions, candidates: list[Rule], fixed: list[Rule]) -> list[Rule]:
    """Drop the candidates that infeasibility does not need, in halves while that works (Junker's QuickXplain)."""
    if ask.possible(fixed) is False:
        return []
    return _quick(ask, fixed, candidates, tested=True)


def _quick(ask: _Questions, background: list[Rule], candidates: list[Rule], *, tested: bool) -> list[Rule]:
    # Out of time, everything that is left counts as needed: still a true explanation, only a longer one.
    if ask.deadline.passed:
        return candidates
    if not tested and ask.possible(background) is False:
        return []
    if len(candidates) <= 1:
        return candidates
    half = len(candidates) // 2
    first, second = candidates[:half], candidates[half:]
    late = _quick(ask, [*background, *first], second, tested=False)
    early = _quick(ask, [*background, *late], first, tested=not late)
    return [*early, *late]


def _checked(ask: _Questions, rules: list[Rule]) -> Conflict:
    """Ask of each rule whether the others can be met without it, and drop it where they cannot."""
    sure = True
    for rule in list(rules):
        without = [other for other in rules if other != rule]
        answer = ask.possible(without)
        if answer is False:
            rules = without
        sure &= answer is not None
    return Conflict(tuple(rules), irreducible=sure)


def _say(problem: Problem, rule: Rule) -> Reason:
    criteria = problem.criteria
    names = problem.names
    if rule.kind in ("cover", "outside"):
        place = rule.place if rule.kind == "cover" else problem.places((criteria.outside[rule.place],))[0]
        return f"regions.why_{rule.kind}", {"name": names[place]}
    if rule.kind in ("contiguous", "everyone"):
        return f"regions.why_{rule.kind}", {}
    if rule.kind in ("together", "apart"):
        group = problem.places_here(getattr(criteria, rule.kind)[rule.place])
        return f"regions.why_{rule.kind}", {"names": ", ".join(names[i] for i in group)}
    if rule.kind == "whole":
        return "regions.why_whole", {"name": problem.wholes[rule.place].name}
    if rule.kind == "youth":
        return f"regions.why_youth_{criteria.youth_partnerships}", {"name": problem.youth[rule.place].name}
    if rule.kind == "frame":
        return "regions.why_frame", {"frame": criteria.frame}
    return f"regions.why_{rule.kind}", {"value": getattr(criteria, rule.kind)}
