"""The figures of the candidate regions: ``python -m tests.benchmarks.regions [NAME ...]``.

Names: default, single, weights, large, cells, counties, country, peers, continent; all of them when none is given.
Every figure is measured warm: a small search first loads the libraries and compiles. ``first`` measures the first
search of a fresh process instead, with what ``make setup`` left on disk. ``peers`` needs the dependency group
``bench``, here or in the environment of ``--peer-python``. ``--against`` names a checkout of another version, whose own
benchmark is run for the same names right after this one.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from igs_geo import load_atlas
from igs_geo.regions import Criteria, SetStore, Weights, build_problem, search

OPEN = Criteria(
    edition="2019",
    frame=None,
    min_municipalities=3,
    max_municipalities=8,
    min_inhabitants=50_000,
    max_inhabitants=250_000,
    exempt_above=200_000,
    outside_above=None,
    target=85_000,
    left_over="forbid",
    youth_partnerships="ignore",
)
CRITERIA_ALONE = ("compactness", "cohesion", "ties", "balance", "splits")


def _line(name, proposal, **more):
    row = {
        "what": name,
        "status": proposal.status,
        "objective": proposal.objective,
        "gap": proposal.gap,
        "seconds": round(proposal.seconds, 2),
        "regions": len(proposal.regions),
        "sets": proposal.sets,
    } | more
    print(json.dumps(row), flush=True)
    return row


def warm():
    """Load and compile everything that the figures use."""
    from tests.benchmarks.tessellation import tessellation

    for objective in ("weighted", "compactness", "pairwise-distance", "splits"):
        search(build_problem(load_atlas("2025"), Criteria(objective=objective, max_municipalities=4)), time_limit=20)
    search(tessellation(60, OPEN.with_(max_municipalities=4)), time_limit=5)
    search(tessellation(40, OPEN.with_(max_municipalities=40, max_inhabitants=None)), time_limit=3)


def default():
    """The default preset: proven in at most 5 s, gap at most 0.5 % after 2 s."""
    problem = build_problem(load_atlas("2025"), Criteria())
    for _ in range(3):
        history = []
        proposal = search(problem, time_limit=30, report=history.append)
        after_2 = [s.gap for s in history if s.seconds <= 2 and s.gap is not None]
        _line("default preset", proposal, gap_after_2_s=after_2[-1] if after_2 else None)


def single():
    """Without reference regions, compactness alone: proven in at most 10 s end to end."""
    problem = build_problem(load_atlas("2019"), OPEN.with_(objective="compactness"))
    for _ in range(3):
        _line("no frame, compactness", search(problem, time_limit=30))


def weights():
    """A fixed list of weights: 90 % proven in 10 s, all within 1 % in 30 s, at most 3 s with sets in memory."""
    atlas = load_atlas("2019")
    rng = np.random.default_rng(2026)
    listed = [("default weights", OPEN)]
    listed += [(f"{name} alone", OPEN.with_(objective=name)) for name in CRITERIA_ALONE]
    for draw, row in enumerate(rng.dirichlet(np.ones(4), 20), 1):
        listed.append((f"draw {draw}", OPEN.with_(weights=Weights(*row.tolist(), 0.0))))
    rows, kept = [], SetStore()
    search(build_problem(atlas, OPEN), time_limit=10, store=kept)
    for name, criteria in listed:
        problem = build_problem(atlas, criteria)
        proposal = search(problem, time_limit=30)
        # The sets in memory are those of a search with other weights.
        again = search(problem, time_limit=30, store=kept)
        rows.append(_line(name, proposal, again_seconds=round(again.seconds, 2)))
    proven = sum(row["status"] == "optimal" and row["seconds"] <= 10 for row in rows)
    close = sum(row["gap"] is not None and row["gap"] <= 0.01 for row in rows)
    near = sum(
        row["gap"] is not None and (row["gap"] <= 0.01 or row["gap"] * row["objective"] <= 0.001) for row in rows
    )
    again = [row["again_seconds"] for row in rows]
    quick = sum(seconds <= 2 for seconds in again)
    print(f"{len(rows)} sets of weights: {proven} proven in 10 s, {close} within 1 % in 30 s, {near} within 1 % or "
          f"0.001; with the sets in memory "
          f"{quick} in 2 s, median {np.median(again):.1f} s")  # fmt: skip


def large():
    """3 to 17 members: gap at most 2 % in at most 60 s."""
    problem = build_problem(load_atlas("2019"), OPEN.with_(max_municipalities=17))
    _line("3 to 17 members", search(problem, time_limit=60))


def peers(python):
    """Against spopt and pygeoda on their own objectives, same graph, same number of regions, in the same run."""
    problem = build_problem(load_atlas("2019"), OPEN)
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder) / "given.npz", Path(folder) / "made.json"
        np.savez(given, xy=problem.xy, edges=problem.edges, inhabitants=problem.inhabitants)
        script = Path(__file__).with_name("regions_peers.py")
        subprocess.run([python, str(script), str(given), str(made)], check=True)
        answers = json.loads(made.read_text())
    for name, answer in answers.items():
        objective = "unweighted-ssd" if name == "pygeoda" else "pairwise-distance"
        criteria = OPEN.with_(
            objective=objective, min_municipalities=1, max_municipalities=7, max_inhabitants=None, exempt_above=None,
            min_regions=answer["regions"], max_regions=answer["regions"],
        )  # fmt: skip
        ours = search(build_problem(load_atlas("2019"), criteria), time_limit=60)
        theirs = _objective(problem, np.array(answer["labels"]), objective)
        _line(
            f"against {name}", ours, theirs=theirs, ratio=ours.objective / theirs if ours.objective else None,
            their_seconds=answer["seconds"],
        )  # fmt: skip


def _objective(problem, labels, objective):
    from igs_geo.regions.problem.costs import COSTS

    return sum(COSTS[objective](problem, np.flatnonzero(labels == label)) for label in np.unique(labels))


def _share_left(problem, proposal):
    return proposal.left_over.inhabitants / problem.total_inhabitants


def _peak_gb():
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20, 2)


def cells():
    """581 municipalities, synthetic, compactness: proven in 60 s, or the gap."""
    from tests.benchmarks.tessellation import tessellation

    problem = tessellation(581, OPEN.with_(objective="compactness"))
    _line("581 municipalities, compactness", search(problem, time_limit=60))


def counties():
    """The six county instances, 60 s each: fewest cut borders published, found, and the bound."""
    from tests.benchmarks.counties import STATES, run

    for name in STATES:
        run(name, 60.0, alone=False)


def country():
    """2,000 municipalities, synthetic: gap at most 0.3 % in 60 s, 1.2 GB."""
    from tests.benchmarks.tessellation import tessellation

    problem = tessellation(2_000, OPEN)
    proposal = search(problem, time_limit=60)
    _line("2000 municipalities", proposal, left_over_share=_share_left(problem, proposal), peak_gb=_peak_gb())


def continent():
    """35,000 municipalities, synthetic: a division in 60 s; gap at most 8 % in 300 s, 3 GB."""
    from tests.benchmarks.tessellation import tessellation

    problem = tessellation(35_000, OPEN.with_(left_over="minimise"))
    for seconds in (60, 300):
        proposal = search(problem, time_limit=seconds)
        _line(f"35000 municipalities, {seconds} s", proposal, left_over_share=_share_left(problem, proposal),
              peak_gb=_peak_gb())  # fmt: skip


def first():
    """The first search of a fresh process on the command line: 4 s after ``make setup``."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "igs_geo.cli", "regions", "search", "--format", "json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    print(json.dumps({"what": "first search", "wall_seconds": round(time.perf_counter() - start, 2),
                      "status": json.loads(done.stdout)["status"]}), flush=True)  # fmt: skip


WARM = (default, single, weights, large, cells, counties, country, peers, continent)


def main():
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--peer-python", default=sys.executable)
    parser.add_argument("--against", type=Path, help="checkout of another version")
    chosen = parser.parse_args()
    print(f"cores {os.cpu_count()}, load {os.getloadavg()[0]:.1f}", flush=True)
    asked = chosen.names or ["first", *(figure.__name__ for figure in WARM)]
    if "first" in asked:
        first()
    start = time.perf_counter()
    warm()
    print(f"warm after {time.perf_counter() - start:.1f} s", flush=True)
    for figure in WARM:
        if figure.__name__ in asked:
            figure(*((chosen.peer_python,) if figure is peers else ()))
    if chosen.against:
        print(f"the same by {chosen.against}", flush=True)
        subprocess.run([sys.executable, "-m", "tests.benchmarks.regions", *chosen.names], check=True,
                       cwd=chosen.against, env=os.environ | {"PYTHONPATH": str(chosen.against)})  # fmt: skip


if __name__ == "__main__":
    main()
