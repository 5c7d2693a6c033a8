"""What a drawn region touches: borders, partnerships, youth cooperation, commuting and differences in size."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from igs_geo.assessment import Bench, RegionNumbers
from igs_geo.atlas import Atlas
from igs_geo.atlas.region_labels import region_label
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.dashboard.widgets.figures import show_source
from igs_geo.dashboard.widgets.tables import MISSING
from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.maps.proposal_map import BASIS
from igs_geo.maps.sources import said_sources

MOST = 12
"""Names in one list; the rest is counted."""


def show_details(atlas: Atlas, bench: Bench, numbers: RegionNumbers, language: str) -> None:
    """Draw what a region touches.

    Parameters
    ----------
    atlas
        The edition.
    bench
        What the numbers rest on.
    numbers
        The region.
    language
        ``"nl"`` or ``"en"``.
    """
    with st.expander(translate("design.details", language), key="design-details"):
        rows = "".join(
            f"<dt>{escaped(translate(f'design.fact_{key}', language))}</dt><dd>{escaped(text or MISSING)}</dd>"
            for key, text in _rows(atlas, bench, numbers, language)
        )
        st.html(f'<dl class="igs-facts">{rows}</dl>')
        show_source(said_sources(atlas, (), language, tables=BASIS))


def _rows(atlas: Atlas, bench: Bench, numbers: RegionNumbers, language: str) -> Iterator[tuple[str, str]]:
    names = bench.names
    yield "names", ", ".join(sorted(names[nis] for nis in numbers.members))
    youth = [f"{one.name} ({len(one.inside)}/{one.members})" for one in numbers.youth]
    yield "youth", "; ".join(youth)
    yield "follows", "; ".join(_followed(atlas, numbers, language))
    relations = {
        relation: [one for one in numbers.bodies if one.relation == relation]
        for relation in ("equal", "within", "around", "cut")
    }
    yield "inside", _listed([one.name for one in (*relations["equal"], *relations["within"])], language)
    yield "around", _listed([one.name for one in relations["around"]], language)
    yield "cut", _listed([f"{one.name} ({one.inside}/{one.members})" for one in relations["cut"]], language)
    layers = atlas.layers()
    yield "crosses", "; ".join(f"{layers[code].name(language)} ({count})" for code, count in numbers.crosses.items())
    hard = [f"{names[one.nis_a]} – {names[one.nis_b]} ({one.separating}/{one.divisions})" for one in numbers.borders]
    yield "borders", _listed(hard, language)
    commuting = numbers.commuting
    if commuting.stays is not None:
        crossing = format_percent(commuting.crossing_stays, language)
        share = format_percent(commuting.stays, language)
        yield "commuting", translate("design.commuting", language, share=share, crossing=crossing)
    share = format_percent(numbers.largest_share, language)
    gini = format_number(numbers.gini, language, 2)
    yield "sizes", translate("design.sizes", language, name=names[numbers.largest], share=share, gini=gini)


def _followed(atlas: Atlas, numbers: RegionNumbers, language: str) -> Iterator[str]:
    for one in numbers.follows:
        kind, _, code = one.layer.partition(":")
        name = region_label(atlas, code, one.name, language) if kind == "division" else one.name
        yield f"{name} ({format_percent(one.jaccard, language)})"


def _listed(names: list[str], language: str) -> str:
    more = len(names) - MOST
    text = "; ".join(names[:MOST])
    return translate("design.and_more", language, names=text, more=format_number(more, language)) if more > 0 else text
