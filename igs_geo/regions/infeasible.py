"""Why no division exists: rules that together cannot be met, of which every one is needed for that.

A deletion filter (Chinneck and Dravnieks 1991) over the named rules of an elastic model: each rule is dropped in turn; where
nothing becomes possible without it, it stays out. What remains is irreducible.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from igs_geo.regions.contiguous import pieces
from igs_geo.regions.listing import covered_units, list_sets
from igs_geo.regions.parts import CRITERIA, part_around, rules_of
from igs_geo.regions.problem import Problem
from igs_geo.regions.proposal import Proposal
from igs_geo.regions.search import prepare, search

ROOM = 300_000
SECONDS = 5.0
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
    covers = _needed_covers(problem)
    others = _others(problem)
    # Few at a time first: most rules have nothing to do with it.
    kept = _filter(problem, others, covers)
    if len(covers) > 1:
        covers = _filter(problem, covers, kept)
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
        found += [Rule("youth", place) for place in range(len(problem.youth))]
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
    for group in criteria.together:
        must += [i for i in problem.places(group) if i not in must]
    prepared = prepare(problem)
    regions = criteria.min_regions is not None or criteria.max_regions is not None
    stuck: list[int] = []
    for part, listing in zip(prepared.parts, prepared.lists, strict=True):
        own = [i for i in part.units.tolist() if i in must]
        if listing is None or not own:
            continue
        covered = dict(zip(part.units.tolist(), covered_units(listing).tolist(), strict=True))
        alone = [i for i in own if not covered[i]]
        if alone:
            return [Rule("cover", min(alone, key=lambda i: int(problem.inhabitants[i])))]
        stuck.append(len(own))
    if regions:
        return [Rule("cover", i) for i in must]
    for part in prepared.parts:
        own = [Rule("cover", i) for i in part.units.tolist() if i in must]
        if own and possible(problem, [*_others(problem), *own]) is False:
            return own
    return [Rule("cover", i) for i in must]


def _filter(problem: Problem, candidates: list[Rule], fixed: list[Rule]) -> list[Rule]:
    """Drop the candidates that infeasibility does not need, in halves while that works (Junker's QuickXplain)."""
    if possible(problem, fixed) is False:
        return []
    return _quick(problem, fixed, candidates, tested=True)


def _quick(problem: Problem, background: list[Rule], candidates: list[Rule], *, tested: bool) -> list[Rule]:
    if not tested and possible(problem, background) is False:
        return []
    if len(candidates) <= 1:
        return candidates
    half = len(candidates) // 2
    first, second = candidates[:half], candidates[half:]
    late = _quick(problem, [*background, *first], second, tested=not first)
    early = _quick(problem, [*background, *late], first, tested=not late)
    return [*early, *late]


def possible(problem: Problem, rules: list[Rule]) -> bool | None:
    """Return whether some division keeps these rules and no others; None where that was not settled in time."""
    relaxed = _with_only(problem, rules)
    covers = [rule.place for rule in rules if rule.kind == "cover"]
    counted = relaxed.criteria.min_regions is not None or relaxed.criteria.max_regions is not None
    groups = [set(relaxed.places(group)) for group in relaxed.criteria.together]
    wanted = set(covers).union(*groups)
    if (
        not counted
        and len(covers) == 1
        and wanted <= ({covers[0]} | next((g for g in groups if covers[0] in g), set()))
    ):
        return _exists(relaxed, covers[0])
    answer = search(relaxed, time_limit=SECONDS, relative=np.inf)
    if answer.status == "infeasible":
        return False
    return True if answer.objective is not None else None


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
    inside = tuple(nis for nis in covers if nis not in changes["outside"])  # type: ignore[operator]
    changes |= {"inside": inside, "left_over": "price", "price": 1.0, "frame": criteria.frame}
    frames = problem.frames if "frame" in kinds else np.zeros(size, dtype=np.int64)
    youth = tuple(problem.youth[rule.place] for rule in rules if rule.kind == "youth")
    return replace(problem, criteria=criteria.with_(**changes), frames=frames, youth=youth)


def _exists(problem: Problem, unit: int) -> bool | None:
    """Return whether a feasible region holds a unit; None when there are too many sets to look at them all."""
    if problem.units[unit] in problem.criteria.outside:
        return False
    rules = rules_of(problem)
    if any(unit in members for members in rules.fixed.values()):
        return True
    if unit in rules.removed:
        return False
    part = part_around(problem, rules, (unit,))
    found = list_sets(part, ("balance",), CRITERIA, ROOM, first_only=True, partly=True)
    if found is None:
        return None
    if found.feasible[0].any():
        return True
    if len(found) < ROOM:
        return False
    return True if _whole_piece_fits(problem, unit) else None


def _whole_piece_fits(problem: Problem, unit: int) -> bool:
    """Whether everything that hangs together with the unit inside its frame is a feasible region."""
    from igs_geo.regions.proposal import broken_rules

    frame = np.flatnonzero(problem.frames == problem.frames[unit])
    piece = next(piece for piece in pieces(problem, frame) if unit in piece)
    return not broken_rules(problem, np.array(piece), contiguous=True)


def _say(problem: Problem, rule: Rule) -> Reason:
    criteria = problem.criteria
    names = problem.names
    if rule.kind in ("cover", "outside"):
        place = rule.place if rule.kind == "cover" else problem.places((criteria.outside[rule.place],))[0]
        return f"regions.why_{rule.kind}", {"name": names[place]}
    if rule.kind == "contiguous":
        return "regions.why_contiguous", {}
    if rule.kind in ("together", "apart"):
        group = problem.places(getattr(criteria, rule.kind)[rule.place])
        return f"regions.why_{rule.kind}", {"names": ", ".join(names[i] for i in group)}
    if rule.kind == "youth":
        return f"regions.why_youth_{criteria.youth_partnerships}", {"name": problem.youth[rule.place].name}
    if rule.kind == "frame":
        return "regions.why_frame", {"frame": criteria.frame}
    return f"regions.why_{rule.kind}", {"value": getattr(criteria, rule.kind)}
