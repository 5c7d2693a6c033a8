"""The catalogue of texts: one TOML file per area in ``texts/``, each entry with a Dutch and an English sentence."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")


@cache
def catalogue() -> dict[str, dict[str, str]]:
    """Return every text: ``{"area.name": {"nl": ..., "en": ...}}``, the area being the name of the file."""
    texts: dict[str, dict[str, str]] = {}
    for file in sorted(files("igs_geo.i18n").joinpath("texts").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            area = file.name.removesuffix(".toml")
            entries = tomllib.loads(file.read_text(encoding="utf-8"))
            texts |= {f"{area}.{name}": entry for name, entry in entries.items()}
    return texts


def translate(key: str, language: str, **values: object) -> str:
    """Return a text in a language, with its ``{names}`` filled in.

    Parameters
    ----------
    key
        ``area.name``, for instance ``"map.title"``.
    language
        ``"nl"`` or ``"en"``.
    **values
        What the text names between braces.

    Raises
    ------
    KeyError
        When the catalogue has no such text: a mistake in the program, caught by a test.
    """
    text = catalogue()[key][language]
    return text.format(**values) if values else text
