"""Scores without a network: an Excel file that is filled in and read back."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from igs_geo.assessment.workshop.models import Workshop
from igs_geo.assessment.workshop.sheet import read_sheet, write_sheet
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.plain import plain
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import format_number, translate
from igs_geo.workspace.workshops import Workshops

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SAID = "workshop.sheet_said"


def show_sheets(store: Workshops, workshop: Workshop, names: Mapping[int, str], language: str) -> None:
    """Draw the file to fill in, and where it is handed in.

    Parameters
    ----------
    store
        Where answers are kept.
    workshop
        The workshop.
    names
        Name of every factor.
    language
        ``"nl"`` or ``"en"``.
    """
    with st.expander(translate("factors_page.sheets", language), key="workshop-sheets"):
        st.markdown(translate("factors_page.sheets_text", language))
        st.download_button(
            translate("factors_page.sheet_out", language),
            data=lambda: write_sheet(workshop, names),
            file_name=f"{translate('factors_page.sheet_file', language)}-{workshop.code}.xlsx",
            mime=MIME,
            key="workshop.sheet",
            on_click="ignore",
        )
        st.download_button(
            translate("factors_page.paper_out", language),
            data=lambda: _on_paper(workshop),
            file_name=f"{translate('factors_page.sheet_file', language)}-{workshop.code}.pdf",
            mime="application/pdf",
            key="workshop.paper",
            on_click="ignore",
        )

        def take() -> None:
            given = st.session_state.get("workshop.sheet_in")
            if given is None:
                return
            try:
                answers = read_sheet(given.getvalue(), workshop)
            except IgsGeoError as error:
                st.session_state[_SAID] = ("warning", error.message(language))
                return
            store.keep(workshop.code, answers)
            number = format_number(len(answers), language)
            said = translate("factors_page.sheet_taken", language, number=number)
            st.session_state[_SAID] = ("info", said)

        st.file_uploader(translate("factors_page.sheet_in", language), type=["xlsx"], key="workshop.sheet_in",
                         on_change=take)  # fmt: skip
        kind, said = st.session_state.pop(_SAID, ("", ""))
        if said:
            (st.warning if kind == "warning" else st.info)(plain(said))


def _on_paper(workshop: Workshop) -> bytes:
    # what writes reports is loaded when there is one to write
    from igs_geo.reports.as_pdf import to_pdf
    from igs_geo.reports.score_sheet import score_sheet

    return to_pdf(score_sheet(cached.atlas(), workshop.title, workshop.language))
