"""What day it is: the one place that asks, so that a test can say another."""

from __future__ import annotations

import datetime as dt


def today() -> dt.date:
    """Return the day of today."""
    return dt.datetime.now(tz=dt.UTC).date()


def has_passed(day: str) -> bool:
    """Return whether a day, a month or a year is over.

    Parameters
    ----------
    day
        ``2026``, ``2026-12`` or ``2026-12-31``; anything else has not passed.
    """
    return bool(day[:4].isdigit()) and day < today().isoformat()[: len(day)]
