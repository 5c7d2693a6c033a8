"""Numbers and dates as the reader writes them: 1.234,5 in Dutch, 1,234.5 in English."""

from __future__ import annotations

import datetime as dt
import math

from babel import dates, numbers

LOCALES = {"nl": "nl_BE", "en": "en_GB"}


def format_number(value: float | None, language: str, decimals: int = 0) -> str:
    """Return a number with thousands and decimals separated the way the language does; "–" for a missing value.

    Parameters
    ----------
    value
        The number.
    language
        ``"nl"`` or ``"en"``.
    decimals
        How many to show.

    Examples
    --------
    >>> format_number(1234.5, "nl", 1), format_number(1234.5, "en", 1)
    ('1.234,5', '1,234.5')
    """
    if value is None or math.isnan(value):
        return "–"
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(numbers.format_decimal(value, format=pattern, locale=LOCALES[language]))


def format_percent(value: float | None, language: str, decimals: int = 0) -> str:
    """Return a share in [0, 1] as a percentage; "–" for a missing value.

    Parameters
    ----------
    value
        A share; 0.25 is 25 %.
    language
        ``"nl"`` or ``"en"``.
    decimals
        How many to show.
    """
    if value is None or math.isnan(value):
        return "–"
    space = "\u00a0" if language == "nl" else ""
    return f"{format_number(100 * value, language, decimals)}{space}%"


def format_date(value: str, language: str) -> str:
    """Return an ISO date (``2025-01-01`` or ``2023-09``) in words; anything else is returned as it is.

    Parameters
    ----------
    value
        Year and month, with or without a day.
    language
        ``"nl"`` or ``"en"``.
    """
    for layout, pattern in (("%Y-%m-%d", "d MMMM y"), ("%Y-%m", "MMMM y")):
        try:
            day = dt.datetime.strptime(value, layout).date()
        except ValueError:
            continue
        return str(dates.format_date(day, format=pattern, locale=LOCALES[language]))
    return value
