"""“Add to report”: from a place on a page to a piece in a basket of the workspace."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import streamlit as st

from igs_geo.dashboard.address.codec import write
from igs_geo.dashboard.address.session import change_view, current_page, current_view
from igs_geo.dashboard.address.view import ANALYSIS, BODY, MAP, PROFILE
from igs_geo.dashboard.frame.kept import find, held, keep, read, save
from igs_geo.dashboard.frame.menu import link_to
from igs_geo.dashboard.frame.reach import Held
from igs_geo.dashboard.widgets.downloads import Adding, Takeaway
from igs_geo.i18n import translate
from igs_geo.workspace import WorkspaceError
from igs_geo.workspace.basket import KIND, MOST_MARKS, MOST_PIECES, Basket, Piece

ADDABLE = frozenset(
    {
        (MAP, "map"),
        (PROFILE, "partners-map"),
        (BODY, "body-map"),
        (ANALYSIS, "measure"),
        (ANALYSIS, "histogram"),
        (ANALYSIS, "borders-map"),
        (ANALYSIS, "pairs-map"),
        (ANALYSIS, "flags-map"),
        (ANALYSIS, "two-layers-map"),
        (ANALYSIS, "matrix"),
        (MAP, "youth"),
        (PROFILE, "bodies"),
        (BODY, "members"),
        (ANALYSIS, "ranking"),
    }
)
"""What can be drawn again from its address: the page and the key of its menu."""
NOT_KEPT = ("opened", "place", "basket")
"""Fields of a view that say nothing of what is drawn: a report never holds a link to a document."""
LETTERS = 8


def adding(key: str) -> Adding | None:
    """Return what draws the button of the menu with a key on the page on show; None where nothing can be added."""
    return show_add if (current_page(), key) in ADDABLE else None


def show_add(key: str, found: Takeaway) -> None:
    """Draw the button that adds something to the report that is open, or to a new one.

    Parameters
    ----------
    key
        Key of its menu.
    found
        What is offered there.
    """
    language = current_view().language
    into = open_basket()
    said = f"basket.said.{key}"
    if st.button(translate("report.add", language), key=f"basket.add.{key}", icon=":material/add:", type="primary"):
        st.session_state[said] = add(into, key, found)
    if said in st.session_state:
        st.caption(translate("report.added", language, title=st.session_state.pop(said)))
        link_to("rapport", translate("report.open", language))


def open_basket() -> Held | None:
    """Return the basket that pieces go into: the one that is open, else the last that was changed; None for none."""
    chosen = find(current_view().basket) if current_view().basket else None
    if chosen is not None and chosen.kind == KIND and chosen.may_change:
        return chosen
    return next((one for one in held(KIND) if one.may_change), None)


def add(into: Held | None, key: str, found: Takeaway) -> str:
    """Add a piece to a basket, or to a new one, and return the title of the basket.

    Parameters
    ----------
    into
        The basket; None for a new one.
    key
        Key of the menu of what is added.
    found
        What is offered there.
    """
    piece = Piece(
        page=current_page(),
        query=write(current_view().changed(opened=(), place="", basket=""), current_page()),
        key=key,
        heading=found.heading or found.file,
        seen=marks(found),
    )
    if into is None:
        title = translate("report.new_title", current_view().language)
        into = keep(KIND, Basket(title=title, pieces=(piece,)))
    else:
        basket = content_of(into)
        if len(basket.pieces) >= MOST_PIECES:
            raise WorkspaceError("report.full", title=into.title, most=MOST_PIECES)
        save(into.id, basket.model_copy(update={"pieces": (*basket.pieces, piece)}), into.head)
    change_view(basket=into.id)
    return into.title


def content_of(one: Held) -> Basket:
    """Return what is in a basket."""
    content = read(one.id).content
    return content if isinstance(content, Basket) else Basket(title=one.title)


def marks(found: Takeaway) -> dict[str, str]:
    """Return a short digest of each part of what is shown, to see later which of them changed."""
    rows = {} if found.rows is None else found.rows()
    return {name[:200]: digest(text) for name, text in list(rows.items())[:MOST_MARKS]}


def digest(text: str) -> str:
    """Return a short digest of a text."""
    return hashlib.blake2b(text.encode(), digest_size=LETTERS // 2).hexdigest()


def changed(seen: Mapping[str, str], now: Mapping[str, str]) -> tuple[list[str], list[str], list[str]]:
    """Return the parts that are shown otherwise than before, those that came, and those that went.

    Parameters
    ----------
    seen, now
        Digests of the parts by their name.
    """
    other = [name for name in now if name in seen and now[name] != seen[name]]
    return other, [name for name in now if name not in seen], [name for name in seen if name not in now]
