"""JSON that people bring: read with limits on size and depth, without double names or numbers that are none."""

from __future__ import annotations

import json
import re
from typing import Any

from igs_geo.errors import IgsGeoError

LARGEST_MB = 20
DEEPEST = 20
"""Most brackets inside each other; a document has six."""
TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[{]|[\]}]', re.DOTALL)


class DocumentError(IgsGeoError):
    """A document that cannot be read."""


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
    depth = deepest = 0
    for token in TOKEN.finditer(content):
        if token[0] in {b"[", b"{"}:
            depth += 1
            deepest = max(depth, deepest)
            if deepest > DEEPEST:
                raise DocumentError("overlay.too_deep", name=name, limit=DEEPEST)
        elif token[0] in {b"]", b"}"}:
            depth -= 1
    try:
        value = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise DocumentError("overlay.no_json", name=name, reason=_place(error)) from error
    if not isinstance(value, dict):
        raise DocumentError("overlay.no_object", name=name)
    return value


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
