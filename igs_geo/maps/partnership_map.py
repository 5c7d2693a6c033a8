"""The map of who cooperates with whom: the bodies of one domain or of a few, or how many each municipality is in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from igs_geo.atlas import Atlas
from igs_geo.i18n import format_number, translate
from igs_geo.maps.bodies import DomainBodies, domain_bodies
from igs_geo.maps.body_marks import counted_name, label_places, near_to, outline_of, titled
from igs_geo.maps.context import background_parts, focus_members, frame_texts, standing_legend
from igs_geo.maps.domains_map import few_domains, many_domains
from igs_geo.maps.palette import DOMAINS, colour_groups
from igs_geo.maps.sources import source_line
from igs_geo.maps.spec import Band, Fill, Label, LegendEntry, MapSpec, OutlineStyle
from igs_geo.maps.uncovered import uncovered, uncovered_legend

MOST_PATTERNS = len(DOMAINS)
MOST_NUMBERS = 45
"""With more bodies than this a numbered list is longer than the map; names on the map take its place."""
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
        spec = few_domains(atlas, shown, looked_at, language)
    else:
        spec = many_domains(atlas, shown, language)
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
    return titled(atlas, translate("map.title_empty", language), language)


def _one_domain(atlas: Atlas, domain: DomainBodies, looked_at: frozenset[str], language: str) -> MapSpec:
    bodies = domain.counted
    near = near_to(bodies, looked_at)
    colours = colour_groups(atlas, {body.id: body.members for body in bodies})
    bands: dict[str, list[Band]] = defaultdict(list)
    for body in bodies:
        for nis in sorted(body.members):
            bands[nis].append(Band(colours[body.id], "dots" if nis in body.partial else "solid"))
    fills = {nis: Fill(tuple(layers)) for nis, layers in bands.items()}
    fills |= uncovered(atlas, [domain], fills)
    numbered = len(near) <= MOST_NUMBERS
    outlines = [outline_of(body) for body in bodies]
    labels, legend = [], []
    extras = near_to(domain.of_kind("other", "added"), looked_at)
    legend.append(LegendEntry(_heading(domain, len(near), language)))
    for number, body in enumerate(near, start=1):
        if numbered:
            mark = str(number)
            labels.append(Label(mark, label_places(atlas, body, bodies, looked_at), "number"))
            legend.append(LegendEntry(counted_name(body, language), Fill((Band(colours[body.id]),)), mark=mark))
        else:
            labels.append(Label(body.name, label_places(atlas, body, bodies, looked_at), "body"))
    if not numbered:
        legend.append(
            LegendEntry(translate("map.legend_many", language, division=domain.division), Fill((Band("#77aadd"),)))
        )
    for number, body in enumerate(extras, start=len(near) + 1):
        style: OutlineStyle = "other" if body.kind == "other" else "added"
        outlines.append(outline_of(body, style))
        labels.append(Label(str(number), label_places(atlas, body, [*bodies, *extras], looked_at), "number"))
        name = translate(f"map.legend_{style}_body", language, name=counted_name(body, language))
        legend.append(LegendEntry(name, outline=outline_of(body, style), mark=str(number)))
    if any(len(fill.bands) > 1 for fill in fills.values()):
        sample = Fill((Band("#77aadd"), Band("#eedd88")))
        legend.append(LegendEntry(translate("map.legend_overlap", language), sample))
    if any(body.partial for body in near):
        legend.append(LegendEntry(translate("map.legend_partial", language), Fill((Band("#77aadd", "dots"),))))
    title = translate("map.title_one", language, domain=domain.name)
    spec = titled(atlas, title, language)
    return replace(spec, fills=fills, outlines=tuple(outlines), labels=tuple(labels), legend=tuple(legend))


def _heading(domain: DomainBodies, near: int, language: str) -> str:
    count = format_number(len(domain.counted), language)
    if near < len(domain.counted):
        count = translate("map.part_of", language, part=format_number(near, language), whole=count)
    if domain.division:
        return translate("map.legend_regions", language, count=count, division=domain.division)
    key = "map.legend_body" if len(domain.counted) == 1 else "map.legend_bodies"
    own = len(domain.of_kind("own"))
    if own:
        return translate(f"{key}_own", language, count=count, own=format_number(own, language))
    return translate(key, language, count=count)


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
