"""What stands around a printed map: its scale, its legend, and the licences of what it shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import shapely

from igs_geo.atlas import Atlas
from igs_geo.i18n import format_number, translate
from igs_geo.maps.print import fonts
from igs_geo.maps.print.ground import Ground
from igs_geo.maps.print.layout import KEY_SIGN, SIGN, SIGN_HEIGHT, Item, is_key, is_text, style_of, text_start
from igs_geo.maps.print.sheet import INK, QUIET, Sheet
from igs_geo.maps.print.signs import add, draw_fill, draw_outline
from igs_geo.maps.spec import LegendEntry

SHARE = 0.22
"""Of the width of the map that the bar of the scale may take."""
FREE = "facts-no-explicit-licence"
"""What a package calls facts for which their source gives no licence."""


def draw_scale(sheet: Sheet, ground: Ground, language: str, size: float) -> None:
    """Draw a bar of a round number of kilometres under the map, at the left.

    Parameters
    ----------
    sheet
        What to draw on.
    ground
        Where the map lies.
    language
        ``"nl"`` or ``"en"``.
    size
        Of the text, in points.
    """
    left, _, right, bottom = ground.box
    most = (right - left) * SHARE / ground.scale / 1000
    steps = [base * 10**power for power in range(-1, 4) for base in (1, 2, 5)]
    km = max((step for step in steps if step <= most), default=steps[0])
    wide, y = km * 1000 * ground.scale, bottom + 7.5
    for part in range(2):
        start = left + part * wide / 2
        bar = shapely.box(start, y - 2, start + wide / 2, y + 1)
        add(sheet.axes, bar, None, 45, face=INK if part == 0 else "#ffffff", edge=INK, width=0.5)
    text = f"{format_number(km, language, 0 if km >= 1 else 1)} km"
    sheet.write(text, left + wide + 4, y + size * 0.3, size, colour=QUIET)


def draw_legend(sheet: Sheet, placed: Iterable[tuple[Item, float, float]], size: float) -> None:
    """Draw the legend and the key.

    Parameters
    ----------
    sheet
        What to draw on.
    placed
        Each entry with its left and top corner.
    size
        Of the text, in points.
    """
    for item, x, y in placed:
        start = x + text_start(item.entry)
        if not is_text(item.entry):
            _draw_sign(sheet, item.entry, x, y, size)
        note = is_text(item.entry) and item.entry.note
        sheet.lines(list(item.lines), start, y, size, style=style_of(item.entry), colour=QUIET if note else INK)


def _draw_sign(sheet: Sheet, entry: LegendEntry, x: float, y: float, size: float) -> None:
    top = y + (size * fonts.ASCENT - SIGN_HEIGHT) / 2 + 0.6
    shape: Any = shapely.box(x, top, x + SIGN, top + SIGN_HEIGHT)
    if entry.fill is not None:
        draw_fill(sheet.axes, shape, entry.fill, clip=None, order=46)
        add(sheet.axes, shape, None, 46.5, edge="#777777", width=0.4)
    if entry.outline is not None:
        middle = shapely.linestrings([[x, top + SIGN_HEIGHT / 2], [x + SIGN, top + SIGN_HEIGHT / 2]])
        draw_outline(sheet.axes, middle, entry.outline, clip=None, order=46.6)
    if entry.line is not None:
        middle = shapely.linestrings([[x, top + SIGN_HEIGHT / 2], [x + SIGN, top + SIGN_HEIGHT / 2]])
        add(sheet.axes, middle, None, 46.6, edge=entry.line.colour, width=entry.line.width * 0.6)
    if entry.mark:
        wide = fonts.width(entry.mark, size, "bold")
        place = x + (KEY_SIGN - 4 - wide) if is_key(entry) else x + (SIGN - wide) / 2
        sheet.write(entry.mark, place, y + size * fonts.ASCENT, size, style="bold", halo=not is_key(entry), order=47)


def licence_line(atlas: Atlas, language: str) -> str:
    """Return the licences under which the facts of a map may be used again; empty when the package names none."""
    tables = {"partnerships", "divisions", f"screen_{atlas.edition}"}
    resources: Any = atlas.descriptor.get("resources", ())
    titles = [
        str(licence.get("title", licence["name"])).split(":")[0]
        for entry in resources
        if entry.get("name") in tables
        for licence in entry.get("licenses", ())
        if licence["name"] != FREE
    ]
    different = list(dict.fromkeys(titles))
    return translate("print.licences", language, licences="; ".join(different)) if different else ""
