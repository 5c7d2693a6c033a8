"""The pages and the ways from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal, get_args

import streamlit as st

from igs_geo.dashboard.address.codec import write
from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.address.view import (
    ANALYSIS,
    BODY,
    DATA,
    DESIGN,
    FACTORS,
    MAP,
    MONEY,
    OWN,
    PROFILE,
    REPORT,
    SEARCH,
    WHY,
)
from igs_geo.dashboard.frame.guard import guarded
from igs_geo.dashboard.frame.notices import show_remarks
from igs_geo.dashboard.frame.plain import plain
from igs_geo.i18n import translate

_GO = "menu.go"


Part = Literal["look", "work", "take"]
PARTS: tuple[Part, ...] = get_args(Part)


@dataclass(frozen=True)
class Entry:
    """A page of the menu.

    Parameters
    ----------
    path
        Its path in the address, the same in every language.
    module
        Its folder in ``igs_geo.dashboard.pages``, whose module ``page`` has ``show()``.
    part
        Part of the menu: to ``look``, to ``work`` or to ``take`` something along.
    """

    path: str
    module: str
    part: Part = "look"

    def title(self, language: str) -> str:
        """Return what the menu and the browser's tab say: the text ``shell.<module>_page``."""
        return translate(f"shell.{self.module}_page", language)

    def page(self, language: str, *, bare: bool = False) -> st.Page:
        """Return the page as Streamlit wants it; its module is loaded when it is shown.

        Parameters
        ----------
        language
            Language of the title.
        bare
            Whether it answers at the bare address, and is not in the menu.
        """

        @guarded
        def show() -> None:
            show_remarks()
            import_module(f"igs_geo.dashboard.pages.{self.module}.page").show()

        return st.Page(
            show,
            title=self.title(language),
            url_path="" if bare else self.path,
            default=bare,
            visibility="hidden" if bare else "visible",
        )


def module_of(path: str) -> str:
    """Return the module of the page at a path."""
    return next(f"igs_geo.dashboard.pages.{entry.module}.page" for entry in PAGES if entry.path == path)


PAGES = (
    Entry(MAP, "map"),
    Entry(PROFILE, "municipality"),
    Entry(BODY, "partnership"),
    Entry(ANALYSIS, "fragmentation"),
    Entry(SEARCH, "regions", "work"),
    Entry(DESIGN, "design", "work"),
    Entry(FACTORS, "factors", "work"),
    Entry(MONEY, "money", "work"),
    Entry(WHY, "why", "work"),
    Entry(OWN, "own_data", "take"),
    Entry(DATA, "data", "take"),
    Entry(REPORT, "report", "take"),
)
"""The menu, in order. Another page is another line here."""


def pages(language: str) -> dict[str, st.Page]:
    """Return the pages of the menu by path."""
    return {entry.path: entry.page(language) for entry in PAGES}


def parts(own: Mapping[str, st.Page], language: str) -> dict[str, list[st.Page]]:
    """Return pages as the menu shows them, by the heading of each part; the one that is not shown goes first.

    Parameters
    ----------
    own
        The pages by path.
    language
        Language of the headings.
    """
    found = {
        translate(f"shell.part_{part}", language): [own[entry.path] for entry in PAGES if entry.part == part]
        for part in PARTS
    }
    first = next(iter(found))
    return found | {first: [bare_page(language), *found[first]]}


def bare_page(language: str) -> st.Page:
    """Return the twin of the first page that answers at the bare address, where no server leads on to the path.

    Parameters
    ----------
    language
        Language of the title.
    """
    return PAGES[0].page(language, bare=True)


def link_to(path: str, label: str, **changes: Any) -> None:
    """Draw a link to a page, with the view as it will be there; the label is plain text."""
    view = current_view()
    st.page_link(pages(view.language)[path], label=plain(label), query_params=write(view.changed(**changes), path))


def go_to(path: str, **changes: Any) -> None:
    """Lead to a page in the next run: for use in the callback of a widget."""
    change_view(**changes)
    st.session_state[_GO] = path


def destination() -> str | None:
    """Return, once, the path that a callback asked to go to."""
    path = st.session_state.pop(_GO, None)
    return path if isinstance(path, str) else None
