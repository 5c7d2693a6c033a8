"""What a region is called where its division is not named beside it: "gerechtelijk kanton Genk" rather than "Genk"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from igs_geo.atlas.atlas import Atlas
from igs_geo.atlas.emphasis import LABELS, NAME
from igs_geo.atlas.package import DESCRIPTOR
from igs_geo.errors import Problem
from igs_geo.i18n import LANGUAGES

LABEL = "labels"
"""Property of the resource ``division_kinds`` with what a region of a division is called, as ``focus`` has it."""


# an atlas never changes
@lru_cache(maxsize=8)
def _labels(atlas: Atlas) -> dict[str, tuple[str, str]]:
    kinds = atlas.division_kinds
    given = {entry["division"]: (entry[LABELS[0]], entry[LABELS[1]]) for entry in _given(atlas.descriptor) or ()}
    usual = {
        str(code): (f"{NAME} ({nl})", f"{NAME} ({en})")
        for code, nl, en in zip(kinds.index, kinds["name_nl"], kinds["name_en"], strict=True)
    }
    return usual | given


def region_label(atlas: Atlas, division: str, name: str, language: str) -> str:
    """Return what a region of a division is called on its own.

    Parameters
    ----------
    atlas
        The edition.
    division
        Code of the division.
    name
        Name of the region within it.
    language
        ``"nl"`` or ``"en"``.

    Examples
    --------
    >>> from igs_geo import load_atlas
    >>> region_label(load_atlas("2025"), "gerechtelijk_kanton", "Genk", "nl")
    'gerechtelijk kanton Genk'
    """
    labels = _labels(atlas)
    return labels[division][LANGUAGES.index(language)].replace(NAME, name) if division in labels else name


def check_labels(descriptor: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what a package says its regions are called, where that cannot be read.

    Parameters
    ----------
    descriptor
        The content of ``datapackage.json``.
    """
    given = _given(descriptor)
    if given is not None and not (isinstance(given, list) and all(map(_is_label, given))):
        yield Problem("errors.descriptor_labels", DESCRIPTOR)


def _given(descriptor: Mapping[str, Any]) -> Any:
    return next((one.get(LABEL) for one in descriptor.get("resources", ()) if one["name"] == "division_kinds"), None)


def _is_label(entry: object) -> bool:
    texts = isinstance(entry, dict) and all(isinstance(entry.get(name), str) for name in ("division", *LABELS))
    return texts and all(NAME in entry[label] for label in LABELS)  # type: ignore[index]
