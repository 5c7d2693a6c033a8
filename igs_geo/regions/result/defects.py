"""What can be wrong with a proposal: every rule once more, in plain Python, with nothing taken from the search."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping

from igs_geo.regions.result.ground import Ground
from igs_geo.regions.result.proposal import Proposal, Region

RULES = {
    "settings": "the settings are not those that were asked",
    "edition": "the settings are of edition {asked}, the facts of {edition}",
    "found_nothing": "status {status} with a division or an objective",
    "false_infeasible": "infeasible, though leaving everyone over meets these settings",
    "no_objective": "a division without an objective",
    "empty": "{name} has no members",
    "unknown_unit": "{name}: {nis} is no municipality of this edition that takes part",
    "two_regions": "{nis} is in two regions or twice in one",
    "left_over_list": "the municipalities left over are not those without a region",
    "left_over_people": "the inhabitants left over are not those of the municipalities left over",
    "left_over_price": "the price of who is left over is wrong",
    "left_over_forbidden": "municipalities are left over: {codes}",
    "contiguous": "{name} does not hang together",
    "frame": "{name} crosses the frame",
    "min_municipalities": "{name} has too few municipalities",
    "max_municipalities": "{name} has too many municipalities",
    "min_inhabitants": "{name} has too few inhabitants",
    "max_inhabitants": "{name} has too many inhabitants",
    "min_young": "{name} has too few young people",
    "max_young": "{name} has too many young people",
    "apart": "{name}: {codes} are together",
    "kept_ignored": "{name} is kept though youth partnerships are ignored",
    "kept_other": "{name} is kept but is no youth partnership",
    "kept_needless": "{name} is kept though it is a good region by itself",
    "figures": "{name}: the number of people is wrong",
    "pieces": "{name}: whether it hangs together is wrong",
    "breaks": "{name}: the rules it breaks are others",
    "youth_inside": "{name}: the youth partnerships inside are others",
    "cuts": "{name}: the youth cooperations that it cuts are others",
    "cost": "{name}: its cost is not the weighted sum of its criteria",
    "inside": "{nis} has to be in a region",
    "outside": "{nis} may not be in a region",
    "together": "{codes} are not together",
    "youth_keep": "{body} is not kept",
    "youth_extend": "{body} is not in one region",
    "youth_whole": "{codes} are cut",
    "aside": "who takes no part is listed otherwise",
    "min_regions": "too few regions",
    "max_regions": "too many regions",
    "sum": "the costs of the regions do not add up to the objective",
    "per_inhabitant": "the objective per inhabitant is wrong",
    "bound_above": "the bound is above the objective",
    "bound_early": "a bound, though the fewest left over is not proven",
    "gap": "the gap does not follow from the objective and the bound",
    "status": "status {status} with a gap of {gap}",
}
"""What can be wrong with a proposal, by the code of the rule; in English, for the log."""

PROVEN = 1e-6
"""The largest relative gap at which a proposal may be called optimal."""
SAME = 1e-9
"""Relative difference at which two floating-point sums of the same costs count as equal."""
KM2 = 100.0
"""Compactness is counted in 100 km²; asked for alone, it is in inhabitants·km²."""
WITH_UNIT = ("compactness", "pairwise-distance", "unweighted-ssd")
"""Criteria that, asked for alone, have a value per inhabitant beside them."""

Broken = Iterator[tuple[str, Mapping[str, object]]]


def defects(ground: Ground, proposal: Proposal) -> Broken:
    """Yield the code of every rule that a proposal breaks, with the values that its message names.

    Parameters
    ----------
    ground
        The facts.
    proposal
        The proposal.
    """
    if proposal.criteria != ground.criteria:
        yield "settings", {}
    if ground.criteria.edition != ground.edition:
        yield "edition", {"asked": ground.criteria.edition, "edition": ground.edition}
    if proposal.status in ("infeasible", "unknown"):
        yield from _nothing_found(ground, proposal)
        return
    region_of = {nis: region for region in proposal.regions for nis in region.members}
    yield from _members(ground, proposal)
    yield from _left_over(ground, proposal, region_of)
    for region in proposal.regions:
        # What is no set of municipalities was said already.
        if region.members and all(nis in ground.inhabitants for nis in region.members):
            yield from _region(ground, region)
    yield from _requirements(ground, proposal, region_of)
    yield from _numbers(ground, proposal)


def _nothing_found(ground: Ground, proposal: Proposal) -> Broken:
    if proposal.regions or any(value is not None for value in (proposal.objective, proposal.gap)):
        yield "found_nothing", {"status": proposal.status}
    criteria = ground.criteria
    youth = criteria.youth_partnerships != "ignore" and ground.youth
    required = criteria.left_over == "forbid" or criteria.inside or criteria.together or criteria.min_regions or youth
    required = required or ground.wholes
    if proposal.status == "infeasible" and not required:
        yield "false_infeasible", {}


def _members(ground: Ground, proposal: Proposal) -> Broken:
    seen: set[str] = set()
    for region in proposal.regions:
        if not region.members:
            yield "empty", {"name": region.name}
        for nis in region.members:
            if nis not in ground.inhabitants:
                yield "unknown_unit", {"name": region.name, "nis": nis}
            if nis in seen:
                yield "two_regions", {"nis": nis}
            seen.add(nis)


def _left_over(ground: Ground, proposal: Proposal, region_of: Mapping[str, Region]) -> Broken:
    left, criteria = proposal.left_over, ground.criteria
    if set(proposal.aside.members) != ground.aside or len(proposal.aside.members) != len(ground.aside):
        yield "aside", {}
    without = ground.inhabitants.keys() - region_of.keys()
    if set(left.members) != without or len(left.members) != len(without):
        yield "left_over_list", {}
    heads = sum(ground.inhabitants.get(nis, 0) for nis in left.members)
    if heads != left.inhabitants:
        yield "left_over_people", {}
    share = left.inhabitants / sum(ground.inhabitants.values())
    if not _same(left.cost, (criteria.price or 0.0) * share * _unit(ground)):
        yield "left_over_price", {}
    forbidden = without - set(criteria.outside)
    if criteria.left_over == "forbid" and forbidden:
        yield "left_over_forbidden", {"codes": " ".join(sorted(forbidden))}


def _region(ground: Ground, region: Region) -> Broken:
    own, name = set(region.members), {"name": region.name}
    one_piece = _one_piece(ground, own)
    broken = _bounds_broken(ground, own, one_piece=one_piece)
    apart = [group for group in ground.criteria.apart if len(own & set(group)) > 1]
    if region.kept:
        yield from _kept(ground, region, good=not broken and not apart)
    else:
        for rule in broken:
            yield rule, name
        for group in apart:
            yield "apart", name | {"codes": " ".join(group)}
    if (region.inhabitants, region.young) != (_total(ground.inhabitants, own), _total(ground.young, own)):
        yield "figures", name
    if region.contiguous != one_piece:
        yield "pieces", name
    if set(region.breaks) != (set(broken) if region.kept else set()):
        yield "breaks", name
    if set(region.youth_partnerships) != {body for body, members in ground.youth.items() if members <= own}:
        yield "youth_inside", name
    torn = {body for body, members in ground.other.items() if own & members and not members <= own}
    if set(region.cuts) != torn:
        yield "cuts", name
    weights = ground.criteria.named_weights()
    parts = math.fsum(weight * region.criteria.get(criterion, 0.0) for criterion, weight in weights.items())
    if not _same(region.cost, _unit(ground) * parts):
        yield "cost", name


def _kept(ground: Ground, region: Region, *, good: bool) -> Broken:
    criteria, own = ground.criteria, frozenset(region.members)
    uncut = own in ground.wholes.values()
    if criteria.youth_partnerships == "ignore" and not uncut:
        yield "kept_ignored", {"name": region.name}
    if own not in ground.youth.values() and not uncut:
        yield "kept_other", {"name": region.name}
    elif (criteria.youth_partnerships == "extend" or uncut) and good:
        groups = [set(group) for group in (*criteria.together, *ground.youth.values(), *ground.wholes.values())]
        bound = any(group & own and not group <= own for group in groups)
        if not bound and not own & set(criteria.outside):
            yield "kept_needless", {"name": region.name}


def _bounds_broken(ground: Ground, own: set[str], *, one_piece: bool) -> list[str]:
    """Return the rules of a single region that a set of municipalities breaks, ``apart`` left out."""
    criteria, heads = ground.criteria, ground.inhabitants
    found = ["contiguous"] if criteria.contiguous and not one_piece else []
    areas = {None} if ground.areas is None else {ground.areas.get(nis, "") for nis in own}
    if len(areas) > 1 or "" in areas:
        found.append("frame")
    exempt = criteria.exempt_above is not None and any(heads[nis] > criteria.exempt_above for nis in own)
    for what, value in (
        ("municipalities", len(own)),
        ("inhabitants", _total(heads, own)),
        ("young", _total(ground.young, own)),
    ):
        low, high = getattr(criteria, f"min_{what}"), getattr(criteria, f"max_{what}")
        if low is not None and value < low:
            found.append(f"min_{what}")
        if high is not None and value > high and not (what == "inhabitants" and exempt):
            found.append(f"max_{what}")
    return found


def _one_piece(ground: Ground, own: set[str]) -> bool:
    reached: set[str] = set()
    waiting = [min(own)]
    while waiting:
        nis = waiting.pop()
        if nis not in reached:
            reached.add(nis)
            waiting += (own - reached).intersection(ground.near.get(nis, ()))
    return reached == own


def _total(people: Mapping[str, int], own: Collection[str]) -> int:
    return sum(people[nis] for nis in own)


def _requirements(ground: Ground, proposal: Proposal, region_of: Mapping[str, Region]) -> Broken:
    criteria = ground.criteria
    for nis in criteria.inside:
        if nis not in region_of:
            yield "inside", {"nis": nis}
    for nis in criteria.outside:
        if nis in region_of and not region_of[nis].kept:
            yield "outside", {"nis": nis}
    for group in criteria.together:
        if not _in_one(group, region_of):
            yield "together", {"codes": " ".join(group)}
    kept = {frozenset(region.members) for region in proposal.regions if region.kept}
    for body, members in ground.youth.items():
        if criteria.youth_partnerships == "keep" and members not in kept:
            yield "youth_keep", {"body": body}
        if criteria.youth_partnerships == "extend" and not _in_one(members, region_of):
            yield "youth_extend", {"body": body}
    for members in ground.wholes.values():
        if not _in_one(members, region_of):
            yield "youth_whole", {"codes": " ".join(sorted(members))}
    number = len(proposal.regions)
    if criteria.min_regions is not None and number < criteria.min_regions:
        yield "min_regions", {}
    if criteria.max_regions is not None and number > criteria.max_regions:
        yield "max_regions", {}


def _in_one(group: Collection[str], region_of: Mapping[str, Region]) -> bool:
    regions = {id(region_of.get(nis)) for nis in group}
    return len(regions) == 1 and all(nis in region_of for nis in group)


def _numbers(ground: Ground, proposal: Proposal) -> Broken:
    objective, bound, gap = proposal.objective, proposal.bound, proposal.gap
    if objective is None:
        yield "no_objective", {}
        return
    if not _same(objective, math.fsum(region.cost for region in proposal.regions) + proposal.left_over.cost):
        yield "sum", {}
    each = objective / ground.people if ground.criteria.objective in WITH_UNIT else objective
    if proposal.objective_per_inhabitant is None or not _same(proposal.objective_per_inhabitant, each):
        yield "per_inhabitant", {}
    if bound is not None and not (bound <= objective or _same(bound, objective)):
        yield "bound_above", {}
    if bound is not None and not proposal.left_over.fewest_proven:
        yield "bound_early", {}
    right = None if bound is None else max(objective - bound, 0.0) / max(abs(objective), 1e-12)
    if (gap is None) != (right is None) or (gap is not None and right is not None and not abs(gap - right) <= SAME):
        yield "gap", {}
    proven = gap is not None and gap <= PROVEN
    if (proposal.status == "optimal" and not proven) or (proposal.status == "feasible" and gap == 0):
        yield "status", {"status": proposal.status, "gap": gap}


def _unit(ground: Ground) -> float:
    return ground.people * KM2 if ground.criteria.objective == "compactness" else 1.0


def _same(first: float, second: float) -> bool:
    return abs(first - second) <= SAME * max(abs(first), abs(second)) + 1e-12
