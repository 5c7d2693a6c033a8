"""What own data change in the figures: before and after, for the country and for the municipalities concerned."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.dashboard.address.session import current_view
from igs_geo.dashboard.frame import cached, own
from igs_geo.dashboard.frame.about import about_file
from igs_geo.dashboard.frame.cached import BY_ATLAS
from igs_geo.dashboard.widgets.choose import choose_edition
from igs_geo.dashboard.widgets.figures import figure_row, show_figure, show_heading
from igs_geo.dashboard.widgets.tables import Layout, show_table
from igs_geo.fragmentation import touched, what_changes, written_changes, youth_states
from igs_geo.i18n import format_number, translate

ALL = ""
"""Stands for all lists that count."""
FIRST = ("country", "domain", "youth")
"""What is said of the country as a whole."""
CARDS = ("none", "other", "funded")
"""States of youth cooperation that have a card of their own."""


def show() -> None:
    """Show the section."""
    language = current_view().language
    found = own.within_reach()
    if not found:
        st.info(translate("own.nothing_yet", language))
        return
    left, right = st.columns([3, 1.4], vertical_alignment="bottom")
    with left:
        names = {ALL: translate("own.all_that_count", language), **{one.id: one.title for one in found}}
        which = st.selectbox(
            translate("own.difference_of", language), list(names), format_func=names.__getitem__,
            key=f"own-difference-{language}-{len(found)}",
        )  # fmt: skip
    with right:
        choose_edition()
    chosen = next((own.Chosen(one.id, one.head, one.title) for one in found if one.id == which), None)
    applied = cached.what_counts() if chosen is None else cached.with_only(chosen)
    if applied.atlas.base is None:
        st.info(translate("own.nothing_counts" if chosen is None else "own.does_not_fit", language))
        return
    _cards(applied.atlas, language)
    _tables(applied.atlas, names[which or ALL], language)


def _cards(atlas: Atlas, language: str) -> None:
    before, after = (youth_states(one)["state"].value_counts() for one in (atlas.without_own(), atlas))
    with figure_row("own-difference"):
        for state in CARDS:
            then, now = int(before.get(state, 0)), int(after.get(state, 0))
            show_figure(
                translate(f"overlay.state_of_{state}", language),
                format_number(now, language),
                translate("own.meaning_state", language),
                beside=translate("own.was", language, value=format_number(then, language)),
                key=f"own-{state}",
            )
        show_figure(
            translate("own.touched", language),
            format_number(len(touched(atlas)), language),
            translate("own.meaning_touched", language),
            key="own-touched",
        )


@st.cache_data(show_spinner=False, max_entries=40, hash_funcs=BY_ATLAS)
def _changes(atlas: Atlas) -> pd.DataFrame:
    return what_changes(cached.counted(atlas.without_own()), cached.counted(atlas))


def _tables(atlas: Atlas, title: str, language: str) -> None:
    table = _changes(atlas)
    concerned = touched(atlas)
    first = table[table["scope"].isin(FIRST)]
    there = table[(table["scope"] == "municipality") & table["code"].isin(concerned)]
    about = about_file(atlas, title, language)
    for name, rows in (("country", first), ("municipalities", there)):
        show_heading(
            translate(f"own.difference_{name}", language), translate(f"own.meaning_{name}", language), key=f"own-{name}"
        )
        if rows.empty:
            st.caption(translate("own.no_difference", language))
            continue
        show_table(
            written_changes(atlas, rows, language),
            key=f"own-difference-{name}",
            file=translate("own.file_difference", language, edition=atlas.edition),
            texts="overlay.col_",
            layout=Layout(widths={"about": "medium", "measure": "large"}),
            about=about,
        )
    st.caption(cached.counted(atlas).describe(language))
