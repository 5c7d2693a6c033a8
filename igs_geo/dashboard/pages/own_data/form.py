"""By form: a partnership that the register does not know, in a minute."""

from __future__ import annotations

import re
import secrets

import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.atlas.overlays.values import NAME_LENGTH
from igs_geo.atlas.search import plain as bare
from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.address.view import BODY, MAP
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.menu import link_to
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.pages.own_data.members import Member, ask_members, clear_members
from igs_geo.dashboard.widgets import words
from igs_geo.dashboard.widgets.choose import choose_edition
from igs_geo.dashboard.widgets.provenance import ask_provenance, say_missing
from igs_geo.dashboard.widgets.taking import show_done, show_taking
from igs_geo.i18n import translate

_NAME, _TURN, _MADE, _ID = "own.form.name", "own.form.turn", "own.form.made", "own.form.id"
LONGEST_SLUG = 60


def show() -> None:
    """Show the section."""
    language, atlas = current_view().language, cached.atlas()
    _done(atlas, language)
    turn = st.session_state.get(_TURN, 0)
    left, middle, right = st.columns([1.5, 1.2, 1], vertical_alignment="bottom")
    with left:
        name = st.text_input(
            translate("own.body_name", language), st.session_state.get(_NAME, ""), key=f"own-body-{turn}",
            max_chars=NAME_LENGTH, placeholder=translate("own.body_name_hint", language),
        ).strip()  # fmt: skip
        st.session_state[_NAME] = name
    with middle:
        names = {str(code): words.domain(atlas, str(code), language).capitalize() for code in atlas.domains.index}
        domains = st.multiselect(
            translate("own.domains", language), sorted(names, key=names.__getitem__), [atlas.emphasis.domain],
            format_func=names.__getitem__, key=f"own-domains-{turn}-{language}",
            placeholder=translate("map_page.domains_none", language),
        )  # fmt: skip
    with right:
        choose_edition()
    _known_already(atlas, name, language)
    known = ask_provenance(f"own-form-{turn}")
    members = ask_members(atlas)
    missing = say_missing(known)
    if not missing and (todo := _todo(name, domains, members, language)):
        st.info(todo)
        missing = True
    operations = []
    if not missing:
        operations = [
            {"op": "add_partnership", "id": _id_of(name), "name": name, "domains": domains, "members": members, **known}
        ]
    show_taking(
        operations, "own-form", title=translate("own.new_list", language), then=_clear,
        label=translate("own.keep", language),
    )  # fmt: skip


def _todo(name: str, domains: list[str], members: list[Member] | None, language: str) -> str:
    """Return what still has to be filled in; empty when nothing."""
    if not name:
        return translate("own.todo_name", language)
    if not domains:
        return translate("own.todo_domain", language)
    if members is None:
        return translate("own.todo_answers", language)
    return "" if members else translate("own.todo_members", language)


def _known_already(atlas: Atlas, name: str, language: str) -> None:
    """Say that there is a partnership of that name: perhaps it has only to be corrected."""
    if not name:
        return
    same = [str(body) for body, own in atlas.partnerships["name"].items() if bare(str(own)) == bare(name)]
    if same:
        st.info(translate("own.known_already", language, name=plain(name)))
        link_to(BODY, translate("own.to_body", language, name=name), partnership=same[0])


def _id_of(name: str) -> str:
    """Return the code of the partnership: made from its name, and the same until it is kept."""
    slug = re.sub(r"[^a-z0-9]+", "-", bare(name)).strip("-")[:LONGEST_SLUG]
    end = st.session_state.setdefault(_ID, secrets.token_hex(3))
    return f"{slug}-{end}" if slug else end


def _clear() -> None:
    """Begin with an empty form, and remember what was made."""
    st.session_state[_MADE] = _id_of(str(st.session_state.get(_NAME, "")))
    for name in (_NAME, _ID):
        st.session_state.pop(name, None)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    clear_members()
    change_view(own=True)


def _done(atlas: Atlas, language: str) -> None:
    """Say what was kept, with the way to see it."""
    show_done()
    made = st.session_state.get(_MADE)
    if made in atlas.partnerships.index:
        row = atlas.partnerships.loc[made]
        with st.container(horizontal=True, gap="medium", key="own-made"):
            link_to(MAP, translate("own.see_on_map", language), domains=tuple(row["domains"]), partnership=made)
            link_to(BODY, translate("own.to_body", language, name=str(row["name"])), partnership=made)
