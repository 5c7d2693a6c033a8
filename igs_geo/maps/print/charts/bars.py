"""Bars with their values, and where a division stands between best and worst, for print."""

from __future__ import annotations

from dataclasses import dataclass

import shapely

from igs_geo.i18n import format_percent
from igs_geo.maps.print import fonts
from igs_geo.maps.print.charts.frame import BAR, STRONG, line, rectangle, write_right
from igs_geo.maps.print.ground import Box
from igs_geo.maps.print.sheet import INK, QUIET, Sheet
from igs_geo.maps.print.signs import add

NAMES = 0.4
"""Part of the width for the names, at most."""
ROW = 1.9
"""Height of a row over the size of its text, beside the lines of its name."""


@dataclass(frozen=True)
class Bars:
    """Bars from 0, the value written at the end of each.

    Parameters
    ----------
    names
        What each bar is of.
    values
        How long it is; not below 0.
    texts
        What is written at its end.
    title
        What the values are.
    """

    names: tuple[str, ...]
    values: tuple[float, ...]
    texts: tuple[str, ...]
    title: str

    @property
    def told(self) -> str:
        """What it shows in words."""
        return f"{self.title}: {_listed(self.parts)}"

    @property
    def parts(self) -> dict[str, str]:
        """What is written at the end of each bar, by what it is of."""
        return dict(zip(self.names, self.texts, strict=True))

    def height(self, width: float, size: float) -> float:
        """Return how tall it is by nature.

        Parameters
        ----------
        width, size
            Room from left to right, and size of the text, in points.
        """
        return size * 1.6 + sum(_tall(name, width, size) for name in self.names)

    def least(self, width: float, size: float) -> float:
        """Return how low it may be drawn.

        Parameters
        ----------
        width, size
            Room from left to right, and size of the text, in points.
        """
        return self.height(width, size)

    def draw(self, sheet: Sheet, box: Box, size: float) -> None:
        """Draw it into a box.

        Parameters
        ----------
        sheet
            What to draw on.
        box
            Where, in points.
        size
            Of the text, in points.
        """
        left = box[0] + _name_width(self.names, box[2] - box[0], size) + 8
        room = max(fonts.width(text, size) for text in self.texts) + 6
        longest = max(self.values) or 1.0
        sheet.write(self.title, left, box[1] + size, size, colour=QUIET)
        y = box[1] + size * 1.6
        stretch = (box[3] - y) / max(box[3] - y, sum(_tall(name, box[2] - box[0], size) for name in self.names))
        for name, value, text in zip(self.names, self.values, self.texts, strict=True):
            tall = _tall(name, box[2] - box[0], size) * stretch
            _name(sheet, name, (box[0], y, left - 8, y + tall), size)
            end = left + value / longest * (box[2] - room - left)
            middle = y + tall / 2
            rectangle(sheet, (left, middle - size * 0.6, max(end, left + 0.8), middle + size * 0.6), face=BAR)
            sheet.write(text, max(end, left + 0.8) + 4, middle + size * 0.33, size)
            y += tall
        line(sheet, [(left, box[1] + size * 1.6), (left, y)], colour=INK, width=0.7)


@dataclass(frozen=True)
class Stands:
    """Where a division stands on each criterion, between the best and the worst that was found.

    Parameters
    ----------
    names
        The criteria.
    stands
        0 at the best, 1 at the worst; None where these are equal or not known.
    best, worst
        What the two ends are called.
    language
        ``"nl"`` or ``"en"``.
    """

    names: tuple[str, ...]
    stands: tuple[float | None, ...]
    best: str
    worst: str
    language: str

    @property
    def told(self) -> str:
        """What it shows in words."""
        return f"0 % = {self.best}, 100 % = {self.worst}: {_listed(self.parts)}"

    @property
    def parts(self) -> dict[str, str]:
        """Where the division stands, by criterion."""
        shares = [format_percent(stand, self.language) for stand in self.stands]
        return dict(zip(self.names, shares, strict=True))

    def height(self, width: float, size: float) -> float:
        """Return how tall it is by nature.

        Parameters
        ----------
        width, size
            Room from left to right, and size of the text, in points.
        """
        return size * 1.8 + sum(_tall(name, width, size) for name in self.names)

    def least(self, width: float, size: float) -> float:
        """Return how low it may be drawn.

        Parameters
        ----------
        width, size
            Room from left to right, and size of the text, in points.
        """
        return self.height(width, size)

    def draw(self, sheet: Sheet, box: Box, size: float) -> None:
        """Draw it into a box.

        Parameters
        ----------
        sheet
            What to draw on.
        box
            Where, in points.
        size
            Of the text, in points.
        """
        left = box[0] + _name_width(self.names, box[2] - box[0], size) + 10
        right = box[2] - fonts.width(format_percent(1, self.language), size) - 12
        sheet.write(self.best, left, box[1] + size, size, colour=QUIET)
        write_right(sheet, self.worst, right, box[1] + size, size, colour=QUIET)
        y = box[1] + size * 1.8
        for name, stand in zip(self.names, self.stands, strict=True):
            tall = _tall(name, box[2] - box[0], size)
            _name(sheet, name, (box[0], y, left - 10, y + tall), size)
            middle = y + tall / 2
            line(sheet, [(left, middle), (right, middle)], colour="#8a949d", width=1.0)
            for end in (left, right):
                line(sheet, [(end, middle - 3), (end, middle + 3)], colour="#8a949d", width=1.0)
            if stand is not None:
                dot = shapely.Point(left + stand * (right - left), middle).buffer(size * 0.42)
                add(sheet.axes, dot, None, 30, face=STRONG, edge="#ffffff", width=0.8)
            write_right(sheet, format_percent(stand, self.language), box[2], middle + size * 0.33, size)
            y += tall


def _listed(parts: dict[str, str]) -> str:
    return "; ".join(f"{name} {text}" for name, text in parts.items())


def _name_width(names: tuple[str, ...], width: float, size: float) -> float:
    return min(max(fonts.width(name, size) for name in names), width * NAMES)


def _lines(name: str, width: float, size: float) -> list[str]:
    return fonts.wrap(name, size, width * NAMES)


def _tall(name: str, width: float, size: float) -> float:
    return max(size * ROW, (len(_lines(name, width, size)) * fonts.LEADING + 0.6) * size)


def _name(sheet: Sheet, name: str, box: Box, size: float) -> None:
    """Write a name at the left of its row, over as many lines as it needs."""
    lines = fonts.wrap(name, size, box[2] - box[0] + 0.1)
    top = (box[1] + box[3] - len(lines) * size * fonts.LEADING) / 2
    sheet.lines(lines, box[0], top, size)
