"""What every map has around its subject: the division in the background, the region to look at, edition and source."""

from __future__ import annotations

from dataclasses import dataclass

from igs_geo.atlas import Atlas
from igs_geo.i18n import format_number, translate
from igs_geo.maps.palette import CONTEXT
from igs_geo.maps.places import central
from igs_geo.maps.spec import Band, Fill, Label, LegendEntry, Outline

BACKGROUND = "#1b1b1b"


@dataclass(frozen=True)
class Words:
    """What a map says of itself.

    Parameters
    ----------
    title
        Head of the map.
    heading
        Head of the legend: what is measured, and its unit.
    language
        ``"nl"`` or ``"en"``.
    """

    title: str
    heading: str = ""
    language: str = "nl"


def focus_members(atlas: Atlas, focus: str | None) -> frozenset[str]:
    """Return the municipalities of a region ``DIVISION:REGION_CODE``; none for Flanders, or an unknown region."""
    division, _, region = (focus or "").partition(":")
    rows = atlas.divisions
    found = rows.loc[(rows["division"] == division) & (rows["region_code"] == region), "nis"]
    return frozenset(found) & frozenset(atlas.flemish.index)


def focus_name(atlas: Atlas, focus: str | None) -> str | None:
    """Return the name of a region ``DIVISION:REGION_CODE``, None when there is none."""
    division, _, region = (focus or "").partition(":")
    rows = atlas.divisions
    found = rows.loc[(rows["division"] == division) & (rows["region_code"] == region), "region_name"]
    return None if found.empty else str(found.iloc[0])


def standing_legend(language: str) -> tuple[LegendEntry, ...]:
    """Return the signs that are on every map."""
    return (
        LegendEntry(translate("map.legend_province", language), outline=Outline("", "", (), "body", "#6d6d6d", 1.3)),
        LegendEntry(translate("map.legend_brussels", language), Fill((Band(CONTEXT),))),
    )


def frame_texts(atlas: Atlas, focus: str | None, language: str) -> str:
    """Return the line under the title: edition, number of municipalities, region looked at."""
    count = format_number(len(atlas.flemish), language)
    text = translate("map.subtitle", language, edition=atlas.edition, count=count)
    name = focus_name(atlas, focus)
    return f"{text} · {name}" if name else text


def background_parts(
    atlas: Atlas, background: str | None, language: str
) -> tuple[tuple[Outline, ...], tuple[Label, ...], tuple[LegendEntry, ...]]:
    """Return borders, names and legend of a division that lies over the map; nothing for an unknown one."""
    layer = atlas.layers(inventories=()).get(f"division:{background}")
    if layer is None:
        return (), (), ()
    groups = layer.groups()
    outlines = tuple(
        Outline(
            f"{layer.code}:{code}", str(layer.group_names[code]), tuple(sorted(members)), "division", BACKGROUND, 3.0
        )
        for code, members in groups.items()
    )
    labels = tuple(Label(outline.name, central(atlas, outline.members), "region") for outline in outlines)
    legend = LegendEntry(
        translate("map.legend_background", language, division=layer.name(language)),
        outline=Outline("", "", (), "division", BACKGROUND, 3.0),
    )
    return outlines, labels, (legend,)
