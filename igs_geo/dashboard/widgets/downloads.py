"""One menu of downloads, the same under every map, chart and table; every file is made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.guard import guarded
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.i18n import translate
from igs_geo.maps.print import PAPERS, Look, Print
from igs_geo.maps.print.names import Names
from igs_geo.reports.blocks import Table

PICTURES = {"png": "image/png", "svg": "image/svg+xml", "pdf": "application/pdf"}
USUAL_PAPER = "16cm"
NAMES: tuple[Names, ...] = ("main", "all", "numbers", "none")
_PAPER, _NAMES = "menu.paper", "menu.names"
"""What a session chose last: whoever makes figures for one report chooses once."""


@dataclass(frozen=True)
class Offer:
    """A file to take along.

    Parameters
    ----------
    form
        Name of its form: the text ``downloads.<form>``.
    ending, kind
        Ending of its name, and its media type.
    make
        Makes it. It runs beside the page, without the session.
    """

    form: str
    ending: str
    kind: str
    make: Callable[[], bytes]


@dataclass(frozen=True)
class Picture:
    """What is drawn for print, in every size.

    Parameters
    ----------
    draw
        Draws it. It runs beside the page, without the session.
    named
        Whether it is a map, on which names can be chosen.
    """

    draw: Callable[[Look], Print]
    named: bool = False


@dataclass(frozen=True)
class Takeaway:
    """Everything that can be taken along from one place of a page.

    Parameters
    ----------
    file
        Name of the files, without ending.
    caption
        What to write under it, with its sources.
    groups
        The files by the name of their group, the text ``downloads.group_<name>``; empty groups are left out.
    picture
        What is drawn for print.
    heading
        What it is called in a report.
    rows
        What it shows by part: the text of each municipality on a map, or of each row of a table.
    table
        The table as a report writes it.
    """

    file: str
    caption: str
    groups: dict[str, tuple[Offer, ...]]
    picture: Picture | None = None
    heading: str = ""
    rows: Callable[[], dict[str, str]] | None = None
    table: Callable[[], Table] | None = None


Adding = Callable[[str, Takeaway], None]
"""Draws the button that adds what is offered under a key to a report."""


def show_downloads(offered: Callable[[], Takeaway], *, key: str, add: Adding | None = None) -> None:
    """Draw the menu; what is in it is worked out when it is opened.

    Parameters
    ----------
    offered
        What can be taken along.
    key
        Key of the menu, the same in every language.
    add
        Draws the button that adds it to a report.
    """
    # In another page a map stands alone.
    if not st.context.is_embedded:
        _menu(offered, key, add)


@st.fragment
def _menu(offered: Callable[[], Takeaway], key: str, add: Adding | None) -> None:
    """Draw the menu apart from the page: whoever opens it waits for nothing else."""
    guarded(partial(_draw, offered, key, add))()


def _draw(offered: Callable[[], Takeaway], key: str, add: Adding | None) -> None:
    language = current_view().language
    label = translate("downloads.menu", language)
    menu = st.popover(label, type="tertiary", key=f"menu-{key}", on_change="rerun", width="content")
    if not menu.open:
        return
    found = offered()
    with menu, st.container(key=f"downloads-{key}", gap="small"):
        if add is not None:
            add(key, found)
        if found.picture is not None:
            _picture(found.picture, found.file, key, language)
        for name, offers in found.groups.items():
            if offers:
                _head(translate(f"downloads.group_{name}", language))
                _row(offers, found.file, f"{key}.{name}", language)
        if found.caption:
            _head(translate("downloads.caption", language))
            st.code(found.caption, language=None, wrap_lines=True)


def _picture(picture: Picture, file: str, key: str, language: str) -> None:
    _head(translate("downloads.group_picture", language))
    papers, names = list(PAPERS), list(NAMES)
    left, right = st.columns(2, gap="small") if picture.named else (st.container(), None)
    paper = left.selectbox(
        translate("downloads.paper", language),
        papers,
        index=papers.index(st.session_state.get(_PAPER, USUAL_PAPER)),
        format_func=lambda name: translate(f"downloads.paper_{name}", language),
        key=f"menu.{key}.paper",
    )
    st.session_state[_PAPER] = paper
    look = Look(PAPERS[paper])
    if right is not None:
        chosen = right.selectbox(
            translate("downloads.names", language),
            names,
            index=names.index(st.session_state.get(_NAMES, NAMES[0])),
            format_func=lambda name: translate(f"downloads.names_{name}", language),
            help=translate("downloads.names_help", language),
            key=f"menu.{key}.names",
        )
        st.session_state[_NAMES] = chosen
        look = Look(PAPERS[paper], chosen)
    offers = tuple(Offer(form, form, kind, partial(_printed, picture, look, form)) for form, kind in PICTURES.items())
    _row(offers, f"{file}-{paper}", f"{key}.picture", language)


def _printed(picture: Picture, look: Look, form: str) -> bytes:
    drawing = picture.draw(look)
    return drawing.svg().encode() if form == "svg" else drawing.pdf() if form == "pdf" else drawing.png()


def _head(text: str) -> None:
    st.html(f'<p class="igs-menu-head">{escaped(text)}</p>')


def _row(offers: tuple[Offer, ...], file: str, key: str, language: str) -> None:
    with st.container(horizontal=True, gap="small", key=f"row-{key}"):
        for offer in offers:
            st.download_button(
                translate(f"downloads.{offer.form}", language),
                offer.make,
                file_name=f"{file}.{offer.ending}",
                mime=offer.kind,
                key=f"{key}.{offer.form}",
                on_click="ignore",
            )
