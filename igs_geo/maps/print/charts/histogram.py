"""How many municipalities have which value, for print."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.ticker import MaxNLocator

from igs_geo.i18n import format_number, translate
from igs_geo.maps.print import fonts
from igs_geo.maps.print.charts.frame import BAR, FAINT, STRONG, line, rectangle, write_middle, write_right
from igs_geo.maps.print.ground import Box
from igs_geo.maps.print.sheet import INK, QUIET, Sheet

BINS, MOST_WHOLE = 24, 60
"""Bars of a histogram; whole numbers that lie at most so far apart have a bar each."""
ASPECT, LOWEST = 0.42, 0.2
"""Height over width, by nature and at least."""


def bin_edges(values: np.ndarray, decimals: int) -> tuple[np.ndarray, bool]:
    """Return where the bars of a histogram begin and end, and whether each is one whole number.

    Parameters
    ----------
    values
        The values, none missing.
    decimals
        With how many they are written.
    """
    whole = decimals == 0 and float(values.max() - values.min()) <= MOST_WHOLE
    if whole:
        return np.arange(values.min() - 0.5, values.max() + 1.5), True
    return np.histogram_bin_edges(values, BINS), False


@dataclass(frozen=True)
class Histogram:
    """A histogram.

    Parameters
    ----------
    values
        The values, none missing.
    across, up
        What stands along its sides.
    language
        ``"nl"`` or ``"en"``.
    decimals
        With how many the values are written.
    marked
        A value to point out, and whose it is.
    """

    values: tuple[float, ...]
    across: str
    up: str
    language: str
    decimals: int = 0
    marked: tuple[str, float] | None = None

    @property
    def told(self) -> str:
        """What it shows in words."""
        low, middle, high = (
            format_number(float(value), self.language, self.decimals)
            for value in (min(self.values), np.median(self.values), max(self.values))
        )
        return translate("print.told_histogram", self.language, what=self.across, count=len(self.values), low=low,
                         middle=middle, high=high)  # fmt: skip

    @property
    def parts(self) -> dict[str, str]:
        """How many values are in each bar, by where it begins."""
        edges, _ = bin_edges(np.array(self.values), self.decimals)
        counts, edges = np.histogram(self.values, edges)
        return {
            format_number(float(edge), self.language, self.decimals + 1): str(count)
            for edge, count in zip(edges[:-1], counts, strict=True)
        }

    def height(self, width: float, size: float) -> float:
        """Return how tall it is by nature.

        Parameters
        ----------
        width, size
            Room from left to right, and size of the text, in points.
        """
        return width * ASPECT + 4 * size

    def least(self, width: float, size: float) -> float:
        """Return how low it may be drawn.

        Parameters
        ----------
        width, size
            Room from left to right, and size of the text, in points.
        """
        return width * LOWEST + 4 * size

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
        known = np.array(self.values)
        edges, _ = bin_edges(known, self.decimals)
        heights, edges = np.histogram(known, edges)
        steps = [step for step in MaxNLocator(5, integer=True).tick_values(0, int(heights.max())) if step >= 0]
        most = max(steps)
        wide = max(fonts.width(format_number(step, self.language), size) for step in steps) + 5
        left, top = box[0] + wide, box[1] + size * 2.6
        right, bottom = box[2] - 4, box[3] - size * 2.7

        def x(value: float) -> float:
            return float(left + (value - edges[0]) / (edges[-1] - edges[0]) * (right - left))

        def y(number: float) -> float:
            return float(bottom - number / most * (bottom - top))

        sheet.write(self.up, box[0], box[1] + size, size, colour=QUIET)
        for step in steps:
            line(sheet, [(left, y(step)), (right, y(step))], colour=FAINT, width=0.5, behind=True)
            write_right(sheet, format_number(step, self.language), left - 4, y(step) + size * 0.33, size, colour=QUIET)
        place = -1
        if self.marked is not None:
            found = int(np.searchsorted(edges, self.marked[1], side="right")) - 1
            place = min(max(found, 0), len(heights) - 1)
        for number, count in enumerate(heights):
            bar = (x(edges[number]) + 0.4, y(count), x(edges[number + 1]) - 0.4, bottom)
            if count:
                rectangle(sheet, bar, face=STRONG if number == place else BAR)
        line(sheet, [(left, bottom), (right, bottom)], colour=INK, width=0.7)
        self._ticks(sheet, (left, right, bottom), (float(edges[0]), float(edges[-1])), size)
        write_middle(sheet, self.across, (left + right) / 2, box[3] - size * 0.3, size, colour=QUIET)
        if self.marked is not None:
            self._mark(sheet, x(self.marked[1]), (left, top, right, bottom), size)

    def _ticks(self, sheet: Sheet, place: tuple[float, float, float], span: tuple[float, float], size: float) -> None:
        left, right, bottom = place
        number = max(3, int((right - left) / (size * 6)))
        for step in MaxNLocator(number, integer=self.decimals == 0).tick_values(*span):
            if span[0] <= step <= span[1]:
                middle = left + (step - span[0]) / (span[1] - span[0]) * (right - left)
                line(sheet, [(middle, bottom), (middle, bottom + 2.5)], colour=INK, width=0.6)
                text = format_number(step, self.language, self.decimals)
                write_middle(sheet, text, middle, bottom + size * 1.25, size)

    def _mark(self, sheet: Sheet, x: float, box: Box, size: float) -> None:
        if self.marked is None:
            return
        left, top, right, bottom = box
        line(sheet, [(x, top - size * 0.4), (x, bottom)], colour=INK, width=0.9)
        y = top - size * 0.6
        write = write_right if x > (left + right) / 2 else _write_left
        write(sheet, self.marked[0], x, y, size, style="bold", halo=True)


def _write_left(sheet: Sheet, text: str, left: float, y: float, size: float, **look: object) -> None:
    sheet.write(text, left, y, size, **look)  # type: ignore[arg-type]
