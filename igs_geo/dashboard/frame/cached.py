"""What all sessions share: the atlas of each edition, loaded once, and with own data on top.

What is derived from an atlas is cached with ``hash_funcs=BY_ATLAS`` and a bound on the entries: the atlases of the
package live as long as the server, those with own data come and go.
"""

from __future__ import annotations

import datetime as dt
import itertools
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

import streamlit as st

from igs_geo.atlas import Atlas, load_atlas
from igs_geo.clock import today
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame import own
from igs_geo.dashboard.frame.settings import data_source
from igs_geo.fragmentation import Counted, count
from igs_geo.workspace import WorkspaceError

MOST_OWN = 12
"""Most atlases with own data that are kept: each shares all tables that nobody changed with that of the package."""


class _Numbers:
    """A number for every atlas, never given twice: the place of an atlas in memory may be that of a later one."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._next = itertools.count(1)
        self._of: WeakKeyDictionary[Atlas, int] = WeakKeyDictionary()

    def __call__(self, atlas: Atlas) -> int:
        with self._lock:
            if atlas not in self._of:
                self._of[atlas] = next(self._next)
            return self._of[atlas]


BY_ATLAS: dict[str | type[Any], Callable[[Any], Any]] = {Atlas: _Numbers()}
"""How a cache tells atlases apart."""


@st.cache_resource(show_spinner=False)
def _load(edition: str, data: Path | None) -> Atlas:
    return load_atlas(edition, data)


@st.cache_resource(show_spinner=False, max_entries=MOST_OWN)
def _with_own(edition: str, data: Path | None, chosen: tuple[own.Chosen, ...], day: dt.date) -> own.Applied:
    del day
    return own.applied(_load(edition, data), chosen)


def atlas(edition: str | None = None) -> Atlas:
    """Return the atlas of an edition with the own data that count, by default of the edition in view."""
    return what_counts(edition).atlas


def what_counts(edition: str | None = None) -> own.Applied:
    """Return the atlas of an edition with the own data that count, and which of them could not be applied.

    Parameters
    ----------
    edition
        By default the one in view.
    """
    wanted, data, chosen = edition or current_view().edition, data_source(), own.chosen()
    if chosen:
        try:
            # some operations hold until a day
            return _with_own(wanted, data, chosen, today())
        except WorkspaceError as error:
            return own.Applied(_load(wanted, data), tuple((one, error) for one in chosen))
    return own.Applied(_load(wanted, data))


def with_only(one: own.Chosen) -> own.Applied:
    """Return the atlas in view with one list of own data, whether it counts or not.

    Parameters
    ----------
    one
        The list.
    """
    return _with_own(current_view().edition, data_source(), (one,), today())


def own_documents() -> list[dict[str, Any]]:
    """Return the own data that count as plain values, for a process that applies them itself."""
    return [overlay.model_dump(exclude_none=True) for overlay in atlas().overlays] if own.chosen() else []


@st.cache_resource(show_spinner=False, max_entries=MOST_OWN, hash_funcs=BY_ATLAS)
def counted(atlas: Atlas) -> Counted:
    """Return what counts in an atlas, by the default settings."""
    return count(atlas)
