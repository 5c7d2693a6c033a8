"""The search in a process of its own: what it says, and when it ends."""

import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from igs_geo.regions.worker.loop import Silence
from igs_geo.regions.worker.server import SearchServer

STRANGE = Path(__file__).parents[1] / "strange_worker.py"
WITHIN_S = 60


class Talk:
    """A conversation with a strange worker."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [sys.executable, str(STRANGE), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.hear() == {"type": "ready"}

    def say(self, **message):
        self.process.stdin.write(json.dumps(message) + "\n" if message else "\n")
        self.process.stdin.flush()

    def ask(self, number, do, **details):
        self.say(id=number, kind="search", do=do, **details)
        assert self.hear() == {"type": "started", "job": number}

    def hear(self):
        return json.loads(self.process.stdout.readline())


@pytest.fixture
def talk():
    talks = []

    def begin(*arguments):
        talks.append(Talk(*arguments))
        return talks[-1]

    yield begin
    for other in talks:
        with other.process:
            other.process.kill()


def test_jobs_are_answered_one_by_one_and_a_stopped_one_gives_its_best(talk):
    worker = talk()
    worker.ask(1, "talkative")
    assert worker.hear() == {"type": "answer", "job": 1, "answer": "done"}
    worker.ask(2, "obey")
    assert worker.hear()["type"] == "news"
    worker.say()
    worker.say(stop=1)
    worker.say(stop=2)
    assert worker.hear() == {"type": "answer", "job": 2, "answer": "best"}
    # Stopped before it begins: it does not wait to be stopped again.
    worker.say(stop=3)
    worker.ask(3, "obey")
    assert worker.hear()["type"] == "news"
    assert worker.hear() == {"type": "answer", "job": 3, "answer": "best"}
    # Its input closes: whoever started it has gone.
    worker.process.stdin.close()
    worker.process.wait(WITHIN_S)
    assert "this is no message" in worker.process.stderr.read()


def test_it_ends_when_nobody_gives_a_sign_of_life_busy_or_not(talk):
    idle, busy = talk("1"), talk("1")
    busy.ask(1, "hang")
    for worker in (idle, busy):
        assert worker.process.wait(WITHIN_S) == 0


def test_a_sign_of_life_keeps_it():
    silence = Silence(3)
    assert [silence.look() for _ in range(3)] == [False] * 3
    silence.heard()
    assert [silence.look() for _ in range(4)] == [False, False, False, True]


def test_compiled_code_is_made_ready_before_the_clock_of_a_job_starts(monkeypatch):
    said = []
    monkeypatch.setattr("igs_geo.regions.worker.server.kernels_are_cold", lambda: "prepared" not in said)
    monkeypatch.setattr("igs_geo.regions.worker.server.prepare_kernels", lambda: said.append("prepared"))
    server = SearchServer(lambda message: said.append(message["type"]))
    server.kinds["search"] = lambda job, stopped: said.append("started")
    for number in (1, 2):
        server.take({"id": number, "kind": "search"}, threading.Event())
    assert said == ["preparing", "prepared", "started", "answer", "started", "answer"]
