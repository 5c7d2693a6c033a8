"""What a schema cannot say: partitions are complete, ages add up, every municipality has inhabitants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from igs_geo.atlas.atlas import LATEST_POPULATION_YEAR, YOUNG
from igs_geo.atlas.geometry import listed
from igs_geo.atlas.layer import NO_GROUP
from igs_geo.atlas.naming import check_crosswalk, check_names, check_periods
from igs_geo.atlas.schema import rows, shown
from igs_geo.errors import Problem

FLANDERS = "Vlaams Gewest"
CHILDREN = YOUNG[:4]

Frames = Mapping[str, pd.DataFrame]


def check_edition(frames: Frames, edition: str) -> Iterator[Problem]:
    """Yield what is wrong between the tables of an edition.

    Parameters
    ----------
    frames
        The tables that could be read, by name, typed.
    edition
        The edition.
    """
    everyone = frames["municipalities"]
    everyone = everyone[everyone["edition"] == edition]
    flemish = pd.Index(everyone.loc[everyone["region"] == FLANDERS, "nis"])
    if flemish.empty:
        yield Problem("errors.no_flemish", "municipalities.csv", values={"edition": edition})
        return
    yield from check_names(everyone, edition)
    if "divisions" in frames and "division_kinds" in frames:
        yield from _divisions(frames["division_kinds"], frames["divisions"], flemish, edition)
    if f"population_{edition}" in frames:
        yield from _population(frames[f"population_{edition}"], everyone["nis"], flemish, f"population_{edition}.csv")
    if f"borders_{edition}" in frames:
        borders = frames[f"borders_{edition}"]
        wrong = borders["nis_a"] >= borders["nis_b"]
        if wrong.any():
            yield Problem("errors.border_order", f"borders_{edition}.csv", rows(wrong), "nis_a, nis_b")
    memberships = frames.get(f"memberships_{edition}")
    if memberships is not None and "share" in memberships:
        full = memberships["membership"] == "full"
        part = (memberships["share"] > 0) & (memberships["share"] < 1)
        wrong = (full & (memberships["share"] != 1)) | (~full & ~part)
        if wrong.any():
            yield Problem("errors.share_membership", f"memberships_{edition}.csv", rows(wrong), "share")


def check_shared(frames: Frames, editions: tuple[str, ...]) -> Iterator[Problem]:
    """Yield what is wrong between the tables that all editions share.

    Parameters
    ----------
    frames
        The tables that could be read, by name, typed.
    editions
        The editions that the package holds.
    """
    if "crosswalk" in frames:
        yield from check_crosswalk(frames, editions)
    for name in ("youth_partnerships", "youth_mentions"):
        if name in frames:
            yield from check_periods(frames[name], f"{name}.csv")
    if "partnerships" in frames and "partnership_domains" in frames:
        bodies = frames["partnerships"]
        without = ~bodies["id"].isin(frames["partnership_domains"]["partnership"])
        if without.any():
            value = shown(bodies.loc[without, "id"])
            yield Problem("errors.domain_missing", "partnerships.csv", rows(without), "id", {"value": value})
    if "youth_mentions" in frames and "2019" in editions:
        known = frames["municipalities"].query("edition == '2019'")["nis"]
        codes = frames["youth_mentions"]["known_nis_2019"].str.split().explode().dropna()
        unknown = codes[~codes.isin(known)]
        if not unknown.empty:
            places = tuple(int(place) + 2 for place in unknown.index.unique())
            values = {"value": shown(unknown), "table": "municipalities.csv", "columns": "nis, 2019"}
            yield Problem("errors.value_unknown", "youth_mentions.csv", places, "known_nis_2019", values)


def _divisions(kinds: pd.DataFrame, divisions: pd.DataFrame, flemish: pd.Index, edition: str) -> Iterator[Problem]:
    own = divisions[(divisions["edition"] == edition) & divisions["nis"].isin(flemish)]
    members = {str(division): group for division, group in own.groupby("division", sort=False)}
    for kind in kinds.itertuples():
        group = members.get(str(kind.division), own.iloc[:0])
        if edition not in str(kind.editions).split(";"):
            if not group.empty:
                places = tuple(int(place) + 2 for place in group.index)
                values = {"division": kind.division, "edition": edition}
                yield Problem("errors.division_edition", "divisions.csv", places, "edition", values)
            continue
        if kind.kind not in {"partition", "partial"}:
            continue
        values = {"division": kind.division, "edition": edition}
        twice = group["nis"].duplicated()
        if twice.any():
            places = tuple(int(place) + 2 for place in group.index[twice])
            codes = listed(group.loc[twice, "nis"].unique())
            yield Problem("errors.partition_overlap", "divisions.csv", places, "nis", {"codes": codes, **values})
        if kind.kind == "partition":
            missing = flemish.difference(pd.Index(group.loc[group["region_code"] != NO_GROUP, "nis"]))
            if len(missing):
                yield Problem(
                    "errors.partition_incomplete",
                    "divisions.csv",
                    column="nis",
                    values={"codes": listed(missing), **values},
                )


def _population(population: pd.DataFrame, everyone: pd.Series, flemish: pd.Index, file: str) -> Iterator[Problem]:
    by_year = {int(float(str(year))): own for year, own in population.dropna(subset=["year"]).groupby("year")}
    for year in sorted({*by_year, LATEST_POPULATION_YEAR}):
        own = by_year.get(year, population.iloc[:0])
        missing = everyone[~everyone.isin(own["nis"])]
        if not missing.empty:
            values = {"year": year, "codes": listed(missing)}
            yield Problem("errors.population_missing", file, column="nis", values=values)
        # a search shares things out over the young people: some there must be
        elif not own.loc[own["nis"].isin(flemish), "age_0_29"].sum() > 0:
            yield Problem("errors.population_no_young", file, column="age_0_29", values={"year": year})
    young = population[list(YOUNG)].sum(axis="columns")
    children = population[list(CHILDREN)].sum(axis="columns")
    wrong = (young != population["age_0_29"]) | (children != population["age_0_17"]) | (young > population["total"])
    if wrong.any():
        yield Problem("errors.population_sum", file, rows(wrong), "age_0_29, age_0_17, total")
