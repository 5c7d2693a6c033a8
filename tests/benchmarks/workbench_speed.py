"""How long the numbers of a drawn region take: ``python -m tests.benchmarks.workbench_speed``.

Thirty clicks, each a municipality that joins a region: the numbers, the best moves, and where the region stands among
comparable ones. The bar is 300 ms at p95.
"""

from __future__ import annotations

import time

import numpy as np

from igs_geo.assessment import Bench, best_moves, region_numbers, standing
from igs_geo.atlas import load_atlas
from igs_geo.regions import Criteria, prepare_kernels

CLICKS = 30
PARTS = {
    "numbers": region_numbers,
    "best moves": best_moves,
    "percentiles": standing,
}


def clicks(bench: Bench, seed: int = 1) -> list[list[str]]:
    """Regions as they grow click by click, up to ten municipalities, anew from another one each time."""
    problem, rng = bench.problem, np.random.default_rng(seed)
    found: list[list[str]] = []
    members: list[int] = []
    while len(found) < CLICKS:
        near = set(problem.graph[sorted(members)].tocoo().col.tolist()) - set(members) if members else set()
        if not near or len(members) == 10:
            members, near = [], set(range(len(problem.units)))
        members.append(int(rng.choice(sorted(near))))
        if len(members) > 1:
            found.append([problem.units[place] for place in members])
    return found


def main() -> None:
    """Print wall and processor time per part, median and p95 of the clicks."""
    prepare_kernels()
    bench = Bench(load_atlas("2025"), Criteria())
    regions = clicks(bench)
    for part in PARTS.values():
        part(bench, regions[0])
    wall = {name: [] for name in PARTS} | {"all": []}
    processor = {name: [] for name in wall}
    for members in regions:
        for name, part in PARTS.items():
            started, used = time.perf_counter(), time.process_time()
            part(bench, members)
            wall[name].append(time.perf_counter() - started)
            processor[name].append(time.process_time() - used)
        for times in (wall, processor):
            times["all"].append(sum(times[name][-1] for name in PARTS))
    for name in wall:
        said = [f"{np.percentile(times[name], share) * 1000:.0f}" for times in (wall, processor) for share in (50, 95)]
        print(f"{name}: {said[0]} ms median, {said[1]} ms p95; processor {said[2]} and {said[3]} ms")


if __name__ == "__main__":
    main()
