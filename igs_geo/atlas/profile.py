"""One municipality beside the others: its bodies, its partners, and what it has in common with chosen ones."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from igs_geo.atlas.atlas import Atlas
from igs_geo.atlas.layer import NO_GROUP

PartialRule = Literal["majority", "include", "exclude"]
SIMILAR = 20
"""How many municipalities of similar size a municipality is put beside."""


@dataclass(frozen=True)
class Counting:
    """Which bodies and memberships count. Lists always show all of them; numbers say which they count.

    Parameters
    ----------
    statuses
        Which bodies: ``active``, ``inactive``, ``unknown``.
    inventories
        ``register`` (the government's register) and ``added`` (found elsewhere, far from complete).
    max_members
        Bodies with more (counted) members do not count, nor do those left with one.
    partial
        A partial member counts when its share is at least one half (``majority``), always (``include``) or never.
    """

    statuses: Collection[str] = ("active",)
    inventories: Collection[str] = ("register",)
    max_members: int = 100
    partial: PartialRule = "majority"


DEFAULT_COUNTING = Counting()


def counted_memberships(atlas: Atlas, counting: Counting = DEFAULT_COUNTING) -> pd.DataFrame:
    """Return the memberships that count: ``partnership``, ``nis``, Flemish members only."""
    bodies = atlas.partnerships
    chosen = bodies.index[
        bodies["status"].isin(list(counting.statuses)) & bodies["inventory"].isin(list(counting.inventories))
    ]
    rows = atlas.memberships
    rows = rows[rows["partnership"].isin(chosen) & rows["nis"].isin(atlas.flemish.index)]
    if counting.partial == "majority":
        rows = rows[rows["share"] >= 0.5]
    elif counting.partial == "exclude":
        rows = rows[rows["membership"] == "full"]
    size = rows.groupby("partnership")["nis"].transform("size")
    return rows.loc[size.between(2, counting.max_members), ["partnership", "nis"]].reset_index(drop=True)


def partners(atlas: Atlas, nis: str, counting: Counting = DEFAULT_COUNTING) -> pd.DataFrame:
    """Return the municipalities with which one municipality shares a counted body, the closest first.

    Parameters
    ----------
    atlas
        The edition.
    nis
        NIS code of the municipality.
    counting
        Which bodies and memberships count.

    Returns
    -------
    pandas.DataFrame
        Indexed by NIS: ``name``, ``province``, ``shared`` (number of shared bodies), ``partnerships`` (their ids).
        Ranked by ``shared``, then by name.

    Examples
    --------
    >>> from igs_geo import load_atlas
    >>> partners(load_atlas("2025"), "24020")["shared"].head(3).to_dict()
    {'24001': 6, '24134': 6, '24109': 6}
    """
    rows = counted_memberships(atlas, counting)
    own = set(rows.loc[rows["nis"] == nis, "partnership"])
    common = rows[rows["partnership"].isin(own) & (rows["nis"] != nis)]
    return _ranked(atlas, common)


def similar_municipalities(atlas: Atlas, nis: str, n: int = SIMILAR) -> list[str]:
    """Return the ``n`` other Flemish municipalities whose number of inhabitants (2020) is nearest, nearest first."""
    heads = atlas.inhabitants().reindex(atlas.flemish.index)
    distance = (heads.drop(nis) - heads[nis]).abs()
    return list(distance.sort_values(kind="stable").index[:n])


def comparison(atlas: Atlas, nis: str, counting: Counting = DEFAULT_COUNTING, n: int = SIMILAR) -> pd.DataFrame:
    """Return a municipality beside those of similar size, its province and Flanders.

    Returns
    -------
    pandas.DataFrame
        Rows ``municipality``, ``similar``, ``province``, ``flanders``; ``municipalities`` (how many), and per
        municipality on average ``inhabitants``, ``young`` (0 to 29), ``partnerships`` and ``partners`` (those that
        count); ``young_share`` is all young people over all inhabitants of the group.
    """
    flemish = atlas.flemish
    each = pd.DataFrame(
        {"inhabitants": atlas.inhabitants(), "young": atlas.young_people()}, index=flemish.index, dtype=float
    ).join(_counts(atlas, counting))
    groups = {
        "municipality": [nis],
        "similar": similar_municipalities(atlas, nis, n),
        "province": list(flemish.index[flemish["province_nis"] == flemish.loc[nis, "province_nis"]]),
        "flanders": list(flemish.index),
    }
    table = pd.DataFrame({name: each.loc[members].mean() for name, members in groups.items()}).T
    table["young_share"] = table["young"] / table["inhabitants"]
    table.insert(0, "municipalities", [len(members) for members in groups.values()])
    return table


def shared_bodies(atlas: Atlas, municipalities: Collection[str]) -> list[str]:
    """Return the ids of the bodies, of whatever status and inventory, that have all these municipalities as members.

    A partial member is a member here: lists show everybody.
    """
    wanted = set(municipalities)
    rows = atlas.memberships
    found = rows[rows["nis"].isin(wanted)].groupby("partnership")["nis"].nunique()
    return sorted(found.index[found == len(wanted)])


def shared_regions(atlas: Atlas, municipalities: Collection[str]) -> pd.DataFrame:
    """Return the regions that hold all these municipalities: ``division``, ``region_code``, ``region_name``."""
    wanted = set(municipalities)
    rows = atlas.divisions
    order = {code: place for place, code in enumerate(atlas.division_kinds.index)}
    inside = rows["nis"].isin(wanted) & (rows["region_code"] != NO_GROUP) & rows["division"].isin(list(order))
    keys = ["division", "region_code", "region_name"]
    members = rows[inside].groupby(keys, sort=False)["nis"].nunique()
    found = members[members == len(wanted)].index.to_frame(index=False)
    return found.sort_values("division", key=lambda codes: codes.map(order), ignore_index=True)


def others_in(atlas: Atlas, bodies: Collection[str], municipalities: Collection[str]) -> pd.DataFrame:
    """Return who else is a member of these bodies: ``name``, ``province``, ``shared`` (of how many), ``partnerships``.

    Parameters
    ----------
    atlas
        The edition.
    bodies
        Ids of partnerships.
    municipalities
        NIS codes to leave out.
    """
    rows = atlas.memberships
    rows = rows[rows["partnership"].isin(list(bodies)) & ~rows["nis"].isin(list(municipalities))]
    return _ranked(atlas, rows)


def _ranked(atlas: Atlas, rows: pd.DataFrame) -> pd.DataFrame:
    by_nis = rows.sort_values("partnership").groupby("nis")["partnership"]
    table: pd.DataFrame = pd.DataFrame(atlas.municipalities[["name", "province"]]).join(
        pd.DataFrame({"shared": by_nis.size(), "partnerships": by_nis.agg(tuple)}), how="inner"
    )
    return table.sort_values(["shared", "name"], ascending=[False, True])


def _counts(atlas: Atlas, counting: Counting) -> pd.DataFrame:
    """Return the number of counted bodies and of distinct partners of every Flemish municipality."""
    rows = counted_memberships(atlas, counting)
    flemish = atlas.flemish.index
    bodies = pd.Index(rows["partnership"].unique())
    member = np.zeros((len(flemish), len(bodies)))
    member[flemish.get_indexer(rows["nis"]), bodies.get_indexer(rows["partnership"])] = 1
    together = member @ member.T > 0
    np.fill_diagonal(together, val=False)
    return pd.DataFrame({"partnerships": member.sum(axis=1), "partners": together.sum(axis=1)}, index=flemish)
