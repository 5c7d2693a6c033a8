"""The worker of a session: a lost one is told apart, reaped and replaced; a stopped one gives what it has."""

import logging
import os
import signal
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from igs_geo.atlas import load_atlas
from igs_geo.dashboard.pages.regions.state import PageState
from igs_geo.dashboard.search_process.client import SearchProcess
from igs_geo.dashboard.search_process.job import Loss, SearchJob
from igs_geo.dashboard.search_process.presence import Presence
from igs_geo.dashboard.search_process.progress import say_progress, share_done
from igs_geo.dashboard.search_process.queue import THREADS, Lane, SearchQueue
from igs_geo.dashboard.search_process.worker import why
from igs_geo.i18n import translate
from igs_geo.regions import Criteria, LeftOver, Proposal, build_problem, preset
from igs_geo.regions.worker.loop import OUT_OF_MEMORY
from igs_geo.regions.worker.messages import Answer, Around, Draws, Job, Preparing, Progress, Search, Started, encode
from tests.strange_worker import deed

STRANGE = Path(__file__).parents[1] / "strange_worker.py"
WITHIN_S = 60


def many():
    return SearchQueue({Lane.LONG: 9, Lane.SHORT: 9})


@pytest.fixture(scope="module")
def process():
    strange = SearchProcess(many(), (sys.executable, str(STRANGE)), patience=0.5)
    yield strange
    strange.close()


def until(true, *, tries=100 * WITHIN_S):
    """Wait until something is so."""
    wait = threading.Event()
    for _ in range(tries):
        if true():
            return
        wait.wait(0.01)
    raise AssertionError("it never came true")


def ask(process, do):
    return process.ask(deed(do))


def is_reaped(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    # What is not ours to reap may be a zombie for a while.
    parent, state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1::-1]
    return state == "Z" and int(parent) != os.getpid()


def test_a_killed_worker_is_told_and_reaped_and_the_next_search_works(process, caplog):
    job = ask(process, "parent")
    until(lambda: job.best)
    pid = process.pid
    with caplog.at_level(logging.ERROR):
        os.kill(pid, signal.SIGKILL)
        assert job.ended.wait(WITHIN_S)
    assert job.loss is Loss.KILLED
    assert is_reaped(pid)
    # What it had started ends with it.
    until(lambda: is_reaped(job.best["child"]))
    assert f"worker {pid} ended" in caplog.text
    # What it had told is not lost with it.
    assert job.best["status"] == "feasible"
    again = ask(process, "quick")
    assert again.ended.wait(WITHIN_S)
    assert (again.answer, again.loss) == ("done", None)
    assert process.pid != pid


def test_a_worker_without_memory_is_told_and_the_next_search_works(process, caplog):
    job = ask(process, "hungry")
    assert job.ended.wait(WITHIN_S)
    assert job.loss is Loss.MEMORY
    assert "MemoryError" in caplog.text
    # A library may say it with an error that is not about memory.
    job = ask(process, "cramped")
    assert job.ended.wait(WITHIN_S)
    assert job.loss is Loss.MEMORY
    # With an error of the program it is another sentence, and the log says which error.
    job = ask(process, "fail")
    assert job.ended.wait(WITHIN_S)
    assert job.loss is Loss.FAILED
    assert "a strange thing" in caplog.text


def test_a_stopped_search_gives_its_best_and_one_that_does_not_listen_is_ended(process, caplog):
    obeying = ask(process, "obey")
    until(lambda: obeying.best)
    pid = process.pid
    process.stop(obeying)
    assert obeying.ended.wait(WITHIN_S)
    assert (obeying.answer, obeying.loss) == ("best", None)
    deaf = ask(process, "hang")
    until(lambda: deaf.best)
    assert process.pid == pid
    process.stop(deaf)
    assert deaf.ended.wait(WITHIN_S)
    assert deaf.loss is Loss.STOPPED
    assert is_reaped(pid)
    assert not caplog.text


GARBLED = (
    "this is no message", "", "null", "[1]", '"x"', "NaN", "[" * 100_000, '{"job": 1}', '{"type": []}',
    '{"type": "job"}', '{"type": "answer"}', '{"type": "answer", "job": "1", "answer": 0}',
    '{"type": "progress", "job": 1}', '{"type": "started", "job": 1, "more": 2}',
    '{"type": "mistake", "job": 1, "key": 3, "values": []}', encode(Answer(2, "of another job")),
)  # fmt: skip


def test_what_is_no_message_is_passed_over():
    lines = "\n".join((*GARBLED, encode(Answer(1, "done"))))
    script = f"import sys\nsys.stdin.readline()\nprint({lines!r}, flush=True)\nsys.stdin.read()"
    garbling = SearchProcess(many(), (sys.executable, "-c", script))
    try:
        job = garbling.ask(deed("quick"))
        assert job.ended.wait(WITHIN_S)
        assert (job.answer, job.loss, job.error) == ("done", None, None)
    finally:
        garbling.close()


def test_the_sentences_of_a_lost_worker_differ():
    for language in ("nl", "en"):
        sentences = {translate(f"regions.p_lost_{loss}", language) for loss in Loss}
        assert len(sentences) == len(Loss)


