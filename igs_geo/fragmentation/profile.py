"""One municipality beside the others: its bodies, its partners, and what it has in common with chosen ones."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.atlas.layer import NO_GROUP
from igs_geo.fragmentation.counting import Counted
from igs_geo.fragmentation.pairs import shared_counts

SIMILAR = 20
"""How many municipalities of similar size a municipality is put beside."""


def partners(counted: Counted, nis: str) -> pd.DataFrame:
    """Return the municipalities with which one municipality shares a counted body, the closest first.

    Parameters
    ----------
    counted
        What counts.
    nis
        NIS code of the municipality.

    Returns
    -------
    pandas.DataFrame
        Indexed by NIS: ``name``, ``province``, ``shared`` (number of shared bodies), ``partnerships`` (their ids).
        Ranked by ``shared``, then by name; empty for a municipality outside Flanders.

    Examples
    --------
    >>> from igs_geo import load_atlas
    >>> from igs_geo.fragmentation import count
    >>> partners(count(load_atlas("2025")), "24020")["shared"].head(3).to_dict()
    {'24001': 6, '24134': 6, '24109': 6}
    """
    own = counted.bodies_of(nis) if nis in counted.municipalities else []
    rows = [(body, member) for body in own for member in counted.members_of(body) if member != nis]
    return _ranked(counted.atlas, pd.DataFrame(rows, columns=["partnership", "nis"], dtype="str"))


def similar_municipalities(atlas: Atlas, nis: str, n: int = SIMILAR) -> list[str]:
    """Return the ``n`` other Flemish municipalities whose number of inhabitants (2020) is nearest, nearest first."""
    heads = atlas.inhabitants().reindex(atlas.flemish.index)
    distance = (heads.drop(nis) - heads[nis]).abs()
    return list(distance.sort_values(kind="stable").index[:n])


def comparison(counted: Counted, nis: str, n: int = SIMILAR) -> pd.DataFrame:
    """Return a municipality beside those of similar size, its province and Flanders.

    Parameters
    ----------
    counted
        What counts.
    nis
        A Flemish municipality.
    n
        How many municipalities of similar size to take.

    Returns
    -------
    pandas.DataFrame
        Rows ``municipality``, ``similar``, ``province``, ``flanders``; ``municipalities`` (how many), and per
        municipality on average ``inhabitants``, ``young`` (0 to 29), ``partnerships`` and ``partners`` (those that
        count); ``young_share`` is all young people over all inhabitants of the group.
    """
    atlas = counted.atlas
    flemish = atlas.flemish
    each = pd.DataFrame(
        {"inhabitants": atlas.inhabitants(), "young": atlas.young_people()}, index=flemish.index, dtype=float
    ).join(_counts(counted))
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

    Parameters
    ----------
    atlas
        The edition.
    municipalities
        NIS codes.
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


def _counts(counted: Counted) -> pd.DataFrame:
    """Return the number of counted bodies and of distinct partners of every Flemish municipality."""
    shared = shared_counts(counted)
    bodies = shared.diagonal()
    # Every row holds the municipality itself as well, unless it is in no body at all.
    partners = (shared > 0).sum(axis=1) - (bodies > 0)
    return pd.DataFrame({"partnerships": bodies, "partners": partners}, index=counted.municipalities)
