"""Maps of municipalities themselves: a set of them, a measure, the partners of one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.fragmentation.classes import class_bounds
from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.maps.context import Words, background_parts, focus_members, frame_texts, standing_legend
from igs_geo.maps.palette import BODIES, PICK, sequence
from igs_geo.maps.sources import MEMBERSHIPS, PARTNERSHIPS, Basis, source_line
from igs_geo.maps.spec import Band, Fill, LegendEntry, MapSpec, Outline

MEMBER = Fill((Band(BODIES[0]),))
PARTLY = Fill((Band(BODIES[0], "dots"),))
CHOSEN = Fill((Band(PICK),))
MISSING = Fill((Band("#e9e9e9"),))


def municipality_set_map(
    atlas: Atlas,
    members: Collection[str],
    *,
    title: str,
    language: str = "nl",
    partial: Collection[str] = (),
    background: str | None = None,
    bodies: Collection[str] = (),
    tables: Collection[str] = (),
) -> MapSpec:
    """Return the map of a set of municipalities: the members of a partnership, a candidate region, a selection.

    Parameters
    ----------
    atlas
        The edition.
    members
        NIS codes of the (full) members.
    title
        Head of the map.
    language
        ``"nl"`` or ``"en"``.
    partial
        NIS codes of partial members.
    background
        Code of a division whose borders and names are drawn over it.
    bodies
        Ids of the partnerships shown, for the source line.
    tables
        What the choice of the set rests on, for the source line: ``partnerships``, ``commuting``, ``population``.
    """
    fills = dict.fromkeys(members, MEMBER) | dict.fromkeys(partial, PARTLY)
    everyone = tuple(sorted(fills))
    legend = [
        LegendEntry(translate("map.legend_member", language, count=format_number(len(members), language)), MEMBER)
    ]
    if partial:
        count = format_number(len(partial), language)
        legend.append(LegendEntry(translate("map.legend_partly", language, count=count), PARTLY))
    outlines, labels, more = background_parts(atlas, background, language)
    return MapSpec(
        title=title,
        subtitle=frame_texts(atlas, None, language),
        edition=atlas.edition,
        language=language,
        source=source_line(atlas, bodies, language, divisions=(background,), tables=tables),
        legend=(*legend, *more, *standing_legend(language)),
        fills=fills,
        outlines=(Outline("set", title, everyone, width=2.2), *outlines),
        labels=labels,
        window=everyone,
    )


def partners_map(
    atlas: Atlas, nis: str, shared: Mapping[str, int], *, title: str, language: str = "nl", zoom: bool = False
) -> MapSpec:
    """Return the map of the partners of a municipality, darker where they share more bodies.

    Parameters
    ----------
    atlas
        The edition.
    nis
        NIS code of the municipality.
    shared
        Number of shared bodies of each partner, by NIS.
    title
        Head of the map.
    language
        ``"nl"`` or ``"en"``.
    zoom
        Whether the map opens on the municipality and its partners.
    """
    counts = sorted({count for count in shared.values() if count > 0})
    colours = dict(zip(counts, sequence(len(counts) + 1)[1:], strict=True))
    fills = {other: Fill((Band(colours[count]),)) for other, count in shared.items() if count > 0}
    fills[nis] = CHOSEN
    legend = [
        LegendEntry(translate("map.legend_chosen", language, name=atlas.municipalities.loc[nis, "name"]), CHOSEN),
        LegendEntry(translate("map.legend_shared", language)),
        *(LegendEntry(format_number(count, language), Fill((Band(colour),))) for count, colour in colours.items()),
    ]
    what = translate("map.note_shared", language)
    return MapSpec(
        title=title,
        subtitle=frame_texts(atlas, None, language),
        edition=atlas.edition,
        language=language,
        source=source_line(atlas, (), language, tables=(PARTNERSHIPS,)),
        legend=(*legend, *standing_legend(language)),
        fills=fills,
        notes={other: f"{what}: {format_number(count, language)}" for other, count in shared.items()},
        outlines=(Outline(nis, "", (nis,), "pick", "#000000", 2.4),),
        window=tuple(sorted(fills)) if zoom else (),
    )


def choropleth_map(
    atlas: Atlas,
    values: pd.Series,
    words: Words,
    *,
    bounds: Sequence[float] | None = None,
    decimals: int = 0,
    percent: bool = False,
    focus: str | None = None,
    basis: Basis = MEMBERSHIPS,
) -> MapSpec:
    """Return the map of a measure in classes: by default with about as many municipalities each (quantiles).

    Parameters
    ----------
    atlas
        The edition.
    values
        The measure, indexed by NIS; missing values show grey.
    words
        Its title, the head of its legend (the measure and its unit), and their language.
    bounds
        Upper bounds of other classes, rising.
    decimals
        Decimals in legend and hover.
    percent
        Whether values are shares in [0, 1], written as percentages.
    focus
        ``DIVISION:REGION_CODE`` to look at.
    basis
        What the measure is computed from, for the source line.
    """
    language, known = words.language, values.dropna().astype(float)

    def written(value: float) -> str:
        return format_percent(value, language, decimals) if percent else format_number(value, language, decimals)

    # Classes of values as they are written: two classes never show the same figure.
    digits = decimals + 2 * percent
    exact, known = known, known.round(digits)
    upper = np.unique(np.round(class_bounds(exact) if bounds is None else bounds, digits))
    place = np.searchsorted(upper, known.to_numpy()).clip(max=max(len(upper) - 1, 0))
    classes = [Fill((Band(colour),)) for colour in sequence(len(upper))]
    fills = {str(nis): classes[i] for nis, i in zip(known.index, place, strict=True)}
    fills |= {str(nis): MISSING for nis in atlas.flemish.index if nis not in fills}
    groups = [(known[place == i], fill) for i, fill in enumerate(classes)]
    legend = [LegendEntry(words.heading), *_classes(groups, written)]
    if MISSING in fills.values():
        legend.append(LegendEntry(translate("map.legend_missing", language), MISSING))
    return MapSpec(
        title=words.title,
        subtitle=frame_texts(atlas, focus, language),
        edition=atlas.edition,
        language=language,
        source=source_line(atlas, (), language, divisions=basis.divisions, tables=basis.tables),
        legend=(*legend, *standing_legend(language)),
        fills=fills,
        notes={str(nis): f"{words.heading}: {written(value)}" for nis, value in known.items()},
        focus=tuple(sorted(focus_members(atlas, focus))),
    )


def _classes(groups: Sequence[tuple[pd.Series, Fill]], written: Callable[[float], str]) -> list[LegendEntry]:
    """Return the signs of the classes that have any values."""
    ends = [(written(values.min()), written(values.max()), fill) for values, fill in groups if len(values)]
    return [LegendEntry(low if low == high else f"{low} – {high}", fill) for low, high, fill in ends]
