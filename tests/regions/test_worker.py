"""The search in a process of its own: what it says, and when it ends."""

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

from igs_geo.regions import Criteria, LeftOver, Proposal
from igs_geo.regions.worker.loop import Silence
from igs_geo.regions.worker.messages import (
    QUESTIONS,
    Alternatives,
    Answer,
    Around,
    Beat,
    Certainty,
    Draws,
    Grow,
    Halt,
    Job,
    Mistake,
    Preparing,
    Progress,
    Ready,
    Reasons,
    Search,
    Started,
    decode,
    encode,
)
from igs_geo.regions.worker.server import SearchServer
from tests.strange_worker import deed

STRANGE = Path(__file__).parents[1] / "strange_worker.py"
WITHIN_S = 60


class Talk:
    """A conversation with a strange worker."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [sys.executable, str(STRANGE), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.hear() == Ready()

    def say(self, message):
        self.process.stdin.write(encode(message) + "\n")
        self.process.stdin.flush()

    def ask(self, number, do):
        self.say(Job(number, deed(do)))
        assert self.hear() == Started(number)

    def hear(self):
        return decode(self.process.stdout.readline())


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
    assert worker.hear() == Answer(1, "done")
    worker.ask(2, "obey")
    assert isinstance(worker.hear(), Progress)
    worker.say(Beat())
    worker.say(Halt(1))
    worker.say(Halt(2))
    assert worker.hear() == Answer(2, "best")
    # Stopped before it begins: it does not wait to be stopped again.
    worker.say(Halt(3))
    worker.ask(3, "obey")
    assert isinstance(worker.hear(), Progress)
    assert worker.hear() == Answer(3, "best")
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
    server = SearchServer(said.append)
    server.answers[Search] = lambda job, asked, stopped: said.append("begun")
    for number in (1, 2):
        server.take(Job(number, deed("quick")), threading.Event())
    assert said == [Preparing(1), "prepared", "begun", Answer(1, None), "begun", Answer(2, None)]


CRITERIA = Criteria().to_dict()
PROPOSAL = Proposal("feasible", 1.0, None, None, None, 1.0, Criteria(), (), LeftOver(), 10.0, 2).to_dict()
ASKED = (
    Search(CRITERIA, 60, 2),
    Alternatives(CRITERIA, 60.0, PROPOSAL, 2, 0.2),
    Certainty(CRITERIA, 60.0, PROPOSAL, "payoff"),
    Around(CRITERIA, "24020", 8),
    Grow(CRITERIA, "a body", 10, 3),
    Reasons(CRITERIA, {"members": ["1", "2"]}),
)


@pytest.mark.parametrize("message", [
    *(Job(1, question) for question in ASKED), Job(2, ASKED[0], "/a/folder"), Halt(1), Beat(), Ready(), Preparing(1),
    Started(1), Progress(1, 2.0, None, None, None, 0), Progress(1, 2.0, 3.0, 2.0, 0.5, 7, PROPOSAL), Draws(1, 2, 30),
    Mistake(1, "regions.x", {"name": "a", "count": 3}), Answer(1, [PROPOSAL]), Answer(1, None),
], ids=str)  # fmt: skip
def test_a_message_comes_over_as_it_was_sent(message):
    line = encode(message)
    assert "\n" not in line
    assert decode(line) == message


def test_every_question_has_an_answer_in_the_worker():
    assert {type(question) for question in ASKED} == set(QUESTIONS.values()) == set(SearchServer(print).answers)


def test_numbers_of_numpy_come_over_as_numbers():
    said = decode(encode(Progress(1, np.float64(2), np.float64(1), None, np.float32(0.5), np.int64(7))))
    assert said == Progress(1, 2.0, 1.0, None, 0.5, 7)
