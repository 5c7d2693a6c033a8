"""The members of a partnership that somebody writes down: a text that is understood, and clicked together on a map."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.widgets.doubtful import ask_names
from igs_geo.dashboard.widgets.live_map import show_map
from igs_geo.i18n import format_number, translate
from igs_geo.intake import Piece, chosen_members, read_names
from igs_geo.intake.names import LONGEST
from igs_geo.maps import MapSpec, municipality_set_map

Member = dict[str, Any]
_TEXT, _TURN, _NOTE = "own.members", "own.members.turn", "own.members.note"
_BEFORE = r"\s*(?:[,;\n]|\b(?:en|ook|and|also)\b)?\s*"
_FIRST = r"^[\s,;]*(?:(?:en|ook|and|also)\s+)?"


def ask_members(atlas: Atlas) -> list[Member] | None:
    """Draw the box for the names, a question for each doubtful one, and the map; return the members.

    Parameters
    ----------
    atlas
        The edition.

    Returns
    -------
    list of dict or None
        ``nis`` and ``only`` of each member; None while something still has to be answered.
    """
    language = current_view().language
    left, right = st.columns([1, 1.25], gap="large")
    with left:
        key = f"own-members-{st.session_state.get(_TURN, 0)}"
        text = st.text_area(
            translate("own.members", language), st.session_state.get(_TEXT, ""), key=key, height=120,
            max_chars=LONGEST, placeholder=translate("own.members_hint", language),
            help=translate("own.members_help", language),
        )  # fmt: skip
        st.session_state[_TEXT] = text
        if note := st.session_state.pop(_NOTE, None):
            st.caption(plain(note))
        pieces = read_names(atlas, text)
        answers = ask_names(pieces, key="own-members")
        members = chosen_members(atlas, pieces, answers)
        # what is certain already is on the map while the rest is asked
        known = members if members is not None else _certain(atlas, pieces, answers)
        st.markdown(say_members(atlas, known, language))
    with right:
        show_map(
            _map(atlas, known, language),
            key="own-members-map",
            on_pick=_click,
            addressed=False,
        )
        st.caption(translate("own.members_click", language))
    return members


def _map(atlas: Atlas, members: Sequence[Member], language: str) -> MapSpec:
    """Return the map of the members, which opens on the regions around them: the next one is to be clicked there."""
    spec = municipality_set_map(
        atlas,
        [member["nis"] for member in members if "only" not in member],
        title=translate("own.members_map", language),
        language=language,
        partial=[member["nis"] for member in members if "only" in member],
    )
    rows = atlas.divisions[atlas.divisions["division"] == atlas.emphasis.frame]
    regions = rows.loc[rows["nis"].isin([member["nis"] for member in members]), "region_code"]
    around = rows.loc[rows["region_code"].isin(regions), "nis"]
    return replace(spec, window=tuple(sorted(set(around) & set(atlas.flemish.index))))


def clear_members() -> None:
    """Begin with no members."""
    _write("")


def say_members(atlas: Atlas, members: Sequence[Member], language: str) -> str:
    """Return the members in a sentence, partial ones with the part, as Markdown.

    Parameters
    ----------
    atlas
        The edition.
    members
        ``nis`` and ``only`` of each.
    language
        ``"nl"`` or ``"en"``.
    """
    if not members:
        return ""
    names = atlas.municipalities["name"]
    said = [
        plain(names[member["nis"]] if "only" not in member else translate(
            "own.part_of", language, part=atlas.predecessor_names(" ".join(member["only"])), name=names[member["nis"]]
        ))
        for member in members
    ]  # fmt: skip
    key = "own.members_one" if len(members) == 1 else "own.members_count"
    return f"**{translate(key, language, count=format_number(len(members), language))}** {', '.join(said)}"


def _certain(atlas: Atlas, pieces: Sequence[Piece], answers: dict[int, int | None]) -> list[Member]:
    known = [place for place, piece in enumerate(pieces) if piece.certain or place in answers]
    again = {number: answers[place] for number, place in enumerate(known) if place in answers}
    return chosen_members(atlas, [pieces[place] for place in known], again) or []


def _write(text: str) -> None:
    """Put a text in the box: another box is drawn in its place."""
    st.session_state[_TEXT] = text
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


def _click(nis: str) -> None:
    """Add a municipality that was clicked to the text, or take it out: all members stand in the text."""
    atlas, text, language = cached.atlas(), str(st.session_state.get(_TEXT, "")), current_view().language
    if nis not in atlas.flemish.index:
        return
    name = str(atlas.flemish.loc[nis, "name"])
    pieces = read_names(atlas, text)
    mine = [piece for piece in pieces if piece.certain and piece.options[0].members == ((nis, ()),)]
    if mine:
        _write(without(text, [piece.text for piece in mine]))
    elif any(nis == code for piece in pieces for one in piece.options for code, _ in one.members):
        st.session_state[_NOTE] = translate("own.members_in_text", language, name=name)
    else:
        _write(f"{text.rstrip()}{', ' if text.strip() else ''}{name}")


def without(text: str, names: Sequence[str]) -> str:
    """Return a list of names without some of them, and without the sign that stood beside each.

    Parameters
    ----------
    text
        The list.
    names
        As they stand there.
    """
    for name in names:
        # a name may be a part of another one: Lo and Lo-Reninge
        text = re.sub(rf"{_BEFORE}(?<![\w-]){re.escape(name)}(?![\w-])", "", text, count=1)
    return re.sub(_FIRST, "", text).strip(" ,;\n")
