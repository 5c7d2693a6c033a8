"""Maps of lines: borders as thick as they are hard, links between municipalities as thick as they are strong."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Literal

import numpy as np

from igs_geo.atlas import Atlas
from igs_geo.i18n import format_number
from igs_geo.maps.context import Words, focus_members, frame_texts, standing_legend
from igs_geo.maps.sources import PARTNERSHIPS, source_line
from igs_geo.maps.spec import LegendEntry, Line, MapSpec

THICKEST = 7.0
COLOURS = {"border": "#a1173c", "link": "#1f5673"}

Kind = Literal["border", "link"]

Pair = tuple[str, str]


def line_map(
    atlas: Atlas,
    values: Mapping[Pair, float],
    words: Words,
    *,
    kind: Kind,
    written: Mapping[float, str] | None = None,
    texts: Mapping[Pair, str] | None = None,
    focus: str | None = None,
    divisions: Collection[str] = (),
) -> MapSpec:
    """Return a map of lines between pairs of municipalities; a click on one returns its id ``NIS_A-NIS_B``.

    Parameters
    ----------
    atlas
        The edition.
    values
        What each line is worth, by pair of NIS codes, at least 0; width grows with it, 0 is not drawn.
    words
        Its title, the head of its legend, and their language.
    kind
        ``border`` draws the border that a pair shares, ``link`` a straight line from the one to the other.
    written
        Values that the legend shows, and how they are written.
    texts
        What a hover over a line says.
    focus
        ``DIVISION:REGION_CODE`` to look at.
    divisions
        Divisions that the values are computed from, beside the partnerships.
    """
    language, colour = words.language, COLOURS[kind]
    most = max(values.values(), default=0.0)

    def width(value: float) -> float:
        return round(THICKEST * value / most, 2) if most else 0.0

    texts = texts or {}
    lines = tuple(
        Line(f"{a}-{b}", (a, b), kind, width(value), colour, texts.get((a, b), ""))
        for (a, b), value in sorted(values.items(), key=lambda item: item[1])
        if value > 0
    )
    sample = Line("", ("", ""), kind, 0.0, colour)
    steps = [float(value) for value in np.linspace(0, most, 4)[1:]]
    shown = written if written is not None else {value: format_number(value, language, 2) for value in steps}
    signs = (LegendEntry(text, line=replace(sample, width=width(value))) for value, text in shown.items())
    return MapSpec(
        title=words.title,
        subtitle=frame_texts(atlas, focus, language),
        edition=atlas.edition,
        language=language,
        source=source_line(atlas, (), language, divisions=divisions, tables=(PARTNERSHIPS,)),
        legend=(LegendEntry(words.heading), *signs, *standing_legend(language)),
        lines=lines,
        focus=tuple(sorted(focus_members(atlas, focus))),
    )
