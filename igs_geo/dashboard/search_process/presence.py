"""Whether a session is still there: a worker lives as long as somebody may see its answer, idle or not."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

BEAT_SECONDS = 2.0
AWAY_SECONDS = 15.0
"""A connection may be lost for this long: a network that changes, a page that is loaded again or slow to come back."""
_LOG = logging.getLogger(__name__)


class Lives(Protocol):
    """What lives with a session."""

    def beat(self) -> None:
        """Hear that the session is there."""

    def close(self) -> None:
        """Hear that it is gone."""


@dataclass(eq=False)
class _Watched:
    living: Lives
    is_there: Callable[[], bool]
    seen: float


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
        self._watched: list[_Watched] = []

    def add(self, living: Lives, is_there: Callable[[], bool]) -> None:
        """Look after one, from now on with what says whether its session is there."""
        with self._lock:
            self._watched = [other for other in self._watched if other.living is not living]
            self._watched.append(_Watched(living, is_there, time.monotonic()))

    def look(self) -> None:
        """Pass on who is there and who is gone; who is gone is looked after no more."""
        with self._lock:
            watched = list(self._watched)
        for one in watched:
            if one.is_there():
                one.seen = time.monotonic()
                one.living.beat()
            elif time.monotonic() - one.seen > self._away_seconds:
                with self._lock:
                    # Somebody may have taken it over meanwhile.
                    if one not in self._watched:
                        continue
                    self._watched.remove(one)
                one.living.close()

    def alone(self) -> list[Lives]:
        """Return those whose session is away, but not yet gone."""
        with self._lock:
            watched = list(self._watched)
        return [one.living for one in watched if not one.is_there()]

    def run(self) -> None:
        """Look again and again."""
        while True:
            try:
                self.look()
            except Exception:  # noqa: BLE001 - without this thread no worker would live
                _LOG.exception("looking after the sessions failed")
            time.sleep(BEAT_SECONDS)


PRESENCE = Presence()
"""Looks after the sessions of this server."""
_STARTED = threading.Event()


def watch(living: Lives) -> None:
    """Let something live as long as the session of this run."""
    context = get_script_run_ctx(suppress_warning=True)
    session = "" if context is None else context.session_id

    def is_there() -> bool:
        # Without a server, as in a test of a page, the session is what holds it.
        return not runtime.exists() or runtime.get_instance().is_active_session(session)

    PRESENCE.add(living, is_there)
    if not _STARTED.is_set():
        _STARTED.set()
        threading.Thread(target=PRESENCE.run, daemon=True).start()
