"""The report of a session, to take along."""

from __future__ import annotations

import streamlit as st

from igs_geo.assessment import DrawnRegion
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.workbench.board import board
from igs_geo.i18n import translate

MIMES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}


def show_report(own: DrawnRegion, language: str) -> None:
    """Draw the buttons that make the report of a session.

    Parameters
    ----------
    own
        The region.
    language
        ``"nl"`` or ``"en"``.
    """
    scenario = board().scenario
    atlas = cached.atlas(scenario.edition)

    def made(form: str) -> bytes:
        # what draws maps for print is loaded when there is a report to make
        from igs_geo.reports.session import session_report
        from igs_geo.reports.writing import written

        return written(session_report(atlas, scenario, own, language), form)

    with st.container(horizontal=True, gap="small", key="session-report"):
        for form, mime in MIMES.items():
            st.download_button(
                translate(f"design.report_{form}", language),
                data=lambda form=form: made(form),  # type: ignore[misc]
                file_name=f"{translate('design.report_file', language)}.{form}",
                mime=mime,
                key=f"session.{form}",
                on_click="ignore",
            )
