"""What somebody sees who has no own data yet: what it is for in a minute, and an example to try."""

from __future__ import annotations

import io

import streamlit as st

from igs_geo.atlas.package import open_package
from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.address.view import MAP
from igs_geo.dashboard.frame.menu import go_to
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.dashboard.frame.settings import data_source
from igs_geo.dashboard.frame.sharing import take_in
from igs_geo.dashboard.pages.own_data.saying import attempt
from igs_geo.i18n import translate

EXAMPLE = "examples/own_data.json"
"""The example of the data package: an overlay that is marked as invented."""
STEPS = ("add", "see", "keep")


def show_tour() -> None:
    """Draw the steps, and the buttons to begin or to load the example."""
    language = current_view().language
    with st.container(key="own-tour"):
        for column, (place, step) in zip(st.columns(len(STEPS)), enumerate(STEPS, 1), strict=True):
            with column, st.container(border=True, height="stretch"):
                title, text = (translate(f"own.tour_{step}{end}", language) for end in ("", "_text"))
                st.html(f'<h2 class="igs-heading">{place}. {escaped(title)}</h2>')
                st.markdown(text)
        with st.container(horizontal=True, gap="small"):
            st.button(translate("own.begin", language), type="primary", key="own-begin", on_click=_begin)
            if example() is not None:
                st.button(translate("own.load_example", language), key="own-example", on_click=_load_example)


def _begin() -> None:
    change_view(keeping="form")


def example() -> bytes | None:
    """Return the example that comes with the data package, if it has one."""
    return open_package(data_source()).read(EXAMPLE)


def _load_example() -> None:
    def load() -> str:
        (made,) = take_in(io.BytesIO(example() or b""), EXAMPLE)
        go_to(MAP)
        return made.title

    attempt(load)
