"""The kinds of fields of a view: how the address writes a value, reads it back, and what it refuses.

Signs that an address leaves as they are (``.``, ``~``, ``-``, ``_``) separate and mark, so that long lists stay short.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote, unquote

NOTHING = "-"
"""How the address says that a choice with a default was emptied."""
LONGEST_CODE = 200
"""Characters of the longest code or name."""
LONGEST_TEXT = 8_000
"""Characters of the longest value that is read at all."""
_ITEM, _TAIL = ".", "~"
_LEAST_SHARED = 2


class Refused(Exception):  # noqa: N818 (not an error: a value that a view cannot take, with what it takes in its place)
    """A value that a field cannot have.

    Parameters
    ----------
    reason
        Ending of the key of the sentence: ``unreadable``, ``long``, ``low``, ``high``, ``unknown``.
    used
        What the field gets instead; None when it keeps what it has.
    **facts
        What the sentence names.
    """

    def __init__(self, reason: str, used: Any = None, **facts: object) -> None:
        super().__init__(reason)
        self.reason, self.used, self.facts = reason, used, facts


class Kind(Protocol):
    """A kind of field."""

    def read(self, text: str) -> Any:
        """Return the value that a text of the address means.

        Parameters
        ----------
        text
            At most ``LONGEST_TEXT`` characters.

        Raises
        ------
        Refused
            When it means none, or one outside the bounds.
        """

    def write(self, value: Any) -> str:
        """Return the text that means a value."""


def read_text(kind: Kind, text: str) -> Any:
    """Return the value that a text means to a kind; too long a text is not even tried.

    Parameters
    ----------
    kind
        The kind.
    text
        The text.

    Raises
    ------
    Refused
        When it means none.
    """
    if len(text) > LONGEST_TEXT:
        raise Refused("long")
    return kind.read(text)


@dataclass(frozen=True)
class Code:
    """A code or name, or the empty text where ``empty`` is allowed."""

    empty: bool = True

    def read(self, text: str) -> str:
        """Return the code."""
        if text in {"", NOTHING} and self.empty:
            return ""
        if not text.strip() or len(text) > LONGEST_CODE or not text.isprintable():
            raise Refused("unreadable")
        return text

    def write(self, value: str) -> str:
        """Return the code as it is."""
        return value or NOTHING


@dataclass(frozen=True)
class OneOf:
    """One of some words that are always the same."""

    options: tuple[str, ...]

    def read(self, text: str) -> str:
        """Return the word."""
        word = "" if text == NOTHING and "" in self.options else text
        if word not in self.options:
            raise Refused("unknown")
        return word

    def write(self, value: str) -> str:
        """Return the word as it is."""
        return value or NOTHING


@dataclass(frozen=True)
class OptionalCode:
    """A code, or None."""

    def read(self, text: str) -> str | None:
        """Return the code."""
        return Code().read(text) or None

    def write(self, value: str | None) -> str:
        """Return the code as it is."""
        return value or NOTHING


@dataclass(frozen=True)
class Codes:
    """Codes without repetition, in their order.

    A code as long as the one before it is written as a mark and the end in which they differ: ``11001.~2.~4.~23``.

    Parameters
    ----------
    number
        How many there are when there are any; None for any number.
    most
        How many there can be; None for any number.
    optional
        Whether None is a value: what the package begins with, the empty text in an address.
    """

    number: int | None = None
    most: int | None = None
    optional: bool = False

    def read(self, text: str) -> tuple[str, ...] | None:
        """Return the codes."""
        if text in {"", NOTHING}:
            return None if self.optional and not text else ()
        found: list[str] = []
        # An address that was typed by hand may have commas.
        for part in text.replace(",", _ITEM).split(_ITEM):
            if not part:
                continue
            own = unquote(part.removeprefix(_TAIL))
            if part.startswith(_TAIL):
                if not found or not own or len(own) >= len(found[-1]):
                    raise Refused("unreadable")
                own = found[-1][: -len(own)] + own
            found.append(Code(empty=False).read(own))
        codes = tuple(dict.fromkeys(found))
        if self.number is not None and len(codes) != self.number:
            raise Refused("unreadable")
        if self.most is not None and len(codes) > self.most:
            raise Refused("many", codes[: self.most], most=self.most)
        return codes

    def write(self, value: tuple[str, ...] | None) -> str:
        """Return the codes in one text."""
        if value is None:
            return ""
        parts, before = [], ""
        for code in value:
            shared = _shared(before, code) if len(before) == len(code) else 0
            end = _quoted(code[shared:])
            parts.append(f"{_TAIL}{end}" if shared >= _LEAST_SHARED else _quoted(code))
            before = code
        return _ITEM.join(parts) or NOTHING


def _quoted(code: str) -> str:
    # The address quotes the rest once more; here only what separates and marks, and what may stand for the empty list.
    return quote(code, safe="").replace(_ITEM, "%2E").replace(_TAIL, "%7E").replace("-", "%2D") \
        if set(code) & set("%.~,") or code == NOTHING else code  # fmt: skip


def _shared(one: str, other: str) -> int:
    for place, (a, b) in enumerate(zip(one, other, strict=True)):
        if a != b:
            return place
    return len(one) - 1


@dataclass(frozen=True)
class Switch:
    """On or off."""

    def read(self, text: str) -> bool:
        """Return whether it is on."""
        if text not in {"0", "1"}:
            raise Refused("unreadable")
        return text == "1"

    def write(self, value: bool) -> str:  # noqa: FBT001 (the value itself)
        """Return 1 or 0."""
        return "1" if value else "0"


@dataclass(frozen=True)
class Number:
    """A number between bounds, both included; whole when it has no decimals; with ``optional`` also None."""

    low: float
    high: float
    decimals: int = 0
    optional: bool = False

    def read(self, text: str) -> float | int | None:
        """Return the number; one outside the bounds is refused in favour of the bound."""
        if text in {"", NOTHING} and self.optional:
            return None
        if not re.fullmatch(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?", text):
            raise Refused("unreadable")
        number = float(text)
        if not self.low <= number <= self.high:
            used = self.held(number)
            raise Refused("low" if number < self.low else "high", used, bound=used)
        value = self.held(number)
        if not math.isclose(float(value), number, abs_tol=1e-9):
            raise Refused("unreadable")
        return value

    def held(self, number: float) -> float | int:
        """Return the nearest number that the field can have."""
        inside = min(max(number, self.low), self.high)
        return round(inside, self.decimals) if self.decimals else round(inside)

    def write(self, value: float | None) -> str:
        """Return the number with a decimal point."""
        return NOTHING if value is None else f"{value:.{self.decimals}f}"


@dataclass(frozen=True)
class Steps:
    """One of some whole numbers."""

    values: tuple[int, ...]

    def read(self, text: str) -> int:
        """Return the number."""
        if text not in map(str, self.values):
            raise Refused("unknown")
        return int(text)

    def write(self, value: int) -> str:
        """Return the number."""
        return str(value)


@dataclass(frozen=True)
class Place:
    """What part of a map is on the screen: latitude, longitude and zoom, joined by ``_``; empty for all of it."""

    def read(self, text: str) -> str:
        """Return the place."""
        if text in {"", NOTHING}:
            return ""
        parts = text.split("_")
        if len(parts) != 3 or not all(re.fullmatch(r"-?[0-9]{1,3}(\.[0-9]{1,6})?", part) for part in parts):
            raise Refused("unreadable")
        latitude, longitude, zoom = map(float, parts)
        if abs(latitude) > 90 or abs(longitude) > 180 or not 0 <= zoom <= 24:
            raise Refused("unreadable")
        return text

    def write(self, value: str) -> str:
        """Return the place as it is."""
        return value or NOTHING
