"""Every text exists in both languages with the same placeholders; every key in the code exists and none is unused."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

import igs_geo
from igs_geo.i18n import LANGUAGES, catalogue, translate

PACKAGE = Path(igs_geo.__file__).parent
AREAS = sorted({key.partition(".")[0] for key in catalogue()})
KEY = re.compile(rf"({'|'.join(AREAS)})\.[a-z0-9_]+")
START = re.compile(rf"({'|'.join(AREAS)})\.")


def _placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _pattern(node):
    """Return the pattern of the keys that an f-string can give."""
    return "".join(re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in node.values)


def _collect():
    """Return the strings of the code that may be keys, and those that are handed to what translates."""
    keys, patterns, certain = set(), set(), set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and KEY.fullmatch(node.value):
                keys.add(node.value)
                if node.value.endswith("_"):
                    patterns.add(re.escape(node.value) + ".+")
            elif isinstance(node, ast.JoinedStr) and START.match(_pattern(node).replace("\\", "")):
                patterns.add(_pattern(node))
            elif isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in {"translate", "Problem"} or name.endswith("Error"):
                    certain.add(ast.unparse(node.args[0]))
    return keys, patterns, certain


KEYS, PATTERNS, CERTAIN = _collect()


@pytest.mark.parametrize("area", AREAS)
def test_every_text_has_dutch_and_english_with_the_same_placeholders(area):
    for key, entry in catalogue().items():
        if key.startswith(f"{area}."):
            assert set(entry) == set(LANGUAGES), key
            assert all(text.strip() for text in entry.values()), key
            assert _placeholders(entry["nl"]) == _placeholders(entry["en"]), key


def test_every_key_that_is_translated_exists():
    given = [ast.literal_eval(text) for text in CERTAIN if re.fullmatch(r"'[a-z_]+\.[a-z0-9_]+'", text)]
    assert given
    assert not [key for key in given if key not in catalogue()]


@pytest.mark.parametrize("area", AREAS)
def test_no_key_is_unused(area):
    assert not [
        key
        for key in catalogue()
        if key.startswith(f"{area}.")
        and key not in KEYS
        and not any(re.fullmatch(pattern, key) for pattern in PATTERNS)
    ]


def test_an_apostrophe_is_written_one_way():
    assert not [key for key, entry in catalogue().items() for text in entry.values() if re.search(r"\w’\w", text)]


def test_values_with_braces_are_left_alone():
    assert "{x}" in translate("errors.unknown_municipality", "nl", text="{x}")
