"""The list that goes out to be corrected by others, and the differences that come back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import PurePath

import streamlit as st

from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.pages.own_data.file.found import ask_doubtful, show_findings
from igs_geo.dashboard.widgets.figures import show_heading
from igs_geo.dashboard.widgets.provenance import ask_provenance
from igs_geo.dashboard.widgets.takeaways import EXCEL_TYPE
from igs_geo.dashboard.widgets.taking import choose_changes, show_taking
from igs_geo.i18n import format_number, translate
from igs_geo.intake import Sheet, SpreadsheetError, compare, list_to_check, read_answers

PROVENANCE = "own-file-known"
"""Names the boxes for source and date: a file that was mended need not have them filled in again."""


def show_list_to_check() -> None:
    """Draw the button that gives the list of partnerships and their members, to be corrected in Excel."""
    language, atlas = current_view().language, cached.atlas()
    show_heading(
        translate("own_file.to_check", language), translate("own_file.meaning_to_check", language), key="to-check"
    )
    domain = str(atlas.domains.loc[atlas.emphasis.domain, f"name_{language}"])
    st.markdown(plain(translate("own_file.to_check_intro", language, domain=domain)))
    st.download_button(
        translate("own_file.to_check_download", language),
        lambda: list_to_check(atlas, language),
        file_name=f"{translate('own_file.to_check_name', language, domain=domain, edition=atlas.edition)}.xlsx",
        mime=EXCEL_TYPE,
        key="own-file-to-check",
        on_click="ignore",
    )


def show_answered(sheets: Sequence[Sheet], name: str, key: str, then: Callable[[], None]) -> None:
    """Draw the differences that a filled-in list makes, to be accepted one by one.

    Parameters
    ----------
    sheets
        The file as it was read.
    name
        Of the file.
    key
        Names the widgets in the session.
    then
        Called after what was accepted is kept.
    """
    language, atlas = current_view().language, cached.atlas()
    st.markdown(f"**{translate('own_file.is_answered', language)}**")
    known = ask_provenance(PROVENANCE, about=key, help_of_date="own_file.answered_date_help")
    try:
        first = read_answers(atlas, sheets, known, name)
        found = read_answers(atlas, sheets, known, name, ask_doubtful(first.findings, key))
    except SpreadsheetError as error:
        st.error(plain(error.message(language)))
        return
    compared = compare(atlas, found)
    if found.confirmed:
        count = format_number(found.confirmed, language)
        st.markdown(translate("own_file.confirmed", language, count=count))
    show_findings(compared.findings, sheets, name, key)
    if not compared.differences:
        st.info(translate("own_file.no_differences", language))
        return
    chosen = choose_changes(compared.differences, key)
    show_taking([one.operation for one in chosen], key, title=PurePath(name).stem, then=then)
