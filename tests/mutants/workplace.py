"""A copy of the program that may be spoiled, with a process in it that runs tests on demand."""

from __future__ import annotations

import importlib
import os
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from tests.mutants.clocks import limit_processor, wait_for
from tests.mutants.places import ROOT

COPIED = ("igs_geo", "tests", "data", "notebooks", "pyproject.toml", "app.py", ".streamlit")
HEAVY = ("numpy", "pandas", "geopandas", "shapely", "scipy.sparse.csgraph", "scipy.special", "scipy.cluster.vq",
         "numba", "highspy", "hypothesis", "hypothesis.strategies", "sklearn.metrics", "folium", "branca", "streamlit",
         "pytest")  # fmt: skip
"""Imported once, before the processes for the mutants are made: half the time of a run of a few tests."""
QUIET = ("-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:benchmark", "--hypothesis-seed=0",
         "-W", "ignore::pytest.PytestAssertRewriteWarning")  # fmt: skip
KILLED_BY_CLOCK = -1
NOT_REACHED = 70


def enter(where: str) -> None:
    """Copy the program to a folder of this process, go there, and load what every test needs.

    Compiled code is switched off: a change to it counts at once, and nothing has to be compiled again.

    Parameters
    ----------
    where
        Folder for the copies; whoever made it removes it.
    """
    folder = Path(tempfile.mkdtemp(dir=where))
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy(source, folder / name)
    os.environ["NUMBA_DISABLE_JIT"] = "1"
    # What a test starts as a process of its own is of the copy too.
    os.environ["PYTHONPATH"] = str(folder)
    os.chdir(folder)
    sys.path[:] = [str(folder), *(path for path in sys.path if path not in {str(ROOT), ""})]
    for name in HEAVY:
        importlib.import_module(name)


def run_tests(arguments: list[str], seconds: float, plugins: tuple[object, ...] = ()) -> tuple[int, str]:
    """Run pytest in a child of this process.

    Parameters
    ----------
    arguments
        Of pytest.
    seconds
        How long it may compute.
    plugins
        Of pytest.

    Returns
    -------
    int
        What pytest returned, 0 when all passed; :data:`KILLED_BY_CLOCK` when the time was up.
    str
        What it wrote.

    Raises
    ------
    RuntimeError
        When pytest did not run, which says nothing of the program.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    with tempfile.NamedTemporaryFile("w+", suffix=".txt") as output:
        child = os.fork()
        if child == 0:
            os.setsid()
            limit_processor(seconds)
            _child(arguments, plugins, output.name)
        status, _ = wait_for(child, seconds)
        text = Path(output.name).read_text("utf-8", errors="replace")
        _end_group(child)
    if status is None:
        return KILLED_BY_CLOCK, text
    code = os.waitstatus_to_exitcode(status)
    if code == NOT_REACHED:
        raise RuntimeError(f"pytest did not run: {text}")
    return code, text


@contextmanager
def changed(path: Path, code: str) -> Iterator[None]:
    """Let a module of the copy have other code for a while.

    Python knows by its time whether a compiled module is still that of its source, in whole seconds: each version has a
    time of its own.
    """
    before, stamp = path.read_text("utf-8"), path.stat().st_mtime
    path.write_text(code, "utf-8")
    later = stamp + next(_versions)
    os.utime(path, (later, later))
    try:
        yield
    finally:
        path.write_text(before, "utf-8")
        os.utime(path, (stamp, stamp))


_versions = count(1)


def _end_group(child: int) -> None:
    """End processes that a test started and a failure left behind."""
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)


def _child(arguments: list[str], plugins: tuple[object, ...], output: str) -> None:
    code = NOT_REACHED
    try:
        import pytest

        with open(output, "w", encoding="utf-8") as file:  # noqa: PTH123
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
        code = int(pytest.main([*QUIET, *arguments], plugins=list(plugins)))
    except BaseException:  # noqa: BLE001 a child of a fork may not go on with what its parent was doing
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
