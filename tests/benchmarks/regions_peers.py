"""Runs spopt and pygeoda on a problem written by ``regions.py``: ``python regions_peers.py GIVEN MADE``."""

import json
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

THRESHOLD = 50_000


def run_spopt(given):
    """spopt's max-p with its defaults."""
    import geopandas as gpd
    from libpysal.weights import W
    from spopt.region import MaxPHeuristic

    size = len(given["inhabitants"])
    near = {i: [] for i in range(size)}
    for a, b in given["edges"].tolist():
        near[a].append(b)
        near[b].append(a)
    frame = gpd.GeoDataFrame(
        {"x": given["xy"][:, 0], "y": given["xy"][:, 1], "heads": given["inhabitants"]},
        geometry=gpd.points_from_xy(*given["xy"].T),
    )
    np.random.seed(1)  # noqa: NPY002 spopt draws from the global state
    # top_n has no default; 2 is what spopt's notebooks use.
    model = MaxPHeuristic(frame, W(near, silence_warnings=True), ["x", "y"], "heads", THRESHOLD, 2)
    start = time.perf_counter()
    model.solve()
    return np.asarray(model.labels_), time.perf_counter() - start


def run_pygeoda(given):
    """pygeoda's max-p, greedy with its defaults, on the same graph."""
    import pygeoda

    size = len(given["inhabitants"])
    near = {i: [] for i in range(size)}
    for a, b in given["edges"].tolist():
        near[a].append(b)
        near[b].append(a)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "graph.gal"
        rows = [f"{i} {len(own)}\n{' '.join(map(str, own))}\n" for i, own in near.items()]
        file.write_text(f"0 {size} units id\n{''.join(rows)}")
        weights = pygeoda.read_gal(str(file), [str(i) for i in range(size)])
    data = [tuple(given["xy"][:, 0].tolist()), tuple(given["xy"][:, 1].tolist())]
    start = time.perf_counter()
    answer = pygeoda.maxp_greedy(weights, data, tuple(given["inhabitants"].tolist()), THRESHOLD)
    return np.asarray(answer["Clusters"]), time.perf_counter() - start


def main():
    """Solve, and write labels, number of regions and seconds."""
    given = dict(np.load(sys.argv[1]))
    made = {}
    for name, run in (("spopt", run_spopt), ("pygeoda", run_pygeoda)):
        labels, seconds = run(given)
        made[name] = {"labels": labels.tolist(), "seconds": seconds, "regions": len(np.unique(labels))}
        print(name, made[name]["regions"], "regions", round(seconds, 2), "s", flush=True)
    Path(sys.argv[2]).write_text(json.dumps(made))


if __name__ == "__main__":
    main()
