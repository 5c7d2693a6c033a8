"""How fast everything about fragmentation is: ``python -m tests.benchmarks.fragmentation_speed``.

First the real editions, warm: the best and the median of ten runs of all municipalities, pairs, borders with their
lines, and pairs of layers. Then synthetic atlases up to the size of France (seed 1), each in a process of its own, to
show how seconds and memory grow: with the sum of the squared sizes of the bodies, not with that of the municipalities.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import time

import click

from igs_geo.atlas import Atlas, load_atlas
from igs_geo.fragmentation import (
    border_geometry,
    compare_layers,
    count,
    measure_borders,
    measure_municipalities,
    measure_pairs,
)
from tests.benchmarks.synthetic import synthetic_atlas

RUNS = 10
SIZES = ((4_375, 1_250), (8_750, 2_500), (17_500, 5_000), (35_000, 10_000))
"""Municipalities and bodies; the last is France."""


def everything(atlas: Atlas) -> dict[str, float]:
    """Return the seconds that each part took."""
    seconds = {}
    start = time.perf_counter()

    def lap(name: str) -> None:
        nonlocal start
        now = time.perf_counter()
        seconds[name], start = now - start, now

    counted = count(atlas)
    measure_municipalities(counted)
    lap("municipalities")
    measure_pairs(counted)
    lap("pairs")
    border_geometry(measure_borders(counted), atlas)
    lap("borders")
    compare_layers(counted)
    lap("layers")
    return seconds


def one_synthetic(municipalities: int, bodies: int) -> dict[str, float]:
    """Build a synthetic atlas, measure it, and return seconds, memory and what the cost grows with."""
    atlas = synthetic_atlas(municipalities, bodies)
    seconds = everything(atlas)
    sizes = count(atlas).sizes
    pairs = len(measure_pairs(count(atlas)))
    return {
        "municipalities": municipalities,
        "bodies": bodies,
        "sum_squares": int((sizes**2).sum()),
        "pairs": pairs,
        "seconds": sum(seconds.values()),
        "parts": seconds,
        "peak_mb": _peak_mb(),
    }


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--one", nargs=2, type=int)
    arguments = parser.parse_args()
    if arguments.one:
        click.echo(json.dumps(one_synthetic(*arguments.one)))
        return
    for edition in ("2019", "2025"):
        wall, cpu = [], []
        for _ in range(RUNS + 2):
            atlas = load_atlas(edition)  # afresh: nothing that an earlier run kept may help
            start = time.process_time()
            wall.append(sum(everything(atlas).values()))
            cpu.append(time.process_time() - start)
        best, median, busy = min(wall[2:]), statistics.median(wall[2:]), statistics.median(cpu[2:])
        click.echo(
            f"edition {edition}: best {best:.3f} s, median {median:.3f} s, of the processor {busy:.3f} s (bar 0.5 s)"
        )
    click.echo("municipalities  bodies  Σ size²     pairs      seconds  µs per Σ size²  peak MB")
    for municipalities, bodies in SIZES:
        command = [sys.executable, "-m", "tests.benchmarks.fragmentation_speed", "--one"]
        command += [str(municipalities), str(bodies)]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        parts = ", ".join(f"{name} {seconds:.2f}" for name, seconds in found["parts"].items())
        click.echo(
            f"{municipalities:>14,}  {bodies:>6,}  {found['sum_squares']:>9,} {found['pairs']:>9,}"
            f"  {found['seconds']:>7.2f}  {1e6 * found['seconds'] / found['sum_squares']:>14.2f}"
            f"  {found['peak_mb']:>7.0f}   ({parts})"
        )
    click.echo("bar for the last line: 30 s and 4,096 MB")


if __name__ == "__main__":
    main()
