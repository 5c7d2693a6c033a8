"""A search and the bound of a large country are the same on processes, on a cluster, and after a worker was killed."""

import os
import signal

import pytest

from igs_geo.regions import Criteria, search
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.search.executors import gather, open_executor
from igs_geo.regions.search.large import search_large
from igs_geo.regions.search.large_params import LargeParams
from igs_geo.regions.search.parcels import NotHereError, Parcel
from igs_geo.regions.start.local import LocalParams
from tests.benchmarks.tessellation import tessellation

LONG = 100.0
CRITERIA = Criteria(frame=None, min_municipalities=2, max_municipalities=4, youth_partnerships="ignore",
                    left_over="forbid")  # fmt: skip
# Nothing is stopped by the clock: only then is the answer the same wherever it is worked out.
PARAMS = LargeParams(large=0, local=LocalParams(block=8, block_seconds=LONG), district=20, chunk=10, window=60,
                     window_seconds=LONG)  # fmt: skip


@pytest.fixture(scope="module")
def problem():
    return tessellation(40, CRITERIA)


@pytest.fixture(scope="module")
def here(problem):
    with open_executor(1) as executor:
        return search_large(problem, Deadline(LONG), 1, executor=executor, params=PARAMS)


@pytest.fixture(scope="module")
def scheduler():
    distributed = pytest.importorskip("distributed")
    import logging

    cluster = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
    )
    with cluster:
        yield cluster


def same(one, two):
    assert two.objective == pytest.approx(one.objective, abs=1e-9)
    assert two.bound == pytest.approx(one.bound, abs=1e-9)


def length(parcel, number):
    return len(parcel.content) + number


def test_a_parcel_is_sent_to_a_worker_that_does_not_have_it():
    parcel = Parcel("x" * 1_000)
    with open_executor(2) as executor:
        assert gather(executor, length, [(parcel, number) for number in range(6)], Deadline(LONG)) == [
            1_000 + number for number in range(6)
        ]


def test_a_parcel_travels_without_its_content():
    import pickle

    parcel = Parcel("x" * 10_000)
    packed = pickle.dumps(parcel)
    assert len(packed) < 1_000
    with pytest.raises(NotHereError):
        assert pickle.loads(packed).content
    assert pickle.loads(pickle.dumps(parcel.opened())).content == parcel.content
    assert pickle.loads(packed).content == parcel.content


@pytest.mark.slow
def test_processes_give_the_same_answer(problem, here):
    with open_executor(2) as executor:
        same(here, search_large(problem, Deadline(LONG), 2, executor=executor, params=PARAMS))


@pytest.mark.slow
def test_a_killed_worker_is_survived(problem, here):
    with open_executor(2) as executor:
        killed = []

        def news(regions, bound):
            # The process that began last is at work or about to be.
            if not killed and executor._context.started:
                killed.append(executor._context.started[-1].pid)
                os.kill(killed[0], signal.SIGKILL)

        proposal = search_large(problem, Deadline(LONG), 2, executor=executor, params=PARAMS, report=news)
        assert killed
    same(here, proposal)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_the_same_answer(problem, here, scheduler):
    with open_executor(2, scheduler.scheduler_address) as executor:
        same(here, search_large(problem, Deadline(LONG), 2, executor=executor, params=PARAMS))
        plain = search(problem, time_limit=LONG, executor=executor)
    assert plain.objective == pytest.approx(search(problem, time_limit=LONG).objective, abs=1e-9)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_killed_worker_of_a_cluster_is_survived(problem, here, scheduler):
    killed = []

    def news(regions, bound):
        if not killed and bound is None and regions:
            killed.append(next(iter(scheduler.workers.values())).pid)
            os.kill(killed[0], signal.SIGKILL)

    with open_executor(2, scheduler.scheduler_address) as executor:
        same(here, search_large(problem, Deadline(LONG), 2, executor=executor, params=PARAMS, report=news))
    assert killed
