"""How a worker begins, what it does with each line, and how it ends: in a fork, with time in the hands of the test."""

import faulthandler
import os
import resource
import signal
import sys
import threading
import traceback
from pathlib import Path

import pytest

from igs_geo.regions.worker import loop
from igs_geo.regions.worker.messages import Answer, Beat, Halt, Job, Ready, Search, decode, encode

SILENCE = 3


def pages():
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def limit_memory(used):
    """Let what is used now be a share of what may be used."""
    most = int(pages() / used)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


class Server:
    """Does what the job says: the first name among its settings."""

    def __init__(self, say):
        self.say = say

    def take(self, job, stop):
        self.say(Answer(job.job, getattr(self, job.question.criteria["do"])(stop)))

    def quick(self, stop):
        return stop.given

    def until_halted(self, stop):
        self.say(Answer(0, "busy"))
        stop.wait()
        return "best"

    def talk(self, stop):
        sys.stdout.write("talk\n")
        sys.stdout.flush()
        os.write(1, b"more talk\n")

    def helpers(self, stop):
        return [thread.daemon for thread in threading.enumerate() if thread is not threading.main_thread()]

    def fail(self, stop):
        raise RuntimeError("a strange thing")

    def fail_full(self, stop):
        limit_memory(0.97)
        raise RuntimeError("a strange thing")

    def fail_half_full(self, stop):
        limit_memory(0.9)
        raise RuntimeError("a strange thing")

    def hungry(self, stop):
        raise MemoryError

    def crash(self, stop):
        faulthandler._sigsegv()


class Worker:
    """A fork of this process that runs the loop; how much time passes is told to it second by second."""

    def __init__(self, silence=SILENCE, *, leads=True):
        (inner, self.input), (self.output, out), (self.error, err) = (os.pipe() for _ in range(3))
        (tick, self.ticks), (self.waiting, wait) = os.pipe(), os.pipe()
        self.number = os.fork()
        if self.number == 0:
            for own in (self.input, self.output, self.error, self.ticks, self.waiting):
                os.close(own)
            self._run((inner, out, err), tick, wait, silence, leads=leads)
        for other in (inner, out, err, tick, wait):
            os.close(other)
        self.lines = os.fdopen(self.output, encoding="utf-8")
        self.waits = True

    def _run(self, files, tick, wait, silence, *, leads):
        code = 1
        try:
            if leads:
                os.setsid()
            for place, file in enumerate(files):
                os.dup2(file, place)
            sys.stdin, sys.stdout, sys.stderr = (os.fdopen(n, mode, buffering=1) for n, mode in enumerate("rww"))
            faulthandler.disable()

            def sleep(seconds):
                for _ in range(int(seconds)):
                    os.write(wait, b".")
                    os.read(tick, 1)

            loop.time.sleep = sleep
            loop.main(Server, silence)
        except BaseException:  # noqa: BLE001 the fork may not go on with the tests
            traceback.print_exc()
            sys.stderr.flush()
        os._exit(code)

    def say(self, message):
        os.write(self.input, encode(message).encode() + b"\n")

    def hear(self):
        return decode(self.lines.readline())

    def ask(self, number, do):
        self.say(Job(number, Search({"do": do}, 1.0, 1)))

    def pass_seconds(self, number):
        """Let time pass, and what happens then happen; return whether it still waits."""
        for _ in range(number):
            os.write(self.ticks, b".")
            if not os.read(self.waiting, 1):
                return False
        return True

    def end(self):
        """Wait for its end; return its exit code, and what it wrote where errors go."""
        self.waits = False
        code = os.waitstatus_to_exitcode(os.waitpid(self.number, 0)[1])
        with os.fdopen(self.error, encoding="utf-8") as file:
            return code, file.read()


@pytest.fixture
def begin():
    started = []

    def one(**how):
        worker = Worker(**how)
        started.append(worker)
        assert worker.hear() == Ready()
        assert os.read(worker.waiting, 1)
        return worker

    yield one
    for worker in started:
        if worker.waits:
            os.kill(worker.number, signal.SIGKILL)
            worker.end()
        worker.lines.close()
        for file in (worker.ticks, worker.waiting, worker.input):
            os.close(file)


def test_jobs_are_done_in_order_and_what_is_printed_goes_where_errors_go(begin):
    worker = begin()
    for number, do in ((1, "quick"), (2, "talk"), (3, "quick")):
        worker.ask(number, do)
    assert [worker.hear() for _ in range(3)] == [Answer(1, False), Answer(2, None), Answer(3, False)]
    worker.ask(4, "hungry")
    _, said = worker.end()
    assert said.startswith("talk\nmore talk\n")


