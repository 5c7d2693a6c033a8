"""Pytest plugins that find the tests which are quick without compiled code.

A search without compiled code may compute for hours in threads that nothing can interrupt; a process can be ended. Time
is that of the processor: what else the machine does makes no test slow.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import time
from contextlib import suppress
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

STUCK_SECONDS = 30.0
"""Who computes next to nothing for this long on the clock waits for what never comes."""
STUCK_SHARE = 0.01
"""Share of that time: more is work on a busy machine."""
BEYOND = 3.0
"""Multiple of its processor time that a process may compute together with those that it started."""


def computed() -> float:
    """Return the seconds that this process computed, with the processes that it started and waited for."""
    return sum(os.times()[:4])


def computed_by(process: int) -> float:
    """Return the seconds that a process computed, with all those that it started, directly or not.

    Parameters
    ----------
    process
        Its number; it leads a session.
    """
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    own = {process}
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it ended just now
            # The name of the program, in brackets, may hold anything.
            fields = file.read_text("utf-8", errors="replace").rpartition(")")[2].split()
            number = int(file.parent.name)
            parents[number], ticks[number] = int(fields[1]), sum(map(int, fields[11:15]))
            if int(fields[3]) == process:
                own.add(number)
    while more := {number for number, parent in parents.items() if parent in own} - own:
        own |= more
    return sum(ticks.get(number, 0) for number in own) / os.sysconf("SC_CLK_TCK")


def limit_processor(seconds: float) -> None:
    """End this process when it has computed this long, in all its threads together."""
    whole = max(int(seconds + 0.999), 1)
    resource.setrlimit(resource.RLIMIT_CPU, (whole, whole + 1))


def wait_for(child: int, seconds: float) -> tuple[int | None, float]:
    """Wait for a child that has its processor time limited, and end it when it is stuck.

    Parameters
    ----------
    child
        Leader of a process group of its own.
    seconds
        Its processor time.

    Returns
    -------
    int or None
        Its status as :func:`os.waitpid` gives it; None when it was ended or out of time.
    float
        Seconds that it computed.
    """
    least = STUCK_SHARE * STUCK_SECONDS
    before, moment = 0.0, time.perf_counter()
    while True:
        done, status, used = os.wait4(child, os.WNOHANG)
        if done:
            out = os.WIFSIGNALED(status) and os.WTERMSIG(status) in {signal.SIGXCPU, signal.SIGKILL}
            return None if out else status, used.ru_utime + used.ru_stime
        if time.perf_counter() > moment + STUCK_SECONDS:
            now = computed_by(child)
            # Each process that it starts may compute as long as itself: a sum has a limit of its own.
            if abs(now - before) < least or now > BEYOND * seconds:
                break
            before, moment = now, time.perf_counter()
        time.sleep(0.01)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None, seconds


class Clock:
    """Writes down which tests passed, and how long they computed.

    Parameters
    ----------
    output
        File for the result: seconds by test, for those that passed.
    """

    def __init__(self, output: str) -> None:
        self.output = output
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> object:
        """Measure what setting up, running and tidying a test takes."""
        start = computed()
        try:
            return (yield)
        finally:
            self.seconds[item.nodeid] = computed() - start

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember which did not pass."""
        if not report.passed:
            self.failed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        """Write the result."""
        passed = {test: round(taken, 3) for test, taken in self.seconds.items() if test not in self.failed}
        Path(self.output).write_text(json.dumps(passed), "utf-8")


class Forked:
    """Runs each test in a process of its own, and writes down which passed in time.

    Parameters
    ----------
    output
        File for the result: seconds by test, its fixtures included.
    limit
        Seconds that a test may compute.
    """

    def __init__(self, output: str, limit: float) -> None:
        self.output, self.limit = output, limit
        self.seconds: dict[str, float] = {}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item, nextitem: pytest.Item | None) -> bool:
        """Run one test in a child."""
        child = os.fork()
        if child == 0:
            os.setsid()
            limit_processor(self.limit)
            reports = runtestprotocol(item, nextitem=None, log=False)
            os._exit(0 if all(report.passed for report in reports) else 1)
        status, taken = wait_for(child, self.limit)
        if status == 0:
            self.seconds[item.nodeid] = round(taken, 3)
        return True

    def pytest_sessionfinish(self) -> None:
        """Write the result."""
        Path(self.output).write_text(json.dumps(self.seconds), "utf-8")
