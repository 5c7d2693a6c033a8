"""The page Eigen gegevens: what people add to the register, which lists of it count, and what that changes."""

from __future__ import annotations

import streamlit as st

from igs_geo.dashboard.address.inputs import segments
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.dashboard.pages.own_data import difference, form, lists
from igs_geo.dashboard.pages.own_data.access import show_access
from igs_geo.dashboard.pages.own_data.file.section import show_file
from igs_geo.i18n import translate

SECTIONS = {
    "": lists.show,
    "form": form.show,
    "file": show_file,
    "difference": difference.show,
}


def show() -> None:
    """Show the page."""
    language = current_view().language
    st.html(
        f'<h1 class="igs-title">{escaped(translate("own.title", language))}</h1>'
        f'<p class="igs-sub">{escaped(translate("own.intro", language))}</p>'
    )
    with st.container(key="own-access"):
        show_access()
    segments(
        "keeping",
        translate("own.sections", language),
        {name: translate(f"own.section_{name or 'lists'}", language) for name in SECTIONS},
    )
    SECTIONS.get(current_view().keeping, lists.show)()
