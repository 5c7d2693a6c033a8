"""How long a search looks for better divisions, how it shares out the time of a large country, and its bound there."""

import sys
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from instances import in_a_row, random_problem

from igs_geo.errors import IgsGeoError
from igs_geo.regions import Criteria, SearchParams
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.problem.rules import rules_of
from igs_geo.regions.search import executors, solving
from igs_geo.regions.search.division import Division
from igs_geo.regions.search.executors import Threads, open_executor, workers
from igs_geo.regions.search.farley import Country, Prices, chunks
from igs_geo.regions.search.large import Work, search_large
from igs_geo.regions.search.large_params import LargeParams
from igs_geo.regions.search.large_rules import settle_number
from igs_geo.regions.search.parcels import Parcel
from igs_geo.regions.search.preparing import prepare
from igs_geo.regions.search.securing import secure
from igs_geo.regions.search.starting import Context
from igs_geo.regions.search.subproblems import NOTHING, split_up
from igs_geo.regions.start.blocks import inner_graph
from igs_geo.regions.start.local import LocalParams

LONG = 120.0
OPEN = Criteria(frame=None, min_municipalities=1, max_municipalities=3, youth_partnerships="ignore", target=60_000)
TINY = LargeParams(large=0, local=LocalParams(block=4, block_seconds=LONG), district=4, chunk=3, batch=1, window=8,
                   window_seconds=LONG, small_window=4)  # fmt: skip


def looked(monkeypatch, size, *, better=0, turns=3):
    """How often a better division is looked for until the search ends by itself, or is stopped at the twelfth."""
    problem = random_problem(3, size, OPEN.with_(left_over="price", price=1.0), layers=False)
    (sub, *_) = split_up(prepare(problem, Deadline(LONG), room=10**6), 1, NOTHING)
    sub = replace(sub, prepared=replace(sub.prepared, lists=[None] * len(sub.prepared.lists)))
    progress = SimpleNamespace(objective=100.0)
    deadline = Deadline(LONG)
    run = SimpleNamespace(done=False, short=True, progress=progress, deadline=None)
    asked = []

    def annealed(sub, context, deadline, *, moves, turn):
        asked.append((turn, moves))
        if turn <= better:
            progress.objective -= 1
        run.over = turn >= 12

    run.over = False
    monkeypatch.setattr(solving, "annealed", annealed)
    monkeypatch.setattr(solving, "offer", lambda *_: None)
    sub.run = run
    context = Context([], SearchParams(turns=turns, more_moves=10), alone=True, tell=lambda: None)
    solving.go_on(sub, context, deadline)
    assert run.deadline is deadline
    return asked


def test_among_few_units_looking_ends_when_nothing_better_turns_up(monkeypatch):
    assert looked(monkeypatch, 6) == [(1, 10), (2, 20), (3, 30), (4, 30)]
    assert len(looked(monkeypatch, 6, better=6)) == 7


def test_among_many_units_all_the_time_is_used(monkeypatch):
    assert len(looked(monkeypatch, 40)) == 12


def test_what_is_proven_or_impossible_is_not_gone_on_with(monkeypatch):
    monkeypatch.setattr(solving, "annealed", None)
    problem = random_problem(3, 6, OPEN, layers=False)
    (sub, *_) = split_up(prepare(problem, Deadline(LONG), room=10**6), 1, NOTHING)
    assert not sub.known.fewest_proven
    for run, infeasible in ((None, False), (SimpleNamespace(done=True), False), (SimpleNamespace(done=False), True)):
        sub.run, sub.infeasible = run, infeasible
        solving.go_on(sub, None, Deadline(LONG))


class Watched(Threads):
    """Threads that remember the calls."""

    def __init__(self, see=None, number=1):
        super().__init__(number)
        self.calls, self.see = [], see

    def submit(self, function, /, *arguments, **named):
        what, given = arguments
        self.calls.append((what.__name__, given))
        if self.see is not None:
            self.see(what.__name__, given)
        return super().submit(function, *arguments, **named)


