"""The cost functions: what each region costs, by definition. Every one is additive over regions.

The search computes the same numbers step by step in compiled code; these plain versions are what results are reported
with, and what the search is tested against.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from igs_geo.regions.problem.layering import BodyLayer, GroupLayer
from igs_geo.regions.problem.problem import Problem

KM2 = 100.0
"""Compactness is 1 where the average person lives 10 km (root mean square) from the centre of the region."""


def compactness(problem: Problem, members: np.ndarray) -> float:
    r"""Return :math:`\sum_i p_i d_i^2 / (P \cdot 100\,km^2)`, d to the weighted mean centre. Range [0, ∞)."""
    p, xy = problem.people[members], problem.xy[members]
    if p.sum() <= 0:
        return 0.0
    offsets = xy - np.average(xy, axis=0, weights=p)
    return float((p * (offsets**2).sum(axis=1)).sum() / (problem.total_people * KM2))


def cohesion(problem: Problem, members: np.ndarray) -> float:
    r"""Return :math:`\sum_i (p_i/P)(1 - mean_{j \ne i} J_{ij})`, ``p/P`` for a single member. Range [0, 1]."""
    p = problem.people[members]
    if len(members) == 1:
        return float(p[0] / problem.total_people)
    jaccard = problem.jaccard[members][:, members].toarray()
    mean = (jaccard.sum(axis=1) - jaccard.diagonal()) / (len(members) - 1)
    return float((p * (1 - mean)).sum() / problem.total_people)


def ties(problem: Problem, members: np.ndarray) -> float:
    """Return half of the commuters who leave the region or come to it, over all who cross a municipal border.

    Who crosses a region border counts half for the region of home and half for that of work, so that both have a reason
    to come together. The total over a division is the share of those commuters who cross a region border; a flow from
    or to a municipality without a region counts half. Flanders only. Range [0, 1].

    Parameters
    ----------
    problem
        The problem.
    members
        Places of the units in the region, int64 (members).
    """
    if problem.total_flow <= 0:
        return 0.0
    inside = problem.flows[members][:, members].sum()
    return float((problem.half_flow[members].sum() - inside) / problem.total_flow)


def balance(problem: Problem, members: np.ndarray) -> float:
    r"""Return :math:`|P_R - T| / P` with inhabitants, whoever else counts. Range [0, ∞)."""
    return float(abs(problem.inhabitants[members].sum() - problem.criteria.target) / problem.total_inhabitants)


def splits(problem: Problem, members: np.ndarray) -> float:
    r"""Return the mean over the chosen layers of how much they cut the region. Range [0, 1] in total.

    Per partition L: :math:`\sum_g (p_{Rg}/P) \ln(p_R/p_{Rg}) / H(L)`, which sums to 1 − homogeneity with L as
    ``layer_a``. Per layer of overlapping bodies: :math:`p_R/P` times the share of the bodies with a member in R that
    also have a member outside R and do not contain R.

    Parameters
    ----------
    problem
        The problem.
    members
        Places of the units in the region, int64 (members).
    """
    if not problem.layers:
        return 0.0
    return float(np.mean([_split(problem, layer, members) for layer in problem.layers]))


def _split(problem: Problem, layer: GroupLayer | BodyLayer, members: np.ndarray) -> float:
    p = problem.people[members]
    if isinstance(layer, BodyLayer):
        return _cut(problem, layer, members)
    if layer.entropy <= 0:
        return 0.0
    groups = np.bincount(layer.labels[members], weights=p)
    groups = groups[groups > 0]
    return float((groups * np.log(groups.sum() / groups)).sum() / (problem.total_people * layer.entropy))


def hosts(problem: Problem, members: np.ndarray) -> float:
    r"""Return how far the region cuts the bodies that could take youth in. Range [0, 1] in total.

    The form of ``splits`` for overlapping bodies: :math:`p_R/P` times the share of those bodies with a member in R that
    also have a member outside R and do not contain R; 0 when none touch R.

    Parameters
    ----------
    problem
        The problem.
    members
        Places of the units in the region, int64 (members).
    """
    return 0.0 if problem.hosts is None else _cut(problem, problem.hosts, members)


def _cut(problem: Problem, layer: BodyLayer, members: np.ndarray) -> float:
    inside = layer.members[members].sum(axis=0)
    touch = inside > 0
    if not touch.any():
        return 0.0
    cut = touch & (inside < layer.members.sum(axis=0)) & (inside < len(members))
    return float(problem.people[members].sum() / problem.total_people * cut.sum() / touch.sum())


def pairwise_distance(problem: Problem, members: np.ndarray) -> float:
    """Return the sum of the distances between all pairs of members in km: spopt's objective."""
    offsets = problem.xy[members][:, None, :] - problem.xy[members][None, :, :]
    return float(np.sqrt((offsets**2).sum(axis=2)).sum() / 2)


def unweighted_ssd(problem: Problem, members: np.ndarray) -> float:
    """Return the sum of squared distances to the mean of the members in km²: pygeoda's objective, unscaled."""
    xy = problem.xy[members]
    return float(((xy - xy.mean(axis=0)) ** 2).sum())


COSTS = {
    "compactness": compactness,
    "cohesion": cohesion,
    "ties": ties,
    "balance": balance,
    "splits": splits,
    "hosts": hosts,
    "pairwise-distance": pairwise_distance,
    "unweighted-ssd": unweighted_ssd,
}


def unit(problem: Problem) -> float:
    """Return the factor from the search's scale to the objective's: compactness alone is in inhabitants·km²."""
    return problem.total_people * KM2 if problem.criteria.objective == "compactness" else 1.0


def has_unit(problem: Problem) -> bool:
    """Whether the objective is a quantity with a unit, so that its value per inhabitant is reported beside it."""
    return problem.criteria.objective in ("compactness", "pairwise-distance", "unweighted-ssd")


def criteria_values(problem: Problem, members: np.ndarray) -> dict[str, float]:
    """Return every cost function of a region that can be weighed, and the one asked for alone."""
    names = ["compactness", "cohesion", "ties", "balance"]
    names += ["splits"] if problem.layers else []
    names += ["hosts"] if problem.hosts is not None else []
    objective = problem.criteria.objective
    names += [objective] if objective != "weighted" and objective not in names else []
    return {name: COSTS[name](problem, members) for name in names}


def cost(problem: Problem, members: np.ndarray, known: Mapping[str, float] | None = None) -> float:
    """Return the cost of a region in the unit of the objective.

    Parameters
    ----------
    problem
        The problem.
    members
        Places of the municipalities.
    known
        Cost functions of the region that were computed already.
    """
    weights = problem.criteria.named_weights()
    values = known or {}
    return unit(problem) * sum(
        weight * (values[name] if name in values else COSTS[name](problem, members)) for name, weight in weights.items()
    )
