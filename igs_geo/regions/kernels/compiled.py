"""How compiled code is compiled: kept on disk where that can be, and without Python's lock while it runs."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Literal

import numba
import numba.core.config

from igs_geo.regions.kernels.cache import cache_folder

_config: Any = numba.core.config
_one_at_a_time = threading.Lock()


def compiled(function: Callable[..., Any]) -> Any:
    """Return a function that is compiled when it is first called, or taken from the cache."""
    return _decorated(function, inline="never")


def inlined(function: Callable[..., Any]) -> Any:
    """Return a function that is compiled into every function that calls it."""
    return _decorated(function, inline="always")


def bare(function: Callable[..., Any]) -> Any:
    """Return a compiled function that makes no arrays and does not count who refers to those it gets.

    Counting takes two locked steps for every array in every call: most of the time of a short function with many.
    The caller from Python holds all of them until the function returns.

    Parameters
    ----------
    function
        Function that makes no arrays.
    """
    return _decorated(function, inline="never", _nrt=False)


def _decorated(function: Callable[..., Any], inline: Literal["never", "always"], **more: Any) -> Any:
    # Where nothing is compiled, as when the tests are tested, no folder is made either.
    folder = None if _config.DISABLE_JIT else cache_folder()
    # The compiler looks up the folder here and now; other packages that use it keep their own.
    with _one_at_a_time:
        before = _config.CACHE_DIR
        _config.CACHE_DIR = str(folder or "")
        try:
            return numba.njit(cache=folder is not None, nogil=True, inline=inline, **more)(function)
        finally:
            _config.CACHE_DIR = before
