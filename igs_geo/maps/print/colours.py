"""The colours of print: five classes at most, and regions that a colour-blind reader tells apart side by side."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from igs_geo.atlas import Atlas
from igs_geo.maps.palette import CROWDED, colour_at, meeting, sequence
from igs_geo.maps.spec import Band, Fill, LegendEntry, MapSpec, Outline

CLASSES = ("#f2f5fb", "#bad2ea", "#76a9d6", "#2f74b5", "#0a3a75")
"""Low to high; the next class differs by at least 10 (CAM02-UCS) for every reader, and in grey."""
REGIONS = ("#a9d3ee", "#f8e58c", "#e59866", "#5f8fb0", "#aed1a6", "#90abf1", "#c5faeb", "#adaaa9")
"""Fills of regions that touch: every two differ by at least 10 (CAM02-UCS) for every reader."""
MOST_CLASSES = len(CLASSES)
MOST_COLOURS = 40
RANGE = re.compile(r"\s*–\s*")


def for_print(spec: MapSpec, atlas: Atlas) -> MapSpec:
    """Return a map in the colours of print.

    Parameters
    ----------
    spec
        The map as it is on the screen.
    atlas
        Which municipalities touch.
    """
    return _regions(_classes(spec), atlas)


def _classes(spec: MapSpec) -> MapSpec:
    """Return a map whose classes from low to high are at most five: those that lie beside each other join."""
    runs = _runs(spec.legend)
    if not runs:
        return spec
    start, stop = runs
    entries = spec.legend[start:stop]
    shares = min(len(entries), MOST_CLASSES)
    place = [number * shares // len(entries) for number in range(len(entries))]
    colours = [CLASSES[round(step * (MOST_CLASSES - 1) / max(shares - 1, 1))] for step in range(shares)]
    changed = {entry.fill: Fill((Band(colours[place[n]]),)) for n, entry in enumerate(entries)}
    joined = []
    for step in range(shares):
        own = [entry for n, entry in enumerate(entries) if place[n] == step]
        joined.append(replace(own[0], text=_joined(own), fill=Fill((Band(colours[step]),))))
    return replace(
        spec,
        legend=(*spec.legend[:start], *joined, *spec.legend[stop:]),
        fills={nis: changed.get(fill, fill) for nis, fill in spec.fills.items()},
    )


def _runs(legend: Sequence[LegendEntry]) -> tuple[int, int] | None:
    """Return where the classes from low to high stand in a legend; None where there are none."""
    ramp = {colour for classes in range(1, MOST_COLOURS) for colour in sequence(classes)}

    def one(entry: LegendEntry) -> bool:
        bands = entry.fill.bands if entry.fill else ()
        return len(bands) == 1 and bands[0].pattern == "solid" and bands[0].colour in ramp and not entry.mark

    places = [place for place, entry in enumerate(legend) if one(entry)]
    if not places:
        return None
    stop = places[0]
    while stop < len(legend) and one(legend[stop]):
        stop += 1
    return places[0], stop


def _joined(entries: Sequence[LegendEntry]) -> str:
    low, high = RANGE.split(entries[0].text)[0], RANGE.split(entries[-1].text)[-1]
    dash = "–" if "–" in entries[0].text and " – " not in entries[0].text else " – "
    return entries[0].text if len(entries) == 1 else f"{low}{dash}{high}"


def _regions(spec: MapSpec, atlas: Atlas) -> MapSpec:
    """Return a map whose regions have colours that differ for every reader from those around them."""
    bodies = [outline for outline in spec.outlines if outline.style == "body" and outline.members]
    inside: dict[str, list[int]] = defaultdict(list)
    for place, outline in enumerate(bodies):
        for nis in outline.members:
            inside[nis].append(place)
    striped = {nis: fill for nis, fill in spec.fills.items() if fill.bands and not fill.over and not fill.white_spot}
    own = {nis: fill for nis, fill in striped.items() if len(inside.get(nis, ())) == len(fill.bands)}
    if len(bodies) < 2 or not own or {nis for nis in inside if nis in striped} - set(own):
        return spec
    colours = share_out(atlas, {str(place): frozenset(outline.members) for place, outline in enumerate(bodies)})
    fills = dict(spec.fills)
    for nis, fill in own.items():
        bands = zip(inside[nis], fill.bands, strict=True)
        fills[nis] = Fill(tuple(Band(colours[str(place)], band.pattern) for place, band in bands))
    return replace(spec, fills=fills, legend=_numbered(spec, bodies, colours))


def _numbered(spec: MapSpec, bodies: Sequence[Outline], colours: Mapping[str, str]) -> tuple[LegendEntry, ...]:
    """Return the legend with the numbered signs in their new colours; they stand in the order of the outlines."""
    focus = set(spec.focus)
    near = [place for place, outline in enumerate(bodies) if not focus or focus & set(outline.members)]
    coming = iter(near)
    legend = []
    for entry in spec.legend:
        changed = entry
        if entry.mark and entry.fill and entry.fill.bands:
            place = next(coming, None)
            if place is not None:
                changed = replace(entry, fill=Fill((Band(colours[str(place)]),)))
        legend.append(changed)
    return tuple(legend)


def share_out(atlas: Atlas, groups: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Return a colour for each group, unlike that of every group it touches or overlaps, for every reader.

    The group with most colours around it chooses first (DSATUR, Brélaz 1979) and takes the first that is free. Where
    the colours that every reader tells apart are not enough, others follow: number and outline tell those apart.

    Parameters
    ----------
    atlas
        Which municipalities touch.
    groups
        NIS codes by group.
    """
    meets = meeting(atlas, groups)
    around = {name: set(meets.columns[meets.loc[name].to_numpy()]) for name in groups}
    chosen: dict[str, int] = {}

    def taken(name: str) -> set[int]:
        return {chosen[other] for other in around[name] if other in chosen}

    used: dict[int, int] = defaultdict(int)
    while len(chosen) < len(groups):
        name = max((name for name in groups if name not in chosen), key=lambda one: (len(taken(one)), len(around[one])))
        free = [place for place in range(len(groups) + len(REGIONS)) if place not in taken(name)]
        place = min(free, key=lambda place: (place >= len(REGIONS), place if place >= len(REGIONS) else used[place]))
        chosen[name] = place
        used[place] += 1
    return {
        name: REGIONS[place] if place < len(REGIONS) else colour_at(CROWDED + place - len(REGIONS))
        for name, place in chosen.items()
    }
