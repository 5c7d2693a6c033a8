"""Several small maps on one sheet: one for each domain, before and after, one beside the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from igs_geo.atlas import Atlas
from igs_geo.maps.print import fonts, labels
from igs_geo.maps.print.colours import for_print
from igs_geo.maps.print.draw import Head, Look, draw_ground, draw_labels, foot_lines
from igs_geo.maps.print.furniture import draw_legend, draw_scale
from igs_geo.maps.print.ground import Ground, bounds
from igs_geo.maps.print.layout import BLOCK_GAP, COLUMN_GAP, SCALE_HEIGHT, Position, bottom, columns_in, items, strip
from igs_geo.maps.print.names import legend_for_print, wanted_labels
from igs_geo.maps.print.sheet import QUIET, Print, Sheet
from igs_geo.maps.spec import LegendEntry, MapSpec

GAP = 10.0
"""White between two maps, in points."""
Legends = Literal["shared", "each"]


@dataclass(frozen=True)
class Panels:
    """Maps that belong together.

    Parameters
    ----------
    maps
        The maps; the title of each stands above it.
    head
        A map of which title, subtitle, source and language hold for all.
    columns
        How many stand beside each other.
    legends
        ``shared``: one below all, each sign once; ``each``: one under each map.
    """

    maps: tuple[MapSpec, ...]
    head: MapSpec
    columns: int = 3
    legends: Legends = "shared"


@dataclass(frozen=True)
class _Cell:
    """One of the maps, and where its parts stand."""

    spec: MapSpec
    atlas: Atlas
    ground: Ground
    title: tuple[str, ...]
    corner: tuple[float, float]
    legend: tuple[Position, ...] = ()


def print_multiples(panels: Panels, atlas: Atlas | Sequence[Atlas], look: Look | None = None) -> Print:
    """Return several maps on one sheet, as tall as they need to be.

    Parameters
    ----------
    panels
        The maps.
    atlas
        The edition that they are of; one for each where they differ.
    look
        Size of the sheet, and what is on it.
    """
    look = look or Look(names="none")
    paper = replace(look.paper, height_mm=None)
    atlases = [atlas] * len(panels.maps) if isinstance(atlas, Atlas) else list(atlas)
    printed = []
    for spec, own in zip(panels.maps, atlases, strict=True):
        changed = for_print(spec, own)
        printed.append(replace(changed, legend=legend_for_print(changed)))
    head, full = Head.of(panels.head, look), paper.width - 2 * paper.margin
    wide = (full - GAP * (panels.columns - 1)) / panels.columns
    cells: list[_Cell] = []
    y = paper.margin + head.height
    for start in range(0, len(printed), panels.columns):
        some = range(start, min(start + panels.columns, len(printed)))
        row = [_cell(printed[n], atlases[n], (paper.margin + (n - start) * (wide + GAP), y), wide, look) for n in some]
        row = _even(row, panels, look, wide)
        cells += row
        y = max(max(cell.ground.box[3] + SCALE_HEIGHT, bottom(cell.legend)) for cell in row) + GAP
    shared: list[Position] = []
    if panels.legends == "shared":
        entries = _shared(printed)
        number, each = columns_in(entries, paper.text_pt, full)
        shared = strip(items(entries, paper.text_pt, each - COLUMN_GAP), paper.margin, y, number, each)
        y = bottom(shared) + BLOCK_GAP
    foot = foot_lines(panels.head, atlases[0], look)
    sheet = Sheet(paper.width, y + len(foot) * paper.text_pt * fonts.LEADING + paper.margin)
    head.draw(sheet, look)
    for place, cell in enumerate(cells):
        _draw(sheet, cell, look, 1.0 + place * 0.001)
    draw_legend(sheet, shared, paper.text_pt)
    sheet.lines(foot, paper.margin, y, paper.text_pt, colour=QUIET)
    return Print(sheet, panels.head.title)


def _cell(spec: MapSpec, atlas: Atlas, corner: tuple[float, float], wide: float, look: Look) -> _Cell:
    world = bounds(atlas, spec.window or spec.focus)
    title = tuple(fonts.wrap(spec.title, look.paper.text_pt + 0.5, wide, "bold"))
    box: Any = (corner[0], corner[1], corner[0] + wide, corner[1] + wide)
    return _Cell(spec, atlas, Ground(atlas, world, box), title, corner)


def _even(row: Sequence[_Cell], panels: Panels, look: Look, wide: float) -> list[_Cell]:
    """Return the maps of a row under titles that are equally tall, with their legends."""
    size = look.paper.text_pt
    lines = max(len(cell.title) for cell in row)
    placed = []
    for cell in row:
        left, top = cell.corner
        top += lines * (size + 0.5) * fonts.LEADING + 2
        west, south, east, north = cell.ground.world
        tall = wide * (north - south) / (east - west)
        ground = replace(cell.ground, box=(left, top, left + wide, top + tall))
        legend: list[Position] = []
        if panels.legends == "each":
            made = items(cell.spec.legend, size, wide)
            legend = strip(made, left, top + tall + SCALE_HEIGHT + BLOCK_GAP, 1, wide + COLUMN_GAP)
        placed.append(replace(cell, ground=ground, legend=tuple(legend)))
    return placed


def _shared(maps: Sequence[MapSpec]) -> list[LegendEntry]:
    """Return every sign once."""
    return list(dict.fromkeys(entry for spec in maps for entry in spec.legend))


def _draw(sheet: Sheet, cell: _Cell, look: Look, order: float) -> None:
    size = look.paper.text_pt
    sheet.lines(list(cell.title), *cell.corner, size + 0.5, style="bold")
    draw_ground(sheet, cell.spec, cell.ground, order)
    wanted = wanted_labels(cell.spec, cell.ground, look.names)
    placed, _, _ = labels.place_labels(wanted, cell.ground.box, size)
    draw_labels(sheet, placed, size)
    draw_scale(sheet, cell.ground, cell.spec.language, size)
    draw_legend(sheet, cell.legend, size)
