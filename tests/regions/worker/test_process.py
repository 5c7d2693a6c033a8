"""The search in a process of its own: what it says, and when it ends."""

import subprocess
import sys
from pathlib import Path

import pytest

from igs_geo.regions.worker.messages import Answer, Beat, Halt, Job, Progress, Ready, Started, decode, encode
from tests.strange_worker import deed

STRANGE = Path(__file__).parents[2] / "strange_worker.py"
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
