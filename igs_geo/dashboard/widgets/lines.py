"""How high the rows of a table are, so that text which is wider than its column goes on below."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Literal

import pandas as pd

Width = Literal["small", "medium", "large"] | int
_LINE_PIXELS, _MARGIN_PIXELS, _LETTER_PIXELS = 20, 14, 7
_WRAPPING_PIXELS = 65
"""Lower rows do not wrap in Streamlit."""


def needed_lines(table: pd.DataFrame, widths: Mapping[str, Width]) -> int:
    """Return how many lines the longest text of a table takes, in the columns whose width is given in pixels."""
    needed = [
        math.ceil(int(table[name].astype(str).str.len().fillna(0).max()) * _LETTER_PIXELS / (width - _LINE_PIXELS))
        for name, width in widths.items()
        if isinstance(width, int) and name in table and len(table)
    ]
    return max([1, *needed])


def row_height(lines: int) -> int | None:
    """Return the pixels of a row of some lines; None for the usual row of one."""
    return None if lines == 1 else max(_WRAPPING_PIXELS, _MARGIN_PIXELS + lines * _LINE_PIXELS)
