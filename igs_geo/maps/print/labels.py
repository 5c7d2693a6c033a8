"""Where the names stand: none over another, the important ones first, a line or a number where there is no room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
import shapely

from igs_geo.maps.print import fonts
from igs_geo.maps.print.ground import Box

Kind = Literal["number", "digits", "region", "body", "place"]
"""A number in a disc, a number alone, and names."""
NUMBERS = ("number", "digits")
CLEAR = 0.8
"""White between two labels, in points."""
DISC = 2.2
"""Room around a number in its disc, in points."""
INSIDE = 0.5
"""Part of a name that has to lie on its own municipality, or else it would seem to belong to another."""
STRICTNESS = (2, 1, 0)
"""A line crosses no other label and no other line; where that cannot be, a label; where it must, both."""
LOOK = 40
"""Places that are looked at together, the nearest first."""
RINGS = np.concatenate([np.arange(9, 60, 4.0), np.arange(60, 420, 9.0)])
TURNS = np.linspace(0, 2 * np.pi, 20, endpoint=False)


@dataclass(frozen=True)
class Wanted:
    """A label that should be on the map.

    Parameters
    ----------
    text
        What it says.
    spots
        Where it may stand, best first, in points.
    kind
        How it looks.
    must
        Whether it has to be there: with a line to it, or as a number with a key.
    land
        The shape that it names, in points; None when it may lie over anything.
    key
        What stands in the key beside it when it is a number of its own; empty when that is in the legend.
    """

    text: str
    spots: tuple[tuple[float, float], ...]
    kind: Kind = "place"
    must: bool = True
    land: Any = None
    key: str = ""


@dataclass(frozen=True)
class Placed:
    """A label at its place.

    Parameters
    ----------
    lines
        What it says, in lines.
    box
        The room it takes.
    kind
        How it looks.
    anchor
        Where its line leads; None for a label without a line.
    """

    lines: tuple[str, ...]
    box: Box
    kind: Kind
    anchor: tuple[float, float] | None = None


@dataclass
class _Room:
    """What is taken on the map."""

    frame: Box
    size: float
    boxes: list[Box] = field(default_factory=list)
    leaders: list[Any] = field(default_factory=list)

    def free(self, boxes: np.ndarray) -> np.ndarray:
        """Return which of some boxes lie on the map and over nothing."""
        left, top, right, bottom = self.frame
        inside = (boxes[:, 0] >= left) & (boxes[:, 1] >= top) & (boxes[:, 2] <= right) & (boxes[:, 3] <= bottom)
        if self.boxes:
            taken = np.array(self.boxes)
            over = (
                (boxes[:, None, 0] < taken[None, :, 2] + CLEAR)
                & (boxes[:, None, 2] > taken[None, :, 0] - CLEAR)
                & (boxes[:, None, 1] < taken[None, :, 3] + CLEAR)
                & (boxes[:, None, 3] > taken[None, :, 1] - CLEAR)
            )
            inside &= ~over.any(axis=1)
        if self.leaders and inside.any():
            crossed = shapely.multilinestrings(self.leaders)
            places = np.flatnonzero(inside)
            inside[places] = ~shapely.intersects(crossed, shapely.box(*boxes[places].T))
        return inside


def place_labels(
    wanted: Sequence[Wanted], frame: Box, size: float, start: int = 1
) -> tuple[list[Placed], dict[int, str], list[Wanted]]:
    """Return labels at their places, and the key to those that became numbers.

    Parameters
    ----------
    wanted
        The labels, the important ones first.
    frame
        The map on the sheet.
    size
        Of the text, in points.
    start
        The first number that a name without room may get.

    Returns
    -------
    tuple
        The placed labels; names by the numbers that stand for them; and what has to be there and found no room at all.
    """
    room = _Room(frame, size)
    placed: list[Placed] = []

    def settle(labels: Sequence[Wanted]) -> list[Wanted]:
        later = []
        for label in labels:
            found = _at_home(label, room)
            if found is not None:
                placed.append(found)
                room.boxes.append(found.box)
            elif label.must:
                later.append(label)
        return later

    later = settle(wanted)
    names = [label for label in later if label.kind not in NUMBERS]
    digits, key = _numbered(names, start)
    key |= {int(label.text): label.key for label in wanted if label.key}
    homeless = []
    for label in [*(label for label in later if label.kind in NUMBERS), *settle(digits)]:
        led = None
        for strict in STRICTNESS:
            led = led or _with_line(label, room, strict)
        if led is None:
            homeless.append(label)
            continue
        placed.append(led)
        room.boxes.append(led.box)
        room.leaders.append(_leader(led))
    return placed, key, homeless


def _leader(label: Placed) -> Any:
    middle = ((label.box[0] + label.box[2]) / 2, (label.box[1] + label.box[3]) / 2)
    return shapely.linestrings([middle, label.anchor or middle])


def leader_end(label: Placed) -> tuple[float, float]:
    """Return where the line of a label leaves its box."""
    line, box = _leader(label), shapely.box(*label.box)
    outside = shapely.difference(line, box)
    x, y = shapely.get_coordinates(outside)[0]
    return float(x), float(y)


def forms(label: Wanted, size: float) -> Iterator[tuple[tuple[str, ...], float, float]]:
    """Yield how a label can be written: its lines, width and height in points."""
    if label.kind in NUMBERS:
        around = DISC if label.kind == "number" else 0.3
        height = size * fonts.ASCENT + 2 * around
        wide = fonts.width(label.text, size, "bold") + 2 * around
        yield (label.text,), max(wide, height) if label.kind == "number" else wide, height
        return
    for lines in dict.fromkeys([(label.text,), *_split(label.text)]):
        style = "bold" if label.kind in ("region", "body") else "regular"
        wide = max(fonts.width(line, size, style) for line in lines)  # type: ignore[arg-type]
        yield lines, wide, size * (fonts.ASCENT + fonts.DESCENT + fonts.LEADING * (len(lines) - 1))


def _split(text: str) -> Iterator[tuple[str, str]]:
    """Yield a name in two lines, cut where the halves are most alike."""
    cuts = [place + 1 for place, letter in enumerate(text) if letter in "- /" and 2 < place < len(text) - 3]
    if cuts and len(text) > 8:
        cut = min(cuts, key=lambda place: abs(place - len(text) / 2))
        yield text[:cut].rstrip(), text[cut:]


def _at_home(label: Wanted, room: _Room) -> Placed | None:
    """Return a label where it belongs: at one of its spots, or a little beside it on the same land."""
    for lines, wide, high in forms(label, room.size):
        shifts = [(0.0, 0.0)]
        if label.kind in ("place", *NUMBERS):
            shifts += [(dx * wide / 4, dy * high / 2) for dy in (0, -1, 1, -2, 2) for dx in (0, -1, 1) if dx or dy]
        centres = np.array([(x + dx, y + dy) for x, y in label.spots for dx, dy in shifts])
        if not len(centres):
            return None
        boxes = _around(centres, wide, high)
        good = room.free(boxes)
        if label.land is not None and good.any():
            places = np.flatnonzero(good)
            squares = shapely.box(*boxes[places].T)
            shares = shapely.area(shapely.intersection(label.land, squares)) / shapely.area(squares)
            good[places] = shares >= INSIDE
        if good.any():
            left, top, right, bottom = boxes[int(np.flatnonzero(good)[0])]
            return Placed(lines, (float(left), float(top), float(right), float(bottom)), label.kind)
    return None


def _with_line(label: Wanted, room: _Room, strict: int) -> Placed | None:
    """Return a label at the nearest free place, with a line to where it belongs."""
    if not label.spots:
        return None
    lines, wide, high = next(iter(forms(label, room.size)))
    x, y = label.spots[0]
    rings = np.array([(x + ring * np.cos(turn), y + ring * np.sin(turn)) for ring in RINGS for turn in TURNS])
    boxes = _around(rings, wide, high)
    places = np.flatnonzero(room.free(boxes))
    tree = shapely.STRtree(shapely.box(*np.array(room.boxes).T) if room.boxes else [])
    leaders = shapely.STRtree(room.leaders)
    for some in np.array_split(places, -(-len(places) // LOOK) or 1):
        if not len(some):
            continue
        lines_ = shapely.linestrings(np.stack([rings[some], np.broadcast_to((x, y), (len(some), 2))], axis=1))
        crossed = [leaders.query(lines_, "crosses")[0], tree.query(lines_, "intersects")[0]][:strict]
        bad = np.concatenate([np.zeros(0, dtype=int), *crossed])
        good = np.setdiff1d(np.arange(len(some)), bad)
        if len(good):
            box: Any = tuple(float(side) for side in boxes[some[good[0]]])
            return Placed(lines, box, label.kind, (x, y))
    return None


def _around(centres: np.ndarray, wide: float, high: float) -> np.ndarray:
    return np.column_stack(
        [centres[:, 0] - wide / 2, centres[:, 1] - high / 2, centres[:, 0] + wide / 2, centres[:, 1] + high / 2]
    )


def _numbered(names: Sequence[Wanted], start: int) -> tuple[list[Wanted], dict[int, str]]:
    """Return numbers instead of names, and the key to them in the order of the alphabet."""
    ordered = sorted({label.text for label in names}, key=str.casefold)
    numbers = {name: place for place, name in enumerate(ordered, start)}
    changed = [replace(label, text=str(numbers[label.text]), kind="digits") for label in names]
    return changed, {number: name for name, number in numbers.items()}
