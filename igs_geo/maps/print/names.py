"""Which names stand on a printed map, and the words of the legend that only a screen can keep."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from igs_geo.i18n import translate
from igs_geo.maps.print.ground import Ground
from igs_geo.maps.print.labels import Wanted
from igs_geo.maps.spec import LegendEntry, MapSpec

Names = Literal["none", "main", "all", "numbers"]
MAIN = 14
"""Municipalities that are named on a map of many, the largest ones."""
MANY = 3
"""Times as many municipalities make a map one of many."""
ORDER = {"number": 0, "region": 1, "body": 2, "place": 3}


def legend_for_print(spec: MapSpec) -> tuple[LegendEntry, ...]:
    """Return the legend without what only a screen does."""
    zoom = translate("print.screen_only", spec.language)
    return tuple(replace(entry, text=entry.text.replace(zoom, "").strip()) for entry in spec.legend)


def wanted_labels(spec: MapSpec, ground: Ground, names: Names) -> list[Wanted]:
    """Return the labels of a map, the important ones first.

    Parameters
    ----------
    spec
        The map.
    ground
        Where its municipalities lie.
    names
        Which municipalities are named.
    """
    spots = ground.spots
    focus = set(spec.focus)
    lands = {outline.name: outline.members for outline in spec.outlines}
    wanted = []
    for label in sorted(spec.labels, key=lambda label: ORDER[label.style]):
        places = [spots[nis] for nis in label.places if nis in spots and (not focus or nis in focus)]
        places = places or [spots[nis] for nis in label.places if nis in spots]
        if places:
            land = ground.joined(lands[label.text]) if label.text in lands else None
            must = not focus or bool(focus & set(label.places))
            wanted.append(Wanted(label.text, tuple(places), label.style, must, land))
    return [*wanted, *_municipalities(spec, ground, names)]


def _municipalities(spec: MapSpec, ground: Ground, names: Names) -> list[Wanted]:
    atlas = ground.atlas
    if names == "none":
        return []
    people = atlas.inhabitants()
    looked_at = set(spec.window or spec.focus)
    inside = [nis for nis in atlas.flemish.index if nis in ground.spots]
    own = [nis for nis in inside if not looked_at or nis in looked_at]
    named = atlas.municipalities["name"]
    if names == "numbers":
        ordered = sorted(own, key=lambda nis: str(named[nis]).casefold())
        numbers = {nis: str(place) for place, nis in enumerate(ordered, 1)}
        by_size = sorted(own, key=lambda nis: ground.placed[nis].area)
        return [
            Wanted(numbers[nis], (ground.spots[nis],), "digits", True, ground.placed[nis], str(named[nis]))
            for nis in by_size
        ]
    must = names == "all"
    first = sorted(own, key=lambda nis: -int(people[nis]))
    many = len(own) > MANY * MAIN
    if names == "main" and many:
        first = first[:MAIN]
    rest = [] if many else sorted(set(inside) - set(own), key=lambda nis: -int(people[nis]))
    return [
        Wanted(str(named[nis]), (ground.spots[nis],), "place", must and nis in set(own), ground.placed[nis])
        for nis in [*first, *rest]
    ]