def test_districts_share_the_time_for_prices():
    problem = random_problem(5, 16, OPEN.with_(left_over="minimise"), frames=4, layers=False)
    with Watched(number=2) as executor:
        search_large(problem, Deadline(1_000.0), 1, executor=executor, params=TINY)
    seconds = [given[3] for name, given in executor.calls if name == "price_district"]
    assert len(seconds) > 2
    # Two at a time, so that all of them are done in what there is for prices.
    together = -(-len(seconds) // 2) * seconds[0]
    assert together / 1_000.0 == pytest.approx(TINY.price_share * TINY.district_share, rel=0.2)
    assert min(seconds) == max(seconds)
    # What makes the prices safe may take all that is left, of which a call gets four fifths: or there is no bound.
    looks = [given[3] / 1_000.0 for name, given in executor.calls if name == "search_chunk"]
    assert max(looks) == pytest.approx(0.8, rel=0.05)


@pytest.mark.parametrize("rule", ["forbid", "minimise", "price"])
def test_a_bound_holds_for_everyone_in_a_region_or_with_a_price_for_who_is_not(rule):
    criteria = OPEN.with_(left_over=rule, price=0.01 if rule == "price" else None, outside=("00007",))
    problem = in_a_row(random_problem(5, 8, criteria, layers=False))
    safe = np.full(8, 0.5)
    safe[7] = -np.inf
    with open_executor(1) as executor:
        work = Work(problem, executor, Deadline(LONG), TINY)
        country = work.parcel.content
        whole = Division(country, work.near, [((0, 1, 2), 1.0), ((3, 4), 1.0), ((5, 6), 1.0)])
        part = Division(country, work.near, [((0, 1, 2), 1.0), ((5, 6), 1.0)])
        for division in (whole, part):
            bound = work.bound(division, Prices(safe, safe))
            if rule == "price":
                assert bound == pytest.approx(np.minimum(0.5, division.left_costs[:7]).sum())
            else:
                assert bound == (3.5 if division is whole else None)
            unknown = np.where(np.arange(8) == 2, -np.inf, safe)
            assert work.bound(division, Prices(safe, unknown)) is None


def test_a_window_is_asked_for_no_fewer_regions_where_someone_is_left_over():
    problem = in_a_row(random_problem(2, 12, OPEN.with_(max_regions=3), layers=False))
    rules = rules_of(problem)
    country = Country(problem, rules, 10.0, TINY)
    division = Division(country, inner_graph(problem, rules), [((place,), 1.0) for place in range(12) if place != 5])
    seen = []

    def see(name, given):
        _, units, asked, _ = given
        owners = division.owner[units]
        seen.append((int((owners < 0).sum()), len(np.unique(owners[owners >= 0])), asked))

    with Watched(see) as executor, pytest.raises(IgsGeoError):
        settle_number(executor, Parcel(country), division, Deadline(LONG))
    assert seen
    for left, regions, asked in seen:
        assert asked >= 1
        assert asked >= regions if left else asked < regions


def test_prices_that_had_to_go_down_come_back_as_far_as_they_may():
    gained = 0
    for seed in range(4):
        problem = random_problem(seed, 8, OPEN.with_(min_municipalities=2), layers=False)
        rules = rules_of(problem)
        sums = []
        for repairs in (0, 1, 3):
            country = Country(problem, rules, 10.0, replace(TINY, repairs=repairs, chunk=4))
            parts = chunks(country, inner_graph(problem, rules), np.arange(8))
            with open_executor(1) as executor:
                sums.append(secure(executor, Parcel(country), parts, np.full(8, 3.0), Deadline(LONG)).sum())
        assert sums == sorted(sums)
        gained += sums[2] > sums[0]
    assert gained


class Cluster:
    """Stands for the client of a scheduler."""

    def __init__(self, error=None, *, empty=False):
        self.error, self.empty, self.ended, self.asked = error, empty, [], None

    def __call__(self, scheduler, **named):
        if self.error is not None:
            raise self.error
        self.asked = scheduler
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.ended.append("client")

    def wait_for_workers(self, number, timeout):
        if self.empty or number < 1:
            raise TimeoutError

    def nthreads(self):
        return {"a": 2, "b": 3}

    def get_executor(self, *, pure):
        assert not pure, "the same call twice is two calls"
        own = Threads(1)
        ended = self.ended

        def shutdown(*, wait):
            ended.append(("executor", wait))

        own.shutdown = shutdown
        return own


def test_a_cluster_does_as_much_at_once_as_its_workers_and_is_left_without_waiting(monkeypatch):
    cluster = Cluster()
    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=cluster))
    with executors.open_executor(2, "tcp://somewhere:8786") as executor:
        assert workers(executor) == 5
        assert cluster.asked == "tcp://somewhere:8786"
    assert cluster.ended == [("executor", False), "client"]


@pytest.mark.parametrize("error", [OSError("x"), ValueError("x"), TypeError("x")])
def test_a_scheduler_that_cannot_be_reached_is_named(monkeypatch, error):
    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=Cluster(error)))
    with pytest.raises(IgsGeoError) as told, executors.open_executor(2, "tcp://x:1"):
        pass
    assert (told.value.key, told.value.values["scheduler"]) == ("regions.no_scheduler", "tcp://x:1")


def test_a_scheduler_without_workers_is_named(monkeypatch):
    cluster = Cluster(empty=True)
    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=cluster))
    with pytest.raises(IgsGeoError) as told, executors.open_executor(2, "tcp://x:1"):
        pass
    assert told.value.key == "regions.no_workers"
    assert cluster.ended == ["client"]
