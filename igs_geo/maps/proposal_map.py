"""Maps of a proposal of candidate regions, and of what differs between two divisions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.i18n import format_number, translate
from igs_geo.maps.context import Words, background_parts, frame_texts, standing_legend
from igs_geo.maps.municipality_maps import choropleth_map
from igs_geo.maps.palette import BODIES, colour_groups, pale
from igs_geo.maps.places import central
from igs_geo.maps.sources import COMMUTING, PARTNERSHIPS, POPULATION, Basis, source_line
from igs_geo.maps.spec import Band, Fill, Label, LegendEntry, MapSpec, Outline

FRAME_WIDTH = 1.9
LEFT = Fill(white_spot=True)
YOUTH = Outline("", "", (), "added", "#882255", 2.6)
ASIDE = Fill((Band("#d4d4d4", "level"),), over=True)
BASIS = (PARTNERSHIPS, COMMUTING, POPULATION)
"""What proposed regions are computed from, beside the divisions."""
SIGN = BODIES[0]
"""Colour of a region in the legend."""
CHANGE_BOUNDS = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True)
class Division:
    """A division into regions, and what is drawn with it.

    Parameters
    ----------
    regions
        Members of each region, by the number that stands on the map.
    names
        Name of each region by its number: they make the list beside the map, and the hover.
    left_over
        Municipalities without a region: hatched.
    aside
        Municipalities that take no part: grey lines.
    frame
        Code of the division whose borders are drawn over it.
    youth
        Members of the existing youth partnerships by name: outlined.
    cores
        Members of each region that stay together, by the number of the region: those are filled, the others pale. None
        while that is not known.
    """

    regions: Mapping[str, Collection[str]]
    names: Mapping[str, str] = field(default_factory=dict)
    left_over: Collection[str] = ()
    aside: Collection[str] = ()
    frame: str | None = None
    youth: Mapping[str, Collection[str]] = field(default_factory=dict)
    cores: Mapping[str, Collection[str]] | None = None

    def is_free(self, number: str, nis: str) -> bool:
        """Whether a member of a region is known to be none of its core.

        Parameters
        ----------
        number
            Number of the region.
        nis
            The member.
        """
        return self.cores is not None and nis not in self.cores.get(number, ())


def division_map(
    atlas: Atlas,
    division: Division,
    words: Words,
    *,
    picked: str | None = None,
    sign: str = "regions.legend_region",
    tables: Collection[str] = BASIS,
    colours: Mapping[str, str] | None = None,
) -> MapSpec:
    """Return the map of a division into regions: a colour and a number for each, unlike those beside it.

    Parameters
    ----------
    atlas
        The edition.
    division
        The regions, and what is drawn with them.
    words
        Its title, and the language.
    picked
        Number of the region to point out.
    sign
        Key of what the legend calls a region.
    tables
        What the regions rest on, for the source line.
    colours
        Colour of each region by its number; by default unlike that of those beside it.
    """
    language = words.language
    groups = {number: frozenset(members) for number, members in division.regions.items()}
    colours = colour_groups(atlas, groups) if colours is None else colours
    fills = {
        nis: Fill((Band(pale(colours[number]) if division.is_free(number, nis) else colours[number]),))
        for number, members in groups.items()
        for nis in members
    }
    fills |= dict.fromkeys(division.left_over, LEFT) | dict.fromkeys(division.aside, ASIDE)
    sample = next((Fill((Band(colour),)) for colour in colours.values()), Fill())
    outlines = [
        Outline(number, division.names.get(number, number), tuple(sorted(members)), "body", "#333333", 1.6)
        for number, members in groups.items()
    ]
    frames, frame_legend = _frame(atlas, division.frame, language)
    existing = [replace(YOUTH, id=f"youth:{name}", name=name, members=tuple(sorted(members)))
                for name, members in division.youth.items()]  # fmt: skip
    chosen = [Outline("picked", "", tuple(sorted(groups[picked])), "pick", "#000000", 3.0)] if picked in groups else []
    return MapSpec(
        title=words.title,
        subtitle=frame_texts(atlas, None, language),
        edition=atlas.edition,
        language=language,
        source=source_line(atlas, (), language, divisions=(division.frame,), tables=tables),
        legend=(*_legend(division, sample, sign, language), *frame_legend, *standing_legend(language)),
        index=_index(division, colours),
        fills=fills,
        outlines=(*outlines, *frames, *existing, *chosen),
        labels=tuple(Label(outline.id, central(atlas, outline.members), "number") for outline in outlines),
        notes=_notes(division, language),
    )


def _frame(atlas: Atlas, frame: str | None, language: str) -> tuple[list[Outline], list[LegendEntry]]:
    """Return the borders of the frame and their sign, thin: the borders of the regions are the subject here."""
    outlines, _, legend = background_parts(atlas, frame, language)
    thin = [
        replace(entry, outline=replace(entry.outline, width=FRAME_WIDTH)) if entry.outline else entry
        for entry in legend
    ]
    return [replace(outline, width=FRAME_WIDTH) for outline in outlines], thin


def _legend(division: Division, sample: Fill, sign: str, language: str) -> list[LegendEntry]:
    legend = []
    if division.regions:
        count = format_number(len(division.regions), language)
        legend.append(LegendEntry(translate(sign, language, count=count), sample, mark="1"))
    if division.cores is not None and division.regions:
        legend += [
            LegendEntry(translate("regions.legend_core", language), Fill((Band(SIGN),))),
            LegendEntry(translate("regions.legend_free", language), Fill((Band(pale(SIGN)),))),
        ]
    if division.left_over:
        count = format_number(len(division.left_over), language)
        legend.append(LegendEntry(translate("regions.legend_left", language, count=count), LEFT))
    if division.aside:
        count = format_number(len(division.aside), language)
        legend.append(LegendEntry(translate("regions.legend_aside", language, count=count), ASIDE))
    if division.youth:
        legend.append(LegendEntry(translate("regions.legend_youth", language), outline=YOUTH))
    return legend


def _index(division: Division, colours: Mapping[str, str]) -> tuple[LegendEntry, ...]:
    """Return the regions that have a name, with their number and colour."""
    return tuple(
        LegendEntry(division.names[number], Fill((Band(colours[number]),)), mark=number, members=tuple(sorted(members)))
        for number, members in division.regions.items()
        if number in division.names
    )


def colours_of_both(
    atlas: Atlas, first: Mapping[str, Collection[str]], second: Mapping[str, Collection[str]]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the colours of two divisions, in which the same region has the same colour.

    Regions are the same when the members of both are at least half of the members of either (Jaccard index).

    Parameters
    ----------
    atlas
        The edition.
    first, second
        Members (NIS codes) of each region, by number.

    Returns
    -------
    tuple of dict
        Colour by number, for each of the two.
    """
    groups = {f"1:{number}": frozenset(members) for number, members in first.items()}
    twin: dict[str, str] = {}
    of = {nis: name for name, members in groups.items() for nis in members}
    for number, members in second.items():
        likely = pd.Series([of[nis] for nis in members if nis in of], dtype=object).mode()
        name = str(likely.iloc[0]) if len(likely) else ""
        both = groups.get(name, frozenset()) & frozenset(members)
        same = bool(both) and 2 * len(both) >= len(frozenset(first[name[2:]]) | frozenset(members))
        twin[number] = name if same and name not in twin.values() else f"2:{number}"
        groups[twin[number]] = groups.get(twin[number], frozenset()) | frozenset(members)
    colours = colour_groups(atlas, groups)
    return {number: colours[f"1:{number}"] for number in first}, {number: colours[twin[number]] for number in second}


def _notes(division: Division, language: str) -> dict[str, str]:
    notes = {
        nis: f"{number}. {division.names.get(number, '')}{_standing(division, number, nis, language)}"
        for number, members in division.regions.items()
        for nis in members
    }
    notes |= dict.fromkeys(division.left_over, translate("regions.note_left", language))
    return notes | dict.fromkeys(division.aside, translate("regions.note_aside", language))


def _standing(division: Division, number: str, nis: str, language: str) -> str:
    """Return whether a member is core or negotiable, to put behind the name of its region."""
    if division.cores is None:
        return ""
    return f" · {translate('regions.note_free' if division.is_free(number, nis) else 'regions.note_core', language)}"


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
    words = Words(title, translate("regions.legend_change", language), language)
    shares = changes(atlas, first, second)
    return choropleth_map(atlas, shares, words, bounds=CHANGE_BOUNDS, percent=True, basis=Basis(BASIS))


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
