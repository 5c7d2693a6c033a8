"""Which bodies could take youth cooperation in as a part of theirs, and which of them fit a region."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.fragmentation.counting import Counting, count
from igs_geo.fragmentation.region_fit import measure_bodies
from igs_geo.fragmentation.regions import body_regions

LEAST_SHARE = 0.5
"""A body could be the host of a region when at least this share of the region's members are its members."""


def host_bodies(atlas: Atlas) -> pd.DataFrame:
    """Return the bodies that could take the main domain in as a part of theirs.

    They are the active bodies of the register, with legal personality, in the domains that the package names
    (``hosts`` of ``policy_domains`` in ``datapackage.json``), by the rule that it names there.

    Parameters
    ----------
    atlas
        The edition.

    Returns
    -------
    pandas.DataFrame
        Indexed by body id, with the columns of :func:`measure_bodies`: ``name``, ``members``, ``partial_members``,
        ``reference_regions`` (how many it touches), ``fits`` (whether it lies in one), ...
    """
    bodies = measure_bodies(count(atlas, Counting(domains=_domains(atlas))))
    return bodies[bodies["in_scope"] & (bodies["members"] > 0)]


def host_members(atlas: Atlas) -> dict[str, frozenset[str]]:
    """Return the members, full and partial, of every body that could take the main domain in.

    Parameters
    ----------
    atlas
        The edition.

    Returns
    -------
    dict of str to frozenset of str
        NIS codes by id of the body, in the order of the ids.
    """
    members = body_regions(count(atlas, Counting(domains=_domains(atlas))))
    return {str(body): members[str(body)] for body in sorted(host_bodies(atlas).index)}


def region_hosts(atlas: Atlas, regions: Mapping[str, Collection[str]], least: float = LEAST_SHARE) -> pd.DataFrame:
    """Return for every region the bodies that could take its youth cooperation in.

    Parameters
    ----------
    atlas
        The edition.
    regions
        NIS codes by name of the region.
    least
        Share of the region's members that must be members of the body, partial ones too, in [0, 1].

    Returns
    -------
    pandas.DataFrame
        A row for each region and body, most members first: ``region``, ``body`` (id), ``name``; ``inside``, how many
        members of the region are members of it, ``partial``, how many of those only in part, and ``of``, how many
        members the region has; ``members`` of the body in all, ``reference_regions``, ``fits`` as in
        :func:`host_bodies`.
    """
    bodies, members = host_bodies(atlas), host_members(atlas)
    rows = atlas.memberships
    partial = rows[rows["membership"] == "partial"].groupby("partnership")["nis"].agg(frozenset)
    found = [
        {
            "region": region,
            "body": body,
            "name": bodies.loc[body, "name"],
            "inside": len(inside),
            "partial": len(inside & partial.get(body, frozenset())),
            "of": len(own),
            "members": bodies.loc[body, "members"],
            "reference_regions": bodies.loc[body, "reference_regions"],
            "fits": bodies.loc[body, "fits"],
        }
        for region, own in regions.items()
        for body, everyone in members.items()
        if (inside := frozenset(own) & everyone) and len(inside) >= least * len(own)
    ]
    columns = ["region", "body", "name", "inside", "partial", "of", "members", "reference_regions", "fits"]
    table = pd.DataFrame(found, columns=columns)
    order = {region: place for place, region in enumerate(regions)}
    keys = pd.DataFrame({"region": table["region"].map(order), "inside": -table["inside"].astype(int),
                         "name": table["name"]})  # fmt: skip
    return table.loc[keys.sort_values(["region", "inside", "name"]).index].reset_index(drop=True)


def _domains(atlas: Atlas) -> tuple[str, ...]:
    return tuple(domain for domain in atlas.emphasis.hosts if domain in atlas.domains.index)
