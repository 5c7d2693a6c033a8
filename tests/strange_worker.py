"""A worker whose searches do what a test asks: answer, hang, fail, or run out of memory."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from pathlib import Path

from igs_geo.regions import Criteria
from igs_geo.regions.worker.loop import main
from igs_geo.regions.worker.messages import Progress, Search, Started
from igs_geo.regions.worker.server import SearchServer

DIVISION = {"status": "feasible", "regions": []}


def deed(do):
    """Return a question that makes a strange worker do something: a method of it."""
    return Search(Criteria().to_dict() | {"outside": [do]}, 10.0, threads=1)


def found(job, **more):
    """Return the message that a division was found, and other plain values with it."""
    return Progress(job.job, 1.0, 1.0, None, None, 2, DIVISION | more)


class StrangeServer(SearchServer):
    """Does what the question says."""

    def prepare(self, job):
        """Nothing is compiled here."""

    def search(self, job, asked, stopped):
        self.say(Started(job.job))
        return getattr(self, asked.criteria["outside"][0])(job, stopped)

    def quick(self, job, stopped):
        return "done"

    def obey(self, job, stopped):
        self.say(found(job))
        stopped.wait()
        return "best"

    def hang(self, job, stopped):
        self.say(found(job))
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
        self.say(found(job, child=child.pid))
        time.sleep(600)


if __name__ == "__main__":
    main(StrangeServer, silence=int(sys.argv[1]) if len(sys.argv) > 1 else 20)
