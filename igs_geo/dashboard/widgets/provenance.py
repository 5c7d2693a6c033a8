"""Where own data are known from: source, date, and who confirmed it."""

from __future__ import annotations

from collections.abc import Container, Mapping

import streamlit as st

from igs_geo.atlas.overlays.values import NAME_LENGTH, TEXT_LENGTH
from igs_geo.atlas.schema import quote
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.plain import plain
from igs_geo.i18n import translate
from igs_geo.intake import day_of


def ask_provenance(key: str, *, about: str = "", help_of_date: str = "taking.date_help") -> dict[str, str]:
    """Draw the boxes for source, date and who confirmed it, and return what is filled in and can be read.

    What was typed is kept while the boxes are not on the page, until :func:`clear_provenance`.

    Parameters
    ----------
    key
        Names the boxes in the session.
    about
        What they are about: where that changes, other boxes are drawn with what was typed in these.
    help_of_date
        Key of the explanation of the date.

    Returns
    -------
    dict
        ``source``, ``date`` and ``confirmed_by``, as operations have them; without what is empty or cannot be read.
    """
    language = current_view().language
    left, middle, right = st.columns([2, 1, 1.4])
    with left:
        source = _box("source", key, about, TEXT_LENGTH)
    with middle:
        written = _box("date", key, about, None, translate(help_of_date, language))
    with right:
        by = _box("confirmed_by", key, about, NAME_LENGTH)
    day = day_of(written)
    if written and day is None:
        st.warning(translate("intake.day", language, text=plain(quote(written))))
    found = {"source": source, "date": day or "", "confirmed_by": by}
    return {name: text for name, text in found.items() if text}


def clear_provenance(key: str) -> None:
    """Begin with empty boxes.

    Parameters
    ----------
    key
        Names the boxes in the session.
    """
    turn, _ = st.session_state.get(f"{key}-typed", (0, {}))
    st.session_state[f"{key}-typed"] = (turn + 1, {})


def _box(name: str, key: str, about: str, longest: int | None, help_: str | None = None) -> str:
    turn, typed = st.session_state.setdefault(f"{key}-typed", (0, {}))
    own, language = f"{key}-{about}-{name}-{turn}", current_view().language
    first = f"{own}-first"
    if own not in st.session_state:
        # the browser begins with what it is told as the box is drawn, not with what it had before
        st.session_state[first] = typed.get(name, "")
    typed[name] = st.text_input(
        translate(f"taking.{name}", language), st.session_state.get(first, ""), key=own, max_chars=longest, help=help_,
        placeholder=translate(f"taking.{name}_hint", language),
    ).strip()  # fmt: skip
    return str(typed[name])


def say_missing(known: Mapping[str, str], elsewhere: Container[str] = ()) -> bool:
    """Say which of source and date is still missing, and return whether any is.

    Parameters
    ----------
    known
        What :func:`ask_provenance` returned.
    elsewhere
        What is known from elsewhere: a list may have columns for them.
    """
    language = current_view().language
    missing = [translate(f"taking.{name}", language) for name in ("source", "date")
               if name not in known and name not in elsewhere]  # fmt: skip
    if missing:
        st.info(translate("taking.missing", language, names=", ".join(missing)))
    return bool(missing)
