"""What many calls need, sent to each worker once."""

from __future__ import annotations

import threading
import uuid
from collections import OrderedDict
from typing import Any, Generic, TypeVar

T = TypeVar("T")
KEPT = 2
"""How many parcels a worker keeps: those of the last search, and of the one before it."""

_kept: OrderedDict[str, Any] = OrderedDict()
_lock = threading.Lock()


class NotHereError(Exception):
    """A worker was given the number of a parcel whose content it does not have."""


class Parcel(Generic[T]):
    """Something large that calls refer to by number; its content travels only to a worker that asks for it.

    Parameters
    ----------
    content
        What is sent.

    Examples
    --------
    >>> Parcel("large").content
    'large'
    """

    def __init__(self, content: T) -> None:
        self.number = uuid.uuid4().hex
        self.full = False
        self._content: T | None = content

    @property
    def content(self) -> T:
        """What was sent.

        Raises
        ------
        NotHereError
            When this worker never received it.
        """
        if self._content is None:
            with _lock:
                if self.number not in _kept:
                    raise NotHereError(self.number)
                _kept.move_to_end(self.number)
                self._content = _kept[self.number]
        content: T = self._content
        return content

    def opened(self) -> Parcel[T]:
        """Return the parcel with its content packed, for a worker that asked for it."""
        packed: Parcel[T] = Parcel.__new__(Parcel)
        packed.number, packed.full, packed._content = self.number, True, self._content
        return packed

    # A parcel that was opened stays so: between here and a worker it may be packed more than once.
    def __getstate__(self) -> tuple[str, bool, T | None]:
        return self.number, self.full, self._content if self.full else None

    def __setstate__(self, state: tuple[str, bool, T | None]) -> None:
        self.number, self.full, self._content = state
        if self.full:
            with _lock:
                _kept[self.number] = self._content
                while len(_kept) > KEPT:
                    _kept.popitem(last=False)
