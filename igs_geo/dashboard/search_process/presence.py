"""Whether a session is still there: a worker lives as long as somebody may see its answer."""

from __future__ import annotations

import logging
import threading
import time
import weakref
from collections.abc import Callable
from typing import Protocol

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

BEAT_SECONDS = 2.0
AWAY_SECONDS = 15.0
"""A connection may be lost for this long: a network that changes, a page that is slow to come back."""
_LOG = logging.getLogger(__name__)


class Lives(Protocol):
    """What lives with a session."""

    def beat(self) -> None:
        """Hear that the session is there."""

    def close(self) -> None:
        """Hear that it is gone."""


class Presence:
    """Looks after what lives with sessions.

    Parameters
    ----------
    away_seconds
        Seconds after which an absent session is gone.
    """

    def __init__(self, away_seconds: float = AWAY_SECONDS) -> None:
        self._away_seconds = away_seconds
        self._lock = threading.Lock()
        self._all: dict[weakref.ref[Lives], tuple[Callable[[], bool], float]] = {}

    def add(self, living: Lives, is_there: Callable[[], bool]) -> None:
        """Look after one more, with what says whether its session is there."""
        with self._lock:
            self._all[weakref.ref(living)] = is_there, time.monotonic()

    def look(self) -> None:
        """Pass on who is there and who is gone."""
        with self._lock:
            entries = list(self._all.items())
        for reference, (is_there, seen) in entries:
            living = reference()
            if living is not None and is_there():
                living.beat()
                self._all[reference] = is_there, time.monotonic()
            elif living is None:
                self._all.pop(reference)
            elif time.monotonic() - seen > self._away_seconds:
                # It stays on the list: a session that comes back may ask again.
                living.close()

    def run(self) -> None:
        """Look again and again."""
        while True:
            try:
                self.look()
            except Exception:  # noqa: BLE001 - without this thread no worker would live
                _LOG.exception("looking after the sessions failed")
            time.sleep(BEAT_SECONDS)


_PRESENCE = Presence()
_STARTED = threading.Event()


def watch(living: Lives) -> None:
    """Let something live as long as the session of this run."""
    context = get_script_run_ctx()
    session = "" if context is None else context.session_id

    def is_there() -> bool:
        # Without a server, as in a test of a page, the session is what holds it.
        return not runtime.exists() or runtime.get_instance().is_active_session(session)

    _PRESENCE.add(living, is_there)
    if not _STARTED.is_set():
        _STARTED.set()
        threading.Thread(target=_PRESENCE.run, daemon=True).start()
