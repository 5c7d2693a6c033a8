"""From what an address names to what the edition has, with a sentence where they differ."""

from __future__ import annotations

from difflib import get_close_matches

import pandas as pd
import streamlit as st

from igs_geo.atlas import Atlas
from igs_geo.atlas.search import find_municipality
from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.widgets.choose import example_municipalities, partnership_choices, suggest
from igs_geo.errors import NotFoundError
from igs_geo.i18n import format_date, translate

_NOTE = "resolve.note"
EXAMPLE_BODIES = ("Neteland", "IGEAN dienstverlening", "Pidpa", "Interwaas", "Jeugdregio Noorderkempen")


def settle_municipality(atlas: Atlas, language: str) -> None:
    """Put the successor in the view where it names a former code or name; call before the search box is drawn."""
    asked = current_view().municipality
    if not asked or asked in atlas.municipalities.index:
        return
    try:
        nis = find_municipality(atlas, asked)
    except NotFoundError:
        return
    rows = atlas.crosswalk
    rows = rows[
        rows["changed"] & ((rows["nis_from"] == asked) | (rows["name_from"].str.casefold() == asked.casefold()))
    ]
    if not rows.empty:
        row = rows.iloc[-1]
        text = translate(
            "municipality.succeeded",
            language,
            old=plain(row["name_from"]),
            new=plain(atlas.municipalities.loc[nis, "name"]),
            date=format_date(str(row["date"]), language),
        )
        st.session_state[_NOTE] = (nis, text)
    change_view(municipality=nis)


def resolved_municipality(atlas: Atlas, language: str) -> str | None:
    """Return the Flemish municipality in the view; None, after a sentence and suggestions, where there is none."""
    asked = current_view().municipality
    if asked in atlas.flemish.index:
        about, text = st.session_state.get(_NOTE, ("", ""))
        if about == asked:
            st.info(text)
        return asked
    choices, label = example_municipalities(atlas), "municipality.suggestions"
    if asked in atlas.municipalities.index:
        label = "municipality.examples"
        place = atlas.municipalities.loc[asked]
        st.info(
            translate("municipality.not_flemish", language, name=plain(place["name"]), region=plain(place["region"]))
        )
    elif (before := _predecessors(atlas, asked)) is not None:
        row = before.iloc[0]
        st.info(
            translate(
                "municipality.not_yet",
                language,
                name=plain(row["name_to"]),
                date=format_date(str(row["date"]), language),
                edition=atlas.edition,
            )
        )
        choices = dict(zip(before["nis_from"], before["name_from"], strict=True))
    else:
        st.warning(translate("municipality.unknown", language, asked=plain(asked), edition=atlas.edition))
        choices = _meant(atlas, asked) or choices
    suggest("municipality", choices, label=translate(label, language))
    return None


def resolved_partnership(atlas: Atlas, language: str) -> str | None:
    """Return the body in the view; None, after a sentence and suggestions, where there is none."""
    asked = current_view().partnership
    if asked in atlas.partnerships.index:
        return asked
    st.warning(translate("partnership.unknown", language, asked=plain(asked)))
    choices = _alike(asked, partnership_choices(atlas, language)) or example_partnerships(atlas)
    suggest("partnership", choices, label=translate("municipality.suggestions", language))
    return None


def example_partnerships(atlas: Atlas) -> dict[str, str]:
    """Return a few bodies to begin with; the first ones of a package that does not have ours."""
    names = atlas.partnerships["name"]
    found = names[names.isin(EXAMPLE_BODIES)]
    found = names.head(len(EXAMPLE_BODIES)) if found.empty else found
    return {str(body): str(name) for body, name in found.items()}


def _predecessors(atlas: Atlas, asked: str) -> pd.DataFrame | None:
    rows = atlas.crosswalk
    rows = rows[
        (rows["edition_from"] == atlas.edition) & (rows["nis_to"] == asked) & rows["nis_from"].isin(atlas.flemish.index)
    ]
    return None if rows.empty else rows


def _meant(atlas: Atlas, asked: str) -> dict[str, str]:
    """Return the municipalities whose name looks like what was asked, by code."""
    try:
        find_municipality(atlas, asked)
    except NotFoundError as error:
        return {find_municipality(atlas, name): name for name in error.suggestions}
    return {}


def _alike(asked: str, names: dict[str, str]) -> dict[str, str]:
    by_name = {name.casefold(): code for code, name in names.items()}
    close = get_close_matches(asked.casefold(), list(by_name), n=5, cutoff=0.6)
    close += get_close_matches(asked.casefold(), list(names), n=5, cutoff=0.7)
    found = [by_name.get(match, match) for match in close]
    return {code: names[code] for code in dict.fromkeys(found)}
