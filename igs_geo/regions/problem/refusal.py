"""How a setting that no search can use is refused, and how its value is shown: short, whatever its size."""

from __future__ import annotations

import math
import reprlib

from igs_geo.errors import IgsGeoError
from igs_geo.i18n import format_number, translate

NOTHING = "none"
"""How the command line spells that an optional setting is dropped."""
LONGEST_NUMBER = 40
"""Digits after which a number is no longer written out or read."""


class CriteriaError(IgsGeoError):
    """A setting that no search can use; the value ``name`` says which.

    Parameters
    ----------
    key
        Key of the message in the catalogue, ``area.name``.
    **values
        Values that the message names.
    """

    def message(self, language: str) -> str:
        """Return the message in a language, with bounds written the way it writes numbers.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        bounds = {name: _written(self.values[name], language) for name in ("least", "most") if name in self.values}
        return translate(self.key, language, **self.values | bounds)


def _written(value: object, language: str) -> object:
    if not isinstance(value, int | float):
        return value
    decimals = 0 if value == int(value) else len(f"{value:.6f}".rstrip("0").partition(".")[2])
    return format_number(value, language, decimals)


class _Short(reprlib.Repr):
    """How a value that is refused is shown: short, whatever its size or depth."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel, self.maxlist, self.maxtuple, self.maxdict = 2, 4, 4, 3
        self.maxstring = self.maxother = 60

    def repr_int(self, x: int, level: int) -> str:
        # Python refuses to write out very long numbers.
        digits = int(x.bit_length() * math.log10(2))
        return f"{'-' if x < 0 else ''}10^{digits}" if digits > LONGEST_NUMBER else super().repr_int(x, level)


_SHORT = _Short()


def shown(value: object) -> str:
    """Return a refused value for a message: texts as they are, everything else as Python writes it, cut short."""
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return "".join(sign if sign.isprintable() else "?" for sign in value[: _SHORT.maxstring]) or '""'
    return _SHORT.repr(value)
