"""A problem cut into parts, with their sets listed where they can be."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from igs_geo.regions.deadline import Deadline
from igs_geo.regions.kernels.arrays import CRITERIA
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import Rules, rules_of
from igs_geo.regions.sets.listing import Listing, covered_units, list_sets
from igs_geo.regions.sets.parts import Part, split


class SetStore:
    """Keeps the listed sets of the last problem, so that other weights need no new listing."""

    def __init__(self) -> None:
        self._key: object = None
        self._lists: list[Listing | None] = []
        self._rules: Rules | None = None
        self._parts: list[Part] = []

    def get(self, key: object) -> tuple[Rules, list[Part], list[Listing | None]] | None:
        """Return what was kept for a key.

        Parameters
        ----------
        key
            What the sets depend on.
        """
        if self._rules is not None and key == self._key:
            return self._rules, self._parts, self._lists
        return None

    def put(self, key: object, rules: Rules, parts: list[Part], lists: list[Listing | None]) -> None:
        """Keep the sets of a problem; forget those of the last one.

        Parameters
        ----------
        key
            What the sets depend on.
        rules
            Hard constraints of the problem.
        parts
            Its parts.
        lists
            Listed sets of each part; None where they are not all listed.
        """
        self._key, self._rules, self._parts, self._lists = key, rules, parts, lists


@dataclass(eq=False)
class Prepared:
    """A problem cut into parts, with the sets of each where they could be listed."""

    problem: Problem
    rules: Rules
    parts: list[Part]
    lists: list[Listing | None]

    @property
    def number(self) -> int | None:
        """Number of sets; None when some part was not listed."""
        known = [len(listing) for listing in self.lists if listing is not None]
        return sum(known) if len(known) == len(self.lists) else None


def prepare(
    problem: Problem, deadline: Deadline, *, threads: int = 2, store: SetStore | None = None, room: int
) -> Prepared:
    """Return the parts of a problem, with their sets listed.

    A youth cooperation that may grow but for which no region exists is kept as it is.

    Parameters
    ----------
    problem
        The problem.
    deadline
        When to stop listing.
    threads
        How many parts are listed at once.
    store
        Where the sets are kept.
    room
        Sets that are listed at most, in all parts together.
    """
    criteria = problem.criteria
    names = criteria_to_list(problem)
    key = (criteria.with_(weights=type(criteria.weights)(), objective="weighted", left_over="forbid", price=None,
                          inside=(), min_regions=None, max_regions=None), names, problem.fingerprint, room)  # fmt: skip
    kept = store.get(key) if store is not None else None
    if kept is not None:
        rules, parts, lists = kept
        rules = rules_of(problem, frozenset(rules.fixed))
        # Who must be in a region is no matter of the sets.
        return Prepared(problem, rules, [_with_must(part, rules) for part in parts], lists)
    held: frozenset[str] = frozenset()
    done: dict[bytes, Listing | None] = {}
    while True:
        rules = rules_of(problem, held)
        parts = split(problem, rules)
        lists = _list_parts(parts, names, deadline, room, done, threads)
        alone = frozenset(_without_region(problem, rules, parts, lists))
        if not alone:
            break
        held |= alone
    # What was not listed for want of time may be listed another time.
    if store is not None and None not in lists:
        store.put(key, rules, parts, lists)
    return Prepared(problem, rules, parts, lists)


def _with_must(part: Part, rules: Rules) -> Part:
    """Return a part with the units that must be in a region according to some rules."""
    return replace(part, must=tuple(np.flatnonzero(np.isin(part.units, rules.must)).tolist()))


def criteria_to_list(problem: Problem) -> tuple[str, ...]:
    """Return the cost functions that are listed with every set, in the order of compiled code."""
    names = ["compactness", "cohesion", "ties", "balance"]
    names += [name for name in problem.criteria.named_weights() if name not in names]
    return tuple(name for name in CRITERIA if name in names)


def _list_parts(  # noqa: PLR0917 beside its only caller
    parts: list[Part],
    names: tuple[str, ...],
    deadline: Deadline,
    room: int,
    done: dict[bytes, Listing | None],
    threads: int,
) -> list[Listing | None]:
    def one(part: Part) -> Listing | None:
        key = part.units.tobytes() + part.arrays.closure.tobytes()
        if key not in done:
            held = sum(len(listing) for listing in list(done.values()) if listing is not None)
            # A part alone is shared by the threads; of many parts, each thread takes its own.
            done[key] = list_sets(part, names, max(room - held, 0), threads if len(parts) == 1 else 1,
                                  deadline=deadline)  # fmt: skip
        listing = done[key]
        return None if listing is None else replace(listing, part=part)

    order = sorted(range(len(parts)), key=lambda place: -len(parts[place]))
    with ThreadPoolExecutor(threads) as pool:
        found = dict(zip(order, pool.map(one, [parts[place] for place in order]), strict=True))
    return [found[place] for place in range(len(parts))]


def _without_region(problem: Problem, rules: Rules, parts: list[Part], lists: list[Listing | None]) -> list[str]:
    """Return the youth cooperations that no feasible region holds although one must."""
    in_region = np.ones(len(problem.units), dtype=bool)
    for part, listing in zip(parts, lists, strict=True):
        if listing is not None:
            in_region[part.units] = covered_units(listing)
    outside = set(problem.places_here(problem.criteria.outside))
    return [
        body.id
        for body in problem.joined
        if body.id not in rules.fixed and (not in_region[list(body.members)].all() or outside & set(body.members))
    ]
