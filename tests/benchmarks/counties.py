"""Six districting instances with a published answer: ``python -m tests.benchmarks.counties [STATE ...] [--alone]``.

Counties of six states of the US are divided over few regions of nearly equal numbers of inhabitants, with the fewest
cut borders (pairs of touching counties in different regions). One commuter goes each way over every border and ``ties``
counts alone, so that the number of cut borders is ``ties`` times the number of borders. ``--alone`` runs the labelling
model without the rest of the search.

Sources: inhabitants and borders of counties, US Census 2010 (public domain); numbers of regions, bounds and fewest cut
borders, Validi and Buchanan, "Political districting to minimize cut edges", Mathematical Programming Computation 14,
2022.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from igs_geo.regions import Criteria, Problem, search
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.labelling.labelling import label
from igs_geo.regions.problem.costs import cost
from igs_geo.regions.problem.rules import rules_of

HERE = Path(__file__).parent


class State(NamedTuple):
    """Number of regions, bounds on the inhabitants of each, and the fewest cut borders of any division."""

    regions: int
    min_inhabitants: int
    max_inhabitants: int
    fewest: int


STATES = {
    "ME": State(2, 660_860, 667_501, 16),
    "NM": State(3, 682_962, 689_824, 17),
    "ID": State(2, 779_873, 787_709, 10),
    "NE": State(3, 605_737, 611_824, 19),
    "KS": State(4, 709_714, 716_845, 32),
    "AR": State(4, 725_335, 732_624, 33),
}


def counties(name: str) -> Problem:
    """Return the problem of a state."""
    state = STATES[name]
    table = pd.read_csv(HERE / "counties.csv", dtype={"fips": str}).query("state == @name")
    borders = pd.read_csv(HERE / "county_borders.csv", dtype=str)
    codes, size = pd.Index(table["fips"]), len(table)
    ends = np.column_stack([codes.get_indexer(pd.Index(borders[end])) for end in ("fips_a", "fips_b")])
    edges = np.sort(ends[(ends >= 0).all(axis=1)], axis=1).astype(np.int64)
    once = csr_array((np.ones(len(edges)), edges.T), shape=(size, size))
    inhabitants = table["inhabitants"].to_numpy(np.int64)
    criteria = Criteria(
        frame=None,
        min_municipalities=1,
        max_municipalities=size,
        min_inhabitants=state.min_inhabitants,
        max_inhabitants=state.max_inhabitants,
        min_regions=state.regions,
        max_regions=state.regions,
        youth_partnerships="ignore",
        left_over="forbid",
        objective="ties",
    )
    return Problem(
        criteria=criteria,
        units=tuple(codes),
        names=tuple(table["name"]),
        inhabitants=inhabitants,
        young=inhabitants // 3,
        xy=table[["x_km", "y_km"]].to_numpy(float),
        edges=edges,
        frames=np.zeros(size, dtype=np.int64),
        frame_names=("",),
        jaccard=csr_array((size, size)),
        flows=csr_array(once + once.T),
    )


def cut_borders(problem: Problem, regions: tuple[tuple[int, ...], ...]) -> int:
    """Return the number of cut borders of a division."""
    return round(len(problem.edges) * sum(cost(problem, np.array(members)) for members in regions))


def run(name: str, seconds: float, *, alone: bool) -> dict[str, object]:
    """Divide a state and return what came of it."""
    problem = counties(name)
    start, used = time.perf_counter(), time.process_time()
    if alone:
        found = label(problem, rules_of(problem), np.arange(len(problem.units)), Deadline(seconds))
        objective, bound = found.objective, found.bound
    else:
        proposal = search(problem, time_limit=seconds)
        objective = np.inf if proposal.objective is None else proposal.objective
        bound = 0.0 if proposal.bound is None else proposal.bound
    scale = len(problem.edges)
    best = None if np.isinf(objective) else round(scale * objective)
    row = {
        "state": name,
        "published": STATES[name].fewest,
        "best": best,
        "bound": round(scale * bound, 2),
        "share": None if best is None else round(scale * bound / best, 3),
        "seconds": round(time.perf_counter() - start, 1),
        "cpu_seconds": round(time.process_time() - used, 1),
        "load": round(os.getloadavg()[0], 1),
    }
    print(json.dumps(row), flush=True)
    return row


def main() -> None:
    """Print best, bound and seconds of each state."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("states", nargs="*", default=list(STATES))
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--alone", action="store_true", help="the labelling model only")
    options = parser.parse_args()
    for name in options.states:
        run(name, options.seconds, alone=options.alone)


if __name__ == "__main__":
    main()
