"""Every sentence a person can see, in Dutch and in English, and numbers and dates the way each is written."""

from igs_geo.i18n.catalogue import LANGUAGES, Language, catalogue, translate
from igs_geo.i18n.formats import format_date, format_number, format_percent

__all__ = [
    "LANGUAGES",
    "Language",
    "catalogue",
    "format_date",
    "format_number",
    "format_percent",
    "translate",
]
