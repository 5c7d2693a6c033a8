"""Which tests judge a mutant: those of its room first, and of the rest what is quick without compiled code."""

from __future__ import annotations

import hashlib
import json
import tempfile
from concurrent.futures import Executor
from pathlib import Path
from typing import NamedTuple

from tests.mutants.clocks import Clock, Forked
from tests.mutants.places import ROOT
from tests.mutants.workplace import run_tests

LIMIT = 4.0
"""Seconds that a test may compute without compiled code; a slower one judges nothing."""
ROOM_SECONDS = 20.0
"""Seconds of tests for one mutant."""
WANTED = ("-m", "not slow and not browser")
HERE = {"fragmentation": "tests/fragmentation"}
"""Where the tests of a room are, if not in ``tests/regions``."""
HOUR = 3_600.0


class Choice(NamedTuple):
    """The tests for the mutants of a room."""

    tests: tuple[str, ...]
    seconds: float

    @property
    def patience(self) -> float:
        """Seconds of computing after which a mutant is taken for one that never ends."""
        return 10.0 + 3.0 * self.seconds


def test_folder(room: str) -> str:
    """The folder with the tests that can see a room."""
    return HERE.get(room, "tests/regions")


def _passing(arguments: list[str], plugin: type[Clock | Forked], *settings: float) -> dict[str, float]:
    with tempfile.NamedTemporaryFile(suffix=".json") as output:
        run_tests(arguments, HOUR, (plugin(output.name, *settings),))
        return dict(json.loads(Path(output.name).read_text("utf-8") or "{}"))


def _apart(file: str) -> dict[str, float]:
    return _passing([*WANTED, file], Forked, LIMIT)


def _together(tests: list[str]) -> dict[str, float]:
    return _passing(["--maxfail=0", *tests], Clock)


def _state(folders: set[str]) -> str:
    """What the times depend on: the program, the tests, and how they are chosen."""
    files = [*(ROOT / "igs_geo").rglob("*.py"), *(path for name in folders for path in (ROOT / name).rglob("*.py"))]
    digest = hashlib.sha256(f"{LIMIT} {WANTED} {sorted(folders)}".encode())
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def quick_tests(folders: set[str], executor: Executor, kept: Path) -> dict[str, float]:
    """Return the tests that pass without compiled code, with the seconds that each adds to a run of all.

    A first run, each test in a process of its own, finds those that are done in time; a second, all in one process as
    the mutants are judged, what they take when they share their fixtures.

    Parameters
    ----------
    folders
        Where to look.
    executor
        Whose processes run them.
    kept
        File with an earlier answer, used again when nothing changed.
    """
    state = _state(folders)
    if kept.exists() and (known := json.loads(kept.read_text("utf-8")))["state"] == state:
        return dict(known["seconds"])
    files = sorted(str(path.relative_to(ROOT)) for name in folders for path in (ROOT / name).rglob("test_*.py"))
    quick = [test for found in executor.map(_apart, files) for test in found]
    by_folder = [[test for test in quick if test.startswith(f"{name}/")] for name in sorted(folders)]
    seconds: dict[str, float] = {}
    for found in executor.map(_together, by_folder):
        seconds |= found
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps({"state": state, "seconds": seconds}, indent=1), "utf-8")
    return seconds


def choose(room: str, seconds: dict[str, float]) -> Choice:
    """Return the tests for a room: its own first, then the quickest of the others, as far as the time goes.

    Parameters
    ----------
    room
        The room.
    seconds
        The quick tests.

    Raises
    ------
    RuntimeError
        When there are none.
    """
    folder = test_folder(room)
    own = f"{folder}/{room}/"
    candidates = [test for test in seconds if test.startswith(f"{folder}/")]
    chosen, total = [], 0.0
    for test in sorted(candidates, key=lambda test: (not test.startswith(own), seconds[test])):
        if total + seconds[test] <= ROOM_SECONDS:
            chosen.append(test)
            total += seconds[test]
    if not chosen:
        raise RuntimeError(f"{room}: no test is quick without compiled code")
    return Choice(tuple(chosen), total)
