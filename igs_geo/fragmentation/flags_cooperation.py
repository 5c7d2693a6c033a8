"""Flags about where cooperation falls apart: other partners for every domain, borders that cut it."""

from __future__ import annotations

from collections.abc import Iterator

from igs_geo.fragmentation.borders import measure_borders
from igs_geo.fragmentation.counting import Counted
from igs_geo.fragmentation.flag import Flag
from igs_geo.fragmentation.municipalities import measure_municipalities
from igs_geo.fragmentation.pairs import shared_bodies
from igs_geo.fragmentation.region_fit import reference_names, reference_regions
from igs_geo.fragmentation.thresholds import Thresholds


def other_partners_flags(counted: Counted, thresholds: Thresholds) -> Iterator[Flag]:
    """Yield the municipalities that meet other partners in almost every domain: low coherence and low nesting.

    The severity is 1 minus the mean of both.

    Parameters
    ----------
    counted
        What counts.
    thresholds
        From where on something is flagged.
    """
    table = measure_municipalities(counted)
    low = (table["coherence"] <= thresholds.coherence_at_most) & (table["nesting"] <= thresholds.nesting_at_most)
    for nis, row in table[low].iterrows():
        yield Flag(
            kind="other_partners",
            subject=str(nis),
            name=str(row["name"]),
            severity=1 - (row["coherence"] + row["nesting"]) / 2,
            text="flags.reason_other_partners",
            facts={
                "name": row["name"],
                "partnerships": int(row["partnerships"]),
                "domains": int(row["domains"]),
                "partners": int(row["partners"]),
                "coherence": float(row["coherence"]),
                "nesting": float(row["nesting"]),
            },
            municipalities=(str(nis),),
            partnerships=tuple(counted.bodies_of(str(nis))),
        )


def cutting_border_flags(counted: Counted, thresholds: Thresholds) -> Iterator[Flag]:
    """Yield the borders of reference regions between two municipalities that cooperate much.

    The severity is the Jaccard index of the pair.

    Parameters
    ----------
    counted
        What counts.
    thresholds
        From where on something is flagged.
    """
    atlas = counted.atlas
    regions = reference_regions(atlas)
    titles = reference_names(atlas)
    names = atlas.municipalities["name"]
    table = measure_borders(counted, [])
    first, second = table["nis_a"].map(regions), table["nis_b"].map(regions)
    cut = first.notna() & second.notna() & (first != second)
    cut &= (table["jaccard"] >= thresholds.border_jaccard) & (table["shared"] >= thresholds.border_shared)
    rows = table[cut]
    for a, b, shared, jaccard in zip(rows["nis_a"], rows["nis_b"], rows["shared"], rows["jaccard"], strict=True):
        yield Flag(
            kind="cutting_border",
            subject=f"{a}-{b}",
            name=f"{names[a]} – {names[b]}",
            severity=float(jaccard),
            text="flags.reason_cutting_border",
            facts={
                "a": names[a],
                "b": names[b],
                "region_a": titles[regions[a]],
                "region_b": titles[regions[b]],
                "shared": int(shared),
                "common_share": float(jaccard),
            },
            municipalities=(a, b),
            partnerships=tuple(shared_bodies(counted, a, b)),
            borders=((a, b),),
        )
