"""Sixty phones in a workshop: ``python -m tests.benchmarks.workshop_phones``.

They open the page within ten seconds, answer twelve factors within a minute, and ask every five seconds how it
stands. The bars are 2 s at p95 to open and 1 s at p95 for an answer; none may be lost.
"""

from __future__ import annotations

import json
import os
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

import numpy as np

from igs_geo.assessment import Scenario
from igs_geo.assessment.factors.naming import factor_categories
from igs_geo.assessment.workshop.models import Workshop, groups_by_category
from igs_geo.workspace.place import VARIABLE

PHONES, FACTORS, OPENING_S, ANSWERING_S, LOOK_S = 60, 12, 10.0, 60.0, 5.0
CODE = "meting2"


def _timed(request: urllib.request.Request | str) -> float:
    started = time.perf_counter()
    with urllib.request.urlopen(request, timeout=30) as answer:
        answer.read()
    return time.perf_counter() - started


def _phone(address: str, person: int, opened: list[float], answered: list[float]) -> None:
    rng = np.random.default_rng(person)
    time.sleep(rng.uniform(0, OPENING_S))
    opened.append(_timed(f"{address}/w/{CODE}"))
    looked = time.perf_counter()
    for factor in range(1, FACTORS + 1):
        time.sleep(rng.uniform(0, 2 * ANSWERING_S / FACTORS))
        one = {"id": f"{person}-{factor}", "who": f"p{person}", "factor": factor, "score": int(rng.integers(1, 6))}
        body = json.dumps({"answers": [one]}).encode()
        headers = {"Content-Type": "application/json"}
        answered.append(_timed(urllib.request.Request(f"{address}/w/{CODE}/answers", body, headers)))
        if time.perf_counter() - looked > LOOK_S:
            looked = time.perf_counter()
            _timed(f"{address}/w/{CODE}/state")


def main() -> None:
    """Print what was lost, and median and p95 of opening and answering."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ[VARIABLE] = str(Path(folder) / "workspace.sqlite")
        from igs_geo.atlas import load_atlas
        from igs_geo.workspace import open_workspace
        from igs_geo.workspace.workshops import Workshops
        from tests.dashboard.conftest import running_dashboard

        space = open_workspace()
        store = Workshops(space)
        groups = groups_by_category(factor_categories(load_atlas("2025"), "nl"))
        document = space.create("igs-geo-scenario", Scenario(title="Meting")).document
        store.begin(document, "Meting", Workshop(code=CODE, title="Meting", groups=groups, stage="open"))
        opened: list[float] = []
        answered: list[float] = []
        with running_dashboard() as address:
            phones = [threading.Thread(target=_phone, args=(address, n, opened, answered)) for n in range(PHONES)]
            for phone in phones:
                phone.start()
            for phone in phones:
                phone.join()
        kept = len(store.answers(CODE))
        space.close()
    print(f"answers sent {PHONES * FACTORS}, kept {kept}")
    for name, times in (("opening", opened), ("answer", answered)):
        print(f"{name}: {1000 * np.percentile(times, 50):.0f} ms median, {1000 * np.percentile(times, 95):.0f} ms p95")


if __name__ == "__main__":
    main()
