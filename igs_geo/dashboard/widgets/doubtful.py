"""Doubtful names: each is asked, none is guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from igs_geo.atlas.schema import quote
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.plain import plain
from igs_geo.i18n import translate
from igs_geo.intake import Piece


def ask_names(pieces: Sequence[Piece], *, key: str, times: Mapping[int, int] | None = None) -> dict[int, int | None]:
    """Draw a question for each name that is not certain, and return what was answered so far.

    Parameters
    ----------
    pieces
        The names, in the order of the text.
    key
        Names the questions in the session.
    times
        How often a name stands there, by its place; it is said where that is more than once.

    Returns
    -------
    dict
        By the place of a name: the place of the option that was chosen, None to leave the name out; what was not
        answered yet is not in it. As :func:`igs_geo.intake.chosen_members` wants it.
    """
    language, found = current_view().language, {}
    for place, piece in enumerate(pieces):
        if piece.certain:
            continue
        words = dict(enumerate(map(plain, piece.answers(language))))
        words[len(piece.options)] = translate("intake.leave_out", language)
        # only what a person wrote can hold signs of Markdown
        written = quote(piece.text)
        label = piece.question(language).replace(written, plain(written))
        if (times or {}).get(place, 1) > 1:
            label = f"{label} {translate('intake.times', language, count=(times or {})[place])}"
        chosen = st.radio(
            label,
            list(words),
            index=None,
            format_func=words.__getitem__,
            key=f"{key}-{language}-{place}-{piece.text}",
        )
        if chosen is not None:
            found[place] = None if chosen == len(piece.options) else chosen
    return found
