"""The description of a map, the same for every renderer: plain values, no HTML, no drawing."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Pattern = Literal["solid", "dots", "forward", "backward", "level", "upright"]
OutlineStyle = Literal["body", "own", "added", "other", "division", "pick"]


@dataclass(frozen=True)
class Band:
    """One of the colours that fill a municipality; several bands show as stripes side by side.

    Parameters
    ----------
    colour
        ``#rrggbb``.
    pattern
        ``solid``; ``dots`` for a partial member; ``forward``, ``backward``, ``level`` and ``upright`` are directions of
        the lines by which several domains lie over each other.
    """

    colour: str
    pattern: Pattern = "solid"


@dataclass(frozen=True)
class Fill:
    """What the surface of a municipality shows.

    Parameters
    ----------
    bands
        The colours; none leaves the surface white.
    over
        Whether the bands lie over each other (a pattern per domain) instead of side by side.
    white_spot
        Whether the surface is hatched as a white spot.
    """

    bands: tuple[Band, ...] = ()
    over: bool = False
    white_spot: bool = False


@dataclass(frozen=True)
class Outline:
    """The border around a group of municipalities.

    Parameters
    ----------
    id
        Id of the body or region.
    name
        What a reader sees.
    members
        NIS codes.
    style
        ``body`` drawn, ``own``, ``added`` and ``other`` dashed, ``division`` thick and dashed, ``pick`` to point one
        out.
    colour, width
        ``#rrggbb`` and pixels.
    """

    id: str
    name: str
    members: tuple[str, ...]
    style: OutlineStyle = "body"
    colour: str = "#333333"
    width: float = 1.8


@dataclass(frozen=True)
class Label:
    """A short text on the map, at the first of its places where it collides with no other label.

    A number that fits at none of them stands beside the first, with a line to it.

    Parameters
    ----------
    text
        The text.
    places
        NIS codes of the municipalities where it may stand, best first.
    style
        ``number`` in a disc, ``region`` and ``body`` for a name of a region or body, ``place`` for a municipality.
    colour
        ``#rrggbb`` of the edge of the disc; empty for the usual one.
    """

    text: str
    places: tuple[str, ...]
    style: Literal["number", "region", "body", "place"] = "place"
    colour: str = ""


@dataclass(frozen=True)
class Line:
    """A line between two municipalities: along the border they share, or from the one to the other.

    Parameters
    ----------
    id
        What a click on the line returns.
    ends
        The two NIS codes.
    kind
        ``border`` or ``link``.
    width
        Pixels.
    colour
        ``#rrggbb``.
    text
        What a hover says.
    """

    id: str
    ends: tuple[str, str]
    kind: Literal["border", "link"]
    width: float
    colour: str = "#333333"
    text: str = ""


@dataclass(frozen=True)
class LegendEntry:
    """A sign of the map and what it means.

    Parameters
    ----------
    text
        The meaning.
    fill, outline, line
        The sign: a surface, the outline of a group, a line of this width. Without any of them a heading.
    mark
        Text that stands in the sign, such as a number of a body.
    note
        Whether an entry without a sign is a remark instead of a heading.
    members
        NIS codes of what it stands for; a click on the entry in an index chooses the first.
    """

    text: str
    fill: Fill | None = None
    outline: Outline | None = None
    line: Line | None = None
    mark: str = ""
    note: bool = False
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class MapSpec:
    """A map of the municipalities of one edition, ready to draw.

    Parameters
    ----------
    title, subtitle
        Head of the frame; the subtitle names the edition and what is counted.
    edition
        ``"2019"`` or ``"2025"``: which geometry belongs to it.
    language
        Of the texts.
    source
        Source and date.
    legend
        Every sign that the map uses, in order.
    index
        The numbered bodies or regions by name, where they are too many for the legend: stands beside the map.
    fills
        Surface of each municipality; one that is missing stays white.
    outlines, lines, labels
        Drawn over the fills, in order.
    notes
        Text of a hover for some municipalities, under name, province and inhabitants.
    focus
        Municipalities to look at, the rest is dimmed; empty for all of Flanders.
    window
        Municipalities that the map opens on without dimming the rest; empty for the focus.
    """

    title: str
    subtitle: str
    edition: str
    language: str
    source: str
    legend: tuple[LegendEntry, ...] = ()
    index: tuple[LegendEntry, ...] = ()
    fills: dict[str, Fill] = field(default_factory=dict)
    outlines: tuple[Outline, ...] = ()
    lines: tuple[Line, ...] = ()
    labels: tuple[Label, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    focus: tuple[str, ...] = ()
    window: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the description as plain values; equal fills are named once, ``surface`` says who has which."""
        kinds = {fill: place for place, fill in enumerate(dict.fromkeys(self.fills.values()))}
        plain = asdict(self)
        plain["fills"] = [asdict(fill) for fill in kinds]
        plain["surface"] = {nis: kinds[fill] for nis, fill in sorted(self.fills.items())}
        return plain

    def to_json(self) -> str:
        """Return the description as compact JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False, separators=(",", ":"))
