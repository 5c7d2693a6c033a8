"""What stands around a printed chart: title, subtitle, sources and licences, as around a map."""

from __future__ import annotations

from typing import Any, Protocol

import shapely

from igs_geo.atlas import Atlas
from igs_geo.maps.print import fonts
from igs_geo.maps.print.draw import Head, Look, foot_lines
from igs_geo.maps.print.ground import Box
from igs_geo.maps.print.layout import BLOCK_GAP
from igs_geo.maps.print.sheet import INK, QUIET, Print, Sheet
from igs_geo.maps.print.signs import add
from igs_geo.maps.spec import MapSpec

BAR, STRONG, FAINT = "#76a9d6", "#0a3a75", "#d5dbe0"
"""Fill of a bar, of one that is pointed out, and lines behind them: apart in grey too."""


class Chart(Protocol):
    """What is drawn inside the frame."""

    @property
    def told(self) -> str:
        """What it shows in words, for who does not see it."""

    @property
    def parts(self) -> dict[str, str]:
        """What each of its parts shows, by its name."""

    def height(self, width: float, size: float) -> float:
        """Return how tall it is by nature, in points, for a width and a size of text.

        Parameters
        ----------
        width, size
            Room from left to right, and size of the text, in points.
        """

    def least(self, width: float, size: float) -> float:
        """Return how low it may be drawn, in points.

        Parameters
        ----------
        width, size
            Room from left to right, and size of the text, in points.
        """

    def draw(self, sheet: Sheet, box: Box, size: float) -> None:
        """Draw it into a box, with text of a size, in points.

        Parameters
        ----------
        sheet
            What to draw on.
        box
            Where, in points.
        size
            Of the text, in points.
        """


def print_chart(chart: Chart, said: MapSpec, atlas: Atlas, look: Look | None = None) -> Print:
    """Return a chart drawn for print.

    Parameters
    ----------
    chart
        The chart.
    said
        A description without a map, of which title, subtitle, source and language are taken.
    atlas
        The edition, for the licences.
    look
        Size of the sheet, and what is on it.
    """
    look = look or Look()
    paper, size = look.paper, look.paper.text_pt
    head, foot = Head.of(said, look), foot_lines(said, atlas, look)
    below = len(foot) * size * fonts.LEADING + (BLOCK_GAP if foot else 0)
    width, top = paper.width - 2 * paper.margin, paper.margin + head.height
    natural = chart.height(width, size)
    # On a sheet of a fixed size a chart is not drawn taller than it needs to be to be read.
    room = natural if paper.height is None else min(paper.height - top - below - paper.margin, natural * TALLER)
    room = max(room, chart.least(width, size))
    height = top + room + below + paper.margin
    if paper.height is not None:
        height = max(height, paper.height)
    sheet = Sheet(paper.width, height)
    head.draw(sheet, look)
    chart.draw(sheet, (paper.margin, top, paper.margin + width, top + room), size)
    sheet.lines(foot, paper.margin, height - paper.margin - below + BLOCK_GAP, size, colour=QUIET)
    return Print(sheet, said.title)


TALLER = 1.6
"""How much taller than by nature a chart may be drawn on a sheet with room."""


def rectangle(sheet: Sheet, box: Box, *, face: str = "none", edge: str = "none", width: float = 0.0) -> None:
    """Draw a rectangle, in points."""
    add(sheet.axes, shapely.box(*box), None, 20, face=face, edge=edge, width=width)


def line(sheet: Sheet, points: Any, *, colour: str = INK, width: float = 0.6, behind: bool = False) -> None:
    """Draw a line through points; behind the bars where it only helps to read them."""
    add(sheet.axes, shapely.linestrings(points), None, 19 if behind else 21, edge=colour, width=width)


def write_right(sheet: Sheet, text: str, right: float, y: float, size: float, **look: Any) -> None:
    """Write a line that ends at a place."""
    sheet.write(text, right - fonts.width(text, size, look.get("style", "regular")), y, size, **look)


def write_middle(sheet: Sheet, text: str, middle: float, y: float, size: float, **look: Any) -> None:
    """Write a line around a place."""
    sheet.write(text, middle - fonts.width(text, size, look.get("style", "regular")) / 2, y, size, **look)


def shortened(text: str, size: float, most: float) -> str:
    """Return a text that is not wider than it may be, with dots where something is left out."""
    while text and fonts.width(text, size) > most:
        text = text.removesuffix("…")[:-1].rstrip() + "…"
        if text == "…":
            break
    return text
