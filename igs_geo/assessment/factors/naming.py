"""What the success factors are called, and in which category each is."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from igs_geo.atlas import Atlas


def factor_names(atlas: Atlas, language: str) -> dict[int, str]:
    """Return the name of every factor by its number, in order.

    Parameters
    ----------
    atlas
        The edition.
    language
        ``"nl"`` or ``"en"``.
    """
    return {int(row["nr"]): str(row[f"name_{language}"]) for row in _rows(atlas)}


def factor_categories(atlas: Atlas, language: str) -> list[tuple[int, str]]:
    """Return number and category of every factor, in order.

    Parameters
    ----------
    atlas
        The edition.
    language
        ``"nl"`` or ``"en"``.
    """
    return [(int(row["nr"]), str(row[f"category_{language}"])) for row in _rows(atlas)]


def _rows(atlas: Atlas) -> list[dict[Hashable, Any]]:
    return atlas.success_factors.reset_index().to_dict("records")
