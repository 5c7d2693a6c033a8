"""Which layers follow the same map, for print: the matrix in the order of its tree, the tree beside it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.cluster.hierarchy import dendrogram

from igs_geo.fragmentation import Clustering
from igs_geo.i18n import format_number, translate
from igs_geo.maps.print import fonts
from igs_geo.maps.print.charts.frame import line, rectangle, shortened, write_middle, write_right
from igs_geo.maps.print.colours import CLASSES
from igs_geo.maps.print.ground import Box
from igs_geo.maps.print.sheet import INK, QUIET, Sheet

NAMES, TREE = 0.34, 0.16
"""Parts of the width for the names and the tree."""
LINE, LOWEST = 1.35, 1.1
"""Height of a row over the size of its text, by nature and at least."""
HEAD, LEGEND = 1.6, 3.4
"""Height of the numbers above the columns and of the legend, in lines."""


@dataclass(frozen=True)
class Matrix:
    """How alike every two layers are.

    Parameters
    ----------
    values
        From 0 to 1, layers by layers; missing where it is not known.
    clustering
        The tree, which decides the order.
    names
        Name of each layer.
    measure
        What the legend calls the values.
    language
        ``"nl"`` or ``"en"``.
    """

    values: pd.DataFrame
    clustering: Clustering
    names: dict[str, str]
    measure: str
    language: str

    @property
    def told(self) -> str:
        """What it shows in words."""
        return f"{self.measure}: {', '.join(self.names[code] for code in self.clustering.order)}"

    @property
    def parts(self) -> dict[str, str]:
        """How alike each layer is to the others, by its name."""
        rows = zip(self.values.index, self.values.to_numpy(float), strict=True)
        return {self.names[str(code)]: " ".join(f"{value:.2f}" for value in row) for code, row in rows}

    def height(self, width: float, size: float) -> float:
        """Return how tall it is by nature.

        Parameters
        ----------
        width, size
            Room from left to right, and size of the text, in points.
        """
        del width
        return size * (HEAD + LINE * len(self.clustering.order) + LEGEND)

    def least(self, width: float, size: float) -> float:
        """Return how low it may be drawn: rows do not touch.

        Parameters
        ----------
        width, size
            Room from left to right, and size of the text, in points.
        """
        del width
        return size * (HEAD + LOWEST * len(self.clustering.order) + LEGEND)

    def draw(self, sheet: Sheet, box: Box, size: float) -> None:
        """Draw it into a box; a layer has the same number beside its row and above its column.

        Parameters
        ----------
        sheet
            What to draw on.
        box
            Where, in points.
        size
            Of the text, in points.
        """
        order, wide = list(self.clustering.order), box[2] - box[0]
        n = len(order)
        left, right = box[0] + wide * NAMES, box[2] - wide * TREE
        top, bottom = box[1] + size * HEAD, box[3] - size * LEGEND
        across, down = (right - left) / n, (bottom - top) / n
        digits = fonts.width(str(n), size)
        every = max(1, math.ceil((digits + 2) / across))
        for place, code in enumerate(order):
            y = top + (place + 0.5) * down + size * 0.33
            write_right(sheet, str(place + 1), box[0] + digits, y, size, style="bold")
            name = shortened(self.names[code], size, left - box[0] - digits - 9)
            sheet.write(name, box[0] + digits + 5, y, size)
            if place % every == 0:
                write_middle(sheet, str(place + 1), left + (place + 0.5) * across, top - size * 0.3, size, colour=QUIET)
        numbers = self.values.loc[order, order].to_numpy(float)
        for (row, column), value in np.ndenumerate(numbers):
            if row != column and not np.isnan(value):
                cell = (left + column * across, top + row * down, left + (column + 1) * across, top + (row + 1) * down)
                rectangle(sheet, cell, face=_colour(float(value)), edge="#ffffff", width=0.4)
        rectangle(sheet, (left, top, right, bottom), edge="#9a9a9a", width=0.4)
        if n > 1:
            self._tree(sheet, (right + 3, top, box[2], bottom), down)
        self._legend(sheet, (left, bottom, right, box[3]), size)

    def _tree(self, sheet: Sheet, box: Box, down: float) -> None:
        drawn = dendrogram(self.clustering.merges, no_plot=True)
        for places, depths in zip(drawn["icoord"], drawn["dcoord"], strict=True):
            # SciPy puts leaf i at 10 i + 5; depth is 1 - similarity.
            points = [
                (box[0] + depth * (box[2] - box[0]), box[1] + place / 10 * down)
                for place, depth in zip(places, depths, strict=True)
            ]
            line(sheet, points, colour=INK, width=0.6)

    def _legend(self, sheet: Sheet, box: Box, size: float) -> None:
        top, width = box[1] + size * 0.8, min((box[2] - box[0]) / len(CLASSES), 5 * size)
        for place, colour in enumerate(CLASSES):
            start = box[0] + place * width
            rectangle(sheet, (start, top, start + width, top + size * 0.8), face=colour, edge="#777777", width=0.4)
        low, high = (translate(f"print.{end}", self.language) for end in ("unlike", "alike"))
        y = top + size * 1.9
        sheet.write(f"{format_number(0, self.language)} {low}", box[0], y, size)
        write_right(sheet, f"{format_number(1, self.language)} {high}", box[0] + width * len(CLASSES), y, size)
        write_right(sheet, self.measure, box[0] - 6, top + size * 0.8, size, colour=QUIET)


def _colour(value: float) -> str:
    return CLASSES[min(int(max(value, 0.0) * len(CLASSES)), len(CLASSES) - 1)]
