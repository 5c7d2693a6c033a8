"""The worker of a session: a lost one is told apart, reaped and replaced; a stopped one gives what it has."""

import logging
import os
import signal
import sys
from pathlib import Path

import pytest

from igs_geo.dashboard.pages.regions.presence import Presence
from igs_geo.dashboard.pages.regions.search_job import Loss, SearchJob
from igs_geo.dashboard.pages.regions.search_process import SearchProcess
from igs_geo.dashboard.pages.regions.search_queue import Lane, SearchQueue
from igs_geo.dashboard.pages.regions.state import PageState
from igs_geo.dashboard.pages.regions.waiting import say_progress, share_done
from igs_geo.dashboard.pages.regions.worker_process import why
from igs_geo.i18n import translate
from igs_geo.regions import Criteria, Proposal, preset
from igs_geo.regions.worker.loop import OUT_OF_MEMORY

STRANGE = Path(__file__).parents[1] / "strange_worker.py"
WITHIN_S = 60


def many():
    return SearchQueue({Lane.LONG: 9, Lane.SHORT: 9})


@pytest.fixture
def process():
    strange = SearchProcess(many(), (sys.executable, str(STRANGE)), patience=0.5)
    yield strange
    strange.close()


def until(true, *, tries=6000):
    """Wait until something is so."""
    import threading

    wait = threading.Event()
    for _ in range(tries):
        if true():
            return
        wait.wait(0.01)
    raise AssertionError("it never came true")


def ask(process, do, **details):
    return process.ask("search", do=do, **details)


def is_reaped(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_a_killed_worker_is_told_and_reaped_and_the_next_search_works(process, caplog):
    job = ask(process, "hang")
    until(lambda: job.best)
    pid = process.pid
    with caplog.at_level(logging.ERROR):
        os.kill(pid, signal.SIGKILL)
        assert job.ended.wait(WITHIN_S)
    assert job.loss is Loss.KILLED
    assert is_reaped(pid)
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


def test_what_a_worker_started_ends_with_it(process):
    job = ask(process, "parent")
    until(lambda: job.news)
    child = job.news["child"]
    os.kill(process.pid, signal.SIGKILL)
    assert job.ended.wait(WITHIN_S)
    until(lambda: is_reaped(child) or Path(f"/proc/{child}/stat").read_text().split()[2] == "Z")


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


def test_a_stopped_search_keeps_the_partnerships_as_they_are():
    """Through the real worker, whether or not the search looks up in time."""
    process = SearchProcess(many())
    criteria = preset("keep-existing").criteria.with_(frame=None)
    assert criteria.youth_partnerships == "keep"
    job = process.ask("search", criteria, time_limit=300)
    try:
        until(lambda: process.beat() or job.best or not job.running)
        assert job.running
        process.stop(job)
        assert job.ended.wait(WITHIN_S)
    finally:
        process.close()
    now = PageState(search=job)
    now.settle()
    kept = [region for region in now.proposal.regions if region.kept]
    assert {body for region in kept for body in region.youth_partnerships} == set(youth())
    assert any("contiguous" in region.breaks for region in kept)
    assert not any(region.breaks for region in now.proposal.regions if not region.kept)
    assert now.proposal.objective is not None
    assert now.search is None


def youth():
    from igs_geo.atlas import load_atlas
    from igs_geo.regions import build_problem

    return [body.id for body in build_problem(load_atlas("2025"), Criteria()).youth]
