"""The kinds of settings: numbers between bounds, words out of a list, names and groups of names, each read strictly."""

from __future__ import annotations

import math
import numbers
import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from igs_geo.regions.problem.refusal import LONGEST_NUMBER, CriteriaError, shown

LONGEST_TEXT = 200
"""Characters of the longest name or code."""


@dataclass(frozen=True)
class Whole:
    """A whole number between bounds, both included; with ``optional`` also None."""

    least: int
    most: int
    optional: bool = False

    def read(self, name: str, value: object) -> int | None:
        """Return the value as a Python integer.

        Parameters
        ----------
        name
            Name of the setting, for the message.
        value
            What was given.

        Raises
        ------
        CriteriaError
            When it is no whole number or outside the bounds.
        """
        if self.optional and value is None:
            return None
        if isinstance(value, numbers.Integral) and not isinstance(value, bool):
            number = int(value)
            if self.least <= number <= self.most:
                return number
        raise self._refused(name, value)

    def parse(self, name: str, text: str) -> int:
        """Return a number written out in digits."""
        if not re.fullmatch(rf"[+-]?[0-9]{{1,{LONGEST_NUMBER}}}", text):
            raise self._refused(name, text)
        return int(text)

    def _refused(self, name: str, value: object) -> CriteriaError:
        key = "regions.bad_whole_or_none" if self.optional else "regions.bad_whole"
        return CriteriaError(key, name=name, value=shown(value), least=self.least, most=self.most)


@dataclass(frozen=True)
class Real:
    """A finite number between bounds, both included; with ``optional`` also None."""

    least: float
    most: float
    optional: bool = False

    def read(self, name: str, value: object) -> float | None:
        """Return the value as a Python float.

        Parameters
        ----------
        name
            Name of the setting, for the message.
        value
            What was given.

        Raises
        ------
        CriteriaError
            When it is no number, not finite or outside the bounds.
        """
        if self.optional and value is None:
            return None
        if isinstance(value, numbers.Real) and not isinstance(value, bool):
            try:
                number = float(value)
            except OverflowError:
                number = math.inf
            # No bound holds for "not a number", so that it is refused here too.
            if self.least <= number <= self.most:
                return number
        raise self._refused(name, value)

    def parse(self, name: str, text: str) -> float:
        """Return a number written with a decimal point."""
        try:
            return float(text)
        except ValueError:
            raise self._refused(name, text) from None

    def _refused(self, name: str, value: object) -> CriteriaError:
        key = "regions.bad_real_or_none" if self.optional else "regions.bad_real"
        return CriteriaError(key, name=name, value=shown(value), least=self.least, most=self.most)


@dataclass(frozen=True)
class Flag:
    """True or false."""

    def read(self, name: str, value: object) -> bool:
        """Return the value.

        Parameters
        ----------
        name
            Name of the setting, for the message.
        value
            What was given.

        Raises
        ------
        CriteriaError
            When it is anything else.
        """
        if isinstance(value, bool):
            return value
        raise CriteriaError("regions.bad_flag", name=name, value=shown(value))


@dataclass(frozen=True)
class Choice:
    """One of some words."""

    options: tuple[str, ...]

    def read(self, name: str, value: object) -> str:
        """Return the value.

        Parameters
        ----------
        name
            Name of the setting, for the message.
        value
            What was given.

        Raises
        ------
        CriteriaError
            When it is none of them.
        """
        if isinstance(value, str) and value in self.options:
            return str(value)
        raise CriteriaError("regions.bad_choice", name=name, value=shown(value), known=", ".join(self.options))


@dataclass(frozen=True)
class Text:
    """A name or code; with ``optional`` also None."""

    optional: bool = False

    def read(self, name: str, value: object) -> str | None:
        """Return the value.

        Parameters
        ----------
        name
            Name of the setting, for the message.
        value
            What was given.

        Raises
        ------
        CriteriaError
            When it is no text, empty, too long, or holds signs that cannot be printed.
        """
        if self.optional and value is None:
            return None
        if _is_name(value):
            return str(value)
        raise CriteriaError("regions.bad_text", name=name, value=shown(value), most=LONGEST_TEXT)


@dataclass(frozen=True)
class Names:
    """A list of names or codes without repetition, if need be out of some options; with ``optional`` also None."""

    options: tuple[str, ...] = ()
    least: int = 0
    optional: bool = False

    def read(self, name: str, value: object) -> tuple[str, ...] | None:
        """Return the value as a tuple.

        Parameters
        ----------
        name
            Name of the setting, for the message.
        value
            What was given.

        Raises
        ------
        CriteriaError
            When it is no list, or an item is no name, not among the options, or there twice.
        """
        if self.optional and value is None:
            return None
        items = _listed(name, value)
        for item in items:
            if not _is_name(item):
                raise CriteriaError("regions.bad_names", name=name, value=shown(item))
            if self.options and item not in self.options:
                raise CriteriaError("regions.bad_choice", name=name, value=shown(item), known=", ".join(self.options))
        _no_repetition(name, items)
        if len(items) < self.least:
            raise CriteriaError("regions.too_few_names", name=name, value=len(items), least=self.least)
        return tuple(str(item) for item in items)


@dataclass(frozen=True)
class Groups:
    """A list of groups of names or codes; each has at least ``least`` and, where given, at most ``most``."""

    least: int = 2
    most: int | None = None

    def read(self, name: str, value: object) -> tuple[tuple[str, ...], ...]:
        """Return the value as a tuple of tuples.

        Parameters
        ----------
        name
            Name of the setting, for the message.
        value
            What was given.

        Raises
        ------
        CriteriaError
            When it is no list of lists of names, a group is too small or too large, or something is there twice.
        """
        groups = tuple(Names().read(name, _listed(name, group, "regions.bad_groups")) or ()
                       for group in _listed(name, value, "regions.bad_groups"))  # fmt: skip
        for group in groups:
            if len(group) < self.least:
                raise CriteriaError("regions.too_few_names", name=name, value=len(group), least=self.least)
            if self.most is not None and len(group) > self.most:
                raise CriteriaError("regions.too_many_names", name=name, value=len(group), most=self.most)
        _no_repetition(name, groups, frozenset)
        return groups


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_TEXT and value.isprintable() and value == value.strip()


def _listed(name: str, value: object, key: str = "regions.bad_names") -> Sequence[object]:
    # A text is a sequence of characters too, which nobody means.
    if isinstance(value, list | tuple):
        return value
    raise CriteriaError(key, name=name, value=shown(value))


def _no_repetition(name: str, items: Iterable[object], same: Callable[..., Hashable] = str) -> None:
    seen = set()
    for item in items:
        if same(item) in seen:
            raise CriteriaError("regions.repeated", name=name, value=shown(item))
        seen.add(same(item))


Setting = Whole | Real | Flag | Choice | Text | Names | Groups
