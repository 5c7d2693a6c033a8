"""Names and successors that a package must settle: one municipality for a name, one name for a region."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

import pandas as pd

from igs_geo.atlas.geometry import listed
from igs_geo.atlas.layer import NO_GROUP
from igs_geo.atlas.schema import places, rows, shown
from igs_geo.atlas.search import plain
from igs_geo.errors import Problem


def check_names(municipalities: pd.DataFrame, edition: str) -> Iterator[Problem]:
    """Yield names that the search cannot tell apart, or that hold nothing to search for.

    Parameters
    ----------
    municipalities
        The table, typed.
    edition
        The edition.
    """
    own = municipalities[municipalities["edition"] == edition]
    keys = own["name"].map(plain)
    empty = (keys == "") & (own["name"] != "")
    if empty.any():
        values = {"value": shown(own.loc[empty, "name"])}
        yield Problem("errors.name_letters", "municipalities.csv", places(own.index[empty]), "name", values)
    twice = keys.duplicated(keep=False) & (keys != "")
    if twice.any():
        values = {"value": shown(own.loc[twice, "name"]), "codes": listed(own.loc[twice, "nis"]), "edition": edition}
        yield Problem("errors.name_twice", "municipalities.csv", places(own.index[twice]), "name", values)


def check_region_names(divisions: pd.DataFrame) -> Iterator[Problem]:
    """Yield regions that have more than one name.

    Parameters
    ----------
    divisions
        The table, typed.
    """
    key = ["edition", "division", "region_code"]
    named = divisions[[*key, "region_name"]].drop_duplicates()
    named = named[named["region_code"] != NO_GROUP]
    twice = named[named.duplicated(key, keep=False)]
    if twice.empty:
        return
    several = divisions[key].merge(twice[key].drop_duplicates().assign(wrong=True), on=key, how="left")["wrong"]
    values = {"codes": listed(twice["region_code"].unique()), "value": shown(twice["region_name"])}
    yield Problem("errors.region_names", "divisions.csv", rows(several.notna()), "region_name", values)


def check_crosswalk(frames: Mapping[str, pd.DataFrame], editions: tuple[str, ...]) -> Iterator[Problem]:
    """Yield municipalities without a successor, or without a predecessor, between two editions that a package holds.

    Parameters
    ----------
    frames
        The tables that could be read, by name, typed.
    editions
        The editions that the package holds, in order.
    """
    steps, everyone = frames["crosswalk"], frames["municipalities"]
    for before, after in itertools.pairwise(editions):
        step = steps[(steps["edition_from"] == before) & (steps["edition_to"] == after)]
        for edition, column in ((before, "nis_from"), (after, "nis_to")):
            codes = everyone.loc[everyone["edition"] == edition, "nis"]
            missing = codes[~codes.isin(step[column])]
            if not missing.empty:
                values = {"codes": listed(missing), "edition": edition, "before": before, "after": after}
                yield Problem("errors.crosswalk_incomplete", "crosswalk.csv", column=column, values=values)


def check_periods(table: pd.DataFrame, file: str) -> Iterator[Problem]:
    """Yield periods that end before they begin.

    Parameters
    ----------
    table
        A table with ``period_start`` and ``period_end``: years, months or days.
    file
        Name of its file.
    """
    start, end = table["period_start"], table["period_end"]
    # a year ends after any of its months: compare as far as both are written
    wrong = [bool(a and b) and b < a[: len(b)] for a, b in zip(start, end, strict=True)]
    if any(wrong):
        values = {"value": shown(end[wrong])}
        yield Problem("errors.period_order", file, places(table.index[wrong]), "period_start, period_end", values)
