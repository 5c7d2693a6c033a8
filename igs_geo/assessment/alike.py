"""Look wider: which youth partnerships and candidate regions are like a region, and in what."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from igs_geo.assessment.numbers.bench import Bench
from igs_geo.fragmentation import describe_regions

VARIABLES = ("members", "inhabitants", "young_share", "density", "largest_share", "centre_cities")
NAMED = 2
"""Variables that are named as what makes two regions alike."""
M2_PER_KM2 = 1_000_000


@dataclass(frozen=True)
class Alike:
    """A region that is like another.

    Parameters
    ----------
    name
        Of the partnership or candidate.
    partnership
        Id of the partnership; None for a candidate.
    distance
        Euclidean distance over the standardised variables; 0 for the same numbers.
    alike
        The variables in which both differ least.
    """

    name: str
    partnership: str | None
    distance: float
    alike: tuple[str, ...]


def centre_cities(bench: Bench, members: Collection[str]) -> tuple[str, ...] | None:
    """Return the regional cities of a region; None where the package names none.

    Parameters
    ----------
    bench
        The edition.
    members
        NIS codes of the region.
    """
    cities = bench.atlas.centre_cities()
    return None if cities is None else tuple(sorted(cities & set(members)))


def portrait(bench: Bench, regions: Mapping[str, Collection[str]]) -> pd.DataFrame:
    """Return the variables by which regions are compared.

    Parameters
    ----------
    bench
        The edition.
    regions
        Sets of NIS codes by name, none of them empty.

    Returns
    -------
    pandas.DataFrame
        Indexed by region: ``members``; ``inhabitants``; ``young_share``, in [0, 1]; ``density``, inhabitants per km²;
        ``largest_share``, of the inhabitants in the largest municipality; ``centre_cities``, their number.
    """
    table = describe_regions(bench.counted, regions)[["members", "inhabitants", "largest_share"]].astype(float)
    young, area = bench.ages.sum(axis="columns"), bench.atlas.flemish.geometry.area / M2_PER_KM2
    members = [list(own) for own in regions.values()]
    heads = table["inhabitants"].to_numpy()
    table["young_share"] = [float(young[own].sum()) for own in members] / heads
    table["density"] = heads / [float(area[own].sum()) for own in members]
    table["centre_cities"] = [float(len(centre_cities(bench, own) or ())) for own in members]
    return table[list(VARIABLES)]


def alike(
    bench: Bench, members: Collection[str], candidates: Mapping[str, Collection[str]], number: int = 5
) -> tuple[Alike, ...]:
    """Return the active youth partnerships and candidates that are most like a region, nearest first.

    Variables are standardised (mean 0, standard deviation 1) over the partnerships and candidates together; one that is
    the same for all of them says nothing, and is left out.

    Parameters
    ----------
    bench
        The edition.
    members
        NIS codes of the region, at least one.
    candidates
        Candidate regions by name, for instance those of a proposal.
    number
        How many at most.
    """
    own = frozenset(members)
    bodies = {body.id: body for body in (*bench.youth.funded, *bench.youth.other)}
    known = {("body", key): body.members for key, body in bodies.items()}
    known |= {("candidate", name): frozenset(one) for name, one in candidates.items()}
    known = {key: one for key, one in known.items() if one and one != own}
    if not known:
        return ()
    table = portrait(bench, {f"{kind}:{name}": one for (kind, name), one in known.items()} | {"": own}).to_numpy()
    among = table[:-1]
    spread = among.std(axis=0)
    tells = spread > 0
    apart = np.zeros_like(among)
    apart[:, tells] = (among - table[-1])[:, tells] / spread[tells]
    names = np.array(VARIABLES, dtype=object)[tells]
    found = [
        Alike(
            name=bodies[name].name if kind == "body" else name,
            partnership=name if kind == "body" else None,
            distance=float(np.sqrt((row**2).sum())),
            alike=tuple(names[np.argsort(np.abs(row[tells]), kind="stable")[:NAMED]]),
        )
        for (kind, name), row in zip(known, apart, strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (one.distance, one.name))[:number])
