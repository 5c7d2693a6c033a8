"""A proposal: the regions that a search found, and how good they are proven to be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self

import pandas as pd

from igs_geo.regions.problem.criteria import Criteria
from igs_geo.regions.problem.participation import EVERYBODY_TAKES_PART, Aside

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
    cuts
        Ids of the other known youth cooperations of which it holds some members and not all.
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
    cuts: tuple[str, ...] = ()

    @property
    def municipalities(self) -> int:
        """Number of members."""
        return len(self.members)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Read a region written by :meth:`to_dict`.

        Parameters
        ----------
        values
            What :meth:`to_dict` gave.
        """
        kept = {name: value for name, value in values.items() if name != "municipalities"}
        for name in ("members", "youth_partnerships", "breaks", "cuts"):
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
            "cuts": list(self.cuts),
        }


@dataclass(frozen=True)
class LeftOver:
    """The municipalities without a region.

    Parameters
    ----------
    members
        NIS codes.
    inhabitants
        Their number of inhabitants.
    cost
        What their price adds to the objective.
    fewest_proven
        Whether it is proven that fewer inhabitants cannot be left over.
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
        What no division can be below, and ``(objective − bound) / max(|objective|, 1e-12)``; None before the fewest
        left over is proven.
    seconds
        How long the search took.
    criteria
        The settings.
    regions, left_over
        The division.
    time_limit, threads
        Seconds that the search was given, and its number of threads.
    sets
        Number of regions that were listed; None when they were not all listed.
    aside
        Who takes no part, and is not left over.
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
    aside: Aside = EVERYBODY_TAKES_PART
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
            "aside": {
                name: value if name == "inhabitants" else list(value) for name, value in asdict(self.aside).items()
            },
            "reasons": [{"key": key, "values": dict(values)} for key, values in self.reasons],
        }

    def to_json(self) -> str:
        """Return the proposal as JSON."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False, default=float)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Read a proposal written by :meth:`to_dict`.

        Parameters
        ----------
        values
            What :meth:`to_dict` gave.
        """
        left, aside = values["left_over"], values["aside"]
        return cls(
            **{
                name: values[name]
                for name in ("status", "objective", "objective_per_inhabitant", "bound", "gap", "seconds", "time_limit",
                             "threads", "sets")
            },
            criteria=Criteria.from_dict(values["criteria"]),
            regions=tuple(Region.from_dict(region) for region in values["regions"]),
            left_over=LeftOver(tuple(left["members"]), left["inhabitants"], left["cost"], left["fewest_proven"]),
            aside=Aside(tuple(aside["members"]), tuple(aside["names"]), aside["inhabitants"]),
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
            row["cuts"] = " ".join(region.cuts)
            criteria = row.pop("criteria")
            rows.append(row | dict(criteria))  # type: ignore[call-overload]
        return pd.DataFrame(rows)

    def region_of(self) -> dict[str, int]:
        """Return the place of each municipality's region; municipalities left over are not in it."""
        return {nis: place for place, region in enumerate(self.regions) for nis in region.members}
