"""JSON that people bring: read with limits on size and depth, without double names or numbers that are none."""

from __future__ import annotations

import json
import re
from typing import Any

from igs_geo.errors import IgsGeoError

LARGEST_MB = 20
MOST = 300_000
"""Most lists and objects in a document, and a tenth of the values; an overlay of 5,000 operations has 100,000."""
DEEPEST = 20
"""Most brackets inside each other; a document has six."""
OPENING, CLOSING = b"[{", b"]}"
# possessive, and an open string runs to the end: a hostile file takes no longer than another one
TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|\\?\Z)|[\[{]|[\]}]', re.DOTALL)


class DocumentError(IgsGeoError):
    """A document that cannot be read.

    Parameters
    ----------
    key
        Key of the message in the catalogue.
    **values
        Values that the message names.
    """


def read_json(content: bytes, name: str) -> dict[str, Any]:
    """Return the object that a file holds.

    Parameters
    ----------
    content
        The file.
    name
        What a person calls it.

    Raises
    ------
    DocumentError
        When it is too large, too deep, or no JSON object.
    """
    if len(content) > LARGEST_MB << 20:
        raise DocumentError("overlay.too_large", name=name, limit=LARGEST_MB)
    measure(content, name)
    try:
        value = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise DocumentError("overlay.no_json", name=name, reason=_place(error)) from error
    if not isinstance(value, dict):
        raise DocumentError("overlay.no_object", name=name)
    return value


def measure(content: bytes, name: str) -> None:
    """Refuse JSON with too many brackets or commas, before it is parsed: it would take a hundred times its size.

    Parameters
    ----------
    content
        The text.
    name
        What a person calls it.

    Raises
    ------
    DocumentError
        When it is too deep or holds too much.
    """
    if content.count(b",") > 10 * MOST:
        raise DocumentError("overlay.too_many", name=name, limit=10 * MOST)
    depth = 0
    brackets = 0
    for token in TOKEN.finditer(content):
        first = content[token.start()]
        if first in OPENING:
            depth += 1
            brackets += 1
        elif first in CLOSING:
            depth -= 1
        if depth > DEEPEST:
            raise DocumentError("overlay.too_deep", name=name, limit=DEEPEST)
        if brackets > MOST:
            raise DocumentError("overlay.too_many", name=name, limit=MOST)


def _place(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.lineno}:{error.colno}"
    return str(error) if isinstance(error, _RefusedError) else type(error).__name__


class _RefusedError(ValueError):
    pass


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise _RefusedError(next(ascii(name[:60]) for name in names if names.count(name) > 1))
    return found


def _no_number(text: str) -> float:
    raise _RefusedError(text)
