"""From a file to an overlay, and back; what is wrong is said field by field."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from igs_geo.atlas.overlays.json_text import LARGEST_MB, DocumentError, read_json
from igs_geo.atlas.overlays.model import SCHEMA_VERSION, Overlay
from igs_geo.atlas.overlays.problem import OverlayError, OverlayProblem, Where
from igs_geo.atlas.schema import quote

SAID = {
    "missing": "overlay.v_missing",
    "extra_forbidden": "overlay.v_extra",
    "string_too_short": "overlay.v_empty",
    "string_too_long": "overlay.v_long",
    "string_pattern_mismatch": "overlay.v_pattern",
    "string_type": "overlay.v_text",
    "literal_error": "overlay.v_choice",
    "union_tag_invalid": "overlay.v_operation",
    "union_tag_not_found": "overlay.v_operation",
    "tuple_type": "overlay.v_list",
    "dict_type": "overlay.v_object",
    "model_type": "overlay.v_object",
    "model_attributes_type": "overlay.v_object",
    "too_short": "overlay.v_few",
    "too_long": "overlay.v_many",
    "float_type": "overlay.v_number",
    "int_type": "overlay.v_whole",
    "finite_number": "overlay.v_number",
    "bool_type": "overlay.v_truth",
    "greater_than_equal": "overlay.v_range",
    "less_than_equal": "overlay.v_range",
    "hidden": "overlay.v_hidden",
    "blank": "overlay.v_empty",
    "day": "overlay.v_day",
    "edition": "overlay.v_edition",
    "period": "overlay.v_period",
    "no_change": "overlay.v_no_change",
}
"""The sentence for each kind of mistake that pydantic finds."""
PROBLEMS = 50
"""Most problems that are said of one document."""


def overlay_of(value: Mapping[str, Any], name: str) -> Overlay:
    """Return the overlay that parsed JSON holds.

    Parameters
    ----------
    value
        The object.
    name
        What a person calls it.

    Raises
    ------
    OverlayError
        When something is wrong in it; it names all of it.
    """
    name = quote(name)
    version = value.get("schema_version")
    if isinstance(version, int) and version > SCHEMA_VERSION:
        values = {"found": version, "known": SCHEMA_VERSION}
        raise OverlayError([OverlayProblem("overlay.newer", Where(name), values)])
    try:
        return Overlay.model_validate(dict(value))
    except ValidationError as error:
        raise OverlayError(list(said(error, name))[:PROBLEMS]) from error


def said(error: ValidationError, name: str) -> Iterator[OverlayProblem]:
    """Yield what pydantic found, as problems with sentences of the catalogue.

    Parameters
    ----------
    error
        What pydantic found.
    name
        What a person calls the document.
    """
    for found in error.errors(include_url=False):
        place = list(found["loc"])
        number = None
        if place[:1] == ["operations"] and len(place) > 1 and isinstance(place[1], int):
            number = place[1] + 1
            # after the number of an operation pydantic names its kind
            place = place[3:] if len(place) > 2 else place[2:]
        context = found.get("ctx", {})
        values = {"value": quote(_short(found["input"])), "allowed": context.get("expected", ""),
                  "limit": context.get("le", context.get("ge", context.get("max_length", "")))}  # fmt: skip
        key = SAID.get(found["type"], "overlay.v_other")
        path = ".".join(str(part + 1) if isinstance(part, int) else part for part in place if part != "[key]")
        yield OverlayProblem(key, Where(name, number), values, quote(path))


def _short(value: object) -> str:
    if isinstance(value, dict | list | tuple):
        return "…"
    return value if isinstance(value, str) else json.dumps(value, default=str)


def read_overlay(file: Path | str) -> Overlay:
    """Read an overlay from a file.

    Parameters
    ----------
    file
        A JSON file.

    Returns
    -------
    Overlay
        What it holds, checked by itself, not yet against the tables.

    Raises
    ------
    DocumentError
        When there is no such file, or it holds no JSON.
    OverlayError
        When something is wrong in it; it names all of it.
    """
    name = Path(file).name
    return overlay_of(read_json(read_file(file), name), name)


def read_file(file: Path | str) -> bytes:
    """Return the content of a file that a person names.

    Parameters
    ----------
    file
        Its path.

    Returns
    -------
    bytes
        The content.

    Raises
    ------
    DocumentError
        When there is no such file, or it is too large or cannot be read.
    """
    path = Path(file)
    try:
        if not path.is_file():
            raise DocumentError("overlay.no_file", name=str(file))
        if path.stat().st_size > LARGEST_MB << 20:
            raise DocumentError("overlay.too_large", name=str(file), limit=LARGEST_MB)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise DocumentError("overlay.not_read", name=str(file), reason=reason) from error


def overlays_of(given: Iterable[Overlay | Mapping[str, Any] | Path | str]) -> list[Overlay]:
    """Return overlays that are given as such, as parsed JSON, or as files.

    Parameters
    ----------
    given
        Overlays, objects or paths.
    """
    found = []
    for place, each in enumerate(given, 1):
        if isinstance(each, Overlay):
            found.append(each)
        elif isinstance(each, Mapping):
            found.append(overlay_of(each, str(each.get("title", place))))
        else:
            found.append(read_overlay(each))
    return found


def overlay_schema() -> str:
    """Return the JSON Schema of an overlay, as text."""
    schema = Overlay.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def overlay_text(overlay: Overlay) -> str:
    """Return an overlay as the text of a file.

    Parameters
    ----------
    overlay
        What to write.
    """
    return json.dumps(overlay.model_dump(exclude_none=True), ensure_ascii=False, indent=2) + "\n"
