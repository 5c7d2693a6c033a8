"""Where compiled code is kept between runs: the first place that this user can write to.

A place holds one folder for each state of the source and of the machine, because the compiler looks for changes in the
file of a function only, not in those of the functions that it calls.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import llvmlite.binding
import numba
import numpy as np
from platformdirs import user_cache_dir

VARIABLE = "NUMBA_CACHE_DIR"
"""Environment variable of the compiler: where a person wants compiled code to be kept."""
PACKAGE = Path(__file__).parents[1]
"""Everything below may hold compiled code."""
SHIPPED = Path(__file__).parent / "__pycache__"
"""The place inside the package."""
DONE = "complete"
"""File that says that all code was compiled."""
DAYS_KEPT = 30
"""Days after which a folder of another state of the source goes, when nothing used it."""


@cache
def cache_folder() -> Path | None:
    """Return the folder for compiled code, made where it was not there; None where no place can be written to.

    The places, in this order: what ``NUMBA_CACHE_DIR`` says, the package itself, the user's folder for caches, a
    private folder among the temporary files.
    """
    name = f"compiled-{_state()}"
    for place in _places():
        folder = place / name
        if not _usable(folder):
            continue
        if place != SHIPPED:
            _take_over(SHIPPED / name, folder)
        _tidy(place, folder)
        return folder
    return None


def is_complete() -> bool:
    """Whether all code was compiled into the folder before."""
    folder = cache_folder()
    return folder is not None and (folder / DONE).is_file()


def mark_complete() -> None:
    """Say that all code was compiled; nothing where no place can be written to."""
    folder = cache_folder()
    if folder is not None:
        with contextlib.suppress(OSError):
            (folder / DONE).touch()


def _state() -> str:
    """Return a name for the source that is compiled and the machine it is compiled for."""
    mark = hashlib.sha256()
    machine = llvmlite.binding.get_host_cpu_name(), llvmlite.binding.get_host_cpu_features().flatten()
    for part in (sys.version, numba.__version__, np.__version__, *machine):
        mark.update(f"{part}\n".encode())
    for file in sorted(PACKAGE.rglob("*.py")):
        content = file.read_bytes()
        if file.parent == Path(__file__).parent or b"kernels.compiled" in content:
            mark.update(f"{file.relative_to(PACKAGE)}\n".encode() + content)
    return mark.hexdigest()[:16]


def _places() -> Iterator[Path]:
    if os.environ.get(VARIABLE):
        yield Path(os.environ[VARIABLE]).absolute()
    yield SHIPPED
    with contextlib.suppress(OSError, RuntimeError, KeyError):
        yield Path(user_cache_dir("igs-geo", appauthor=False))
    with contextlib.suppress(OSError):
        private = _private()
        if private is not None:
            yield private


def _private() -> Path | None:
    """Return a folder among the temporary files that nobody else can write to; None where somebody else made it."""
    owner = os.getuid() if hasattr(os, "getuid") else None
    folder = Path(tempfile.gettempdir()) / ("igs-geo" if owner is None else f"igs-geo-{owner}")
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    if owner is None:
        return folder
    # Compiled code is run as it stands: a folder that others can write to, or a link to one, will not do.
    state = folder.lstat()
    ours = stat.S_ISDIR(state.st_mode) and state.st_uid == owner and not state.st_mode & 0o077
    return folder if ours else None


def _usable(folder: Path) -> bool:
    """Whether files can be made in a folder, which is made itself where it is not there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
        # What is used is not tidied away.
        os.utime(folder)
    except OSError:
        return False
    return True


def _take_over(shipped: Path, folder: Path) -> None:
    """Copy what was compiled inside a package that cannot be written to, so that it is not done again."""
    with contextlib.suppress(OSError):
        if not (shipped / DONE).is_file() or (folder / DONE).is_file():
            return
        # Content only: what may not be written to there has to be here. The mark comes last.
        files = sorted((file for file in shipped.rglob("*") if file.is_file()), key=lambda file: file.name == DONE)
        for file in files:
            copy = folder / file.relative_to(shipped)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)


def _tidy(place: Path, own: Path) -> None:
    """Remove what other states of the source left behind."""
    old = time.time() - DAYS_KEPT * 86_400
    with contextlib.suppress(OSError):
        for folder in place.glob("compiled-*"):
            if folder != own and folder.stat().st_mtime < old:
                shutil.rmtree(folder, ignore_errors=True)
