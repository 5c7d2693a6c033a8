"""Settings written as JSON, read without guessing: what stands there twice or too deep is refused by name."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from igs_geo.regions.problem.refusal import CriteriaError, shown
from igs_geo.regions.problem.settings import SETTINGS

DEEPEST = 16
"""Depth of brackets of a file that holds settings; a proposal, which holds them too, has five."""
LONGEST_NUMBER = 4_000
"""Digits that Python can read; any longer number is as good as infinite."""
WHOLE_FILE = "criteria"
"""The name that is given where the file as a whole is wrong, and under which a preset or a proposal holds settings."""
_SIGNS = re.compile(r'"((?:[^"\\]|\\.)*)(?:"(\s*:)?|\\?\Z)|([\[{])|([\]}])', re.DOTALL)
"""A text that may be a name, whether it is, a bracket that opens, one that closes."""


def settings_in(text: str) -> Mapping[str, object]:
    """Return the settings that a JSON text holds, by name, not yet checked.

    Parameters
    ----------
    text
        An object of settings, or an object such as a preset or a proposal that holds one under ``criteria``.

    Raises
    ------
    CriteriaError
        When the text is no JSON, no object, too deep, or names a setting twice.
    """
    _refuse_depth(text)
    try:
        values = json.loads(text, object_pairs_hook=_unique, parse_int=_whole)
    except json.JSONDecodeError as error:
        raise CriteriaError("regions.bad_json", name=WHOLE_FILE, line=error.lineno, column=error.colno) from error
    if not isinstance(values, dict):
        raise CriteriaError("regions.bad_json", name=WHOLE_FILE, line=1, column=1)
    if WHOLE_FILE not in values:
        return values
    for name in values:
        if name in SETTINGS or name == "weights":
            raise CriteriaError("regions.setting_outside", name=name)
    if not isinstance(values[WHOLE_FILE], dict):
        raise CriteriaError("regions.bad_criteria", name=WHOLE_FILE, value=shown(values[WHOLE_FILE]))
    return values[WHOLE_FILE]  # type: ignore[no-any-return]


def _refuse_depth(text: str) -> None:
    """Refuse a text with more brackets inside each other than Python can follow, naming the setting they stand at."""
    depth, last = 0, WHOLE_FILE
    for sign in _SIGNS.finditer(text):
        if sign.group(2):
            last = sign.group(1)
        elif sign.group(3):
            depth += 1
            if depth > DEEPEST:
                raise CriteriaError("regions.too_deep", name=shown(last), most=DEEPEST)
        elif sign.group(4):
            depth -= 1


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise CriteriaError("regions.repeated_setting", name=shown(name))
        found[name] = value
    return found


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) <= LONGEST_NUMBER else math.copysign(math.inf, -1 if digits[0] == "-" else 1)
