"""What day it is: the one place that asks, so that a test can say another."""

from __future__ import annotations

import datetime as dt


def today() -> dt.date:
    """Return the day of today."""
    return dt.datetime.now(tz=dt.UTC).date()


def now() -> str:
    """Return the moment of now, in UTC, to the millisecond: ``2026-12-31T23:59:59.999Z``."""
    return dt.datetime.now(tz=dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def has_passed(day: str) -> bool:
    """Return whether a day, a month or a year is over.

    Parameters
    ----------
    day
        ``2026``, ``2026-12`` or ``2026-12-31``; anything else has not passed.
    """
    return bool(day[:4].isdigit()) and day < today().isoformat()[: len(day)]
