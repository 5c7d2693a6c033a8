"""Why a region is proposed: how it compares, what it follows, whom it separates, and which rule it breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import NamedTuple

import numpy as np

from igs_geo.atlas import Atlas
from igs_geo.regions.analysis.params import DEFAULT, AnalysisParams
from igs_geo.regions.kernels.arrays import CRITERIA
from igs_geo.regions.kernels.compiled import compiled
from igs_geo.regions.problem.costs import criteria_values
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.result.proposal import Region
from igs_geo.regions.sets.listing import Listing, list_sets
from igs_geo.regions.sets.parts import part_around


@dataclass(frozen=True)
class Compared:
    """A criterion of a region among comparable feasible regions.

    Parameters
    ----------
    value
        The cost.
    percentile
        Share of the comparable regions that are worse, ties counted half; None where there are none.
    """

    value: float
    percentile: float | None


@dataclass(frozen=True)
class Followed:
    """A body or a region of a division that the region more or less follows: Jaccard index of the members."""

    layer: str
    name: str
    jaccard: float


@dataclass(frozen=True)
class Separated:
    """A pair of which one municipality is in the region and the other is not, although they are close."""

    inside: str
    outside: str
    commuters: int
    jaccard: float


@dataclass(frozen=True)
class Reasons:
    """Everything that explains a region.

    Parameters
    ----------
    compared
        Each criterion among the feasible regions with as many members, one more or one fewer, that hold one of its
        members.
    comparable, sampled
        Number of those regions, and whether they are a sample.
    follows, separates
        Strongest first.
    crosses
        Number of groups of each division that the region is spread over, when more than one.
    breaks
        Rules it breaks; only a kept region can.
    unjudged
        Keys of what cannot be judged from data.
    """

    compared: Mapping[str, Compared]
    comparable: int
    sampled: bool
    follows: tuple[Followed, ...]
    separates: tuple[Separated, ...]
    crosses: Mapping[str, int]
    breaks: tuple[str, ...]
    unjudged: tuple[str, ...] = ("co_financing", "willingness", "legal_form")

    def to_dict(self) -> dict[str, object]:
        """Return the reasons as plain values."""
        return asdict(self)


def reasons(atlas: Atlas, problem: Problem, region: Region, seed: int = 1, params: AnalysisParams = DEFAULT) -> Reasons:
    """Return why a region is proposed.

    Parameters
    ----------
    atlas
        The edition.
    problem
        The problem that the region answers.
    region
        The region.
    seed
        Of the sample, where the comparable regions are too many to list.
    params
        How many regions are compared with, and what is named.
    """
    places = np.array(problem.places(region.members))
    compared, comparable, sampled = compare(problem, places, seed, params)
    groups, members = groups_of(atlas), frozenset(region.members)
    return Reasons(
        compared=compared,
        comparable=comparable,
        sampled=sampled,
        follows=follows(groups, members, params),
        separates=separates(problem, places, params.shown),
        crosses=crosses(groups, members),
        breaks=region.breaks,
    )


def compare(
    problem: Problem, places: np.ndarray, seed: int = 1, params: AnalysisParams = DEFAULT
) -> tuple[dict[str, Compared], int, bool]:
    """Return each criterion of a region among comparable ones, their number, and whether they are a sample.

    Parameters
    ----------
    problem
        The problem that the region answers.
    places
        Places of its municipalities.
    seed
        Of the sample.
    params
        How many regions are compared with.
    """
    own = criteria_values(problem, places)
    names = tuple(name for name in CRITERIA if name in own)
    size = len(places)
    near = problem.criteria.with_(
        min_municipalities=max(1, size - 1, min(problem.criteria.min_municipalities, size)),
        max_municipalities=max(1, min(size + 1, problem.criteria.max_municipalities)),
    )
    bounded = replace(problem, criteria=near)
    rules = rules_of(bounded)
    free = [int(place) for place in places if place not in rules.removed]
    rows: list[np.ndarray] = []
    sampled = False
    seen: set[int] = set()
    room = params.compare_sets // max(1, len(free))
    for place in free:
        part = part_around(bounded, rules, (place,))
        listing = list_sets(part, names, room, first_only=True, partly=True)
        if listing is None:
            continue
        sampled |= not listing.complete
        rows.append(_values(listing, part.units, seen))
        seen.add(place)
    values = np.hstack(rows) if rows else np.empty((len(names), 0))
    if values.shape[1] > params.compare_samples:
        sampled = True
        values = values[:, np.random.default_rng(seed).choice(values.shape[1], params.compare_samples, replace=False)]
    count = values.shape[1]
    compared = {}
    for row, name in enumerate(names):
        tolerance = 1e-12 + 1e-9 * abs(own[name])
        worse = float((values[row] > own[name] + tolerance).sum())
        equal = float((np.abs(values[row] - own[name]) <= tolerance).sum())
        compared[name] = Compared(own[name], (worse + equal / 2) / count if count else None)
    return compared, count, sampled


def _values(listing: Listing, units: np.ndarray, seen: set[int]) -> np.ndarray:
    """Return the criteria of the feasible sets without a unit that was the centre before: those were counted then."""
    before = np.array([int(unit) in seen for unit in units])
    keep = _without(listing.units[0], listing.depths[0], listing.feasible[0], before)
    return listing.values[0][:, keep]


@compiled
def _without(units: np.ndarray, depths: np.ndarray, feasible: np.ndarray, before: np.ndarray) -> np.ndarray:
    held = np.zeros(258, np.int64)
    keep = np.zeros(units.shape[0], np.bool_)
    for t in range(units.shape[0]):
        held[depths[t] + 1] = held[depths[t]] + (1 if before[units[t]] else 0)
        keep[t] = feasible[t] and held[depths[t] + 1] == 0
    return keep


class Group(NamedTuple):
    """A body, or a region of a division: the layer it is of, its name and its members (NIS codes)."""

    layer: str
    divides: bool
    """Whether it is a region of a division without overlap."""
    name: str
    members: frozenset[str]


def groups_of(atlas: Atlas) -> tuple[Group, ...]:
    """Return all that a region can follow or lie across: the groups of every layer but the typologies.

    Parameters
    ----------
    atlas
        The edition.
    """
    return tuple(
        Group(
            layer.code,
            layer.source == "division" and layer.kind in ("partition", "partial"),
            str(layer.group_names[code]),
            frozenset(own),
        )
        for layer in atlas.layers().values()
        if layer.kind != "typology"
        for code, own in layer.groups().items()
    )


def follows(groups: Iterable[Group], members: frozenset[str], params: AnalysisParams = DEFAULT) -> tuple[Followed, ...]:
    """Return the bodies and regions of divisions that a region follows most, strongest first.

    Parameters
    ----------
    groups
        What it can follow.
    members
        NIS codes of the region.
    params
        From which Jaccard index it follows, and how many are named.
    """
    found = []
    for group in groups:
        jaccard = len(group.members & members) / len(group.members | members)
        if jaccard >= params.followed:
            found.append(Followed(group.layer, group.name, jaccard))
    return tuple(sorted(found, key=lambda item: (-item.jaccard, item.layer, item.name))[: params.shown])


def crosses(groups: Iterable[Group], members: frozenset[str]) -> dict[str, int]:
    """Return over how many regions of each division a region is spread, where that is more than one.

    Parameters
    ----------
    groups
        All groups.
    members
        NIS codes of the region.
    """
    counts = Counter(group.layer for group in groups if group.divides and group.members & members)
    return {layer: number for layer, number in counts.items() if number > 1}


def separates(problem: Problem, places: np.ndarray, shown: int = DEFAULT.shown) -> tuple[Separated, ...]:
    """Return the pairs with most commuters of which one is in a region and the other is not.

    Parameters
    ----------
    problem
        The problem.
    places
        Places of the region's municipalities.
    shown
        How many pairs.
    """
    inside = np.zeros(len(problem.units), dtype=bool)
    inside[places] = True
    both = (problem.flows + problem.flows.T).tocsr()[places].tocoo()
    outside = ~inside[both.col]
    order = np.argsort(-both.data[outside], kind="stable")[:shown]
    rows, columns = places[both.row[outside][order]], both.col[outside][order]
    return tuple(
        Separated(problem.units[a], problem.units[b], int(n), float(problem.jaccard[a, b]))
        for a, b, n in zip(rows.tolist(), columns.tolist(), both.data[outside][order].tolist(), strict=True)
    )
