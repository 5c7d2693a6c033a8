"""The pages and the ways from one to another."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import Any

import streamlit as st

from igs_geo.dashboard.address.view import change_view, current_view
from igs_geo.dashboard.frame.guard import guarded
from igs_geo.dashboard.frame.plain import plain
from igs_geo.i18n import translate

_GO = "menu.go"


@dataclass(frozen=True)
class Entry:
    """A page of the menu.

    Parameters
    ----------
    path
        Its path in the address, the same in every language.
    module
        Its folder in ``igs_geo.dashboard.pages``, whose module ``page`` has ``show()``.
    """

    path: str
    module: str

    def title(self, language: str) -> str:
        """Return what the menu and the browser's tab say: the text ``shell.<module>_page``."""
        return translate(f"shell.{self.module}_page", language)

    def page(self, language: str, *, default: bool = False, hidden: bool = False) -> st.Page:
        """Return the page as Streamlit wants it; its module is loaded when it is shown."""

        @guarded
        def show() -> None:
            import_module(f"igs_geo.dashboard.pages.{self.module}.page").show()

        return st.Page(
            show,
            title=self.title(language),
            url_path="" if default else self.path,
            default=default,
            visibility="hidden" if hidden else "visible",
        )


PAGES = (
    Entry("kaart", "map"),
    Entry("gemeente", "municipality"),
    Entry("samenwerkingsverband", "partnership"),
    Entry("versnippering", "fragmentation"),
    Entry("kandidaat-regios", "regions"),
    Entry("gegevens", "data"),
)
"""The menu, in order; the first also answers at the bare address. Another page is another line here."""


def pages(language: str) -> dict[str, st.Page]:
    """Return the visible pages by path; the first is Streamlit's default, at the bare address."""
    return {entry.path: entry.page(language, default=entry is PAGES[0]) for entry in PAGES}


def hidden_page(language: str) -> st.Page:
    """Return the twin of the first page that answers at its own path.

    Streamlit serves its default page at the bare address only; leading on from there to the path would trap whoever
    goes back.

    Parameters
    ----------
    language
        Language of the title.
    """
    return PAGES[0].page(language, hidden=True)


def link_to(path: str, label: str, **changes: Any) -> None:
    """Draw a link to a page, with the view as it will be there; the label is plain text."""
    view = current_view()
    st.page_link(pages(view.language)[path], label=plain(label), query_params=view.changed(**changes).to_query())


def go_to(path: str, **changes: Any) -> None:
    """Lead to a page in the next run: for use in the callback of a widget."""
    change_view(**changes)
    st.session_state[_GO] = path


def destination() -> str | None:
    """Return, once, the path that a callback asked to go to."""
    path = st.session_state.pop(_GO, None)
    return path if isinstance(path, str) else None