@pytest.mark.parametrize(
    ("status", "lines", "kernel_killed", "loss"),
    [
        (-signal.SIGKILL, [], False, Loss.KILLED),
        (-signal.SIGTERM, [], False, Loss.KILLED),
        (-signal.SIGKILL, [], True, Loss.MEMORY),
        (OUT_OF_MEMORY, [], False, Loss.MEMORY),
        (-signal.SIGABRT, ["terminate called", "  what():  std::bad_alloc"], False, Loss.MEMORY),
        (-signal.SIGSEGV, [], False, Loss.FAILED),
        (1, ["RuntimeError: a strange thing"], False, Loss.FAILED),
        (0, [], False, Loss.GONE),
    ],
)
def test_why_a_worker_ended(status, lines, kernel_killed, loss):
    assert why(status, lines, kernel_killed=kernel_killed) is loss


@pytest.mark.slow
def test_a_stopped_search_keeps_the_partnerships_as_they_are():
    """Through the real worker, whether or not the search looks up in time."""
    process = SearchProcess(many())
    criteria = preset("keep-existing").criteria.with_(frame=None)
    job = process.ask(Search(criteria.to_dict(), 300, THREADS))
    try:
        until(lambda: process.beat() or job.best or not job.running)
        assert job.running
        process.stop(job)
        assert job.ended.wait(WITHIN_S)
    finally:
        process.close()
    now = PageState(search=job)
    now.settle()
    found = now.proposal
    assert {body for region in found.regions if region.kept for body in region.youth_partnerships} == {
        body.id for body in build_problem(load_atlas(criteria.edition), criteria).youth
    }
    assert any("contiguous" in region.breaks for region in found.regions if region.kept)
    assert found.objective is not None
    assert (now.search, now.busy) == (None, False)


class Living:
    def __init__(self):
        self.beats = self.closed = 0

    def beat(self):
        self.beats += 1

    def close(self):
        self.closed += 1


def test_what_lives_with_a_session_ends_when_it_has_been_away_for_long():
    there = [True]
    living, patient = Living(), Living()
    strict, lenient = Presence(away_seconds=0), Presence(away_seconds=60)
    for presence, one in ((strict, living), (lenient, patient)):
        presence.add(one, lambda: there[0])
        presence.look()
        there[0] = False
        presence.look()
        there[0] = True
    assert (living.beats, living.closed) == (1, 1)
    # A connection that is lost for a moment ends nothing.
    assert (patient.beats, patient.closed) == (1, 0)
    # Nobody ends it twice, and a session that came back may ask again.
    there[0] = False
    strict.look()
    assert living.closed == 1
    there[0] = True
    strict.add(living, lambda: there[0])
    strict.look()
    assert living.beats == 2


def job_that_heard(*messages, question=None):
    job = SearchJob.of(None, Job(1, question or Search({}, 10.0, 1)))
    for message in messages:
        job.hear(message)
    return job


def news(**changes):
    return replace(Progress(1, 2.0, 0.5, 0.25, 0.5, 7), **changes)


@pytest.mark.parametrize(
    ("messages", "before", "words"),
    [
        ([], 2, "nog 2 zoekopdrachten voor u"),
        ([], 1, "nog 1 zoekopdracht voor u"),
        ([], 0, "De berekening start"),
        ([Preparing(1)], 0, "Eerste keer: bezig met voorbereiden"),
        ([Preparing(1), Started(1)], 0, "oplijsten"),
        ([Started(1), news(objective=None, bound=None)], 0, "7 gemeenten"),
        ([Started(1), news(bound=None)], 0, "nog geen bruikbare ondergrens"),
        ([Started(1), news()], 0, "hoogstens 50,0"),
        ([Started(1), Draws(1, 3, 30)], 0, "3 van 30"),
    ],
)
def test_the_page_says_how_far_a_job_is(messages, before, words):
    assert words in say_progress(job_that_heard(*messages), before, "nl")


def test_the_clock_of_a_search_starts_after_what_comes_before_it():
    job = job_that_heard(Preparing(1))
    job.since -= 100
    assert share_done(job) == 0
    job.hear(Started(1))
    assert job.seconds < 50
    job.since -= 5
    assert share_done(job) >= 0.5
    assert share_done(job_that_heard(Started(1), Draws(1, 3, 30))) == 0.1
    assert share_done(job_that_heard(Started(1), question=Around({}, ["1"], 1))) == 0


def proposal(status, objective=1.0):
    left = LeftOver()
    return Proposal(status, objective, objective, None, None, 1.0, Criteria(), (), left, 10.0, 2).to_dict()


def test_what_a_stopped_search_had_not_found_does_not_replace_what_is_on_show():
    now = PageState()
    now.begin(job_that_heard(Answer(1, proposal("feasible"))), Criteria())
    now.settle()
    shown = now.proposal
    assert (now.search, now.ending) == (None, None)
    job = job_that_heard(Answer(1, proposal("unknown", None)))
    job.stopping = True
    now.begin(job, Criteria())
    now.settle()
    assert now.proposal is shown
    assert (now.ending.loss, now.kept) == (Loss.STOPPED, False)


def test_the_best_of_a_lost_search_is_shown_with_the_reason():
    job = job_that_heard(news(proposal=proposal("feasible", 2.0)), news())
    job.lose(Loss.KILLED)
    now = PageState()
    now.begin(job, Criteria())
    now.settle()
    assert now.proposal.objective == 2.0
    assert (now.ending, now.kept) == (job, True)
