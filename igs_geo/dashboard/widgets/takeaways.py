"""What can be taken along of a table: the same forms everywhere, and what to write beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

import pandas as pd

from igs_geo.dashboard.address.codec import write
from igs_geo.dashboard.address.session import current_page, current_view
from igs_geo.dashboard.widgets.downloads import Offer, Picture, Takeaway, show_downloads
from igs_geo.i18n import translate
from igs_geo.reports.spreadsheet import csv_bytes, excel_bytes
from igs_geo.reports.words import capital, ended

EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAID = ("title", "edition", "dates", "gaps", "source")
"""What a caption takes of what a file says of itself: the texts ``shell.file_<name>``."""


def address_line(language: str) -> str:
    """Return where in the dashboard the view on show is found again: without the server's name, and without links."""
    query = urlencode(write(current_view().changed(opened=(), basket="", document=""), current_page()))
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
        return takeaway_of_table(table, file, about, language, more=more, picture=picture)

    show_downloads(offered, key=key)


def takeaway_of_table(
    table: Callable[[], pd.DataFrame],
    file: str,
    about: Mapping[str, str],
    language: str,
    *,
    more: Mapping[str, tuple[Offer, ...]] | None = None,
    picture: Picture | None = None,
) -> Takeaway:
    """Return what can be taken along of a table.

    Parameters
    ----------
    table
        Gives the table with the column names that a reader should see.
    file
        Name of the files, without ending.
    about
        What the second sheet of the Excel file says; the caption is made of it.
    language
        ``"nl"`` or ``"en"``.
    more
        Other files, by the name of their group.
    picture
        The table as a chart for print.
    """
    groups = {"table": table_offers(table, file, about), **(more or {})}
    heading = about.get(translate("shell.file_title", language), "")
    return Takeaway(file, _table_caption(about, language), groups, picture, heading)


def _table_caption(about: Mapping[str, str], language: str) -> str:
    said = {name: about.get(translate(f"shell.file_{name}", language), "") for name in SAID}
    if not said["title"]:
        return ""
    edition = translate("municipality.edition_of", language, edition=said["edition"]) if said["edition"] else ""
    parts = [said["title"], edition, said["dates"], said["source"], said["gaps"], address_line(language)]
    return " ".join(ended(capital(part)) for part in parts if part)
