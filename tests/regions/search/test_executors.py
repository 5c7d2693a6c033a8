"""Work that splits gives the same answers wherever it is done, and survives a worker that dies."""

import os
import pickle
import signal
import threading
import time
from pathlib import Path

import pytest

from igs_geo.errors import IgsGeoError, NotFoundError
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.criteria import CriteriaError
from igs_geo.regions.search import executors
from igs_geo.regions.search.executors import WorkerLostError, gather, open_executor, own_store
from igs_geo.regions.search.processes import TRIES


def square(number):
    return number * number


def who(_):
    return os.getpid(), id(own_store())


def die_once(marker, number):
    path = Path(marker)
    if number == 3 and not path.exists():
        path.write_text("")
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def die(_):
    os.kill(os.getpid(), signal.SIGKILL)


def refuse(name):
    raise CriteriaError("regions.bad_number", name=name, value=-1)


def wait_for_ever(_):
    threading.Event().wait()


@pytest.fixture(scope="module")
def processes():
    with open_executor(2) as executor:
        yield executor


ARGUMENTS = [(number,) for number in range(8)]
SQUARES = [number * number for number in range(8)]
LONG = 120.0


@pytest.mark.parametrize("threads", [1, 2])
def test_answers_come_in_the_order_of_the_arguments(threads):
    with open_executor(threads, compiled=True) as executor:
        assert gather(executor, square, ARGUMENTS, Deadline(LONG)) == SQUARES


def test_processes_answer_in_order_and_each_keeps_its_own_sets(processes):
    assert gather(processes, square, ARGUMENTS, Deadline(LONG)) == SQUARES
    seen = set(gather(processes, who, ARGUMENTS, Deadline(LONG)))
    assert os.getpid() not in {process for process, _ in seen}
    # One store for each process, the same one every time.
    assert len(seen) == len({process for process, _ in seen})


def test_what_a_killed_worker_was_doing_is_done_again(processes, tmp_path):
    calls = [(str(tmp_path / "died"), number) for number in range(8)]
    assert gather(processes, die_once, calls, Deadline(LONG)) == SQUARES
    assert (tmp_path / "died").exists()


def test_work_that_kills_every_worker_ends_with_a_sentence():
    with open_executor(2) as executor, pytest.raises(WorkerLostError) as error:
        gather(executor, die, [(0,)], Deadline(LONG))
    assert str(TRIES) in error.value.message("nl")


def test_an_error_of_a_worker_arrives_with_its_sentence(processes):
    with pytest.raises(CriteriaError) as error:
        gather(processes, refuse, [("target",)], Deadline(LONG))
    assert "target" in error.value.message("nl")
    assert gather(processes, square, [(3,)], Deadline(LONG)) == [9]


def test_an_error_with_suggestions_survives_pickling():
    error = NotFoundError("regions.bad_number", ("Gent",), name="a", value=1)
    copy = pickle.loads(pickle.dumps(error))
    assert copy.message("nl") == error.message("nl")
    assert copy.suggestions == ("Gent",)
    assert type(copy) is NotFoundError


def test_what_is_late_is_cancelled_and_not_waited_for():
    start = time.perf_counter()
    with open_executor(2) as executor:
        answers = gather(executor, wait_for_ever, ARGUMENTS, Deadline(0.3))
    assert answers == [None] * 8
    assert time.perf_counter() - start < LONG / 4


def test_processes_are_gone_when_they_are_no_longer_needed():
    with open_executor(2) as executor:
        executor.submit(wait_for_ever, 0)
        process = executor.submit(os.getpid).result(LONG)
        os.kill(process, 0)
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_stopping_ends_the_wait():
    deadline = Deadline(LONG)
    start = time.perf_counter()
    with open_executor(2) as executor:
        threading.Timer(0.2, deadline.stop).start()
        gather(executor, wait_for_ever, ARGUMENTS, deadline)
    assert time.perf_counter() - start < LONG / 4


def test_arguments_are_read_only_when_they_are_needed(processes):
    read = []

    def given():
        for number in range(50):
            read.append(number)
            yield (number,)

    deadline = Deadline(LONG)
    gather(processes, square, given(), deadline, lambda place, answer: deadline.stop())
    assert len(read) < 50


def test_a_missing_library_is_said(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(IgsGeoError) as error, open_executor(2, "tcp://127.0.0.1:1"):
        pass
    assert "igs-geo[cluster]" in error.value.message("nl")


def test_a_scheduler_that_does_not_answer_is_said(monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(executors, "SCHEDULER_SECONDS", 0.3)
    for address in ("tcp://127.0.0.1:9", "nonsense", "foo://bar", "tcp://127.0.0.1:nonsense"):
        with pytest.raises(IgsGeoError) as error, open_executor(2, address):
            pass
        assert address in error.value.message("nl")
