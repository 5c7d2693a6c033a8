"""The frame around every page: menu, language, what this is, and the answer when something goes wrong."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

import streamlit as st

from igs_geo.dashboard.about import show_about
from igs_geo.dashboard.guard import guarded
from igs_geo.dashboard.look import use_look
from igs_geo.dashboard.view import bound, current_view, open_view
from igs_geo.i18n import LANGUAGES, translate

_GO = "shell.go"


@dataclass(frozen=True)
class Entry:
    """A page of the menu.

    Parameters
    ----------
    path
        Its path in the address, the same in every language.
    module
        Its module in ``igs_geo.dashboard.pages``, which has ``show()``.
    """

    path: str
    module: str

    def title(self, language: str) -> str:
        """Return what the menu and the browser's tab say: the text ``shell.page_<module>``."""
        return translate(f"shell.page_{self.module}", language)

    def page(self, language: str, *, default: bool = False, hidden: bool = False) -> st.Page:
        """Return the page as Streamlit wants it; its module is loaded when it is shown."""

        @guarded
        def show() -> None:
            import_module(f"igs_geo.dashboard.pages.{self.module}").show()

        return st.Page(
            show,
            title=self.title(language),
            url_path="" if default else self.path,
            default=default,
            visibility="hidden" if hidden else "visible",
        )


PAGES = (
    Entry("kaart", "map_page"),
    Entry("gemeente", "municipality_page"),
    Entry("samenwerkingsverband", "partnership_page"),
    Entry("gegevens", "data_page"),
)
"""The menu, in order; the first also answers at the bare address. Another page is another line here."""


def run() -> None:
    """Show the page that the address names."""
    language = open_view().language
    first, *others = [entry for entry in PAGES if _present(entry)]
    # Streamlit serves its default page at the bare address only; the hidden twin answers at its own path. Leading on
    # from one to the other instead would trap whoever goes back.
    pages = {first.path: first.page(language, default=True)} | {entry.path: entry.page(language) for entry in others}
    embedded = bool(st.context.is_embedded)
    page = st.navigation(
        [*pages.values(), first.page(language, hidden=True)], position="hidden" if embedded else "sidebar"
    )
    st.set_page_config(page_title=f"{page.title} – igs-geo", layout="wide", initial_sidebar_state="expanded")
    if target := st.session_state.pop(_GO, None):
        st.switch_page(pages[target], query_params=current_view().to_query())
    use_look()
    if not embedded:
        with st.sidebar:
            _language_switch(language)
            guarded(show_about)()
    page.run()


def go_to(path: str) -> None:
    """Lead to another page at the start of the next run; for use in a callback, after ``change_view``."""
    st.session_state[_GO] = path


def _present(entry: Entry) -> bool:
    return find_spec(f"igs_geo.dashboard.pages.{entry.module}") is not None


def _language_switch(language: str) -> None:
    st.segmented_control(
        translate("shell.language", language),
        LANGUAGES,
        format_func={"nl": "Nederlands", "en": "English"}.__getitem__,
        required=True,
        label_visibility="collapsed",
        **bound("language", LANGUAGES),
    )
