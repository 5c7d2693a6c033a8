"""The map of who cooperates with whom: the bodies of one domain or of a few, or how many each municipality is in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace

from igs_geo.atlas import Atlas
from igs_geo.i18n import format_number, translate
from igs_geo.maps.bodies import Body, DomainBodies, domain_bodies
from igs_geo.maps.context import background_parts, focus_members, frame_texts, standing_legend
from igs_geo.maps.palette import DOMAINS, colour_groups, sequence
from igs_geo.maps.places import central
from igs_geo.maps.sources import source_line
from igs_geo.maps.spec import Band, Fill, Label, LegendEntry, MapSpec, Outline, OutlineStyle, Pattern
from igs_geo.maps.uncovered import all_counted, here_and_all, listed, uncovered, uncovered_legend

MOST_PATTERNS = len(DOMAINS)
MOST_NUMBERS = 45
"""With more bodies than this a numbered list is longer than the map; names on the map take its place."""
DIRECTIONS: tuple[Pattern, ...] = ("forward", "backward", "level", "upright")
NOTES_SHOWN = 4


def partnership_map(
    atlas: Atlas,
    domains: Sequence[str],
    background: str | None = None,
    focus: str | None = None,
    language: str = "nl",
    *,
    added: bool = True,
    partial: bool = True,
) -> MapSpec:
    """Return the map of the partnerships in some policy domains.

    Parameters
    ----------
    atlas
        The edition.
    domains
        Codes of policy domains. One: a colour per body; two to four: a colour and hatch per domain; more: the number of
        bodies per municipality. None gives the municipalities alone.
    background
        Code of a division whose borders and names are drawn over it.
    focus
        ``DIVISION:REGION_CODE``, for instance ``provincie:10000``: the region to look at.
    language
        ``"nl"`` or ``"en"``.
    added
        Whether bodies found outside the register are shown (never counted).
    partial
        Whether partial members are shown.
    """
    shown = [domain_bodies(atlas, domain, language, added=added, partial=partial) for domain in domains]
    looked_at = focus_members(atlas, focus)
    if not shown:
        spec = _empty(atlas, language)
    elif len(shown) == 1:
        spec = _one_domain(atlas, shown[0], looked_at, language)
    elif len(shown) <= MOST_PATTERNS:
        spec = _few_domains(atlas, shown, looked_at, language)
    else:
        spec = _many_domains(atlas, shown, language)
    texts = frame_texts(atlas, focus, language)
    spec = replace(
        spec,
        subtitle=texts,
        source=source_line(
            atlas, [body.id for domain in shown for body in domain.bodies], language, divisions=(background,)
        ),
        focus=tuple(sorted(looked_at)),
        notes=_notes(shown, language),
    )
    outlines, labels, legend = background_parts(atlas, background, language)
    if looked_at:
        legend += (LegendEntry(translate("map.legend_dimmed", language), note=True),)
    return replace(
        spec,
        outlines=spec.outlines + outlines,
        labels=labels + spec.labels,
        legend=spec.legend + uncovered_legend(atlas, shown, looked_at, language) + legend + standing_legend(language),
    )


def _empty(atlas: Atlas, language: str) -> MapSpec:
    return _titled(atlas, translate("map.title_empty", language), language)


def _titled(atlas: Atlas, title: str, language: str) -> MapSpec:
    return MapSpec(title=title, subtitle="", edition=atlas.edition, language=language, source="")


def _one_domain(atlas: Atlas, domain: DomainBodies, looked_at: Collection[str], language: str) -> MapSpec:
    bodies = domain.counted
    near = [body for body in bodies if not looked_at or body.members & set(looked_at)]
    colours = colour_groups(atlas, {body.id: body.members for body in bodies})
    bands: dict[str, list[Band]] = defaultdict(list)
    for body in bodies:
        for nis in sorted(body.members):
            bands[nis].append(Band(colours[body.id], "dots" if nis in body.partial else "solid"))
    fills = {nis: Fill(tuple(layers)) for nis, layers in bands.items()}
    fills |= uncovered(atlas, [domain], fills)
    numbered = len(near) <= MOST_NUMBERS
    outlines = [_outline(body, _style(body)) for body in bodies]
    labels, legend = [], []
    extras = [body for body in domain.of_kind("other", "added") if not looked_at or body.members & set(looked_at)]
    legend.append(LegendEntry(_heading(domain, len(near), language)))
    for number, body in enumerate(near, start=1):
        if numbered:
            mark = str(number)
            labels.append(Label(mark, _places(atlas, body, bodies), "number"))
            outline = _outline(body, "own") if body.kind == "own" else None
            legend.append(
                LegendEntry(_counted_name(body, language), Fill((Band(colours[body.id]),)), outline=outline, mark=mark)
            )
        else:
            labels.append(Label(body.name, _places(atlas, body, bodies), "body"))
    if not numbered:
        legend.append(
            LegendEntry(translate("map.legend_many", language, division=domain.division), Fill((Band("#77aadd"),)))
        )
    for number, body in enumerate(extras, start=len(near) + 1):
        style: OutlineStyle = "other" if body.kind == "other" else "added"
        outlines.append(_outline(body, style))
        labels.append(Label(str(number), _places(atlas, body, [*bodies, *extras]), "number"))
        name = translate(f"map.legend_{style}_body", language, name=_counted_name(body, language))
        legend.append(LegendEntry(name, outline=_outline(body, style), mark=str(number)))
    if any(len(fill.bands) > 1 for fill in fills.values()):
        sample = Fill((Band("#77aadd"), Band("#eedd88")))
        legend.append(LegendEntry(translate("map.legend_overlap", language), sample))
    if any(body.partial for body in near):
        legend.append(LegendEntry(translate("map.legend_partial", language), Fill((Band("#77aadd", "dots"),))))
    title = translate("map.title_one", language, domain=domain.name)
    spec = _titled(atlas, title, language)
    return replace(spec, fills=fills, outlines=tuple(outlines), labels=tuple(labels), legend=tuple(legend))


def _few_domains(atlas: Atlas, shown: Sequence[DomainBodies], looked_at: frozenset[str], language: str) -> MapSpec:
    bands: dict[str, list[Band]] = defaultdict(list)
    outlines: list[Outline] = []
    legend = [LegendEntry(translate("map.legend_domains", language))]
    for place, domain in enumerate(shown):
        colour, direction = DOMAINS[place], DIRECTIONS[place]
        width = 1.2 + 1.1 * (len(shown) - 1 - place)
        band = Band(colour, direction)
        for nis in sorted(frozenset().union(*(body.members for body in domain.counted))):
            bands[nis].append(band)
        outlines += [replace(_outline(body, _style(body)), colour=colour, width=width) for body in domain.counted]
        extras = domain.of_kind("other", "added")
        outlines += [replace(_outline(body, "added"), colour=colour, width=1.6) for body in extras]
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
    title = translate("map.title_few", language, domains=listed([domain.name for domain in shown], language))
    return replace(_titled(atlas, title, language), fills=fills, outlines=tuple(outlines), legend=tuple(legend))


def _many_domains(atlas: Atlas, shown: Sequence[DomainBodies], language: str) -> MapSpec:
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
    return replace(_titled(atlas, title, language), fills=fills, legend=tuple(legend))


def _classes(low: int, high: int, most: int = 7) -> list[tuple[int, int]]:
    """Return whole-number classes from low to high, as even as can be."""
    if not high:
        return []
    if high - low + 1 <= most + 2:
        single = [(count, count) for count in range(low, min(high, low + most - 2) + 1)]
        return single if high - low + 1 < most else [*single, (low + most - 1, high)]
    width = -(-(high - low + 1) // most)
    return [(first, min(first + width - 1, high)) for first in range(low, high + 1, width)]


def _heading(domain: DomainBodies, near: int, language: str) -> str:
    count = format_number(len(domain.counted), language)
    if near < len(domain.counted):
        count = translate("map.part_of", language, part=format_number(near, language), whole=count)
    if domain.division:
        return translate("map.legend_regions", language, count=count, division=domain.division)
    key = "map.legend_body" if len(domain.counted) == 1 else "map.legend_bodies"
    return translate(key, language, count=count)


def _counted_name(body: Body, language: str) -> str:
    text = f"{body.name} ({format_number(len(body.members), language)})"
    if body.kind == "own":
        text = translate("map.legend_own_body", language, name=text)
    return translate("map.legend_single", language, name=text) if len(body.members) == 1 else text


def _style(body: Body) -> OutlineStyle:
    return "own" if body.kind == "own" else "body"


def _outline(body: Body, style: OutlineStyle = "body") -> Outline:
    width = {"body": 1.6, "own": 2.4, "added": 2.0, "other": 2.4}[style]
    colour = {"body": "#444444", "own": "#9a3d00", "added": "#222222", "other": "#6a3d9a"}[style]
    return Outline(body.id, body.name, tuple(sorted(body.members)), style, colour, width)


def _places(atlas: Atlas, body: Body, bodies: Collection[Body]) -> tuple[str, ...]:
    """Return where the name of a body may stand: amid the full members that it shares with fewest others."""
    shared = {nis: sum(nis in other.members for other in bodies) for nis in body.members}
    fewest = min(shared.values())
    own = [nis for nis in body.full if shared[nis] == fewest] or body.full or body.members
    return central(atlas, own) + central(atlas, body.members - set(own))


def _notes(shown: Sequence[DomainBodies], language: str) -> dict[str, str]:
    names: dict[str, list[str]] = defaultdict(list)
    for domain in shown:
        for body in domain.bodies:
            for nis in body.members:
                part = translate("map.note_partial", language, name=body.name) if nis in body.partial else body.name
                names[nis].append(part)
    return {
        nis: "; ".join(parts[:NOTES_SHOWN]) + ("; …" if len(parts) > NOTES_SHOWN else "")
        for nis, parts in sorted(names.items())
    }
