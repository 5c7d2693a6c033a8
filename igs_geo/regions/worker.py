"""A search in a process of its own: jobs come in as lines of JSON, news goes out as lines of JSON.

The dashboard starts one with ``python -m igs_geo.regions.worker`` and keeps it, so that sets stay in memory between
searches. It ends with whoever started it: when its input closes, and when a job runs while nobody asks how far it is.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from igs_geo.atlas import Atlas, load_atlas
from igs_geo.errors import IgsGeoError
from igs_geo.regions.analysis.alternatives import alternatives, broken_share
from igs_geo.regions.analysis.around import around
from igs_geo.regions.analysis.extend import grow
from igs_geo.regions.analysis.infeasible import explain
from igs_geo.regions.analysis.params import AnalysisParams
from igs_geo.regions.analysis.reasons import reasons
from igs_geo.regions.analysis.stability import stability
from igs_geo.regions.problem.criteria import Criteria
from igs_geo.regions.problem.problem import Problem, build_problem
from igs_geo.regions.result.proposal import Proposal, Region
from igs_geo.regions.search.preparing import SetStore
from igs_geo.regions.search.search import search
from igs_geo.regions.search.snapshot import Snapshot

SILENCE_SECONDS = 20.0
"""Without a sign of life for so long, nobody waits for the answer any more."""

Say = Callable[[dict[str, Any]], None]


class Desk:
    """Takes jobs one by one and keeps what the next one may need.

    Parameters
    ----------
    say
        Sends a message to whoever asked.
    """

    def __init__(self, say: Say) -> None:
        self.say = say
        self.store = SetStore()
        self._atlases: dict[tuple[str, str | None], Atlas] = {}
        self.jobs = {
            "search": self.search,
            "alternatives": self.alternatives,
            "stability": self.stability,
            "around": self.around,
            "grow": self.grow,
            "reasons": self.reasons,
        }

    def take(self, job: dict[str, Any]) -> None:
        """Do a job and say its answer, or what a person can mend."""
        try:
            answer = self.jobs[job["kind"]](job)
        except IgsGeoError as error:
            self.say({"type": "error", "job": job["id"], "key": error.key, "values": _plain(error.values)})
            return
        self.say({"type": "answer", "job": job["id"], "answer": answer})

    def _open(self, job: dict[str, Any]) -> tuple[Atlas, Problem]:
        criteria = Criteria.from_dict(job["criteria"])
        key = criteria.edition, job.get("data")
        if key not in self._atlases:
            self._atlases = {key: load_atlas(criteria.edition, job.get("data"))}
        return self._atlases[key], build_problem(self._atlases[key], criteria)

    def search(self, job: dict[str, Any]) -> dict[str, Any]:
        """Find the best division, with news on the way."""
        _, problem = self._open(job)
        last = 0.0

        def news(snapshot: Snapshot) -> None:
            nonlocal last
            if time.perf_counter() - last > 0.2:
                last = time.perf_counter()
                self.say({"type": "news", "job": job["id"], "seconds": snapshot.seconds, "bound": snapshot.bound,
                          "objective": snapshot.objective, "gap": snapshot.gap,
                          "regions": [list(region.members) for region in snapshot.proposal().regions]})  # fmt: skip

        found = search(problem, time_limit=job["time_limit"], store=self.store, report=news)
        return explain(problem, found).to_dict()

    def alternatives(self, job: dict[str, Any]) -> list[dict[str, Any]]:
        """Find alternatives to a proposal."""
        _, problem = self._open(job)
        first = Proposal.from_dict(job["proposal"])
        found = alternatives(problem, job["n"], job["difference"], time_limit=job["time_limit"], first=first,
                             store=self.store)  # fmt: skip
        return [other.to_dict() | {"broken_share": broken_share(first, other)} for other in found.others]

    def stability(self, job: dict[str, Any]) -> dict[str, Any]:
        """Measure how stable the regions of a proposal are."""
        _, problem = self._open(job)
        proposal = Proposal.from_dict(job["proposal"])

        def news(done: int, samples: int) -> None:
            self.say({"type": "news", "job": job["id"], "done": done, "of": samples})

        found = stability(problem, proposal, time_limit=job["time_limit"], store=self.store, report=news,
                          params=AnalysisParams(samples=job["samples"]))  # fmt: skip
        return found.to_dict()

    def around(self, job: dict[str, Any]) -> dict[str, Any]:
        """Find the best regions around a municipality."""
        _, problem = self._open(job)
        found = around(problem, job["municipality"], job["k"])
        return {
            "regions": [region.to_dict() for region in found.regions],
            "costs": list(found.costs_per_inhabitant),
            "considered": found.considered,
            "largest": found.largest,
        }

    def grow(self, job: dict[str, Any]) -> dict[str, Any]:
        """Find the best extensions of a youth partnership."""
        _, problem = self._open(job)
        found = grow(problem, job["partnership"], job["k"], job["most"])
        return {
            "name": found.name,
            "now": found.now.to_dict(),
            "now_cost": found.now_per_inhabitant,
            "considered": found.considered,
            "extensions": [
                {"added": list(e.added), "region": e.region.to_dict(), "cost": e.cost_per_inhabitant,
                 "change": e.change}
                for e in found.extensions
            ],
        }  # fmt: skip

    def reasons(self, job: dict[str, Any]) -> dict[str, Any]:
        """Explain a region."""
        atlas, problem = self._open(job)
        return reasons(atlas, problem, Region.from_dict(job["region"])).to_dict()


def _plain(values: dict[str, object]) -> dict[str, object]:
    return {name: value if isinstance(value, int | float | str) else str(value) for name, value in values.items()}


def main() -> None:
    """Read jobs until the input closes."""
    lock = threading.Lock()
    heard = time.monotonic()
    busy = threading.Event()
    jobs: queue.Queue[dict[str, Any]] = queue.Queue()

    def say(message: dict[str, Any]) -> None:
        text = json.dumps(message, default=float)
        with lock:
            sys.stdout.write(text + "\n")
            sys.stdout.flush()

    def listen() -> None:
        nonlocal heard
        for line in sys.stdin:
            heard = time.monotonic()
            if line.strip():
                jobs.put(json.loads(line))
        # Compiled code does not look up when asked to stop.
        os._exit(0)

    def watch() -> None:
        while True:
            time.sleep(1)
            if busy.is_set() and time.monotonic() - heard > SILENCE_SECONDS:
                os._exit(0)

    for loop in (listen, watch):
        threading.Thread(target=loop, daemon=True).start()
    desk = Desk(say)
    say({"type": "ready"})
    while True:
        job = jobs.get()
        heard = time.monotonic()
        busy.set()
        desk.take(job)
        busy.clear()


if __name__ == "__main__":
    main()
