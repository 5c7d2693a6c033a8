"""What changes in the figures when something is added: before and after, for the country and for each municipality."""

from __future__ import annotations

from typing import Any

import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.fragmentation.counting import Counted
from igs_geo.fragmentation.coverage import YOUTH_STATES, white_spot_table, youth_states
from igs_geo.fragmentation.municipalities import measure_municipalities
from igs_geo.i18n import format_number, translate

MEASURES = ("partnerships", "domains", "partners", "coherence", "nesting", "region_fit", "white_spots", "overlaps")
"""Measures per municipality that are compared."""
COLUMNS = ("scope", "code", "name", "measure", "before", "after")


def what_changes(before: Counted, after: Counted) -> pd.DataFrame:
    """Return every figure that is different after than before, of one edition.

    Parameters
    ----------
    before, after
        What counts without and with what was added.

    Returns
    -------
    pandas.DataFrame
        ``scope``: ``country``, ``domain`` (``without``: municipalities that are a white spot), ``youth``
        (municipalities in a state) or ``municipality``; ``code``: that of the domain, the state or the municipality;
        ``name``: that of the domain (its code) or the municipality; ``measure``; ``before`` and ``after``: numbers,
        missing where there is none, and codes of states for ``youth_state``. The country has the number of bodies that
        count, and means over the municipalities that have a value. First the country, then domains, states and
        municipalities.
    """
    parts = [_country(before, after), _domains(before, after), *_youth(before, after), _municipalities(before, after)]
    table = pd.concat([part.astype({"before": object, "after": object}) for part in parts], ignore_index=True)
    same = (table["before"] == table["after"]) | (table["before"].isna() & table["after"].isna())
    return after.stamp(table[~same].reset_index(drop=True))


def written_changes(atlas: Atlas, table: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return what changes in words and in numbers as the language writes them.

    Parameters
    ----------
    atlas
        The edition.
    table
        Rows of :func:`what_changes`.
    language
        ``"nl"`` or ``"en"``.

    Returns
    -------
    pandas.DataFrame
        ``about``, ``measure``, ``before`` and ``after``, all of them texts.
    """
    domains = atlas.domains[f"name_{language}"]

    def about(scope: str, code: str, name: str) -> str:
        if scope == "country":
            return translate("overlay.country", language)
        if scope == "domain":
            return str(domains[code])
        return translate(f"overlay.state_of_{code}", language) if scope == "youth" else name

    def value(found: Any) -> str:
        if isinstance(found, str):
            return translate(f"overlay.state_of_{found}", language)
        number = None if found is None or pd.isna(found) else float(found)
        return format_number(number, language, 0 if number is not None and number.is_integer() else 3)

    return pd.DataFrame(
        {
            "about": [about(*row) for row in zip(table["scope"], table["code"], table["name"], strict=True)],
            "measure": [translate(f"overlay.measure_{name}", language) for name in table["measure"]],
            "before": [value(found) for found in table["before"]],
            "after": [value(found) for found in table["after"]],
        }
    )


def touched(atlas: Atlas) -> frozenset[str]:
    """Return the Flemish municipalities that own data are about.

    Those that joined or left a body, or are or were a member of a body that was added or changed.

    Parameters
    ----------
    atlas
        With what people added.
    """
    sides = [one.memberships[["partnership", "nis", "membership", "share"]] for one in (atlas.without_own(), atlas)]
    both = pd.concat(sides)
    changed = {
        *atlas.partnerships.index[atlas.partnerships["origin"] == "own"],
        *atlas.youth_partnerships.index[atlas.youth_partnerships["origin"] == "own"],
    }
    found = {*both.drop_duplicates(keep=False)["nis"], *both.loc[both["partnership"].isin(changed), "nis"]}
    return frozenset(map(str, found)) & frozenset(map(str, atlas.flemish.index))


def _rows(*columns: object) -> pd.DataFrame:
    return pd.DataFrame(dict(zip(COLUMNS, columns, strict=True)))


def _country(before: Counted, after: Counted) -> pd.DataFrame:
    names = ["bodies", *MEASURES]
    sides = [
        [len(counted.bodies), *(float(measure_municipalities(counted)[name].mean()) for name in MEASURES)]
        for counted in (before, after)
    ]
    return _rows("country", "", "", names, *sides)


def _domains(before: Counted, after: Counted) -> pd.DataFrame:
    tables = [white_spot_table(c.atlas, c.settings.domains, c.settings.inventories).sum() for c in (before, after)]
    codes = list(tables[0].index)
    return _rows("domain", codes, codes, "without", *(table.to_numpy() for table in tables))


def _youth(before: Counted, after: Counted) -> tuple[pd.DataFrame, pd.DataFrame]:
    states = [youth_states(counted.atlas)["state"] for counted in (before, after)]
    counts = [state.value_counts().reindex(list(YOUTH_STATES), fill_value=0).to_numpy() for state in states]
    names = before.atlas.flemish["name"]
    return (
        _rows("youth", list(YOUTH_STATES), list(YOUTH_STATES), "municipalities", *counts),
        _rows("municipality", names.index, names.to_numpy(), "youth_state", *(state.to_numpy() for state in states)),
    )


def _municipalities(before: Counted, after: Counted) -> pd.DataFrame:
    sides = [measure_municipalities(counted)[["name", *MEASURES]] for counted in (before, after)]
    long = [side.melt(id_vars="name", value_vars=list(MEASURES), ignore_index=False) for side in sides]
    return _rows(
        "municipality", long[0].index, long[0]["name"].to_numpy(), long[0]["variable"].to_numpy(),
        *(side["value"].to_numpy() for side in long),
    )  # fmt: skip
