"""A map for print: the same description as on the screen, drawn with matplotlib."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import shapely
from matplotlib.patches import Rectangle

from igs_geo.atlas import Atlas
from igs_geo.clock import today
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import format_date, translate
from igs_geo.maps.palette import CONTEXT
from igs_geo.maps.print import fonts, labels
from igs_geo.maps.print.colours import for_print
from igs_geo.maps.print.furniture import draw_legend, draw_scale, licence_line
from igs_geo.maps.print.ground import Ground, bounds
from igs_geo.maps.print.layout import SCALE_HEIGHT, Words, bottom, lay_out
from igs_geo.maps.print.names import Names, legend_for_print, wanted_labels
from igs_geo.maps.print.paper import PAPERS, Paper
from igs_geo.maps.print.sheet import INK, QUIET, Print, Sheet
from igs_geo.maps.print.signs import add, draw_fill, draw_many, draw_outline, faded
from igs_geo.maps.spec import Band, Fill, LegendEntry, MapSpec

BORDER = "#9a9a9a"
PROVINCE = "#6d6d6d"
PLAIN = "#ffffff"
SPARE = 0.1
"""Part of a key for which room is kept beside it."""
LOGO_WIDTH, LOGO_HEIGHT = 70.0, 26.0
"""Room for a logo beside the title, in points."""

Parts = Literal["all", "map"]


@dataclass(frozen=True)
class Look:
    """How a map is printed.

    Parameters
    ----------
    paper
        The sheet.
    names
        Which municipalities are named: ``none``, ``main`` (the largest that fit), ``all`` (each, or its number with a
        key), ``numbers`` (a number for each, with a key).
    parts
        ``all``; ``map`` for map, scale and legend without title and sources, which then stand in a caption.
    logo
        A PNG or JPEG file.
    """

    paper: Paper = PAPERS["16cm"]
    names: Names = "main"
    parts: Parts = "all"
    logo: Path | None = None


def print_map(spec: MapSpec, atlas: Atlas, look: Look | None = None) -> Print:
    """Return a map drawn for print.

    Parameters
    ----------
    spec
        The map.
    atlas
        The edition that it is of.
    look
        Size of the sheet, and what is on it.
    """
    look = look or Look()
    printed = for_print(spec, atlas)
    printed = replace(printed, legend=legend_for_print(printed))
    world = bounds(atlas, printed.window or printed.focus)
    head, foot = Head.of(printed, look), foot_lines(printed, atlas, look)
    height = _height(foot, look)
    aspect = (world[3] - world[1]) / (world[2] - world[0])
    kept: tuple[LegendEntry, ...] = ()
    while True:
        layout = lay_out(look.paper, Words(printed.legend, kept), aspect, (head.height, height))
        placed, key = _placed(printed, Ground(atlas, world, layout.map), look)
        entries = tuple(LegendEntry(name, mark=str(number)) for number, name in sorted(key.items()))
        if len(entries) <= len(kept):
            break
        # Room for a key as long as this one, and then some: on a smaller map more names become numbers.
        spare = 0 if look.names == "numbers" else math.ceil(SPARE * len(entries))
        kept = entries + entries[:spare]
    width = layout.map[2] - layout.map[0]
    layout = lay_out(look.paper, Words(printed.legend, entries), aspect, (head.height, height), width)
    ground = Ground(atlas, world, layout.map)
    placed, _ = _placed(printed, ground, look)
    tall = layout.height
    if look.parts == "map":
        # What stands in a text ends where its map and legend do.
        tall = min(tall, max(layout.map[3] + SCALE_HEIGHT, bottom(layout.legend)) + look.paper.margin)
    sheet = Sheet(look.paper.width, tall)
    head.draw(sheet, look)
    draw_ground(sheet, printed, ground)
    draw_labels(sheet, placed, look.paper.text_pt)
    draw_scale(sheet, ground, printed.language, look.paper.text_pt)
    draw_legend(sheet, layout.legend, look.paper.text_pt)
    sheet.lines(foot, look.paper.margin, layout.height - look.paper.margin - height, look.paper.text_pt, colour=QUIET)
    return Print(sheet, printed.title)


@dataclass(frozen=True)
class Head:
    """Title and subtitle, broken to the width of the sheet."""

    title: tuple[str, ...]
    subtitle: tuple[str, ...]
    height: float

    @classmethod
    def of(cls, spec: MapSpec, look: Look) -> Head:
        """Return the head of a map; empty where its title stands in a caption."""
        paper = look.paper
        if look.parts == "map":
            return cls((), (), 0.0)
        room = paper.width - 2 * paper.margin - (LOGO_WIDTH + 8 if look.logo else 0)
        title = tuple(fonts.wrap(spec.title, paper.title_pt, room, "bold"))
        made = translate("print.made", spec.language, date=format_date(today().isoformat(), spec.language))
        subtitle = tuple(fonts.wrap(f"{spec.subtitle} · {made}", paper.text_pt + 0.5, room))
        height = (len(title) * paper.title_pt + len(subtitle) * (paper.text_pt + 0.5)) * fonts.LEADING + 5
        return cls(title, subtitle, max(height, LOGO_HEIGHT + 4) if look.logo else height)

    def draw(self, sheet: Sheet, look: Look) -> None:
        """Write title and subtitle, and put the logo beside them."""
        paper = look.paper
        y = sheet.lines(list(self.title), paper.margin, paper.margin, paper.title_pt, style="bold")
        sheet.lines(list(self.subtitle), paper.margin, y, paper.text_pt + 0.5, colour=QUIET)
        if look.logo and self.title:
            right = paper.width - paper.margin
            sheet.image(look.logo, (right - LOGO_WIDTH, paper.margin, right, paper.margin + LOGO_HEIGHT))


def foot_lines(spec: MapSpec, atlas: Atlas, look: Look) -> list[str]:
    """Return the sources and licences, broken to the width of the sheet; nothing where a caption says them."""
    if look.parts == "map":
        return []
    text = f"{spec.source} {licence_line(atlas, spec.language)}"
    return fonts.wrap(text, look.paper.text_pt, look.paper.width - 2 * look.paper.margin)


def _height(foot: Sequence[str], look: Look) -> float:
    return len(foot) * look.paper.text_pt * fonts.LEADING


def _placed(spec: MapSpec, ground: Ground, look: Look) -> tuple[list[labels.Placed], dict[int, str]]:
    """Return the labels at their places, and the key to those that became numbers."""
    size = look.paper.text_pt
    wanted = wanted_labels(spec, ground, look.names)
    marks = [int(entry.mark) for entry in spec.legend if entry.mark.isdigit()]
    placed, key, homeless = labels.place_labels(wanted, ground.box, size, 1 + max(marks, default=0))
    if homeless:
        raise IgsGeoError("print.no_room", paper=look.paper.name, count=len(wanted))
    return placed, key


def draw_ground(sheet: Sheet, spec: MapSpec, ground: Ground, order: float = 1.0) -> None:
    """Draw surfaces, borders, outlines and lines of a map.

    Parameters
    ----------
    sheet
        What to draw on.
    spec
        The map.
    ground
        Where it lies.
    order
        What lies over what.
    """
    axes = sheet.axes
    left, top, right, bottom = ground.box
    clip = Rectangle((left, top), right - left, bottom - top, transform=axes.transData)
    focus = set(spec.focus)
    flemish = set(ground.atlas.flemish.index)
    simple, rest = [], []
    for nis, shape in ground.placed.items():
        pale = bool(focus) and nis not in focus
        fill = spec.fills.get(nis, Fill()) if nis in flemish else Fill((Band(CONTEXT),))
        plain = not fill.white_spot and all(band.pattern == "solid" for band in fill.bands) and len(fill.bands) < 2
        if not plain:
            rest.append((shape, fill, pale))
            continue
        colour = fill.bands[0].colour if fill.bands else PLAIN
        simple.append((shape, faded(colour) if pale else colour))
    draw_many(axes, [shape for shape, _ in simple], [colour for _, colour in simple], clip, order)
    for shape, fill, pale in rest:
        draw_fill(axes, shape, fill, clip=clip, order=order + 0.1, pale=pale)
    add(axes, ground.borders(), clip, order + 0.2, edge=BORDER, width=0.3)
    for province in ground.provinces():
        add(axes, province, clip, order + 0.3, edge=PROVINCE, width=0.8)
    _draw_outlines(sheet, spec, ground, clip, order + 0.4)
    _draw_lines(sheet, spec, ground, clip, order + 0.8)


def _draw_outlines(sheet: Sheet, spec: MapSpec, ground: Ground, clip: Any, order: float) -> None:
    focus = set(spec.focus)
    over = {"body": 0.0, "own": 0.1, "division": 0.1, "added": 0.2, "other": 0.2, "pick": 0.3}
    for outline in spec.outlines:
        shape = ground.joined(outline.members)
        if shape is not None:
            pale = bool(focus) and not focus & set(outline.members)
            place = order + over[outline.style]
            draw_outline(sheet.axes, shape, outline, clip=clip, order=place, pale=pale)


def _draw_lines(sheet: Sheet, spec: MapSpec, ground: Ground, clip: Any, order: float) -> None:
    for line in spec.lines:
        first, second = line.ends
        shape = None
        if line.kind == "link" and first in ground.spots and second in ground.spots:
            shape = shapely.linestrings([ground.spots[first], ground.spots[second]])
        elif line.kind == "border" and first in ground.placed and second in ground.placed:
            shape = shapely.intersection(ground.placed[first], ground.placed[second])
        if shape is not None:
            add(sheet.axes, shape, clip, order, edge=line.colour, width=line.width * 0.6)


def draw_labels(sheet: Sheet, placed: Sequence[labels.Placed], size: float) -> None:
    """Draw the labels of a map, with a line where one stands away from its place.

    Parameters
    ----------
    sheet
        What to draw on.
    placed
        The labels.
    size
        Of the text, in points.
    """
    for label in placed:
        left, top, right, bottom = label.box
        if label.anchor is not None:
            start, end = labels.leader_end(label), label.anchor
            line = shapely.linestrings([start, end])
            add(sheet.axes, line, None, 40, edge="#ffffff", width=1.6)
            add(sheet.axes, line, None, 40.1, edge=INK, width=0.5)
            add(sheet.axes, shapely.Point(end).buffer(0.9), None, 40.2, face=INK)
        style: fonts.Style = "regular" if label.kind == "place" else "bold"
        if label.kind == "number":
            half = (bottom - top) / 2
            disc = shapely.LineString([(left + half, top + half), (right - half, top + half + 1e-6)]).buffer(half)
            add(sheet.axes, disc, None, 41, face="#ffffff", edge=INK, width=0.6)
        height = size * (fonts.ASCENT if label.kind in labels.NUMBERS else fonts.ASCENT + fonts.DESCENT)
        block = height + size * fonts.LEADING * (len(label.lines) - 1)
        y = (top + bottom - block) / 2 + size * fonts.ASCENT
        if label.kind in labels.NUMBERS:
            y = (top + bottom) / 2 + size * 0.33
        for number, line_ in enumerate(label.lines):
            x = (left + right - fonts.width(line_, size, style)) / 2
            halo = label.kind != "number"
            sheet.write(line_, x, y + number * size * fonts.LEADING, size, style=style, halo=halo, order=42)
