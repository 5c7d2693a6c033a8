"""Choosing an edition, a municipality (by its old name too) or a partnership."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from igs_geo.atlas import EDITIONS, Atlas
from igs_geo.dashboard.address.inputs import segments, select
from igs_geo.dashboard.address.picks import pills
from igs_geo.dashboard.address.session import change_field, current_view
from igs_geo.dashboard.frame.cached import BY_ATLAS
from igs_geo.dashboard.frame.plain import plain
from igs_geo.dashboard.widgets import words
from igs_geo.i18n import translate

MOST_SUGGESTIONS = 12
EXAMPLES = 5


def choose_edition() -> None:
    """Draw the choice of edition."""
    language = current_view().language
    segments(
        "edition",
        translate("municipality.edition", language),
        {edition: translate(f"municipality.edition_{edition}", language) for edition in EDITIONS},
        help=translate("municipality.edition_help", language),
        titled=True,
    )


def choose_municipality(atlas: Atlas) -> None:
    """Draw the search box for a municipality; a former name leads to the municipality of today."""
    language = current_view().language
    select(
        "municipality",
        translate("municipality.choose", language),
        municipality_choices(atlas, language),
        placeholder=translate("municipality.choose_hint", language),
        read=municipality_of,
    )


def choose_partnership(atlas: Atlas) -> None:
    """Draw the search box for a partnership."""
    language = current_view().language
    select(
        "partnership",
        translate("partnership.choose", language),
        partnership_choices(atlas, language),
        placeholder=translate("partnership.choose_hint", language),
    )


def municipality_of(choice: str) -> str:
    """Return the NIS of one of the :func:`municipality_choices`."""
    return choice.partition("<")[0]


@st.cache_data(show_spinner=False, max_entries=20, hash_funcs=BY_ATLAS)
def municipality_choices(atlas: Atlas, language: str) -> dict[str, str]:
    """Return what can be chosen: names by NIS, former names by ``NIS<FORMER NIS``, in alphabetical order.

    The code stands beside the name, so that typing a code finds it too.

    Parameters
    ----------
    atlas
        The edition.
    language
        Language of the labels.
    """
    names = atlas.flemish["name"]
    found = {str(nis): f"{name} · {nis}" for nis, name in names.items()}
    old = atlas.crosswalk
    old = old[(old["edition_to"] == atlas.edition) & old["nis_to"].isin(names.index)]
    for row in old.itertuples(index=False):
        if row.name_from != names[row.nis_to]:
            found[f"{row.nis_to}<{row.nis_from}"] = translate(
                "municipality.former", language, old=row.name_from, new=names[row.nis_to], nis=row.nis_from
            )
    return dict(sorted(found.items(), key=lambda item: item[1]))


@st.cache_data(show_spinner=False, max_entries=20, hash_funcs=BY_ATLAS)
def partnership_choices(atlas: Atlas, language: str) -> dict[str, str]:
    """Return the name and status of every body by its id, in alphabetical order."""
    bodies = atlas.partnerships.sort_values("name", key=lambda names: names.str.lower())
    return {
        str(body): str(row["name"])
        if row["status"] == "active"
        else f"{row['name']} ({words.status(str(row['status']), language)})"
        for body, row in bodies.iterrows()
    }


def suggest(field: str, choices: Mapping[str, str], *, label: str) -> None:
    """Draw a few choices to click on; a click puts one in the view.

    Parameters
    ----------
    field
        Field of the view: ``municipality`` or ``partnership``.
    choices
        What a reader sees, by code.
    label
        What stands above them.
    """
    few = {code: plain(name) for code, name in list(choices.items())[:MOST_SUGGESTIONS]}
    pills(f"suggest-{field}", label, few, lambda code: change_field(field, code))


def example_municipalities(atlas: Atlas) -> dict[str, str]:
    """Return a few municipalities to begin with: the largest ones."""
    names = atlas.flemish["name"]
    found = names.loc[atlas.inhabitants().reindex(names.index).sort_values(ascending=False).index[:EXAMPLES]]
    return {str(nis): str(name) for nis, name in found.items()}
