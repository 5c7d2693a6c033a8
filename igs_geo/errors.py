"""Errors that a person can act on.

Every error names its message by a key of :mod:`igs_geo.i18n`, so that pages and the command line can say it in the
reader's language; ``str(error)`` is the English sentence.
"""

from __future__ import annotations

from igs_geo.i18n import translate


class IgsGeoError(Exception):
    """Something a person did or gave that cannot be used, and how to mend it.

    Parameters
    ----------
    key
        Key of the message in the catalogue, ``area.name``.
    **values
        Values that the message names.
    """

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(translate(key, "en", **values))

    def message(self, language: str) -> str:
        """Return the message in a language (``"nl"`` or ``"en"``)."""
        return translate(self.key, language, **self.values)


class UnknownEditionError(IgsGeoError):
    """An edition that the data package does not hold."""
