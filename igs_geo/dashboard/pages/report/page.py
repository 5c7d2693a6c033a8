"""The page Rapport: what was put aside on other pages, in order, with own words, and the document that it makes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from textwrap import shorten

import streamlit as st

from igs_geo.dashboard.address.inputs import select
from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.frame.kept import delete, held, keep, save
from igs_geo.dashboard.frame.menu import link_to
from igs_geo.dashboard.frame.plain import escaped, plain
from igs_geo.dashboard.frame.reach import Held, trouble
from igs_geo.dashboard.pages.report.drawing import Drawn, draw, report_of
from igs_geo.dashboard.widgets.baskets import content_of, open_basket
from igs_geo.i18n import format_number, translate
from igs_geo.maps.print.sheet import safe_name
from igs_geo.reports.writing import FORMATS, written
from igs_geo.workspace.basket import KIND, Basket, Piece

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html",
}
SHOWN = 200
"""Letters of a caption that the page shows; the report has all of it."""
_MADE = "report.made_file"
"""What was made last in this session: of which revision, in which form, and the file."""


def show() -> None:
    """Show the page."""
    language = current_view().language
    st.html(
        f'<h1 class="igs-title">{escaped(translate("report.title", language))}</h1>'
        f'<p class="igs-sub">{escaped(translate("report.intro", language))}</p>'
    )
    if (error := trouble()) is not None:
        st.warning(plain(error.message(language)))
        return
    known = held(KIND)
    chosen = open_basket() or next(iter(known), None)
    if chosen is None:
        st.info(translate("report.none", language))
        link_to("kaart", translate("report.to_map", language))
        return
    if current_view().basket != chosen.id:
        change_view(basket=chosen.id)
    basket = content_of(chosen)
    if len(known) > 1:
        select("basket", translate("report.choose", language), {one.id: one.title for one in known})
    _head(chosen, basket, language)
    for place, piece in enumerate(basket.pieces):
        _piece(chosen, basket, place, draw(piece, language), language)
    if not basket.pieces:
        st.info(translate("report.nothing", language))
        link_to("kaart", translate("report.to_map", language))
    _make(chosen, basket, language)


def _head(chosen: Held, basket: Basket, language: str) -> None:
    left, middle, right = st.columns([4, 1.2, 1.2], vertical_alignment="bottom")
    key = f"report.title.{chosen.id}.{chosen.head}"
    with left:
        title = st.text_input(
            translate("report.name", language), basket.title, max_chars=200, key=key, disabled=not chosen.may_change
        )
    if title.strip() and title.strip() != basket.title:
        _keep(chosen, basket.model_copy(update={"title": title.strip()}))
    with middle:
        if st.button(translate("report.new", language), key="report.new", width="stretch"):
            made = keep(KIND, Basket(title=translate("report.new_title", language)))
            change_view(basket=made.id)
            st.rerun()
    with right, st.popover(translate("report.delete", language), key="report.delete", width="stretch"):
        st.markdown(plain(translate("report.delete_sure", language, title=basket.title)))
        if st.button(translate("report.delete_yes", language), key="report.delete_yes", disabled=not chosen.may_change):
            delete(chosen.id)
            change_view(basket="")
            st.rerun()


def _keep(chosen: Held, basket: Basket) -> None:
    """Save a basket, and draw the page anew; what someone else saved meanwhile is said, and kept beside it."""
    saved = save(chosen.id, basket, chosen.head)
    if saved.meanwhile is not None:
        st.toast(translate("report.meanwhile", current_view().language))
    st.rerun()


def _piece(chosen: Held, basket: Basket, place: int, drawn: Drawn, language: str) -> None:
    """Draw a piece: its heading and remark, what changed, and the buttons that move or remove it."""
    piece, key = drawn.piece, f"report.{chosen.id}.{chosen.head}.{place}"
    with st.container(border=True, key=f"piece-{place}", gap="small"):
        left, right = st.columns([4, 1.3], vertical_alignment="bottom")
        with left:
            heading = st.text_input(
                translate("report.heading", language, number=format_number(place + 1, language)),
                piece.heading, max_chars=200, key=f"{key}.heading", disabled=not chosen.may_change,
            )  # fmt: skip
        with right, st.container(horizontal=True, gap="small", key=f"moves-{place}"):
            for name, icon, moved, possible in (
                ("up", ":material/arrow_upward:", _swapped(basket, place, place - 1), place > 0),
                ("down", ":material/arrow_downward:", _swapped(basket, place, place + 1),
                 place + 1 < len(basket.pieces)),
                ("remove", ":material/close:", _without(basket, place), True),
            ):  # fmt: skip
                label = translate(f"report.{name}", language)
                if st.button(icon, key=f"{key}.{name}", help=label, disabled=not (possible and chosen.may_change)):
                    _keep(chosen, moved)
        remark = st.text_area(
            translate("report.remark", language), piece.remark, max_chars=5000, height=80, key=f"{key}.remark",
            disabled=not chosen.may_change,
        )  # fmt: skip
        if drawn.found is not None:
            st.caption(plain(shorten(drawn.found.caption, SHOWN, placeholder=" …")))
        if drawn.remark:
            st.warning(plain(drawn.remark))
        _shown_at(piece, language)
    own = piece.model_copy(update={"heading": heading.strip() or piece.heading, "remark": remark})
    if own != piece:
        _keep(chosen, basket.model_copy(update={"pieces": _replaced(basket, place, own)}))


def _shown_at(piece: Piece, language: str) -> None:
    """Draw the link to where a piece comes from, in the view that it was taken in."""
    from igs_geo.dashboard.frame.menu import pages

    st.page_link(pages(language)[piece.page], label=translate("report.source", language), query_params=piece.query)


def _replaced(basket: Basket, place: int, piece: Piece) -> tuple[Piece, ...]:
    return (*basket.pieces[:place], piece, *basket.pieces[place + 1 :])


def _swapped(basket: Basket, place: int, other: int) -> Basket:
    pieces = list(basket.pieces)
    if 0 <= other < len(pieces):
        pieces[place], pieces[other] = pieces[other], pieces[place]
    return basket.model_copy(update={"pieces": tuple(pieces)})


def _without(basket: Basket, place: int) -> Basket:
    return basket.model_copy(update={"pieces": (*basket.pieces[:place], *basket.pieces[place + 1 :])})


def _make(chosen: Held, basket: Basket, language: str) -> None:
    """Draw the buttons that make the document, and the one that hands it out."""
    if not basket.pieces:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom", key="report-make"):
        for form in FORMATS:
            if st.button(translate(f"report.make_{form}", language), key=f"report.make.{form}"):
                with st.spinner(translate("report.making", language)):
                    content = written(report_of(basket, language), form)
                st.session_state[_MADE] = (chosen.id, chosen.head, form, content)
    made = st.session_state.get(_MADE)
    if made is not None and made[:2] == (chosen.id, chosen.head):
        form, content = made[2:]
        give: Callable[[], bytes] = partial(bytes, content)
        st.download_button(
            translate("report.take", language, form=translate(f"report.form_{form}", language)),
            give,
            file_name=f"{safe_name(basket.title)}.{form}",
            mime=TYPES[form],
            key="report.take",
            type="primary",
            on_click="ignore",
        )
