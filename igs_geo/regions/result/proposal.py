"""A proposal: the regions that a search found, and how good they are proven to be."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self

import numpy as np
import pandas as pd

from igs_geo.regions.problem.connectivity import hangs_together
from igs_geo.regions.problem.costs import cost, criteria_values, has_unit, unit
from igs_geo.regions.problem.criteria import Criteria
from igs_geo.regions.problem.problem import Problem

Status = Literal["optimal", "feasible", "infeasible", "unknown"]


@dataclass(frozen=True)
class Region:
    """A candidate region.

    Parameters
    ----------
    members
        NIS codes.
    name
        Name of the youth partnership it holds, or of its largest municipalities.
    inhabitants, young
        People on 1 January of the year of the criteria.
    contiguous
        Whether it hangs together on the map, links included.
    cost
        Its part of the objective.
    criteria
        Every cost function, unweighted.
    youth_partnerships
        Ids of the funded youth partnerships that lie wholly inside.
    kept
        Whether it is an existing youth partnership taken over as it is.
    breaks
        The rules it breaks; only a kept region can.
    """

    members: tuple[str, ...]
    name: str
    inhabitants: int
    young: int
    contiguous: bool
    cost: float
    criteria: Mapping[str, float]
    youth_partnerships: tuple[str, ...] = ()
    kept: bool = False
    breaks: tuple[str, ...] = ()

    @property
    def municipalities(self) -> int:
        """Number of members."""
        return len(self.members)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Read a region written by :meth:`to_dict`."""
        kept = {name: value for name, value in values.items() if name != "municipalities"}
        for name in ("members", "youth_partnerships", "breaks"):
            kept[name] = tuple(kept[name])
        return cls(**kept)

    def to_dict(self) -> dict[str, object]:
        """Return the region as plain values."""
        return {
            "members": list(self.members),
            "name": self.name,
            "municipalities": self.municipalities,
            "inhabitants": self.inhabitants,
            "young": self.young,
            "contiguous": self.contiguous,
            "cost": self.cost,
            "criteria": dict(self.criteria),
            "youth_partnerships": list(self.youth_partnerships),
            "kept": self.kept,
            "breaks": list(self.breaks),
        }


@dataclass(frozen=True)
class LeftOver:
    """The municipalities without a region.

    ``fewest_proven`` says whether fewer inhabitants cannot be left over; ``cost`` is what their price adds.
    """

    members: tuple[str, ...] = ()
    inhabitants: int = 0
    cost: float = 0.0
    fewest_proven: bool = True


@dataclass(frozen=True)
class Proposal:
    """The outcome of a search, with everything needed to run it again.

    Parameters
    ----------
    status
        ``optimal`` (proven), ``feasible`` (with a gap), ``infeasible`` (proven), ``unknown`` (nothing found in time).
    objective, objective_per_inhabitant
        Weighted cost, equal to each other; for a criterion alone that has a unit, the latter is divided by the people.
    bound, gap
        What no division can be below, and (objective − bound) / max(|objective|, 1e-12); None before the fewest left
        over is proven.
    seconds
        How long the search took.
    criteria, time_limit, threads
        The settings.
    regions, left_over
        The division.
    sets
        Number of regions that were listed; None when they were not all listed.
    reasons
        With ``infeasible``: the rules that together cannot be met, as keys and values of the catalogue.
    """

    status: Status
    objective: float | None
    objective_per_inhabitant: float | None
    bound: float | None
    gap: float | None
    seconds: float
    criteria: Criteria
    regions: tuple[Region, ...]
    left_over: LeftOver
    time_limit: float
    threads: int
    sets: int | None = None
    reasons: tuple[tuple[str, Mapping[str, object]], ...] = field(default=())

    def to_dict(self) -> dict[str, object]:
        """Return the proposal as plain values."""
        return {
            "status": self.status,
            "objective": self.objective,
            "objective_per_inhabitant": self.objective_per_inhabitant,
            "bound": self.bound,
            "gap": self.gap,
            "seconds": self.seconds,
            "time_limit": self.time_limit,
            "threads": self.threads,
            "sets": self.sets,
            "criteria": self.criteria.to_dict(),
            "regions": [region.to_dict() for region in self.regions],
            "left_over": asdict(self.left_over) | {"members": list(self.left_over.members)},
            "reasons": [{"key": key, "values": dict(values)} for key, values in self.reasons],
        }

    def to_json(self) -> str:
        """Return the proposal as JSON."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False, default=float)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Read a proposal written by :meth:`to_dict`."""
        left = values["left_over"]
        return cls(
            **{
                name: values[name]
                for name in ("status", "objective", "objective_per_inhabitant", "bound", "gap", "seconds", "time_limit",
                             "threads", "sets")
            },
            criteria=Criteria.from_dict(values["criteria"]),
            regions=tuple(Region.from_dict(region) for region in values["regions"]),
            left_over=LeftOver(tuple(left["members"]), left["inhabitants"], left["cost"], left["fewest_proven"]),
            reasons=tuple((reason["key"], reason["values"]) for reason in values["reasons"]),
        )  # fmt: skip

    def table(self) -> pd.DataFrame:
        """Return one row per region: name, members, numbers, cost, a column per criterion."""
        rows = []
        for region in self.regions:
            row = region.to_dict()
            row["members"] = " ".join(region.members)
            row["youth_partnerships"] = " ".join(region.youth_partnerships)
            row["breaks"] = " ".join(region.breaks)
            criteria = row.pop("criteria")
            rows.append(row | dict(criteria))  # type: ignore[call-overload]
        return pd.DataFrame(rows)

    def region_of(self) -> dict[str, int]:
        """Return the place of each municipality's region; municipalities left over are not in it."""
        return {nis: place for place, region in enumerate(self.regions) for nis in region.members}


