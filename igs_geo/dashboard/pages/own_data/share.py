"""How a list goes to others: along as one file, or by a link that can be withdrawn."""

from __future__ import annotations

import streamlit as st

from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.address.view import OWN
from igs_geo.dashboard.frame import sharing
from igs_geo.dashboard.frame.person import person
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.frame.reach import Held
from igs_geo.dashboard.pages.own_data.saying import attempt, moment
from igs_geo.i18n import translate
from igs_geo.workspace import Right

RIGHTS: tuple[Right, ...] = ("read", "change")
_MADE = "own.made"


def show_links(held: Held) -> None:
    """Draw the file to take along, and the links to a list.

    Parameters
    ----------
    held
        The list.
    """
    language = current_view().language
    st.download_button(
        translate("own.take_along", language),
        sharing.taking_along(held.id),
        file_name=translate("own.take_along_file", language),
        mime="application/json",
        help=translate("own.take_along_help", language),
        key=f"own-along-{held.id}",
        on_click="ignore",
    )
    if not held.may_change:
        return
    if person().reach == "alone":
        st.caption(translate("own.alone", language))
        return
    with st.container(horizontal=True, gap="small", key="own-links"):
        for right in RIGHTS:
            st.button(
                translate(f"own.link_{right}", language), key=f"own-link-{right}", on_click=attempt,
                args=(lambda right=right: _make(held, right),),
            )  # fmt: skip
    made = st.session_state.get(_MADE)
    if isinstance(made, tuple) and made[0] == held.id:
        st.markdown(translate("own.link_once", language))
        st.code(made[1], language=None, wrap_lines=True)
    for link in sharing.links(held.id):
        left, right_side = st.columns([4, 1], vertical_alignment="center")
        what = translate(f"own.right_{link.right}", language)
        left.markdown(plain(translate("own.link_line", language, right=what, moment=moment(link.made, language))))
        right_side.button(
            translate("own.withdraw", language), key=f"own-withdraw-{link.id}", type="tertiary", on_click=attempt,
            args=(lambda number=link.id: _withdraw(held, number),),
        )  # fmt: skip


def _make(held: Held, right: Right) -> str:
    base = (st.context.url or "").split("?")[0].rstrip("/").removesuffix(f"/{OWN}")
    address = sharing.share(held.id, right, OWN, document=held.id)
    st.session_state[_MADE] = held.id, f"{base}/{address}"
    return translate("own.link_made", current_view().language)


def _withdraw(held: Held, link: int) -> str:
    st.session_state.pop(_MADE, None)
    sharing.withdraw(held.id, link)
    return translate("own.withdrawn", current_view().language)
