"""Sessions that open at once and click get their own maps; those that come and go leave no error behind."""

import asyncio
import tempfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from igs_geo.atlas import load_atlas
from tests.benchmarks.protocol import Drawn
from tests.benchmarks.sessions import Seen, faults, look_around, one_after_the_other, plans
from tests.dashboard.conftest import dashboard_process

AT_ONCE, COME_AND_GO = 5, 10


async def _at_once(address, every, seen):
    await asyncio.gather(*(look_around(address, plan, seen) for plan in every))


def _apart(work):
    """Return what comes out of a coroutine, in a thread: that of the browser tests has a loop that runs."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


@pytest.mark.slow
def test_sessions_get_their_own_maps_and_leave_nothing_behind():
    every = plans(load_atlas("2025"), AT_ONCE + COME_AND_GO, clicks=1)
    seen = Seen()
    with tempfile.TemporaryFile() as log, dashboard_process(log=log) as (address, _):
        _apart(_at_once(address, every[:AT_ONCE], seen))
        passing = _apart(one_after_the_other(address, every[AT_ONCE:], 0))
        log.seek(0)
        assert b"Traceback" not in log.read()
    assert [*seen.wrong, *passing.wrong] == []
    assert len(seen.opened) == len(seen.clicked) == AT_ONCE
    assert len(passing.opened) == COME_AND_GO


def test_a_map_of_another_session_is_noticed():
    mine, other = plans(load_atlas("2025"), 2, clicks=1)
    nis = mine.places[0][0]
    assert faults(Drawn({"title": f"Kaart: {mine.title}"}, nis), mine, nis) == []
    assert faults(Drawn({"title": f"Kaart: {other.title}"}, nis), mine, nis)
    assert faults(Drawn({"title": f"Kaart: {mine.title}"}, other.places[0][0]), mine, nis)
    assert faults(Drawn(errors=["red"]), mine, "") == ["red"]
