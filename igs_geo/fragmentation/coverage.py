"""Where a domain has no cooperation that we know of, and the four states of youth cooperation."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.atlas.atlas import COUNTED
from igs_geo.atlas.layer import NO_GROUP
from igs_geo.fragmentation.sparse import places

YOUTH_STATES = ("funded", "other", "none", "no_data")
NO_COVERAGE = "none"
"""Coverage of a domain of which the inventory holds nothing: its empty places say nothing."""


def coverage_table(
    atlas: Atlas, domains: Collection[str] | None = None, inventories: Collection[str] = COUNTED
) -> pd.DataFrame:
    """Return whether each Flemish municipality is in an active partnership or a cooperating division of each domain.

    Size does not matter, and a partial member is in. Region code igs999 covers nobody.

    Parameters
    ----------
    atlas
        The edition.
    domains
        Codes of policy domains; all by default.
    inventories
        ``register`` (the government's register), ``added`` (found elsewhere, far from complete) and ``own`` (overlays).

    Returns
    -------
    pandas.DataFrame
        Booleans, NIS by domain.
    """
    municipalities, columns = atlas.flemish.index, pd.Index(atlas.domains.index if domains is None else list(domains))
    bodies = atlas.partnerships
    active = bodies.index[(bodies["status"] == "active") & bodies["inventory"].isin(list(inventories))]
    links = atlas.partnership_domains
    links = links[links["partnership"].isin(active) & links["domain"].isin(columns)]
    by_body = atlas.memberships[["partnership", "nis"]].merge(links[["partnership", "domain"]], on="partnership")

    kinds = atlas.division_kinds
    kinds = kinds[kinds["domain"].isin(columns) & (kinds["cooperation"] == "yes")]
    regions = atlas.divisions
    regions = regions[regions["division"].isin(kinds.index) & (regions["region_code"] != NO_GROUP)]
    by_region = pd.DataFrame({"nis": regions["nis"], "domain": regions["division"].map(kinds["domain"])})

    inside = pd.concat([by_body[["nis", "domain"]], by_region])
    rows, column = places(municipalities, inside["nis"]), places(columns, inside["domain"])
    table = np.zeros((len(municipalities), len(columns)), dtype=bool)
    table[rows[rows >= 0], column[rows >= 0]] = True
    return pd.DataFrame(table, index=municipalities, columns=columns)


def white_spot_table(
    atlas: Atlas, domains: Collection[str] | None = None, inventories: Collection[str] = COUNTED
) -> pd.DataFrame:
    """Return the white spots of every domain that the inventory covers: booleans, NIS by domain.

    Parameters
    ----------
    atlas
        The edition.
    domains
        Codes of policy domains; all that the inventory covers by default.
    inventories
        ``register``, ``added`` and ``own``: which bodies take a white spot away.
    """
    asked = atlas.domains if domains is None else atlas.domains.loc[list(domains)]
    known = asked.index[asked["coverage"] != NO_COVERAGE]
    return ~coverage_table(atlas, known, inventories)


def white_spots(atlas: Atlas, domain: str, inventories: Collection[str] = COUNTED) -> pd.Series | None:
    """Return whether each Flemish municipality is a white spot of a domain, by the inventory.

    A white spot belongs to no active partnership of the domain, whatever its size and whether full or partial member,
    and no division of the domain that is a cooperation covers it.

    Parameters
    ----------
    atlas
        The edition.
    domain
        Code of a policy domain.
    inventories
        ``register`` (the government's register), ``added`` (found elsewhere, far from complete) and ``own`` (overlays).

    Returns
    -------
    pandas.Series or None
        Booleans indexed by NIS; None where the inventory has no coverage of the domain: nothing can be said there.

    Examples
    --------
    >>> from igs_geo import load_atlas
    >>> int(white_spots(load_atlas("2025"), "jeugd").sum())
    256
    """
    if atlas.domains.loc[domain, "coverage"] == NO_COVERAGE:
        return None
    return ~coverage_table(atlas, [domain], inventories)[domain]


def youth_states(atlas: Atlas) -> pd.DataFrame:
    """Return what is known of youth cooperation in each Flemish municipality.

    The states are ``funded`` (in a partnership with a Flemish youth subsidy), ``other`` (in another known youth
    cooperation: sourced, but uncertain), ``none`` (none known) and ``no_data`` (the inventory does not cover youth).
    A partial member counts and is marked. Ended and inactive bodies give no state, and neither do bodies without a
    member list.

    Parameters
    ----------
    atlas
        The edition.

    Returns
    -------
    pandas.DataFrame
        Indexed by NIS: ``state``; ``partial``, whether the state rests on partial memberships only; ``partnerships``,
        ids of the youth bodies, funded ones first.
    """
    municipalities = atlas.flemish.index
    if atlas.domains.loc[atlas.emphasis.domain, "coverage"] == NO_COVERAGE:
        return _states(municipalities, pd.DataFrame(columns=["nis", "state", "partial", "partnership"]), "no_data")
    known = youth_bodies(atlas)
    members = atlas.memberships
    rows = members[members["partnership"].isin(known.index) & members["nis"].isin(municipalities)]
    rows = rows.assign(state=rows["partnership"].map(known), partial=rows["membership"] == "partial")
    return _states(municipalities, rows, "none")


def youth_bodies(atlas: Atlas) -> pd.Series:
    """Return ``funded`` or ``other`` for every youth body that gives a state, by its id."""
    bodies = atlas.partnerships
    table = atlas.youth_partnerships["state"]
    states = table[table.isin(["funded", "other"])]
    alive = bodies.index[bodies["status"] != "inactive"]
    states = states[states.index.isin(alive)]
    links = atlas.partnership_domains
    youth = links.loc[links["domain"] == atlas.emphasis.domain, "partnership"]
    active = bodies.index[bodies["status"] == "active"]
    # A youth body that the youth table does not know is a cooperation all the same, without a known subsidy.
    others = [body for body in youth if body in active and body not in table.index]
    found: pd.Series = pd.concat([states, pd.Series("other", index=others, dtype="str")])
    return found


def _states(municipalities: pd.Index, rows: pd.DataFrame, missing: str) -> pd.DataFrame:
    """Return one row per municipality: the first state in the order of :data:`YOUTH_STATES` decides."""
    rank = rows["state"].map({state: place for place, state in enumerate(YOUTH_STATES)})
    rows = rows.assign(rank=rank).sort_values(["nis", "rank", "partnership"])
    decisive = rows[rows["rank"] == rows.groupby("nis")["rank"].transform("min")]
    by_nis = pd.DataFrame(
        {
            "state": decisive.groupby("nis")["state"].first(),
            "partial": decisive.groupby("nis")["partial"].all(),
            "partnerships": rows.groupby("nis")["partnership"].agg(tuple),
        }
    ).reindex(municipalities)
    return pd.DataFrame(
        {
            "state": by_nis["state"].fillna(missing).astype("str"),
            "partial": by_nis["partial"].eq(True),
            "partnerships": [ids if isinstance(ids, tuple) else () for ids in by_nis["partnerships"]],
        },
        index=municipalities,
    )