def describe(problem: Problem, members: Collection[int], *, kept: bool = False) -> Region:
    """Return a region with everything that is known of it.

    Parameters
    ----------
    problem
        The problem.
    members
        Places of its municipalities.
    kept
        Whether it is a youth partnership taken over as it is.
    """
    places = np.array(sorted(members), dtype=np.int64)
    own = set(places.tolist())
    whole = [body for body in problem.youth if set(body.members) <= own]
    inhabitants = problem.inhabitants[places]
    largest = [problem.names[place] for place in places[np.argsort(-inhabitants, kind="stable")][:2]]
    contiguous = hangs_together(problem, places)
    values = criteria_values(problem, places)
    return Region(
        members=tuple(problem.units[place] for place in places),
        name=" + ".join(body.name for body in whole) if whole else " – ".join(largest),
        inhabitants=int(inhabitants.sum()),
        young=int(problem.young[places].sum()),
        contiguous=contiguous,
        cost=cost(problem, places, values),
        criteria=values,
        youth_partnerships=tuple(body.id for body in whole),
        kept=kept,
        breaks=broken_rules(problem, places, contiguous=contiguous) if kept else (),
    )


def broken_rules(problem: Problem, places: np.ndarray, *, contiguous: bool) -> tuple[str, ...]:
    """Return which rules of a single region a set of municipalities breaks."""
    criteria = problem.criteria
    inhabitants = problem.inhabitants[places]
    young = int(problem.young[places].sum())
    exempt = criteria.exempt_above is not None and bool((inhabitants > criteria.exempt_above).any())

    def below(value: int, limit: int | None) -> bool:
        return limit is not None and value < limit

    def above(value: int, limit: int | None) -> bool:
        return limit is not None and value > limit

    checks = {
        "contiguous": criteria.contiguous and not contiguous,
        "frame": len(np.unique(problem.frames[places])) > 1,
        "min_municipalities": below(len(places), criteria.min_municipalities),
        "max_municipalities": above(len(places), criteria.max_municipalities),
        "min_inhabitants": below(int(inhabitants.sum()), criteria.min_inhabitants),
        "max_inhabitants": above(int(inhabitants.sum()), criteria.max_inhabitants) and not exempt,
        "min_young": below(young, criteria.min_young),
        "max_young": above(young, criteria.max_young),
    }
    return tuple(name for name, broken in checks.items() if broken)


def assemble(
    problem: Problem,
    regions: list[tuple[tuple[int, ...], bool]],
    *,
    bound: float | None,
    fewest_proven: bool,
    seconds: float,
    time_limit: float,
    threads: int,
    sets: int | None,
    tolerance: float = 1e-6,
) -> Proposal:
    """Return a proposal from the places of its regions and whether each is kept.

    Parameters
    ----------
    problem
        The problem.
    regions
        Members and whether kept, a pair each.
    bound
        Lower bound on the search's scale (before the unit of the objective).
    fewest_proven
        Whether fewer inhabitants cannot be left over.
    seconds, time_limit, threads, sets
        As in :class:`Proposal`.
    tolerance
        Relative gap below which the result counts as proven: what a solver in floating point can tell apart.
    """
    described = sorted(
        (describe(problem, members, kept=kept) for members, kept in regions),
        key=lambda region: (problem.frames[problem.places(region.members)[0]], region.members),
    )
    covered = {nis for region in described for nis in region.members}
    left = tuple(nis for nis in problem.units if nis not in covered)
    inhabitants = int(problem.inhabitants[list(problem.places(left))].sum()) if left else 0
    criteria = problem.criteria
    price = (criteria.price or 0.0) * unit(problem) * inhabitants / problem.total_inhabitants
    objective = sum(region.cost for region in described) + price
    scaled = bound * unit(problem) if bound is not None and np.isfinite(bound) and fewest_proven else None
    gap = None
    if scaled is not None:
        scaled = min(scaled, objective)
        gap = (objective - scaled) / max(abs(objective), 1e-12)
        if gap <= tolerance:
            scaled, gap = objective, 0.0
    return Proposal(
        status="optimal" if gap == 0.0 else "feasible",
        objective=objective,
        objective_per_inhabitant=objective / problem.total_people if has_unit(problem) else objective,
        bound=scaled,
        gap=gap,
        seconds=seconds,
        criteria=criteria,
        regions=tuple(described),
        left_over=LeftOver(left, inhabitants, price, fewest_proven),
        time_limit=time_limit,
        threads=threads,
        sets=sets,
    )
