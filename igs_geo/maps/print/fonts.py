"""The letters of a printed map: how wide a text is, where it breaks, and the files that go into PDF and SVG."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font, LoadFlags

Style = Literal["regular", "bold", "italic"]
FAMILY = "Source Sans Pro"
"""SIL Open Font Licence 1.1; the files and the licence are in ``assets/fonts``."""
FILES: dict[Style, str] = {
    "regular": "SourceSansPro-Regular.ttf",
    "bold": "SourceSansPro-Bold.ttf",
    "italic": "SourceSansPro-It.ttf",
}
LEADING = 1.2
"""Distance between lines, over the size of the text."""
ASCENT, DESCENT = 0.72, 0.22
"""How far letters reach above and below the line that they stand on, over their size."""
MEASURED = 64
"""Size at which widths are measured: they grow with the size, as nothing is hinted."""


def folder() -> Path:
    """Return where the files of the letters are."""
    return Path(str(files("igs_geo.maps").joinpath("assets", "fonts")))


@cache
def properties(style: Style = "regular") -> FontProperties:
    """Return the letters as matplotlib takes them."""
    weight = "bold" if style == "bold" else "normal"
    slant: Literal["italic", "normal"] = "italic" if style == "italic" else "normal"
    return FontProperties(family=FAMILY, weight=weight, style=slant, fname=str(folder() / FILES[style]))


@cache
def _font(style: Style) -> FT2Font:
    font = FT2Font(str(folder() / FILES[style]))
    font.set_size(MEASURED, 72)
    return font


@lru_cache(maxsize=20_000)
def _measured(text: str, style: Style) -> float:
    font = _font(style)
    font.set_text(text, 0, flags=LoadFlags.NO_HINTING)
    # Advance or ink, whichever reaches further, and a hair for the grid of a picture.
    ink = float(font.get_width_height()[0]) / 64
    return 1.01 * ink / MEASURED


def width(text: str, size: float, style: Style = "regular") -> float:
    """Return how wide a text is.

    Parameters
    ----------
    text
        One line.
    size
        In points.
    style
        ``regular``, ``bold`` or ``italic``.

    Returns
    -------
    float
        Points.
    """
    return _measured(text, style) * size


def wrap(text: str, size: float, most: float, style: Style = "regular") -> list[str]:
    """Return a text in lines that are not wider than they may be, unless a single word is.

    Parameters
    ----------
    text
        The text.
    size
        In points.
    most
        Widest line, in points.
    style
        ``regular``, ``bold`` or ``italic``.
    """
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, style) <= most:
            lines[-1] = longer
        else:
            lines.append(word)
    return [piece for line in lines for piece in _broken(line, size, most, style)] or [""]


def _broken(word: str, size: float, most: float, style: Style) -> list[str]:
    """Return a word that is too wide in pieces, at its hyphens and slashes."""
    if width(word, size, style) <= most:
        return [word]
    pieces = word.replace("-", "-\0").replace("/", "/\0").split("\0")
    lines = [pieces[0]]
    for piece in pieces[1:]:
        if width(lines[-1] + piece, size, style) <= most:
            lines[-1] += piece
        else:
            lines.append(piece)
    return [line for line in lines if line]
