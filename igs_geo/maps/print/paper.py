"""The sizes a printed map comes in, and the sizes of its text."""

from __future__ import annotations

from dataclasses import dataclass

POINTS_PER_MM = 72 / 25.4
SMALLEST = 8.0
"""No text is smaller, in points."""
DPI = 300
"""Dots per inch of a picture."""


@dataclass(frozen=True)
class Paper:
    """A sheet, or a figure that goes into a text.

    Parameters
    ----------
    name
        What it is called.
    width_mm
        Width.
    height_mm
        Height; None for a figure that is as tall as it needs to be.
    margin_mm
        White on all sides.
    title_pt, text_pt
        Size of the title, and of everything else.
    """

    name: str
    width_mm: float
    height_mm: float | None
    margin_mm: float
    title_pt: float
    text_pt: float = SMALLEST

    @property
    def width(self) -> float:
        """Width in points."""
        return self.width_mm * POINTS_PER_MM

    @property
    def height(self) -> float | None:
        """Height in points; None for as tall as needed."""
        return None if self.height_mm is None else self.height_mm * POINTS_PER_MM

    @property
    def margin(self) -> float:
        """Margin in points."""
        return self.margin_mm * POINTS_PER_MM


PAPERS = {
    paper.name: paper
    for paper in (
        Paper("8cm", 80, None, 0.5, 9.5),
        Paper("16cm", 160, None, 0.5, 11),
        Paper("a4-portrait", 210, 297, 12, 14),
        Paper("a4-landscape", 297, 210, 10, 14),
        Paper("slide", 254, 142.875, 8, 16, 9),
    )
}
"""Every size by its name."""
