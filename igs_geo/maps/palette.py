"""Colours: told apart by the colour-blind, in grey too where borders and numbers help, and never alike side by side."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, eye_array

from igs_geo.atlas import Atlas
from igs_geo.atlas.contiguity import neighbours

BODIES = (
    "#77aadd",
    "#eedd88",
    "#ee8866",
    "#bbcc33",
    "#ffaabb",
    "#44bb99",
    "#99ddff",
    "#bb99cc",
    "#ddaa77",
    "#aaaa00",
    "#cc6677",
    "#b7d3b0",
    "#6688aa",
    "#f5c26b",
    "#8fb0a9",
    "#d9b8a8",
)
"""Fills of bodies: Paul Tol's light scheme (made for labelled areas), then quieter colours for crowded maps."""

DOMAINS = ("#3366aa", "#cc5511", "#117733", "#882255")
"""Line colours of up to four domains, dark enough for thin lines on white."""

SEQUENCE = ("#eff3ff", "#c6dbef", "#9ecae1", "#6baed6", "#4292c6", "#2171b5", "#084594")
"""Low to high, ColorBrewer's Blues: lightness falls steadily, so it holds in grey."""

CONTEXT = "#d9d9d9"
COVERED = "#f3f0e6"
PICK = "#ffd54a"


def sequence(classes: int) -> tuple[str, ...]:
    """Return colours from low to high for a number of classes; blended where there are more classes than colours."""
    places = np.linspace(0, len(SEQUENCE) - 1, max(classes, 1))
    if classes <= len(SEQUENCE):
        return tuple(SEQUENCE[place] for place in places.round().astype(int))
    stops = np.array([[int(colour[start : start + 2], 16) for start in (1, 3, 5)] for colour in SEQUENCE])
    parts = [np.interp(places, range(len(SEQUENCE)), stops[:, part]).round().astype(int) for part in range(3)]
    return tuple(f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in zip(*parts, strict=True))


def meeting(atlas: Atlas, groups: Mapping[str, frozenset[str]]) -> pd.DataFrame:
    """Return which groups touch or overlap: a square table of booleans."""
    codes = sorted(atlas.municipalities.index)
    place = {nis: i for i, nis in enumerate(codes)}
    rows = [row for row, members in enumerate(groups.values()) for _ in members]
    columns = [place[nis] for members in groups.values() for nis in members]
    belongs = csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(groups), len(codes)))
    pairs = neighbours(atlas)
    left, right = pairs["nis_a"].map(place).to_numpy(int), pairs["nis_b"].map(place).to_numpy(int)
    beside = csr_array((np.ones(len(pairs)), (left, right)), shape=(len(codes), len(codes)))
    near = eye_array(len(codes), format="csr") + beside + beside.T
    meets = (belongs @ near @ belongs.T).toarray() > 0
    np.fill_diagonal(meets, val=False)
    names = list(groups)
    return pd.DataFrame(meets, index=names, columns=names)


CROWDED = 9
"""As long as they are enough, only the first colours are shared out: they differ most."""


def colour_groups(atlas: Atlas, groups: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Return a colour for each group, unlike that of every group it touches or overlaps.

    Few groups get a colour each. Many share: the group with most colours around it chooses first (DSATUR, Brélaz 1979),
    and takes the colour used least so far.

    Parameters
    ----------
    atlas
        The edition: it says which municipalities touch.
    groups
        NIS codes by group.
    """
    if len(groups) <= len(BODIES):
        return dict(zip(groups, BODIES, strict=False))
    meets = meeting(atlas, groups)
    around = {name: set(meets.columns[meets.loc[name].to_numpy()]) for name in groups}
    chosen: dict[str, int] = {}
    used = [0] * len(BODIES)

    def taken(name: str) -> set[int]:
        return {chosen[other] for other in around[name] if other in chosen}

    while len(chosen) < len(groups):
        name = max(
            (name for name in groups if name not in chosen),
            key=lambda name: (len(taken(name)), len(around[name]), name),
        )
        forbidden = taken(name)
        free = [colour for colour in range(len(used)) if colour not in forbidden]
        if not free:
            free = [len(used)]
            used.append(0)
        colour = min(free, key=lambda colour: (colour >= CROWDED, used[colour], colour))
        chosen[name] = colour
        used[colour] += 1
    return {name: colour_at(place) for name, place in chosen.items()}


def colour_at(place: int) -> str:
    """Return the colour with a number; beyond the palette hues a golden angle apart, so that none returns."""
    if place < len(BODIES):
        return BODIES[place]
    import colorsys

    extra = place - len(BODIES)
    hue, lightness = (0.13 + 0.618034 * extra) % 1, 0.62 + 0.2 * ((extra * 0.754878) % 1)
    return "#" + "".join(f"{round(255 * part):02x}" for part in colorsys.hls_to_rgb(hue, lightness, 0.5))


def pale(colour: str, share: float = 0.68) -> str:
    """Return a colour ``#rrggbb`` mixed with a share of white."""
    parts = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(part + (255 - part) * share):02x}" for part in parts)
