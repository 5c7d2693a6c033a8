"""Two layers over each other: the groups of the one as colours, those of the other as outlines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from igs_geo.atlas import Atlas
from igs_geo.i18n import translate
from igs_geo.maps.context import Words, frame_texts, standing_legend
from igs_geo.maps.palette import colour_groups
from igs_geo.maps.places import central
from igs_geo.maps.sources import Basis, source_line
from igs_geo.maps.spec import Band, Fill, Label, LegendEntry, MapSpec, Outline

LINE = Outline("", "", (), "body", "#1b1b1b", 2.6)
Groups = Mapping[str, frozenset[str]]


def layer_pair_map(
    atlas: Atlas,
    filled: Groups,
    outlined: Groups,
    *,
    filled_name: str,
    outlined_name: str,
    group_names: Mapping[str, str],
    words: Words,
    basis: Basis,
) -> MapSpec:
    """Return the map of two layers over each other.

    Parameters
    ----------
    atlas
        The edition.
    filled, outlined
        Members (NIS codes) of each group of the layer in colour and of the one in outlines.
    filled_name, outlined_name
        Names of the layers.
    group_names
        Names of the groups of both, by code.
    words
        Its title, and the language.
    basis
        What the layers come from, for the source line.
    """
    language = words.language
    colours = colour_groups(atlas, {code: members for code, members in filled.items() if members})
    bands: dict[str, list[Band]] = {}
    inside: dict[str, list[str]] = {}
    for code, members in filled.items():
        for nis in members:
            bands.setdefault(nis, []).append(Band(colours[code]))
            inside.setdefault(nis, []).append(group_names.get(code, code))
    outlines = tuple(
        replace(LINE, id=code, name=group_names.get(code, code), members=tuple(sorted(members)))
        for code, members in outlined.items()
        if members
    )
    sign = Fill((Band(next(iter(colours.values()), "#ffffff")),))
    return MapSpec(
        title=words.title,
        subtitle=frame_texts(atlas, None, language),
        edition=atlas.edition,
        language=language,
        source=source_line(atlas, (), language, divisions=basis.divisions, tables=basis.tables),
        legend=(
            LegendEntry(translate("fragmentation.legend_filled", language, layer=filled_name), sign),
            LegendEntry(translate("fragmentation.legend_outlined", language, layer=outlined_name), outline=LINE),
            *standing_legend(language),
        ),
        fills={nis: Fill(tuple(parts)) for nis, parts in bands.items()},
        outlines=outlines,
        labels=tuple(Label(outline.name, central(atlas, outline.members), "region") for outline in outlines),
        notes={nis: f"{filled_name}: {', '.join(names)}" for nis, names in inside.items()},
    )
