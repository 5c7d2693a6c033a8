"""Where own data are known from: source, date, and who confirmed it."""

from __future__ import annotations

from collections.abc import Container, Mapping

import streamlit as st

from igs_geo.atlas.overlays.values import NAME_LENGTH, TEXT_LENGTH
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame.plain import plain
from igs_geo.i18n import translate
from igs_geo.intake import day_of


def ask_provenance(key: str, *, date: str = "taking.date", help_of_date: str = "taking.date_help") -> dict[str, str]:
    """Draw the boxes for source, date and who confirmed it, and return what is filled in and can be read.

    Parameters
    ----------
    key
        Names the boxes in the session.
    date, help_of_date
        Keys of the label of the date and its explanation.

    Returns
    -------
    dict
        ``source``, ``date`` and ``confirmed_by``, as operations have them; without what is empty or cannot be read.
    """
    language = current_view().language
    left, middle, right = st.columns([2, 1, 1.4])
    with left:
        source = st.text_input(
            translate("taking.source", language), key=f"{key}-source", max_chars=TEXT_LENGTH,
            placeholder=translate("taking.source_hint", language),
        )  # fmt: skip
    with middle:
        written = st.text_input(
            translate(date, language), key=f"{key}-date", max_chars=40,
            placeholder=translate("taking.date_hint", language), help=translate(help_of_date, language),
        )  # fmt: skip
    with right:
        by = st.text_input(
            translate("taking.confirmed_by", language), key=f"{key}-by", max_chars=NAME_LENGTH,
            placeholder=translate("taking.confirmed_by_hint", language),
        )  # fmt: skip
    day = day_of(written)
    if written.strip() and day is None:
        st.warning(translate("intake.day", language, text=plain(written)))
    found = {"source": source.strip(), "date": day or "", "confirmed_by": by.strip()}
    return {name: text for name, text in found.items() if text}


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