def test_a_job_is_stopped_by_its_number_begun_or_not_and_no_other(begin):
    worker = begin()
    worker.ask(1, "until_halted")
    assert worker.hear() == Answer(0, "busy")
    worker.say(Beat())
    worker.say(Halt(2))
    worker.ask(2, "quick")
    worker.ask(3, "quick")
    worker.say(Halt(1))
    assert worker.hear() == Answer(1, "best")
    assert [worker.hear(), worker.hear()] == [Answer(2, True), Answer(3, False)]
    # A number that was used before is a job like any other.
    worker.ask(2, "quick")
    assert worker.hear() == Answer(2, False)


def test_it_ends_after_so_many_seconds_without_a_sign_of_life(begin):
    worker = begin()
    for number in range(4):
        assert worker.pass_seconds(SILENCE - 1)
        # The answer shows that the line was heard; the seconds count anew.
        worker.ask(number, "quick")
        assert worker.hear() == Answer(number, False)
    worker.ask(9, "until_halted")
    assert worker.hear() == Answer(0, "busy")
    # The second in which the last line came is not counted.
    assert worker.pass_seconds(SILENCE)
    assert not worker.pass_seconds(1)
    assert worker.end()[0] == 0


def test_a_sign_of_life_keeps_it():
    silence = loop.Silence(3)
    assert [silence.look() for _ in range(3)] == [False] * 3
    silence.heard()
    assert [silence.look() for _ in range(4)] == [False, False, False, True]


@pytest.mark.parametrize(("leads", "code"), [(True, -signal.SIGKILL), (False, 0)])
def test_when_its_input_closes_it_ends_at_once_with_all_that_it_started(begin, leads, code):
    worker = begin(leads=leads)
    worker.ask(1, "until_halted")
    assert worker.hear() == Answer(0, "busy")
    os.close(worker.input)
    worker.input = os.dup(0)
    # Where others share its group, they are not its own to end: this test is one of them.
    assert worker.end()[0] == code


@pytest.mark.parametrize(
    ("do", "code"),
    [("hungry", loop.OUT_OF_MEMORY), ("fail_full", loop.OUT_OF_MEMORY), ("fail_half_full", 1), ("fail", 1)],
)
def test_what_goes_wrong_is_put_down_to_memory_where_it_was_used_up(begin, do, code):
    worker = begin()
    worker.ask(1, do)
    ended, said = worker.end()
    assert ended == code
    assert "Traceback" in said
    assert ("MemoryError" if do == "hungry" else "a strange thing") in said


class Memory:
    """Stands for what the system says of memory: of a process that has all but used up what it may."""

    RLIMIT_AS, RLIM_INFINITY, limit, said = 9, -1, 100, "97 1 2"

    def getrlimit(self, what):
        return self.limit, self.limit

    def getpagesize(self):
        return 1

    def read_text(self, encoding):
        if isinstance(self.said, Exception):
            raise self.said
        return self.said


@pytest.mark.parametrize(
    ("limit", "said", "full"),
    [
        (100, "97 1 2", True), (100, "95 1 2", False), (100, "94 99 99", False), (-1, "97 1 2", False),
        (100, OSError(), False), (100, "many pages", False), (None, "97 1 2", False),
    ],
)  # fmt: skip
def test_where_the_system_does_not_say_memory_is_not_blamed(monkeypatch, limit, said, full):
    memory = Memory()
    memory.limit, memory.said = limit, said
    monkeypatch.setitem(sys.modules, "resource", None if limit is None else memory)
    monkeypatch.setattr(loop, "Path", lambda path: memory)
    assert loop._is_at_its_limit() == full


def test_the_status_for_want_of_memory_is_none_that_python_or_the_system_gives():
    assert 2 < loop.OUT_OF_MEMORY < 126


def test_a_crash_says_where_it_was_in_the_thread_that_crashed(begin):
    worker = begin()
    worker.ask(1, "crash")
    code, said = worker.end()
    assert code == -signal.SIGSEGV
    assert "in crash" in said
    assert "in listen" not in said


def test_who_listens_and_watches_keeps_no_process_alive(begin):
    worker = begin()
    worker.ask(1, "helpers")
    assert worker.hear() == Answer(1, [True, True])


def test_the_system_ends_it_before_others_when_memory_runs_out(begin):
    worker = begin()
    assert Path(f"/proc/{worker.number}/oom_score_adj").read_text().strip() == "500"
