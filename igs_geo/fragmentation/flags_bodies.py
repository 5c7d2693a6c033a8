"""Flags about bodies: outside one reference region, split by mergers, left with one member, very unequal."""

from __future__ import annotations

from collections.abc import Iterator

from igs_geo.fragmentation.counting import Counted
from igs_geo.fragmentation.deadlines import deadlines
from igs_geo.fragmentation.flag import Flag
from igs_geo.fragmentation.region_fit import measure_bodies, reference_names, reference_regions
from igs_geo.fragmentation.regions import body_regions, counted_regions, describe_regions
from igs_geo.fragmentation.thresholds import Thresholds


def outside_region_flags(counted: Counted) -> Iterator[Flag]:
    """Yield the bodies with a legal form in the Regiodecreet's scope whose members lie in several reference regions.

    The severity is the share of the members' inhabitants outside the region where most of them live. Exemptions,
    delays and deviations are not in the data, so a flag is never a violation.

    Parameters
    ----------
    counted
        What counts.
    """
    atlas = counted.atlas
    table = measure_bodies(counted)
    people = atlas.inhabitants(counted.settings.population_year).to_dict()
    regions = reference_regions(atlas).to_dict()
    titles = reference_names(atlas).to_dict()
    members = body_regions(counted)
    for body, row in table[table["in_scope"] & ~table["fits"].fillna(value=True)].iterrows():
        own = sorted(members[str(body)])
        per_region: dict[str, float] = {}
        for nis in own:
            per_region[regions[nis]] = per_region.get(regions[nis], 0) + people[nis]
        by_size = sorted(per_region, key=lambda region: -per_region[region])
        yield Flag(
            kind="outside_reference_region",
            subject=str(body),
            name=str(row["name"]),
            severity=1 - per_region[by_size[0]] / sum(per_region.values()),
            text="flags.reason_outside",
            facts={
                "name": row["name"],
                "legal_form": row["legal_form"],
                "regions": int(row["reference_regions"]),
                "region_names": tuple(titles[region] for region in by_size),
            },
            more=(("flags.reason_outside_rule", {}), *deadlines(atlas, str(body))),
            municipalities=tuple(own),
            partnerships=(str(body),),
        )


def split_flags(counted: Counted) -> Iterator[Flag]:
    """Yield the bodies of which a merged municipality is only partly a member.

    The severity is the share of the inhabitants of the members that the body does not serve.

    Parameters
    ----------
    counted
        What counts.
    """
    atlas = counted.atlas
    people = atlas.inhabitants(counted.settings.population_year)
    names = atlas.municipalities["name"]
    titles = counted.chosen["name"].to_dict()
    rows = atlas.memberships
    rows = rows[rows["partnership"].isin(counted.chosen.index) & rows["nis"].isin(counted.municipalities)]
    split = rows.loc[rows["membership"] == "partial", "partnership"]
    for body, own in rows[rows["partnership"].isin(split)].groupby("partnership"):
        partial = own[own["membership"] == "partial"].sort_values("share")
        heads = own["nis"].map(people)
        yield Flag(
            kind="split_by_mergers",
            subject=str(body),
            name=titles[body],
            severity=float((heads * (1 - own["share"])).sum() / heads.sum()),
            text="flags.reason_split",
            facts={
                "name": titles[body],
                "members": tuple(zip(names[partial["nis"]], partial["share"], strict=True)),
            },
            municipalities=tuple(partial["nis"]),
            partnerships=(str(body),),
        )


def single_member_flags(counted: Counted) -> Iterator[Flag]:
    """Yield the bodies that have one Flemish member: a body of one is no cooperation."""
    names, titles = counted.atlas.municipalities["name"], counted.chosen["name"].to_dict()
    for body, members in body_regions(counted).items():
        if len(members) == 1:
            (nis,) = members
            yield Flag(
                kind="single_member",
                subject=body,
                name=titles[body],
                severity=0.5,
                text="flags.reason_single_member",
                facts={"name": titles[body], "member": names[nis]},
                municipalities=(nis,),
                partnerships=(body,),
            )


def unequal_flags(counted: Counted, thresholds: Thresholds) -> Iterator[Flag]:
    """Yield the bodies in which one municipality has most of the inhabitants; the severity is its share."""
    people = counted.atlas.inhabitants(counted.settings.population_year)
    names, titles = counted.atlas.municipalities["name"], counted.bodies["name"].to_dict()
    members = counted_regions(counted)
    table = describe_regions(counted, members)
    unequal = (table["largest_share"] >= thresholds.unequal_share) & (table["members"] >= thresholds.unequal_members)
    for body, row in table[unequal].iterrows():
        own = sorted(members[str(body)])
        yield Flag(
            kind="unequal_sizes",
            subject=str(body),
            name=titles[body],
            severity=float(row["largest_share"]),
            text="flags.reason_unequal",
            facts={
                "name": titles[body],
                "largest": names[people.reindex(own).idxmax()],
                "largest_share": float(row["largest_share"]),
                "members": int(row["members"]),
                "gini": float(row["gini"]),
            },
            municipalities=tuple(own),
            partnerships=(str(body),),
        )
