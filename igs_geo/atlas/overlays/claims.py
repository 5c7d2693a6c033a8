"""Who changed what already: the same change twice, and changes that contradict each other, are found here."""

from __future__ import annotations

from collections.abc import Hashable

from igs_geo.atlas.overlays.problem import OverlayProblem, Where

Subject = tuple[Hashable, ...]


class Claims:
    """What earlier operations have settled, by subject: a field of a body, the membership of a unit, a code."""

    def __init__(self) -> None:
        self._by_subject: dict[Subject, tuple[Hashable, Where]] = {}

    def conflict(self, subject: Subject, value: Hashable, where: Where) -> OverlayProblem | None:
        """Return the problem when an earlier operation settled a subject, in the same way or another.

        Parameters
        ----------
        subject
            What is settled.
        value
            What becomes of it.
        where
            The operation.
        """
        found = self._by_subject.get(subject)
        if found is None:
            return None
        key = "overlay.twice" if found[0] == value else "overlay.contradicts"
        return OverlayProblem(key, where, {"other": found[1]})

    def settle(self, subject: Subject, value: Hashable, where: Where) -> None:
        """Write down what an operation has settled.

        Parameters
        ----------
        subject
            What is settled.
        value
            What becomes of it.
        where
            The operation.
        """
        self._by_subject.setdefault(subject, (value, where))
