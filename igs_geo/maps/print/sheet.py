"""A sheet to draw on, in points from its top left corner, and the files that come of it."""

from __future__ import annotations

import base64
import io
import re
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke

from igs_geo.errors import IgsGeoError
from igs_geo.maps.print import fonts
from igs_geo.maps.print.ground import Box
from igs_geo.maps.print.paper import DPI
from igs_geo.maps.print.svg_paths import shortened

INK, QUIET = "#111111", "#444444"
SETTINGS: Any = {
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
    "svg.hashsalt": "igs-geo",
    "path.simplify": False,
    "text.hinting": "none",
}
_drawing = threading.RLock()
"""Settings of matplotlib hold for the whole process: one sheet is written at a time."""


@dataclass
class Sheet:
    """A sheet, and where its texts stand.

    Parameters
    ----------
    width, height
        In points.
    texts
        Every line that was written, its box in points, and its size.
    used
        The letters that were written, by their style.
    """

    width: float
    height: float
    texts: list[tuple[str, Box, float]] = field(default_factory=list)
    used: dict[fonts.Style, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.figure = Figure(figsize=(self.width / 72, self.height / 72), facecolor="white")
        self.axes: Axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.set_axis_off()
        self.axes.set_xlim(0, self.width)
        self.axes.set_ylim(self.height, 0)

    def write(self, text: str, x: float, y: float, size: float, *, style: fonts.Style = "regular", **look: Any) -> None:
        """Write one line.

        Parameters
        ----------
        text
            The line.
        x, y
            Where it begins, and the line on which its letters stand, in points.
        size
            In points.
        style
            ``regular``, ``bold`` or ``italic``.
        **look
            ``colour``; ``halo`` for white around the letters; ``order`` for what lies over what.
        """
        effects = [withStroke(linewidth=1.6, foreground="white")] if look.get("halo") else None
        self.axes.text(
            x, y, text, fontproperties=fonts.properties(style), fontsize=size, color=look.get("colour", INK),
            va="baseline", ha="left", zorder=look.get("order", 50), path_effects=effects, parse_math=False,
        )  # fmt: skip
        wide = fonts.width(text, size, style)
        below = 0.0 if text.isdigit() else fonts.DESCENT
        self.texts.append((text, (x, y - fonts.ASCENT * size, x + wide, y + below * size), size))
        self.used.setdefault(style, set()).update(text)

    def lines(self, lines: list[str], x: float, top: float, size: float, **look: Any) -> float:
        """Write lines under each other and return how far down they reach, in points.

        Parameters
        ----------
        lines
            The lines.
        x, top
            Their left top corner, in points.
        size
            In points.
        **look
            As of :meth:`write`.
        """
        for number, line in enumerate(lines):
            self.write(line, x, top + size * (fonts.ASCENT + fonts.LEADING * number), size, **look)
        return top + size * fonts.LEADING * len(lines)

    def image(self, file: Path, box: Box) -> None:
        """Put a picture into a box: it keeps its shape, and stands at the right.

        Parameters
        ----------
        file
            A PNG or JPEG file.
        box
            Where there is room, in points.

        Raises
        ------
        IgsGeoError
            When it is no picture.
        """
        from matplotlib.image import imread

        try:
            picture = imread(file)
        except (OSError, ValueError, SyntaxError) as error:
            raise IgsGeoError("cli.bad_logo", file=str(file)) from error
        left, top, right, bottom = box
        shape = picture.shape[1] / picture.shape[0]
        wide = min(right - left, (bottom - top) * shape)
        self.axes.imshow(picture, extent=(right - wide, right, top + wide / shape, top), zorder=60, aspect="auto")
        self.axes.set_xlim(0, self.width)
        self.axes.set_ylim(self.height, 0)


@dataclass(frozen=True)
class Print:
    """A drawing for print.

    Parameters
    ----------
    sheet
        The sheet.
    title
        What it is called in the files.
    """

    sheet: Sheet
    title: str

    @property
    def width_mm(self) -> float:
        """Width in millimetres."""
        return self.sheet.width / 72 * 25.4

    @property
    def height_mm(self) -> float:
        """Height in millimetres."""
        return self.sheet.height / 72 * 25.4

    def png(self, dpi: int = DPI) -> bytes:
        """Return the drawing as a picture.

        Parameters
        ----------
        dpi
            Dots per inch; they are written in the file too, so that it has its size in a text.
        """
        quick = {"compress_level": 3}
        return self._saved("png", dpi=dpi, metadata={"Title": self.title}, pil_kwargs=quick)

    def pdf(self) -> bytes:
        """Return the drawing as PDF, with the letters in it."""
        return self._saved("pdf", metadata={"Title": self.title, "CreationDate": None})

    def svg(self, *, embed: bool = True) -> str:
        """Return the drawing as SVG, text as text.

        Parameters
        ----------
        embed
            Whether the letters that it uses are in the file.
        """
        text = self._saved("svg", metadata={"Title": self.title, "Date": None}).decode()
        text = shortened(text)
        return text.replace("<defs>", f"<defs>{self._letters()}", 1) if embed else text

    def _saved(self, kind: str, **options: Any) -> bytes:
        target = io.BytesIO()
        with _drawing, mpl.rc_context(SETTINGS):
            self.sheet.figure.savefig(target, format=kind, **options)
        return target.getvalue()

    def _letters(self) -> str:
        """Return a style sheet with the letters that are used, as a reader without them needs."""
        faces = []
        for style, letters in sorted(self.sheet.used.items()):
            data = base64.b64encode(_subset(style, "".join(sorted(letters)))).decode()
            weight, slant = ("700" if style == "bold" else "400"), ("italic" if style == "italic" else "normal")
            faces.append(
                f"@font-face{{font-family:'{fonts.FAMILY}';font-weight:{weight};font-style:{slant};"
                f"src:url(data:font/ttf;base64,{data})}}"
            )
        return f'<style type="text/css">{"".join(faces)}</style>'


def _subset(style: fonts.Style, letters: str) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(layout_features=["kern"], notdef_outline=True)
    font = TTFont(fonts.folder() / fonts.FILES[style])
    maker = subset.Subsetter(options)
    maker.populate(text=letters + " ")
    maker.subset(font)
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


def safe_name(title: str) -> str:
    """Return a title as the name of a file."""
    return re.sub(r"[^\w-]+", "-", title.lower()).strip("-")[:80] or "kaart"
