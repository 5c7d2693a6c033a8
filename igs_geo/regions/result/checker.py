"""The independent check of a proposal: straight from the tables of the atlas, with nothing taken from the search."""

from __future__ import annotations

from collections.abc import Iterable

from igs_geo.atlas import Atlas
from igs_geo.regions.problem.criteria import Criteria
from igs_geo.regions.result.proposal import Proposal


def check(atlas: Atlas, proposal: Proposal) -> list[str]:
    """Return every hard constraint that a proposal breaks, in English for the log; nothing when all hold.

    Parameters
    ----------
    atlas
        The edition of the proposal's criteria.
    proposal
        The proposal.
    """
    criteria = proposal.criteria
    everyone = set(atlas.flemish.index)
    problems = []
    seen: dict[str, int] = {}
    for place, region in enumerate(proposal.regions):
        for nis in region.members:
            if nis not in everyone:
                problems.append(f"{nis} is no Flemish municipality")
            if nis in seen:
                problems.append(f"{nis} is in two regions")
            seen[nis] = place
    left = set(proposal.left_over.members)
    if left != everyone - set(seen):
        problems.append("the municipalities left over are not those without a region")
    youth = _youth(atlas)
    kept = {frozenset(region.members) for region in proposal.regions if region.kept}
    for region in proposal.regions:
        if region.kept:
            if frozenset(region.members) not in youth.values():
                problems.append(f"{region.name} is kept but no youth partnership")
            continue
        problems += [f"{region.name}: {what}" for what in _single(atlas, criteria, region.members)]
    if criteria.left_over == "forbid" and left - set(criteria.outside):
        problems.append("municipalities are left over")
    for nis in criteria.inside:
        if nis not in seen:
            problems.append(f"{nis} has to be in a region")
    for nis in criteria.outside:
        if nis in seen and frozenset(proposal.regions[seen[nis]].members) not in kept:
            problems.append(f"{nis} may not be in a region")
    for group in criteria.together:
        if len({seen.get(nis, -1) for nis in group}) > 1 or group[0] not in seen:
            problems.append(f"{' '.join(group)} are not together")
    for body, members in youth.items():
        places = {seen.get(nis, -1) for nis in members}
        if criteria.youth_partnerships == "keep" and members not in kept:
            problems.append(f"{body} is not kept")
        if criteria.youth_partnerships == "extend" and (len(places) > 1 or -1 in places):
            problems.append(f"{body} is not in one region")
    number = len(proposal.regions)
    if criteria.min_regions is not None and number < criteria.min_regions:
        problems.append("too few regions")
    if criteria.max_regions is not None and number > criteria.max_regions:
        problems.append("too many regions")
    if proposal.objective is not None:
        total = sum(region.cost for region in proposal.regions) + proposal.left_over.cost
        if abs(total - proposal.objective) > 1e-9 * max(1.0, abs(total)):
            problems.append("the costs of the regions do not add up to the objective")
        if proposal.bound is not None and proposal.bound > proposal.objective * (1 + 1e-12) + 1e-12:
            problems.append("the bound is above the objective")
    return problems


def _youth(atlas: Atlas) -> dict[str, frozenset[str]]:
    table, members, flemish = atlas.youth_partnerships, atlas.memberships, set(atlas.flemish.index)
    found = {}
    for body in table.index[table["state"] == "funded"]:
        own = frozenset(members.loc[members["partnership"] == body, "nis"]) & flemish
        if own:
            found[str(body)] = own
    return found


def _single(atlas: Atlas, criteria: Criteria, members: Iterable[str]) -> list[str]:
    own = set(members)
    found = []
    if criteria.contiguous and not _connected(atlas, criteria, own):
        found.append("does not hang together")
    if criteria.frame is not None:
        rows = atlas.divisions
        rows = rows[(rows["division"] == criteria.frame) & rows["nis"].isin(own)]
        if rows["region_code"].nunique() != 1 or set(rows["nis"]) != own:
            found.append("crosses the frame")
    heads = atlas.inhabitants(criteria.population_year).loc[sorted(own)]
    young = atlas.young_people(criteria.population_year, criteria.ages).loc[sorted(own)]
    exempt = criteria.exempt_above is not None and bool((heads > criteria.exempt_above).any())
    for name, value, low, high in (
        ("municipalities", len(own), criteria.min_municipalities, criteria.max_municipalities),
        ("inhabitants", int(heads.sum()), criteria.min_inhabitants, None if exempt else criteria.max_inhabitants),
        ("young people", int(young.sum()), criteria.min_young, criteria.max_young),
    ):
        if low is not None and value < low:
            found.append(f"too few {name}")
        if high is not None and value > high:
            found.append(f"too many {name}")
    found += [f"{' '.join(group)} are together" for group in criteria.apart if len(own & set(group)) > 1]
    return found


def _connected(atlas: Atlas, criteria: Criteria, own: set[str]) -> bool:
    borders = atlas.borders
    near: dict[str, set[str]] = {nis: set() for nis in own}
    pairs = list(borders.loc[borders["length_m"] > criteria.min_border_m, ["nis_a", "nis_b"]].itertuples(index=False))
    if criteria.use_links:
        pairs += list(atlas.links[["nis_a", "nis_b"]].itertuples(index=False))
    for a, b in (*pairs, *criteria.extra_links):
        if a in own and b in own:
            near[a].add(b)
            near[b].add(a)
    reached, waiting = set(), [min(own)]
    while waiting:
        nis = waiting.pop()
        if nis not in reached:
            reached.add(nis)
            waiting += near[nis] - reached
    return reached == own
