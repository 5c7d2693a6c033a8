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
WANTED = ("-m", "not slow and not browser")
HERE = {"fragmentation": "tests/fragmentation"}
"""Where the tests of a room are, if not in ``tests/regions``."""
HOUR = 3_600.0
FILE_SECONDS = 20.0
"""A file that is not done by then has its tests run one by one."""


class Tests(NamedTuple):
    """Tests that are run together.

    Parameters
    ----------
    names
        Of the tests.
    seconds
        What they take.
    """

    names: tuple[str, ...]
    seconds: float

    @property
    def patience(self) -> float:
        """Seconds of computing after which a mutant is taken for one that never ends."""
        return 10.0 + 2.0 * self.seconds


class Choice(NamedTuple):
    """The tests for the mutants of a room.

    Parameters
    ----------
    own, others
        Those of the room, and the others.
    """

    own: Tests
    others: Tests

    @property
    def seconds(self) -> float:
        """What they take."""
        return self.own.seconds + self.others.seconds


def test_folder(room: str) -> str:
    """The folder with the tests that can see a room."""
    return HERE.get(room, "tests/regions")


def _together(tests: list[str], seconds: float = HOUR) -> dict[str, float]:
    """Tests that pass in one process, with what each takes; none when the time was up."""
    with tempfile.NamedTemporaryFile(suffix=".json") as output:
        run_tests(["--maxfail=0", *WANTED, *tests], seconds, (Clock(output.name),))
        return dict(json.loads(Path(output.name).read_text("utf-8") or "{}"))


def _apart(file: str) -> dict[str, float]:
    """Tests of a file that pass in time, each in a process of its own."""
    with tempfile.NamedTemporaryFile(suffix=".json") as output:
        run_tests([*WANTED, file], HOUR, (Forked(output.name, LIMIT),))
        return dict(json.loads(Path(output.name).read_text("utf-8") or "{}"))


def _of_file(file: str) -> dict[str, float]:
    """Tests of a file that pass in time, with what each takes: all in one go where that is quick, as most are."""
    found = _together([file], FILE_SECONDS)
    if not found and (alone := _apart(file)):
        found = _together(list(alone))
    return {test: taken for test, taken in found.items() if taken <= LIMIT}


def _states(files: list[str]) -> dict[str, str]:
    """What the times of each file depend on: itself, the program, what tests share, and how they are chosen."""
    folders = {"tests/regions", *HERE.values()}
    shared = [path for name in folders for path in (ROOT / name).rglob("*.py") if not path.name.startswith("test_")]
    digest = hashlib.sha256(f"{LIMIT} {WANTED} {FILE_SECONDS}".encode())
    for path in sorted([*(ROOT / "igs_geo").rglob("*.py"), ROOT / "tests" / "conftest.py", *shared]):
        digest.update(path.read_bytes())
    common = digest.digest()
    return {file: hashlib.sha256(common + (ROOT / file).read_bytes()).hexdigest() for file in files}


def quick_tests(folders: set[str], executor: Executor, kept: Path) -> dict[str, float]:
    """Return the tests that pass without compiled code, with the seconds that each takes when its file is run.

    Parameters
    ----------
    folders
        Where to look.
    executor
        Whose processes run them.
    kept
        File with earlier answers: that of a test file is used again when nothing changed.
    """
    files = sorted(str(path.relative_to(ROOT)) for name in folders for path in (ROOT / name).rglob("test_*.py"))
    states = _states(files)
    known = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    missing = [file for file in files if known.get(file, {}).get("state") != states[file]]
    kept.parent.mkdir(parents=True, exist_ok=True)
    for file, found in zip(missing, executor.map(_of_file, missing), strict=True):
        known[file] = {"state": states[file], "seconds": found}
        kept.write_text(json.dumps(known, indent=1), "utf-8")
    return {test: taken for file in files for test, taken in known[file]["seconds"].items()}


def choose(room: str, seconds: dict[str, float], most: float) -> Choice:
    """Return the tests for a room: its own first, then the quickest of the others, as far as the time goes.

    Parameters
    ----------
    room
        The room.
    seconds
        The quick tests, with what each takes.
    most
        Seconds of tests for one mutant.

    Raises
    ------
    RuntimeError
        When there are none.
    """
    folder = test_folder(room)
    own = f"{folder}/{room}/"
    candidates = [test for test in seconds if test.startswith(f"{folder}/")]
    chosen: list[str] = []
    total = 0.0
    for test in sorted(candidates, key=lambda test: (not test.startswith(own), seconds[test])):
        if total + seconds[test] <= most:
            chosen.append(test)
            total += seconds[test]
    if not chosen:
        raise RuntimeError(f"{room}: no test is quick without compiled code")
    parts = ([test for test in chosen if test.startswith(own)], [test for test in chosen if not test.startswith(own)])
    return Choice(*(Tests(tuple(part), sum(seconds[test] for test in part)) for part in parts))
