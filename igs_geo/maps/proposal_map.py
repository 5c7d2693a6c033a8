"""Maps of a proposal of candidate regions, and of what differs between two divisions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.i18n import format_number, translate
from igs_geo.maps.context import background_parts, frame_texts, standing_legend
from igs_geo.maps.municipality_maps import choropleth_map
from igs_geo.maps.palette import colour_groups
from igs_geo.maps.places import central
from igs_geo.maps.sources import COMMUTING, PARTNERSHIPS, POPULATION, source_line
from igs_geo.maps.spec import Band, Fill, Label, LegendEntry, MapSpec, Outline

FRAME_WIDTH = 1.9
LEFT = Fill(white_spot=True)
ASIDE = Fill((Band("#d4d4d4", "level"),), over=True)
BASIS = (PARTNERSHIPS, COMMUTING, POPULATION)
"""What proposed regions are computed from, beside the divisions."""
CHANGE_BOUNDS = (0.0, 0.25, 0.5, 0.75, 1.0)


def division_map(
    atlas: Atlas,
    regions: Mapping[str, Collection[str]],
    *,
    title: str,
    language: str = "nl",
    left_over: Collection[str] = (),
    aside: Collection[str] = (),
    names: Mapping[str, str] | None = None,
    frame: str | None = None,
    youth: Mapping[str, Collection[str]] | None = None,
    picked: str | None = None,
    window: Sequence[str] = (),
    sign: str = "regions.legend_region",
    tables: Collection[str] = BASIS,
) -> MapSpec:
    """Return the map of a division into regions: a colour and a number for each, unlike those beside it.

    Parameters
    ----------
    atlas
        The edition.
    regions
        Members of each region, by the number that stands on the map.
    title
        Head of the map.
    language
        ``"nl"`` or ``"en"``.
    left_over
        Municipalities without a region: hatched.
    aside
        Municipalities that take no part: grey lines.
    names
        Name of each region, for the hover.
    frame
        Code of the division whose borders are drawn over it.
    youth
        Members of the existing youth partnerships by name: outlined.
    picked
        Number of the region to point out.
    window
        Municipalities that the map opens on.
    sign
        Key of what the legend calls a region.
    tables
        What the regions rest on, for the source line.
    """
    groups = {number: frozenset(members) for number, members in regions.items()}
    colours = colour_groups(atlas, groups)
    fills = {nis: Fill((Band(colours[number]),)) for number, members in groups.items() for nis in members}
    fills |= dict.fromkeys(left_over, LEFT) | dict.fromkeys(aside, ASIDE)
    said = names or {}
    outlines = [
        Outline(number, said.get(number, number), tuple(sorted(members)), "body", "#333333", 1.6)
        for number, members in groups.items()
    ]
    labels = [Label(outline.id, central(atlas, outline.members), "number") for outline in outlines]
    frames, frame_labels, frame_legend = background_parts(atlas, frame, language)
    del frame_labels
    # The borders of the regions are the subject here: those of the frame stay behind them.
    frames = tuple(replace(outline, width=FRAME_WIDTH) for outline in frames)
    frame_legend = tuple(
        replace(entry, outline=replace(entry.outline, width=FRAME_WIDTH)) if entry.outline else entry
        for entry in frame_legend
    )
    existing = [
        Outline(f"youth:{name}", name, tuple(sorted(members)), "added", "#882255", 2.6)
        for name, members in (youth or {}).items()
    ]
    chosen = [Outline("picked", "", tuple(sorted(groups[picked])), "pick", "#000000", 3.0)] if picked in groups else []
    sample = next(iter(fills.values()), Fill())
    count = format_number(len(groups), language)
    legend = [LegendEntry(translate(sign, language, count=count), sample, mark="1")] if groups else []
    if left_over:
        count = format_number(len(left_over), language)
        legend.append(LegendEntry(translate("regions.legend_left", language, count=count), LEFT))
    if aside:
        count = format_number(len(aside), language)
        legend.append(LegendEntry(translate("regions.legend_aside", language, count=count), ASIDE))
    if existing:
        dashed = Outline("", "", (), "added", "#882255", 2.6)
        legend.append(LegendEntry(translate("regions.legend_youth", language), outline=dashed))
    notes = {nis: f"{number}. {said.get(number, '')}" for number, members in groups.items() for nis in members}
    notes |= dict.fromkeys(left_over, translate("regions.note_left", language))
    notes |= dict.fromkeys(aside, translate("regions.note_aside", language))
    return MapSpec(
        title=title,
        subtitle=frame_texts(atlas, None, language),
        edition=atlas.edition,
        language=language,
        source=source_line(atlas, (), language, divisions=(frame,), tables=tables),
        legend=(*legend, *frame_legend, *standing_legend(language)),
        fills=fills,
        outlines=(*outlines, *frames, *existing, *chosen),
        labels=tuple(labels),
        notes=notes,
        window=tuple(window),
    )


def difference_map(
    atlas: Atlas,
    first: Mapping[str, frozenset[str]],
    second: Mapping[str, frozenset[str]],
    *,
    title: str,
    language: str,
) -> MapSpec:
    """Return the map of how much the companions of each municipality differ between two divisions.

    Parameters
    ----------
    atlas
        The edition.
    first, second
        The region of each municipality, by NIS; one that is missing is alone.
    title
        Head of the map.
    language
        ``"nl"`` or ``"en"``.
    """
    return choropleth_map(
        atlas,
        changes(atlas, first, second),
        title=title,
        heading=translate("regions.legend_change", language),
        language=language,
        bounds=CHANGE_BOUNDS,
        tables=BASIS,
        percent=True,
    )


def changes(atlas: Atlas, first: Mapping[str, frozenset[str]], second: Mapping[str, frozenset[str]]) -> pd.Series:
    """Return the share of the companions in either division that a municipality does not have in both.

    Parameters
    ----------
    atlas
        The edition.
    first, second
        Two divisions: NIS codes by region.

    Returns
    -------
    pandas.Series
        Shares in [0, 1], indexed by NIS; 0 without companions in either.
    """
    shares = {}
    for nis in atlas.flemish.index:
        one, two = first.get(nis, frozenset()) - {nis}, second.get(nis, frozenset()) - {nis}
        union = one | two
        shares[nis] = 1 - len(one & two) / len(union) if union else 0.0
    return pd.Series(shares, dtype=float)
