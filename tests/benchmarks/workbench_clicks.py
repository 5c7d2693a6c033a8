"""How long a click on the map of Regio-ontwerp takes: ``python -m tests.benchmarks.workbench_clicks``.

Thirty clicks in Chromium, each a municipality that joins or leaves a region: until it is drawn, and until the numbers
beside the map are those of the new region. The bars are 50 ms, and 300 ms at p95.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import numpy as np

from igs_geo.regions import Criteria, build_problem
from igs_geo.workspace.place import VARIABLE

CLICKS, START = 30, "24020"
MEASURE = """nis => new Promise((done) => {
  const read = () => document.querySelector('dl.igs-facts')?.innerText ?? '';
  const before = read(), started = performance.now();
  document.querySelector('.igs-host').igsMap.choose(nis);
  const drawn = performance.now() - started;
  const look = () => {
    const waited = performance.now() - started;
    if (read() !== before || waited > 20000) done([drawn, waited]); else requestAnimationFrame(look);
  };
  look();
})"""


def main() -> None:
    """Print median and p95 of both."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ[VARIABLE] = str(Path(folder) / "workspace.sqlite")
        from igs_geo.atlas import load_atlas
        from tests.dashboard.conftest import chromium, running_dashboard, settled

        problem = build_problem(load_atlas("2025"), Criteria())
        rng, members = np.random.default_rng(1), [problem.places((START,))[0]]
        times = []
        with running_dashboard() as address, chromium() as browser:
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(f"{address}/regio-ontwerp")
            page.locator(".igs-frame[data-drawn]").wait_for()
            settled(page)
            page.evaluate(MEASURE, START)
            settled(page)
            for _ in range(CLICKS):
                near = {int(place) for place in problem.graph[sorted(members)].tocoo().col} - set(members)
                place = int(rng.choice(sorted(near) if len(members) < 9 else sorted(members)))
                members = [one for one in members if one != place] if place in members else [*members, place]
                times.append(page.evaluate(MEASURE, problem.units[place]))
                settled(page)
        for name, each in zip(("drawn", "numbers"), np.array(times).T, strict=True):
            print(f"{name}: {np.percentile(each, 50):.0f} ms median, {np.percentile(each, 95):.0f} ms p95")


if __name__ == "__main__":
    main()
