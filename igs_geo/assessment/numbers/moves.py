"""What a region would become with one municipality more or less, and which of these moves help most."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from igs_geo.assessment.numbers.bench import Bench
from igs_geo.regions import Problem
from igs_geo.regions.problem.connectivity import hangs_together
from igs_geo.regions.problem.costs import cost, criteria_values
from igs_geo.regions.problem.rules import Rules, broken_rules, rules_of

MOVES = 3


@dataclass(frozen=True)
class Move:
    """One municipality that joins or leaves.

    Parameters
    ----------
    nis
        The municipality.
    joins
        Whether it joins; else it leaves.
    cost
        Cost per inhabitant afterwards: the region's share of the cost of all over its share of the people.
    change
        Cost per inhabitant afterwards, minus now: below 0 it helps.
    criteria
        The same change for every criterion, unweighted.
    breaks
        What the region breaks afterwards: settings, and groups that must stay together or apart.
    """

    nis: str
    joins: bool
    cost: float
    change: float
    criteria: Mapping[str, float]
    breaks: frozenset[str]


def breaches(problem: Problem, rules: Rules, members: Collection[int]) -> frozenset[str]:
    """Return everything that keeps a set of municipalities from being a feasible region; nothing when it is one.

    Parameters
    ----------
    problem
        The problem.
    rules
        Its rules, as :func:`rules_of` resolves them.
    members
        Places of the municipalities, at least one.
    """
    own = set(members)
    places = np.array(sorted(own), dtype=np.int64)
    found = set(broken_rules(problem, places, contiguous=hangs_together(problem, places)))
    found |= {f"torn:{problem.units[group[0]]}" for group in rules.bound if 0 < len(own & set(group)) < len(group)}
    found |= {f"given:{problem.units[place]}" for place in own & set(rules.removed)}
    for group in problem.criteria.apart:
        if len(own & set(problem.places_here(group))) > 1:
            found.add(f"apart:{group[0]}")
    return frozenset(found)


def move(bench: Bench, members: Collection[str], nis: str) -> Move | None:
    """Return what happens when a municipality joins a region, or leaves it when it is a member.

    Parameters
    ----------
    bench
        Edition and settings.
    members
        NIS codes of the region, at least one.
    nis
        The municipality.

    Returns
    -------
    Move or None
        None where the last member would leave.
    """
    problem = bench.problem_of({*members, nis})
    own = frozenset(problem.places(tuple(members)))
    return _moved(_Now.of(problem, own), *problem.places((nis,)))


@dataclass(frozen=True)
class _Now:
    """A region as it is: its problem, rules, members and what it costs per inhabitant."""

    problem: Problem
    rules: Rules
    own: frozenset[int]
    values: Mapping[str, float]

    @classmethod
    def of(cls, problem: Problem, own: frozenset[int]) -> _Now:
        return cls(problem, rules_of(problem), own, _per_inhabitant(problem, own))


def _moved(region: _Now, place: int) -> Move | None:
    problem, own, now = region.problem, region.own, region.values
    after = own ^ {place}
    if not after:
        return None
    then = _per_inhabitant(problem, after)
    return Move(
        nis=problem.units[place],
        joins=place not in own,
        cost=then["cost"],
        change=then["cost"] - now["cost"],
        criteria={name: value - now[name] for name, value in then.items() if name != "cost"},
        breaks=breaches(problem, region.rules, after),
    )


def _per_inhabitant(problem: Problem, own: Collection[int]) -> dict[str, float]:
    """Return cost and criteria of a region over its share of the people."""
    places = np.array(sorted(own), dtype=np.int64)
    values = criteria_values(problem, places)
    values["cost"] = cost(problem, places, values)
    scale = problem.total_people / max(float(problem.people[places].sum()), 1e-9)
    return {name: scale * value for name, value in values.items()}


def best_moves(
    bench: Bench, members: Collection[str], number: int = MOVES, found: Iterable[Move] | None = None
) -> tuple[Move, ...]:
    """Return the single joinings and leavings that lower the cost per inhabitant of a region most.

    Only moves after which the region breaks nothing that it does not break now: one that is feasible stays feasible.

    Parameters
    ----------
    bench
        Edition and settings.
    members
        NIS codes of the region, at least one.
    number
        How many at most.
    found
        What :func:`~igs_geo.assessment.numbers.moves.all_moves` returns, where that is known.
    """
    problem = bench.problem_of(members)
    now = breaches(problem, rules_of(problem), problem.places(tuple(members)))
    moves = all_moves(bench, members) if found is None else found
    helping = [one for one in moves if one.breaks <= now and one.change < 0]
    return tuple(sorted(helping, key=lambda one: (one.change, one.nis))[:number])


def all_moves(bench: Bench, members: Collection[str]) -> tuple[Move, ...]:
    """Return what happens when any neighbour joins, or any member leaves that is not the last one.

    Parameters
    ----------
    bench
        Edition and settings.
    members
        NIS codes of the region, at least one.
    """
    problem = bench.problem_of(members)
    region = _Now.of(problem, frozenset(problem.places(tuple(members))))
    near = {int(place) for place in problem.graph[sorted(region.own)].tocoo().col}
    found = (_moved(region, place) for place in sorted(near | region.own))
    return tuple(one for one in found if one is not None)
