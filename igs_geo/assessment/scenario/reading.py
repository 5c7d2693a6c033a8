"""Reading a scenario: whatever is wrong with a file is said in one sentence, with the place."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from igs_geo.assessment.scenario.models import KIND, VERSION, Scenario
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import format_number, translate
from igs_geo.regions import CriteriaError
from igs_geo.regions.problem.refusal import shown

LARGEST_MB = 16
DEEPEST = 40
"""Depth of brackets; a scenario has nine."""
BOUNDS = ("most", "bound")
OWN = ("floor_above_ceiling", "member_twice", "name_twice", "two_regions", "hidden")
"""What the models refuse by a word of their own."""


class ScenarioError(IgsGeoError):
    """A scenario that cannot be read: one sentence on what, where and how to mend it.

    Parameters
    ----------
    key
        Key of the message in the catalogue.
    **values
        Values that the message names.
    """

    def message(self, language: str) -> str:
        """Return the sentence in a language, with bounds written the way it writes numbers.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        bounds = {name: format_number(float(self.values[name]), language) for name in BOUNDS if name in self.values}  # type: ignore[arg-type]
        return translate(self.key, language, **self.values | bounds)


def read_scenario(content: bytes | str) -> Scenario:
    """Return the scenario of a file.

    Parameters
    ----------
    content
        The file.

    Raises
    ------
    ScenarioError
        When it is no scenario, of a newer version, or something in it cannot be.
    """
    values = _values(content)
    if values.get("kind") != KIND:
        raise ScenarioError("scenario.other_kind", kind=shown(values.get("kind")))
    version = values.get("version")
    if isinstance(version, int) and version > VERSION:
        raise ScenarioError("scenario.newer", version=shown(version), known=VERSION)
    try:
        return Scenario.model_validate_json(json.dumps(values))
    except ValidationError as error:
        raise refusal(error) from error


def _values(content: bytes | str) -> dict[str, Any]:
    if len(content) > LARGEST_MB << 20:
        raise ScenarioError("scenario.too_large", most=LARGEST_MB)
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
    except UnicodeDecodeError as error:
        raise ScenarioError("scenario.not_utf8") from error
    if _depth(text) > DEEPEST:
        raise ScenarioError("scenario.too_deep", most=DEEPEST)
    try:
        values = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise ScenarioError("scenario.no_json", line=error.lineno, column=error.colno) from error
    if not isinstance(values, dict):
        raise ScenarioError("scenario.other_kind", kind=shown(type(values).__name__))
    return values


def _depth(text: str) -> int:
    """Return how deep brackets stand in each other, at least: those inside texts count too, which harms nobody."""
    depth = deepest = 0
    inside = escaped = False
    for letter in text:
        if inside:
            inside = escaped or letter != '"'
            escaped = letter == "\\" and not escaped
        elif letter == '"':
            inside = True
        elif letter in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif letter in "]}":
            depth -= 1
    return deepest


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ScenarioError("scenario.repeated", name=shown(name))
        found[name] = value
    return found


def _no_number(text: str) -> float:
    raise ScenarioError("scenario.no_number", value=text)


def _whole(digits: str) -> int:
    if len(digits) > 30:
        raise ScenarioError("scenario.no_number", value=shown(digits))
    return int(digits)


def refusal(error: ValidationError) -> ScenarioError:
    """Return what the models refuse as one sentence: the first of it, with its place.

    Parameters
    ----------
    error
        What pydantic says.
    """
    first = error.errors(include_url=False)[0]
    place = _place(first["loc"])
    said: Mapping[str, Any] = first.get("ctx", {})
    cause = said.get("error")
    if isinstance(cause, ValueError):
        own = cause.args[0] if cause.args else ""
        if isinstance(own, CriteriaError):
            return _SettingsError(own)
        if own in OWN:
            return ScenarioError(f"scenario.{own}", place=place)
    value = _brief(first["input"])
    match first["type"]:
        case "missing":
            return ScenarioError("scenario.missing", place=place)
        case "extra_forbidden":
            return ScenarioError("scenario.extra", place=place)
        case "literal_error":
            return ScenarioError("scenario.choice", place=place, value=value, known=_choices(said["expected"]))
        case "greater_than_equal" | "less_than_equal":
            bound = said.get("ge", said.get("le"))
            key = "scenario.too_low" if "ge" in said else "scenario.too_high"
            return ScenarioError(key, place=place, value=value, bound=bound)
        case "too_long" | "string_too_long":
            return ScenarioError("scenario.too_long", place=place, most=said["max_length"])
        case "decimal_max_places":
            return ScenarioError("scenario.places", place=place, value=value, most=said["decimal_places"])
        case _:
            return ScenarioError(f"scenario.{_wanted(first['type'])}", place=place, value=value)


class _SettingsError(ScenarioError):
    """A setting of the search that the scenario holds and that cannot be."""

    def __init__(self, cause: CriteriaError) -> None:
        self._cause = cause
        super().__init__("scenario.settings", reason=cause.message("en"))

    def message(self, language: str) -> str:
        """Return the sentence on the setting in a language."""
        self.values["reason"] = self._cause.message(language)
        return super().message(language)


def _brief(value: object) -> str:
    """Return a refused value for a message; of lists and groups only that they are one."""
    if isinstance(value, Mapping):
        return "{…}"
    return "[…]" if isinstance(value, list | tuple) else shown(value)


def _wanted(kind: str) -> str:
    """Return the sentence for a value of the wrong kind."""
    kinds = {
        "string": "no_text",
        "int": "no_whole",
        "decimal": "no_amount",
        "bool": "no_truth",
        "tuple": "no_list",
        "dict": "no_object",
        "model": "no_object",
    }
    if kind in ("string_pattern_mismatch", "string_too_short"):
        return "bad_code"
    return kinds.get(kind.split("_", maxsplit=1)[0], "wrong")


def _choices(expected: str) -> str:
    return expected.replace("'", "").replace(" or ", ", ")


def _place(location: tuple[int | str, ...]) -> str:
    """Return where something stands: ``regions[2].budget.income``; positions count from 1."""
    text = ""
    for part in location:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        elif part != "[key]":
            text += f".{shown(part)}" if text else shown(part)
    return text or KIND
