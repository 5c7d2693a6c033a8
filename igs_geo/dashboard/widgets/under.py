"""What stands under a map or chart: what it means, and everything that can be taken along of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.widgets.baskets import adding
from igs_geo.dashboard.widgets.downloads import Offer, Picture, Takeaway, show_downloads
from igs_geo.dashboard.widgets.figures import show_meaning
from igs_geo.dashboard.widgets.takeaways import address_line, table_offers
from igs_geo.i18n import translate
from igs_geo.maps import MapSpec, to_html
from igs_geo.maps.context import frame_texts
from igs_geo.maps.geodata import FORMS, archive, table_of
from igs_geo.maps.print import Look, Panels, Print, print_fitting, print_multiples
from igs_geo.maps.print.charts import print_chart
from igs_geo.maps.print.charts.frame import Chart
from igs_geo.maps.print.colours import for_print
from igs_geo.maps.print.sheet import safe_name
from igs_geo.reports.words import caption

GEODATA_TYPES = {
    "gpkg": "application/geopackage+sqlite3",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
    "kml": "application/vnd.google-earth.kml+xml",
}
NARROW = "8cm"


def show_under_map(spec: MapSpec, *, key: str, meaning: str = "") -> None:
    """Draw what stands under a map: what it means, and its menu.

    Parameters
    ----------
    spec
        The map.
    key
        Key of both, the same in every language.
    meaning
        What the map means, as Markdown of our own; nothing without.
    """
    _under([spec], key, meaning)


def show_under_maps(specs: Sequence[MapSpec], head: MapSpec, *, key: str, meaning: str = "") -> None:
    """Draw what stands under maps side by side: what they mean, and the menu of all together.

    Parameters
    ----------
    specs
        The maps.
    head
        A map of which title, subtitle and source hold for all.
    key
        Key of both, the same in every language.
    meaning
        What the maps mean, as Markdown of our own; nothing without.
    """
    _under(specs, key, meaning, head)


def _under(specs: Sequence[MapSpec], key: str, meaning: str, head: MapSpec | None = None) -> None:
    with st.container(horizontal=True, gap="medium", key=f"under-{key}"):
        if meaning:
            show_meaning(meaning, key=key)
        atlas = cached.atlas(specs[0].edition)
        show_downloads(partial(takeaway_of_maps, tuple(specs), head, atlas), key=key, add=adding(key))


def takeaway_of_maps(specs: tuple[MapSpec, ...], head: MapSpec | None, atlas: Atlas) -> Takeaway:
    """Return what can be taken along of a map, or of maps side by side.

    Parameters
    ----------
    specs
        The maps.
    head
        A map of which title, subtitle and source hold for all; None for one map.
    atlas
        The edition.
    """
    spec = specs[0] if head is None else head
    said = f"{caption(spec, atlas)} {translate('shell.gap_register', spec.language)} {address_line(spec.language)}"
    picture = Picture(partial(_drawn, specs, head, atlas), named=True)
    return Takeaway(
        safe_name(spec.title), said, map_offers(spec, atlas), picture, spec.title, partial(_shown, specs, atlas)
    )


def _shown(specs: tuple[MapSpec, ...], atlas: Atlas) -> dict[str, str]:
    """Return what each municipality shows on some maps, by its name; what shows nothing is left out."""
    signs = [{entry.fill: entry.text for entry in spec.legend if entry.fill is not None} for spec in specs]
    found = {}
    for nis, name in atlas.flemish["name"].items():
        fills = [spec.fills.get(str(nis)) for spec in specs]
        texts = [sign.get(fill, repr(fill)) for sign, fill in zip(signs, fills, strict=True) if fill is not None]
        if texts:
            found[str(name)] = " | ".join(texts)
    names = atlas.municipalities["name"]
    lines = [line for spec in specs for line in spec.lines]
    return found | {f"{names[line.ends[0]]} – {names[line.ends[1]]}": f"{line.width} {line.text}" for line in lines}


def _drawn(specs: tuple[MapSpec, ...], head: MapSpec | None, atlas: Atlas, look: Look) -> Print:
    if head is None:
        return print_fitting(specs[0], atlas, look)
    columns = min(len(specs), 2 if look.paper.name == NARROW or len(specs) in {2, 4} else 3)
    return print_multiples(Panels(specs, head, columns, "each"), atlas, look)


def show_under_chart(draw: Callable[[], Chart], title: str, source: str, *, key: str) -> None:
    """Draw the menu of a chart: its pictures for print, and its caption.

    Parameters
    ----------
    draw
        Describes the chart for print; called beside the page.
    title, source
        What stands around it.
    key
        Key of the menu, the same in every language.
    """
    atlas, language = cached.atlas(), current_view().language
    show_downloads(partial(takeaway_of_chart, draw, title, source, atlas, language), key=key, add=adding(key))


def takeaway_of_chart(draw: Callable[[], Chart], title: str, source: str, atlas: Atlas, language: str) -> Takeaway:
    """Return what can be taken along of a chart.

    Parameters
    ----------
    draw
        Describes the chart for print; called beside the page.
    title, source
        What stands around it.
    atlas
        The edition.
    language
        ``"nl"`` or ``"en"``.
    """
    picture, said = chart_picture(draw, atlas, title, source, language)
    text = f"{said} {translate('shell.gap_register', language)} {address_line(language)}"
    return Takeaway(safe_name(title), text, {}, picture, title, lambda: draw().parts)


def chart_picture(
    draw: Callable[[], Chart], atlas: Atlas, title: str, source: str, language: str
) -> tuple[Picture, str]:
    """Return a chart as a picture in every size, and its caption.

    Parameters
    ----------
    draw
        Describes the chart for print; called beside the page.
    atlas
        The edition.
    title, source
        What stands around it.
    language
        ``"nl"`` or ``"en"``.
    """
    said = MapSpec(title, frame_texts(atlas, None, language), atlas.edition, language, source)
    return Picture(lambda look: print_chart(draw(), said, atlas, look)), caption(said, atlas)


def map_offers(spec: MapSpec, atlas: Atlas) -> dict[str, tuple[Offer, ...]]:
    """Return the forms of a map that are no picture, by the name of their group.

    Parameters
    ----------
    spec
        The map.
    atlas
        The edition that it is of.
    """
    file, language = safe_name(spec.title), spec.language
    about = {
        translate("shell.file_title", language): spec.title,
        translate("shell.file_edition", language): spec.edition,
        translate("shell.file_source", language): caption(spec, atlas),
        translate("shell.file_gaps", language): translate("shell.gap_register", language),
    }

    def table() -> pd.DataFrame:
        rows = table_of(for_print(spec, atlas), atlas).drop(columns="colour")
        return rows.rename(columns={name: translate(f"downloads.col_{name}", language) for name in rows.columns})

    geodata = tuple(
        Offer(form, form, GEODATA_TYPES[form], lambda make=make: make(for_print(spec, atlas), atlas))  # type: ignore[misc]
        for form, make in FORMS.items()
    )
    return {
        "table": table_offers(table, file, about),
        "geodata": geodata,
        "whole": (
            Offer("html", "html", "text/html", lambda: to_html(spec, atlas).encode()),
            Offer("zip", "zip", "application/zip", lambda: archive(spec, atlas)),
        ),
    }
