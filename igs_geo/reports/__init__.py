"""Reports: blocks that are built once, and written as Word, PDF or one web page."""

from igs_geo.reports.analyses import Analyses, analyse
from igs_geo.reports.as_docx import to_docx
from igs_geo.reports.as_page import to_html
from igs_geo.reports.as_pdf import to_pdf
from igs_geo.reports.blocks import Report
from igs_geo.reports.flanders import flanders_report
from igs_geo.reports.municipality import Ground, municipality_dossier
from igs_geo.reports.region import region_dossier, region_sheet
from igs_geo.reports.subject import Subject, find_subject, of_drawn

__all__ = [
    "Analyses",
    "Ground",
    "Report",
    "Subject",
    "analyse",
    "find_subject",
    "flanders_report",
    "municipality_dossier",
    "of_drawn",
    "region_dossier",
    "region_sheet",
    "to_docx",
    "to_html",
    "to_pdf",
]
