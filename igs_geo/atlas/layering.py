"""From the tables of an atlas to its layers."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from igs_geo.atlas.layer import NO_GROUP, Layer

if TYPE_CHECKING:
    from igs_geo.atlas.atlas import Atlas


def partnership_layer(atlas: Atlas, domain: str, bodies: Collection[str]) -> Layer:
    """Return the layer of some partnerships of a domain.

    Parameters
    ----------
    atlas
        The edition.
    domain
        Code of the policy domain.
    bodies
        Ids of the partnerships.
    """
    rows = atlas.memberships
    rows = rows[rows["partnership"].isin(list(bodies))]
    members = rows[["partnership", "nis", "membership", "share"]].rename(columns={"partnership": "group"})
    names = atlas.domains.loc[domain]
    return Layer(
        code=f"partnerships:{domain}",
        source="partnerships",
        name_nl=str(names["name_nl"]),
        name_en=str(names["name_en"]),
        domain=domain,
        kind="overlapping",
        cooperation="yes",
        members=members.reset_index(drop=True),
        group_names=atlas.partnerships.loc[sorted(bodies), "name"],
    )


def division_layers(atlas: Atlas) -> dict[str, Layer]:
    """Return the layer of every division by its code; code igs999 is no group.

    Parameters
    ----------
    atlas
        The edition.
    """
    rows = atlas.divisions
    rows = rows[rows["nis"].isin(atlas.flemish.index) & (rows["region_code"] != NO_GROUP)]
    layers = {}
    for code, kind in atlas.division_kinds.iterrows():
        own = rows[rows["division"] == code]
        members = own[["region_code", "nis"]].rename(columns={"region_code": "group"})
        layers[f"division:{code}"] = Layer(
            code=f"division:{code}",
            source="division",
            name_nl=kind["name_nl"],
            name_en=kind["name_en"],
            domain=kind["domain"] or None,
            kind=kind["kind"],
            cooperation=kind["cooperation"],
            members=members.assign(membership="full", share=1.0).reset_index(drop=True),
            group_names=own.drop_duplicates("region_code").set_index("region_code")["region_name"],
        )
    return layers
