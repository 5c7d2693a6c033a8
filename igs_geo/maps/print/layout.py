"""Where everything stands on a sheet: head, map, legend, key and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from igs_geo.errors import IgsGeoError
from igs_geo.maps.print import fonts
from igs_geo.maps.print.ground import Box
from igs_geo.maps.print.paper import Paper
from igs_geo.maps.spec import LegendEntry

SIGN, SIGN_GAP = 17.0, 5.0
"""Width of a sign in the legend, and the white beside it, in points."""
SIGN_HEIGHT = 8.0
ENTRY_GAP, KEY_GAP = 2.6, 0.5
KEY_SIGN = 17.0
"""From the left edge of a key to its names, in points."""
HEADING_GAP = 3.0
COLUMN_GAP = 12.0
BLOCK_GAP = 6.0
NARROWEST, WIDEST = 105.0, 215.0
"""Of a column of the legend, in points."""
LEGEND_SHARE, KEY_SHARE = 0.8, 0.93
"""Of the entries of a legend and of a key that need no second line."""
TALLEST = 0.95
"""Height of a map over its width on a figure that is as tall as it needs to be."""
STEPS, SMALLEST_MAP = 36, 0.3
"""How many sizes of a map are tried, down to which share of the widest."""
SCALE_HEIGHT = 13.0


@dataclass(frozen=True)
class Item:
    """An entry of the legend or the key, with its lines.

    Parameters
    ----------
    entry
        The entry.
    lines
        Its text, broken to the width of its column.
    height
        In points.
    """

    entry: LegendEntry
    lines: tuple[str, ...]
    height: float

    @property
    def gap(self) -> float:
        """White below it, in points: little in a key, where there is no sign."""
        return KEY_GAP if is_key(self.entry) else ENTRY_GAP


@dataclass(frozen=True)
class Column:
    """Room for a column of the legend: its corner, its width, and how far down it may reach."""

    left: float
    top: float
    width: float
    height: float


Position = tuple[Item, float, float]
"""An entry with its left and top corner."""


@dataclass(frozen=True)
class Words:
    """What has to be on a sheet beside the map: the legend, and the key to numbers."""

    legend: tuple[LegendEntry, ...]
    key: tuple[LegendEntry, ...] = ()


@dataclass(frozen=True)
class Layout:
    """Where everything stands.

    Parameters
    ----------
    height
        Of the sheet, in points.
    map
        Rectangle of the map.
    legend
        Each entry with its left and top corner.
    """

    height: float
    map: Box
    legend: tuple[Position, ...]


def is_text(entry: LegendEntry) -> bool:
    """Return whether an entry has no sign: a heading or a remark."""
    return not (entry.fill or entry.outline or entry.line or entry.mark)


def is_key(entry: LegendEntry) -> bool:
    """Return whether an entry is a number and the name that it stands for."""
    return bool(entry.mark) and not (entry.fill or entry.outline or entry.line)


def text_start(entry: LegendEntry) -> float:
    """Return how far the text of an entry stands from its left edge, in points."""
    if is_text(entry):
        return 0.0
    return KEY_SIGN if is_key(entry) else SIGN + SIGN_GAP


def style_of(entry: LegendEntry) -> fonts.Style:
    """Return the letters of an entry."""
    if not is_text(entry):
        return "regular"
    return "italic" if entry.note else "bold"


def items(entries: Sequence[LegendEntry], size: float, width: float) -> list[Item]:
    """Return entries broken to a width.

    Parameters
    ----------
    entries
        Of the legend.
    size
        Of the text, in points.
    width
        Of the column, in points.
    """
    made = []
    for entry in entries:
        lines = fonts.wrap(entry.text, size, width - text_start(entry), style_of(entry))
        height = max(len(lines) * size * fonts.LEADING, SIGN_HEIGHT + 1)
        made.append(Item(entry, tuple(lines), height))
    return made


def natural(entries: Sequence[LegendEntry], size: float) -> float:
    """Return the width of a column in which most entries need no second line, in points."""
    wide = [fonts.width(entry.text, size, style_of(entry)) + text_start(entry) for entry in entries]
    if entries and all(map(is_key, entries)):
        return float(np.quantile(wide, KEY_SHARE))
    return float(np.clip(np.quantile(wide, LEGEND_SHARE) if wide else 0.0, NARROWEST, WIDEST))


def flow(made: Sequence[Item], columns: Sequence[Column]) -> list[Position] | None:
    """Return entries put into columns, one after the other; None when they do not fit.

    A heading is never the last of its column.

    Parameters
    ----------
    made
        The entries.
    columns
        The room there is, in order.
    """
    placed = []
    column, y = 0, 0.0
    for place, item in enumerate(made):
        gap = HEADING_GAP if is_text(item.entry) and y > 0 else 0.0
        needed = item.height
        if is_text(item.entry) and not item.entry.note and place + 1 < len(made):
            needed += item.gap + made[place + 1].height
        while column < len(columns) and y + gap + needed > columns[column].height + 0.01:
            column, y, gap = column + 1, 0.0, 0.0
        if column == len(columns):
            return None
        placed.append((item, columns[column].left, columns[column].top + y + gap))
        y += gap + item.height + item.gap
    return placed


def bottom(placed: Sequence[Position]) -> float:
    """Return how far down entries reach; 0 without any."""
    return max((top + item.height for item, _, top in placed), default=0.0)


def strip(made: Sequence[Item], left: float, top: float, columns: int, width: float) -> list[Position]:
    """Return entries in a number of columns that are as short as they can be.

    Parameters
    ----------
    made
        The entries.
    left, top
        Corner.
    columns
        How many.
    width
        Of each, with the white beside it.
    """
    total = sum(item.height + item.gap + HEADING_GAP for item in made)
    height = max([total / max(columns, 1), *(item.height for item in made)], default=0.0)
    while True:
        found = flow(made, [Column(left + n * width, top, width - COLUMN_GAP, height) for n in range(columns)])
        if found is not None:
            return found
        height += 2.0


def lay_out(
    paper: Paper, words: Words, aspect: float, frame: tuple[float, float], width: float | None = None
) -> Layout:
    """Return where map, legend and key stand.

    Parameters
    ----------
    paper
        The sheet.
    words
        What has to be on it beside the map.
    aspect
        Height of the map over its width.
    frame
        Height of what stands above and below, in points.
    width
        Of the map, in points; None for as wide as it can be.

    Raises
    ------
    IgsGeoError
        When legend and key leave no room for a map on a sheet of a fixed size.
    """
    if paper.height is None:
        return _as_tall_as_needed(paper, words, aspect, frame)
    room = paper.height - 2 * paper.margin - sum(frame)
    widest = min(paper.width - 2 * paper.margin, (room - SCALE_HEIGHT) / aspect)
    for share in (1.0,) if width else np.linspace(1, SMALLEST_MAP, STEPS):
        found = _on_sheet(paper, words, aspect, (width or widest * share, room, frame[0]))
        if found is not None:
            return found
    raise IgsGeoError("print.no_room", paper=paper.name, count=len(words.legend) + len(words.key))


def columns_in(entries: Sequence[LegendEntry], size: float, full: float) -> tuple[int, float]:
    """Return how many columns fit into a width, and how wide each is with the white beside it."""
    wanted = natural(entries, size)
    number = max(1, int((full + COLUMN_GAP) / (wanted + COLUMN_GAP)))
    return number, (full + COLUMN_GAP) / number


def _as_tall_as_needed(paper: Paper, words: Words, aspect: float, frame: tuple[float, float]) -> Layout:
    full, left, top = paper.width - 2 * paper.margin, paper.margin, paper.margin + frame[0]
    width = min(full, full * TALLEST / aspect)
    start = left + (full - width) / 2
    placed_map = (start, top, start + width, top + width * aspect)
    y = placed_map[3] + SCALE_HEIGHT + BLOCK_GAP
    placed: list[Position] = []
    for entries in (words.legend, words.key):
        number, wide = columns_in(entries, paper.text_pt, full)
        placed += strip(items(entries, paper.text_pt, wide - COLUMN_GAP), left, y, number, wide)
        y = max(y, bottom(placed) + BLOCK_GAP)
    return Layout(y + frame[1] + paper.margin, placed_map, tuple(placed))


def _on_sheet(paper: Paper, words: Words, aspect: float, size: tuple[float, float, float]) -> Layout | None:
    """Return a layout with a map of some width, legend and key beside and below it; None when they do not fit."""
    (width, room, head), left = size, paper.margin
    top = paper.margin + head
    full, text, end = paper.width - 2 * left, paper.text_pt, top + room
    x = left
    y = top + width * aspect + SCALE_HEIGHT + BLOCK_GAP
    placed: list[Position] = []
    flowing = words.legend
    if words.key:
        number, wide = columns_in(words.legend, text, width)
        placed = strip(items(words.legend, text, wide - COLUMN_GAP), left, y, number, wide)
        y, flowing = bottom(placed) + BLOCK_GAP, words.key
    number, wide = columns_in(flowing, text, full)
    beside = full - width - COLUMN_GAP
    columns = []
    if beside >= (wide - COLUMN_GAP if words.key else NARROWEST):
        several, each = columns_in(flowing, text, beside)
        columns = [Column(left + width + COLUMN_GAP + n * each, top, each - COLUMN_GAP, y - BLOCK_GAP - top)
                   for n in range(several)]  # fmt: skip
    elif not words.key:
        x = left + (full - width) / 2
    below = [Column(left + n * wide, y, wide - COLUMN_GAP, end - y) for n in range(number)]
    narrowest = min(column.width for column in [*columns, *below])
    found = flow(items(flowing, text, narrowest), [*columns, *below])
    if found is None or max(y - BLOCK_GAP, bottom(placed)) > end + 0.01:
        return None
    return Layout(float(paper.height or 0), (x, top, x + width, top + width * aspect), (*placed, *found))
