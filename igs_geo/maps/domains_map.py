"""The map of the partnerships in several domains: hatches over each other, or how many each municipality is in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from igs_geo.atlas import Atlas
from igs_geo.i18n import format_number, translate
from igs_geo.maps.bodies import Body, DomainBodies
from igs_geo.maps.body_marks import counted_name, label_places, near_to, outline_of, titled
from igs_geo.maps.palette import DOMAINS, sequence
from igs_geo.maps.spec import Band, Fill, Label, LegendEntry, MapSpec, Outline, OutlineStyle, Pattern
from igs_geo.maps.uncovered import all_counted, here_and_all, listed, uncovered

MOST_INDEXED = 90
"""With more bodies than this their numbers hide the map."""
DIRECTIONS: tuple[Pattern, ...] = ("forward", "backward", "level", "upright")


def few_domains(atlas: Atlas, shown: Sequence[DomainBodies], looked_at: frozenset[str], language: str) -> MapSpec:
    """Return the map of two to four domains, with a colour and hatch for each."""
    bands: dict[str, list[Band]] = defaultdict(list)
    outlines: list[Outline] = []
    legend = [LegendEntry(translate("map.legend_domains", language))]
    labels, index = _numbered(atlas, shown, looked_at, language)
    for place, domain in enumerate(shown):
        colour, direction = DOMAINS[place], DIRECTIONS[place]
        width = 1.2 + 1.1 * (len(shown) - 1 - place)
        band = Band(colour, direction)
        for nis in sorted(frozenset().union(*(body.members for body in domain.counted))):
            bands[nis].append(band)
        outlines += [replace(outline_of(body), colour=colour, width=width) for body in domain.counted]
        extras = domain.of_kind("other", "added")
        outlines += [replace(outline_of(body, "added"), colour=colour, width=1.6) for body in extras]
        number = format_number(len(domain.counted), language)
        what = domain.division or translate("map.in_register", language)
        text = translate("map.legend_domain", language, domain=domain.name, count=number, what=what)
        if domain.white:
            white = here_and_all(domain.white, looked_at, language)
            text = translate(
                "map.legend_domain_white", language, domain=domain.name, count=number, what=what, white=white
            )
        legend.append(LegendEntry(text, Fill((band,), over=True)))
    fills = {nis: Fill(tuple(layers), over=True) for nis, layers in bands.items()}
    fills |= uncovered(atlas, shown, fills)
    legend.append(
        LegendEntry(
            translate("map.legend_perimeter", language),
            outline=Outline("", "", (), colour=DOMAINS[0], width=2.4),
        )
    )
    if any(domain.of_kind("own") for domain in shown):
        sample = Outline("", "", (), style="own", colour=DOMAINS[0])
        legend.append(LegendEntry(translate("map.legend_own", language), outline=sample))
    if any(domain.of_kind("other", "added") for domain in shown):
        sample = Outline("", "", (), style="added", colour=DOMAINS[0])
        legend.append(LegendEntry(translate("map.legend_added", language), outline=sample))
    if any(body.partial for body in all_counted(shown)):
        legend.append(LegendEntry(translate("map.legend_partial_few", language), note=True))
    if not index:
        legend.append(LegendEntry(translate("map.legend_area", language), note=True))
    title = translate("map.title_few", language, domains=listed([domain.name for domain in shown], language))
    spec = replace(titled(atlas, title, language), fills=fills, outlines=tuple(outlines), legend=tuple(legend))
    return replace(spec, labels=tuple(labels), index=tuple(index))


def _numbered(
    atlas: Atlas, shown: Sequence[DomainBodies], looked_at: frozenset[str], language: str
) -> tuple[list[Label], list[LegendEntry]]:
    """Return the number of each body in the area, and the bodies by number and name under their domain."""
    near = [near_to((*domain.counted, *domain.of_kind("other", "added")), looked_at) for domain in shown]
    if sum(map(len, near)) > MOST_INDEXED:
        return [], []
    every = [body for bodies in near for body in bodies]
    labels: list[Label] = []
    index: list[LegendEntry] = []
    for domain, bodies, colour in zip(shown, near, DOMAINS, strict=False):
        index.append(LegendEntry(domain.name[:1].upper() + domain.name[1:]))
        if not bodies:
            index.append(LegendEntry(translate("map.legend_none_here", language), note=True))
        for body in bodies:
            mark = str(len(labels) + 1)
            labels.append(Label(mark, label_places(atlas, body, every, looked_at), "number", colour))
            name = counted_name(body, language)
            if body.kind in {"other", "added"}:
                name = translate(f"map.legend_{body.kind}_body", language, name=name)
            sign = _sign(body, colour)
            at = tuple(sorted((body.members & looked_at) or body.members))
            index.append(LegendEntry(name, outline=sign, mark=mark, members=at))
    return labels, index


def _sign(body: Body, colour: str) -> Outline:
    style: OutlineStyle = "body" if body.kind in {"body", "region"} else "added"
    return Outline("", "", (), style, colour, 3.0)


def many_domains(atlas: Atlas, shown: Sequence[DomainBodies], language: str) -> MapSpec:
    """Return the map of how many bodies each municipality is in."""
    bodies: dict[str, set[str]] = defaultdict(set)
    for body in all_counted(shown):
        for nis in body.members:
            bodies[nis].add(body.id)
    counts = {nis: len(ids) for nis, ids in bodies.items()}
    low, high = min(counts.values(), default=0), max(counts.values(), default=0)
    classes = _classes(low, high)
    colours = sequence(len(classes))
    fill_of = {
        count: Fill((Band(colour),))
        for (first, last), colour in zip(classes, colours, strict=True)
        for count in range(first, last + 1)
    }
    fills = {nis: fill_of[count] for nis, count in counts.items()}
    fills |= uncovered(atlas, shown, fills)
    legend = [LegendEntry(translate("map.legend_count", language))]
    for (first, last), colour in zip(classes, colours, strict=True):
        text = str(first) if first == last else f"{first}–{last}"
        legend.append(LegendEntry(text, Fill((Band(colour),))))
    legend.append(LegendEntry(translate("map.legend_count_what", language), note=True))
    names = listed([domain.name for domain in shown], language)
    title = translate("map.title_many", language, number=format_number(len(shown), language), domains=names)
    return replace(titled(atlas, title, language), fills=fills, legend=tuple(legend))


def _classes(low: int, high: int, most: int = 7) -> list[tuple[int, int]]:
    """Return whole-number classes from low to high, as even as can be."""
    if not high:
        return []
    if high - low + 1 <= most + 2:
        single = [(count, count) for count in range(low, min(high, low + most - 2) + 1)]
        return single if high - low + 1 < most else [*single, (low + most - 1, high)]
    width = -(-(high - low + 1) // most)
    return [(first, min(first + width - 1, high)) for first in range(low, high + 1, width)]
