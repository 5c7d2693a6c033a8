"""What somebody knows better of a partnership becomes own data, with its source."""

from __future__ import annotations

from typing import Any

import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.address.view import OWN
from igs_geo.dashboard.frame.menu import link_to
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.widgets import words
from igs_geo.dashboard.widgets.doubtful import ask_names
from igs_geo.dashboard.widgets.provenance import ask_provenance, say_missing
from igs_geo.dashboard.widgets.taking import show_done, show_taking
from igs_geo.i18n import translate
from igs_geo.intake import Cell, Taken, chosen_members, compare, read_names

WRONG = ("end_membership", "add_membership", "end_partnership", "change_partnership")
"""What may be wrong: the operation that puts it right."""
_TURN = "correcting.turn"

Operation = dict[str, Any]


def show_correcting(atlas: Atlas, body: str) -> None:
    """Draw what can be put right of a partnership.

    Parameters
    ----------
    atlas
        The edition.
    body
        Its id.
    """
    language = current_view().language
    show_done()
    turn = st.session_state.get(_TURN, 0)
    key = f"correct-{body}-{turn}"
    with st.expander(translate("partnership.not_right", language), key=f"{key}-open"):
        st.markdown(translate("partnership.not_right_intro", language))
        link_to(OWN, translate("partnership.have_checked", language), keeping="file")
        ended = atlas.partnerships["status"][body] == "inactive"
        kinds = [kind for kind in WRONG if not (ended and kind == "end_partnership")]
        kind = st.radio(
            translate("partnership.what_is_wrong", language),
            kinds,
            index=None,
            format_func=lambda one: translate(f"partnership.wrong_{one}", language),
            key=f"{key}-kind-{language}",
        )
        if kind is None:
            return
        parts = _parts(atlas, body, kind, key)
        known = ask_provenance(key, help_of_date=f"partnership.date_of_{kind}")
        if parts is None or say_missing(known):
            return
        operations = [{"op": kind, "partnership": body, **part, **known} for part in parts]
        _show(atlas, operations, key)


def _parts(atlas: Atlas, body: str, kind: str, key: str) -> list[Operation] | None:
    """Draw what has to be said of a kind of change, and return it for each operation; None while it is not complete."""
    language = current_view().language
    if kind == "end_partnership":
        return [{}]
    if kind == "change_partnership":
        own = list(atlas.partnerships["domains"][body])
        chosen = st.multiselect(
            translate("partnership.right_domains", language), list(atlas.domains.index), default=own,
            format_func=lambda code: words.domain(atlas, code, language), key=f"{key}-domains-{language}",
            placeholder=translate("partnership.choose_domains", language),
        )  # fmt: skip
        return [{"domains": chosen}] if chosen and set(chosen) != set(own) else None
    if kind == "end_membership":
        rows = atlas.memberships
        names = atlas.municipalities["name"][rows.loc[rows["partnership"] == body, "nis"]].sort_values().to_dict()
        gone = st.multiselect(
            translate("partnership.who_left", language), list(names), format_func=names.__getitem__,
            key=f"{key}-gone-{language}", placeholder=translate("partnership.choose_members", language),
        )  # fmt: skip
        return [{"nis": nis} for nis in gone] or None
    text = st.text_input(
        translate("partnership.who_joined", language), key=f"{key}-joined", max_chars=2000,
        placeholder=translate("partnership.who_joined_hint", language),
    )  # fmt: skip
    pieces = read_names(atlas, text)
    members = chosen_members(atlas, pieces, ask_names(pieces, key=f"{key}-name"))
    return [dict(member) for member in members] if members else None


def _show(atlas: Atlas, operations: list[Operation], key: str) -> None:
    """Draw what the changes do, and the button that keeps them."""
    language = current_view().language
    taken = Taken()
    for operation in operations:
        taken.put(operation, "", Cell(1, 1))
    found = compare(atlas, taken)
    for finding in found.findings:
        st.error(plain(finding.says(language)))
    if found.findings:
        return
    said = [f"- {plain(one.change.says(language))} {plain(one.change.remark(language))}" for one in found.differences]
    st.markdown("\n".join(said))
    show_taking(operations, key, title=translate("partnership.corrections", language), then=_again)


def _again() -> None:
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
