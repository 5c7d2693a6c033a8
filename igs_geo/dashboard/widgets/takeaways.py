"""What can be taken along of a table, a map, or maps side by side: the same forms everywhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.codec import write
from igs_geo.dashboard.address.session import current_page, current_view
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.widgets.downloads import Offer, Picture, Takeaway, show_downloads
from igs_geo.dashboard.widgets.figures import show_meaning
from igs_geo.i18n import translate
from igs_geo.maps import MapSpec, to_html
from igs_geo.maps.context import frame_texts
from igs_geo.maps.geodata import FORMS, archive, table_of
from igs_geo.maps.print import Look, Panels, Print, print_fitting, print_multiples
from igs_geo.maps.print.charts import print_chart
from igs_geo.maps.print.charts.frame import Chart
from igs_geo.maps.print.colours import for_print
from igs_geo.maps.print.sheet import safe_name
from igs_geo.reports.spreadsheet import csv_bytes, excel_bytes
from igs_geo.reports.words import caption

EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GEODATA_TYPES = {
    "gpkg": "application/geopackage+sqlite3",
    "geojson": "application/geo+json",
    "parquet": "application/vnd.apache.parquet",
    "kml": "application/vnd.google-earth.kml+xml",
}
SAID = ("title", "edition", "dates", "gaps", "source")
"""What a caption takes of what a file says of itself: the texts ``shell.file_<name>``."""
NARROW = "8cm"


def address_line(language: str) -> str:
    """Return where in the dashboard the view on show is found again, without the name of the server."""
    query = urlencode(write(current_view(), current_page()))
    return translate("downloads.address", language, address=f"/{current_page()}?{query}".rstrip("?"))


def table_offers(table: Callable[[], pd.DataFrame], name: str, about: Mapping[str, str]) -> tuple[Offer, ...]:
    """Return the forms of a table.

    Parameters
    ----------
    table
        Gives the table with the column names that a reader should see.
    name
        Name of the sheet.
    about
        What the second sheet of the Excel file says.
    """
    return (
        Offer("xlsx", "xlsx", EXCEL_TYPE, lambda: excel_bytes(table(), name, about)),
        Offer("csv_excel", "csv", "text/csv", lambda: csv_bytes(table(), "excel")),
        Offer("csv_programs", "csv", "text/csv", lambda: csv_bytes(table(), "programs")),
    )


def show_table_downloads(
    table: Callable[[], pd.DataFrame],
    file: str,
    *,
    key: str,
    about: Mapping[str, str],
    more: Mapping[str, tuple[Offer, ...]] | None = None,
    picture: Picture | None = None,
) -> None:
    """Draw the menu of a table.

    Parameters
    ----------
    table
        Gives the table with the column names that a reader should see.
    file
        Name of the files, without ending.
    key
        Key of the menu, the same in every language.
    about
        What the second sheet of the Excel file says; the caption is made of it.
    more
        Other files, by the name of their group.
    picture
        The table as a chart for print.
    """
    language = current_view().language

    def offered() -> Takeaway:
        groups = {"table": table_offers(table, file, about), **(more or {})}
        return Takeaway(file, _table_caption(about, language), groups, picture)

    show_downloads(offered, key=key)


def _table_caption(about: Mapping[str, str], language: str) -> str:
    said = {name: about.get(translate(f"shell.file_{name}", language), "") for name in SAID}
    if not said["title"]:
        return ""
    edition = translate("municipality.edition_of", language, edition=said["edition"]) if said["edition"] else ""
    parts = [said["title"], edition, said["dates"], said["source"], said["gaps"], address_line(language)]
    return " ".join(part if part.endswith(".") else f"{part}." for part in parts if part)


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
        show_downloads(partial(_of_maps, tuple(specs), head, atlas), key=key)


def _of_maps(specs: tuple[MapSpec, ...], head: MapSpec | None, atlas: Atlas) -> Takeaway:
    spec = specs[0] if head is None else head
    said = f"{caption(spec, atlas)} {translate('shell.gap_register', spec.language)} {address_line(spec.language)}"
    picture = Picture(partial(_drawn, specs, head, atlas), named=True)
    return Takeaway(safe_name(spec.title), said, map_offers(spec, atlas), picture)


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
    picture, said = chart_picture(draw, atlas, title, source, language)

    def offered() -> Takeaway:
        text = f"{said} {translate('shell.gap_register', language)} {address_line(language)}"
        return Takeaway(safe_name(title), text, {}, picture)

    show_downloads(offered, key=key)


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
