"""Days as people here write them, day before month: 31/12/2026, december 2026, 2026."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from igs_geo.atlas.schema import is_date
from igs_geo.atlas.search import plain
from igs_geo.i18n.formats import LOCALES

ISO = re.compile(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?(?:[ T][0-9:.]+)?")
DAY_FIRST = re.compile(r"(?:(?:([0-9]{1,2})[-/. ])?([0-9]{1,2})[-/. ])?([0-9]{4})")
NAMED = re.compile(r"(?:([0-9]{1,2})(?:e|ste|de|st|nd|rd|th)?[ .-]+)?([a-z]+)[ .-]+([0-9]{4})")


def day_of(text: str) -> str | None:
    """Return a day, month or year as documents have it: ``2026-12-31``, ``2026-12`` or ``2026``; None when it is none.

    Parameters
    ----------
    text
        As it was typed, or as a spreadsheet holds it.

    Examples
    --------
    >>> [day_of(text) for text in ("31/12/2026", "3.4.2026", "12-2026", "1 maart 2026", "2026-03-31 00:00:00", "soon")]
    ['2026-12-31', '2026-04-03', '2026-12', '2026-03-01', '2026-03-31', None]
    """
    bare = " ".join(text.split())
    day: str | None
    month: str | None
    if found := ISO.fullmatch(bare):
        year, month, day = found.groups()
    elif found := DAY_FIRST.fullmatch(bare):
        day, month, year = found.groups()
    elif (found := NAMED.fullmatch(plain(bare))) and found[2] in _months():
        day, month, year = found[1], str(_months()[found[2]]), found[3]
    else:
        return None
    written = "-".join([year, *(part.zfill(2) for part in (month, day) if part)])
    return written if is_date(written) else None


@cache
def _months() -> dict[str, int]:
    """Return the number of a month by its names, whole and short, in every language."""
    return {
        plain(name): number
        for locale in LOCALES.values()
        for width in ("wide", "abbreviated")
        for number, name in Locale.parse(locale).months["format"][width].items()
    }
