"""Always within reach: what this is, of when the data are, and what they do not cover."""

from __future__ import annotations

import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.atlas.atlas import LATEST_POPULATION_YEAR
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.menu import link_to
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.dashboard.frame.settings import data_source
from igs_geo.fragmentation import say_recognition
from igs_geo.i18n import format_date, translate
from igs_geo.maps.sources import say_own


def register_date(atlas: Atlas) -> str:
    """Return the date to which most bodies of the register were recorded, as the data write it."""
    bodies = atlas.partnerships
    dates = bodies.loc[bodies["inventory"] == "register", "as_of"]
    dates = dates[dates != ""]
    return "" if dates.empty else str(dates.mode().iloc[0])


def data_dates(atlas: Atlas, language: str) -> str:
    """Return sentences that say of when the data are, and which known recognitions have run out since."""
    dates = translate(
        "shell.dates",
        language,
        register=format_date(register_date(atlas), language),
        population=format_date(f"{LATEST_POPULATION_YEAR}-01-01", language),
    )
    return f"{dates} {say_recognition(atlas, language)}".rstrip()


def about_file(atlas: Atlas, title: str, language: str) -> dict[str, str]:
    """Return what the second sheet of a downloaded table says: what it is, of when, and what is not counted."""
    own = {translate("shell.file_own", language): say_own(atlas, language)} if atlas.changes else {}
    return {
        translate("shell.file_title", language): title,
        translate("shell.file_edition", language): atlas.edition,
        **own,
        translate("shell.file_dates", language): data_dates(atlas, language),
        translate("shell.file_gaps", language): translate("shell.gap_register", language),
        translate("shell.file_source", language): translate("shell.sources", language),
    }


def show_about() -> None:
    """Show the foot of the sidebar."""
    language = current_view().language
    with st.container(key="about", gap="small"):
        st.html(
            f'<p class="igs-about">{escaped(translate("shell.what_is_this", language))}</p>'
            f'<p class="igs-about">{escaped(data_dates(cached.atlas(), language))}</p>'
        )
        with st.popover(translate("shell.gaps", language), type="tertiary", key="gaps"):
            if data_source():
                st.info(translate("shell.gaps_other_package", language))
            st.markdown(translate("shell.gaps_text", language))
            link_to("gegevens", translate("shell.to_data", language))
