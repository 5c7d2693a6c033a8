"""What goes wrong in a workspace, said so that a person can act on it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from igs_geo.errors import IgsGeoError

CAUSES = {
    "disk is full": "workspace.full",
    "no space left": "workspace.full",
    "disk i/o error": "workspace.full",
    "readonly database": "workspace.read_only",
    "read-only": "workspace.read_only",
    "unable to open database": "workspace.no_file",
    "database is locked": "workspace.busy",
    "lock timeout": "workspace.busy",
    "not a database": "workspace.damaged",
    "malformed": "workspace.damaged",
}
"""What databases say, and the sentence for it."""


class WorkspaceError(IgsGeoError):
    """Something that a workspace cannot do.

    Parameters
    ----------
    key
        Key of the message in the catalogue.
    **values
        Values that the message names.
    """


@contextlib.contextmanager
def told(place: str) -> Iterator[None]:
    """Yield once; what a database says meanwhile becomes a sentence.

    Parameters
    ----------
    place
        What a person calls the workspace: a path, or an address without its password.
    """
    try:
        yield
    except DBAPIError as error:
        said = str(error.orig).lower()
        key = next((key for words, key in CAUSES.items() if words in said), "workspace.failed")
        raise WorkspaceError(key, place=place, reason=type(error.orig).__name__) from error
    except SQLAlchemyError as error:
        raise WorkspaceError("workspace.failed", place=place, reason=type(error).__name__) from error
