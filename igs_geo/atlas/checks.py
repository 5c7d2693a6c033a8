"""What a schema cannot say: partitions are complete, ages add up, every municipality has inhabitants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from igs_geo.atlas.atlas import LATEST_POPULATION_YEAR, YOUNG
from igs_geo.atlas.geometry import listed
from igs_geo.atlas.layer import NO_GROUP
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
    if "divisions" in frames and "division_kinds" in frames:
        yield from _divisions(frames["division_kinds"], frames["divisions"], flemish, edition)
    if f"population_{edition}" in frames:
        yield from _population(frames[f"population_{edition}"], everyone["nis"], f"population_{edition}.csv")
    if f"borders_{edition}" in frames:
        borders = frames[f"borders_{edition}"]
        wrong = borders["nis_a"] >= borders["nis_b"]
        if wrong.any():
            yield Problem("errors.border_order", f"borders_{edition}.csv", rows(wrong), "nis_a, nis_b")
    memberships = frames.get(f"memberships_{edition}")
    if memberships is not None and "share" in memberships:
        full = memberships["membership"] == "full"
        wrong = (full & (memberships["share"] != 1)) | ~(memberships["share"] > 0)
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


def _population(population: pd.DataFrame, everyone: pd.Series, file: str) -> Iterator[Problem]:
    latest = population.loc[population["year"] == LATEST_POPULATION_YEAR, "nis"]
    missing = everyone[~everyone.isin(latest)]
    if not missing.empty:
        values = {"year": LATEST_POPULATION_YEAR, "codes": listed(missing)}
        yield Problem("errors.population_missing", file, column="nis", values=values)
    young = population[list(YOUNG)].sum(axis="columns")
    children = population[list(CHILDREN)].sum(axis="columns")
    wrong = (young != population["age_0_29"]) | (children != population["age_0_17"]) | (young > population["total"])
    if wrong.any():
        yield Problem("errors.population_sum", file, rows(wrong), "age_0_29, age_0_17, total")
