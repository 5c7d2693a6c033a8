"""Where workshops and answers are kept: what any store has to do, and one in memory."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Protocol

from igs_geo.assessment.factors.answers import Answer
from igs_geo.assessment.workshop.models import Workshop


class WorkshopStore(Protocol):
    """Keeps workshops and their answers; called from several threads at once."""

    def workshop(self, code: str) -> Workshop | None:
        """Return a workshop as it is now; None where none has this code.

        Parameters
        ----------
        code
            Its code.
        """

    def keep(self, code: str, answers: Sequence[Answer]) -> None:
        """Keep answers for good before returning; an id that is there already changes nothing.

        Parameters
        ----------
        code
            Code of a workshop that exists.
        answers
            In the order in which they were given.
        """

    def answers(self, code: str) -> tuple[Answer, ...]:
        """Return the answers of a workshop in the order in which they came in.

        Parameters
        ----------
        code
            Code of a workshop that exists.
        """


class MemoryStore:
    """A store that forgets when the program ends."""

    def __init__(self) -> None:
        self._workshops: dict[str, Workshop] = {}
        self._answers: dict[str, dict[str, Answer]] = {}
        self._lock = threading.Lock()

    def put(self, workshop: Workshop) -> None:
        """Open a workshop, or change its stage or clock.

        Parameters
        ----------
        workshop
            As it is from now on.
        """
        with self._lock:
            self._workshops[workshop.code] = workshop
            self._answers.setdefault(workshop.code, {})

    def workshop(self, code: str) -> Workshop | None:
        """Return a workshop as it is now; None where none has this code."""
        with self._lock:
            return self._workshops.get(code)

    def keep(self, code: str, answers: Sequence[Answer]) -> None:
        """Keep answers; an id that is there already changes nothing."""
        with self._lock:
            for answer in answers:
                self._answers[code].setdefault(answer.id, answer)

    def answers(self, code: str) -> tuple[Answer, ...]:
        """Return the answers of a workshop in the order in which they came in."""
        with self._lock:
            return tuple(self._answers[code].values())
