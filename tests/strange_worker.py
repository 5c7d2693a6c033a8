"""A worker whose searches do what a test asks: answer, hang, fail, or run out of memory."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

from igs_geo.regions.worker.loop import main
from igs_geo.regions.worker.server import SearchServer

DIVISION = {"status": "feasible", "regions": []}


class StrangeServer(SearchServer):
    """Does what the job's ``do`` says."""

    def prepare(self, job):
        """Nothing is compiled here."""

    def search(self, job, stopped):
        self.say({"type": "started", "job": job["id"]})
        return getattr(self, job["do"])(job, stopped)

    def quick(self, job, stopped):
        return job.get("give", "done")

    def obey(self, job, stopped):
        self.say({"type": "news", "job": job["id"], "proposal": DIVISION})
        stopped.wait()
        return "best"

    def hang(self, job, stopped):
        self.say({"type": "news", "job": job["id"], "proposal": DIVISION})
        time.sleep(600)

    def fail(self, job, stopped):
        raise RuntimeError("a strange thing")

    def hungry(self, job, stopped):
        limit = 64 * 2**30
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        return len(bytearray(2 * limit))

    def cramped(self, job, stopped):
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        limit = pages * resource.getpagesize() + 2**20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        raise SystemError("error return without exception set")

    def talkative(self, job, stopped):
        sys.stdout.write("this is no message\n")
        return "done"

    def parent(self, job, stopped):
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        self.say({"type": "news", "job": job["id"], "child": child.pid, "proposal": DIVISION})
        time.sleep(600)


if __name__ == "__main__":
    main(StrangeServer, silence=int(sys.argv[1]) if len(sys.argv) > 1 else 20)
