"""The signs of a printed map: stripes, hatches, dots and outlines, drawn as lines so that every format shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex, to_rgb
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from igs_geo.maps.print.ground import path
from igs_geo.maps.spec import Fill, Outline, Pattern

STRIPE = 3.4
"""Width of a stripe where bodies overlap, in points."""
GAP = 3.2
"""Distance between the lines of a hatch, in points."""
DOT = 0.55
"""Radius of a dot, in points."""
WHITE_SPOT = "#7d7d7d"
SHORT = 0.02
"""Length of a line of which only the round ends are seen, in points."""
ANGLES: dict[Pattern, float] = {"forward": 45, "backward": -45, "level": 0, "upright": 90}
DASHES: dict[str, Any] = {
    "own": (0, (6.4, 1.2)),
    "added": (0, (3.2, 1.6)),
    "other": (0, (5, 1.4, 1, 1.4)),
    "division": (0, (6, 2)),
}
PIXEL = 0.6
"""Points for a pixel of the screen: lines on paper are thinner."""
FADED = 0.72
"""How far towards white the colours go outside the area that is looked at."""


def faded(colour: str) -> str:
    """Return a colour as it is outside the area that is looked at."""
    red, green, blue = (part + (1 - part) * FADED for part in to_rgb(colour))
    return str(to_hex((red, green, blue)))


def draw_fill(axes: Axes, shape: Any, fill: Fill, *, clip: Any, order: float, pale: bool = False) -> None:
    """Draw the surface of a municipality, or of a sign in a legend.

    Parameters
    ----------
    axes
        The sheet.
    shape
        Polygons, in points.
    fill
        What the surface shows.
    clip
        What to draw inside of; None for everything.
    order
        What lies over what.
    pale
        Whether it lies outside the area that is looked at.
    """

    def tone(colour: str) -> str:
        return faded(colour) if pale else colour

    if fill.white_spot:
        add(axes, hatch(shape, 45, GAP), clip, order, edge=tone(WHITE_SPOT), width=0.5)
        return
    if fill.over:
        for place, band in enumerate(fill.bands):
            angle = ANGLES.get(band.pattern, 45.0)
            lines = hatch(shape, angle, GAP, shift=place * GAP / max(len(fill.bands), 1))
            add(axes, lines, clip, order, edge=tone(band.colour), width=0.8)
        return
    pieces = stripes(shape, len(fill.bands))
    for band, piece in zip(fill.bands, pieces, strict=True):
        add(axes, piece, clip, order, face=tone(band.colour))
        if band.pattern == "dots":
            add(axes, dots(piece), clip, order + 0.01, edge=tone("#333333"), width=2 * DOT)


def draw_outline(axes: Axes, shape: Any, outline: Outline, *, clip: Any, order: float, pale: bool = False) -> None:
    """Draw the border around a group, white below it so that it is seen on every colour.

    Parameters
    ----------
    axes
        The sheet.
    shape
        Polygons, in points.
    outline
        Its style, colour and width.
    clip
        What to draw inside of; None for everything.
    order
        What lies over what.
    pale
        Whether it lies outside the area that is looked at.
    """
    width = max(outline.width * PIXEL, 0.6)
    colour = faded(outline.colour) if pale else outline.colour
    if outline.style != "body":
        add(axes, shape, clip, order, edge="#ffffff", width=width + 1.1)
    add(axes, shape, clip, order + 0.01, edge=colour, width=width, dashes=DASHES.get(outline.style))


def add(
    axes: Axes,
    shape: Any,
    clip: Any,
    order: float,
    *,
    face: str = "none",
    edge: str = "none",
    width: float = 0.0,
    dashes: Any = None,
) -> None:
    """Draw polygons or lines.

    Parameters
    ----------
    axes
        The sheet.
    shape
        Polygons or lines, in points; or a path.
    clip
        What to draw inside of; None for everything.
    order
        What lies over what.
    face, edge
        Colours.
    width
        Of the line, in points.
    dashes
        How the line is broken.
    """
    drawn = shape if isinstance(shape, Path) else path(shape)
    if not np.size(drawn.vertices):
        return
    patch = PathPatch(drawn, facecolor=face, edgecolor=edge, linewidth=width, zorder=order)
    if dashes is not None:
        patch.set_linestyle(dashes)
    patch.set_joinstyle("round")
    # Dots are lines of which only the round ends are seen; dashes would run into each other.
    patch.set_capstyle("round" if dashes is None else "butt")
    # Not as a patch of the axes: those are measured, and the sheet has its size already.
    axes.add_artist(patch)
    patch.set_clip_path(clip)


def draw_many(axes: Axes, shapes: Sequence[Any], faces: Sequence[str], clip: Any, order: float) -> None:
    """Draw many polygons at once, each in its colour, with thin borders.

    Parameters
    ----------
    axes
        The sheet.
    shapes
        Polygons, in points.
    faces
        A colour for each.
    clip
        What to draw inside of.
    order
        What lies over what.
    """
    drawn = PathCollection([path(shape) for shape in shapes], facecolors=list(faces), edgecolors="none", zorder=order)
    axes.add_collection(drawn, autolim=False)
    # Afterwards: the axes put their own clip on what has none that is a path.
    drawn.set_clip_path(clip)


def stripes(shape: Any, number: int) -> list[Any]:
    """Return a surface cut into slanting stripes, the pieces of each of some bodies together."""
    if number == 1:
        return [shape]
    low, high, start, stop = _span(shape, 45)
    normal, along = _directions(45)
    edges = np.arange(np.floor(low / STRIPE) * STRIPE, high + STRIPE, STRIPE)
    pieces = []
    for turn in range(number):
        own = [edge for place, edge in enumerate(edges) if place % number == turn]
        bars = [
            shapely.polygons([edge * normal + start * along, (edge + STRIPE) * normal + start * along,
                              (edge + STRIPE) * normal + stop * along, edge * normal + stop * along])
            for edge in own
        ]  # fmt: skip
        pieces.append(shapely.intersection(shape, shapely.multipolygons(bars)) if bars else shapely.Polygon())
    return pieces


def hatch(shape: Any, angle: float, gap: float, shift: float = 0.0) -> Any:
    """Return the parallel lines that hatch a surface; in step with those of its neighbours."""
    low, high, start, stop = _span(shape, angle)
    normal, along = _directions(angle)
    places = np.arange(np.floor(low / gap) * gap + shift, high, gap)
    if not len(places):
        return shapely.LineString()
    lines = shapely.multilinestrings(
        shapely.linestrings([[place * normal + start * along, place * normal + stop * along] for place in places])
    )
    return shapely.intersection(shape, lines)


def dots(shape: Any) -> Path:
    """Return the dots inside a surface as one path of lines that are too short to be more than their round ends.

    Circles would make a drawing ten times as large.

    Parameters
    ----------
    shape
        Polygons, in points.
    """
    left, top, right, bottom = shapely.bounds(shape)
    if not np.isfinite(left):
        return Path(np.zeros((0, 2)))
    step = GAP * 0.95
    xs = np.arange(np.floor(left / step) * step, right, step)
    ys = np.arange(np.floor(top / step) * step, bottom, step)
    x, y = (part.ravel() for part in np.meshgrid(xs, ys))
    x = x + (np.round(y / step) % 2) * step / 2
    inside = shapely.contains_xy(shape, x, y)
    starts = np.column_stack([x, y])[inside]
    # Slanting: matplotlib puts level lines on the grid of a picture, where so short a one vanishes.
    ends = starts + SHORT
    codes = np.tile(np.array([Path.MOVETO, Path.LINETO], dtype=np.uint8), len(starts))
    return Path(np.stack([starts, ends], axis=1).reshape(-1, 2), codes)


def _directions(angle: float) -> tuple[np.ndarray, np.ndarray]:
    turn = np.radians(angle)
    # Downwards is positive on the sheet.
    along = np.array([np.cos(turn), -np.sin(turn)])
    return np.array([along[1], -along[0]]), along


def _span(shape: Any, angle: float) -> tuple[float, float, float, float]:
    """Return from where to where a surface reaches across lines of an angle, and along them."""
    left, top, right, bottom = shapely.bounds(shape)
    if not np.isfinite(left):
        return 0.0, 0.0, 0.0, 0.0
    corners = np.array([[left, top], [right, top], [left, bottom], [right, bottom]])
    normal, along = _directions(angle)
    across, lengthwise = corners @ normal, corners @ along
    return float(across.min()), float(across.max()), float(lengthwise.min()) - 1, float(lengthwise.max()) + 1
