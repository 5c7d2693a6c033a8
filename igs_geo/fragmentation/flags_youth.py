"""Flags about youth cooperation: white spots, overlaps, and partnerships in parts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

import numpy as np
import pandas as pd

from igs_geo.atlas import Atlas, contiguous_parts
from igs_geo.atlas.contiguity import neighbours
from igs_geo.fragmentation.counting import Counted
from igs_geo.fragmentation.coverage import youth_bodies
from igs_geo.fragmentation.flag import Flag
from igs_geo.fragmentation.region_fit import reference_regions
from igs_geo.fragmentation.thresholds import Thresholds
from igs_geo.fragmentation.youth_notes import ended_youth


def white_spot_flags(counted: Counted, thresholds: Thresholds, states: pd.DataFrame) -> Iterator[Flag]:
    """Yield the municipalities where no youth cooperation is known, large cities as a kind of their own.

    The severity is the weighted sum of: the share of the white spots of that kind that have at least as many young
    people; whether a neighbour is in known youth cooperation; whether that cooperation would, with this municipality,
    lie in one reference region. ``states`` is the table of :func:`youth_states`.

    Parameters
    ----------
    counted
        What counts.
    thresholds
        From where on something is flagged, and what a large city is.
    states
        The table of :func:`youth_states`.
    """
    young = counted.atlas.young_people(counted.settings.population_year).reindex(states.index)
    people = counted.atlas.inhabitants(counted.settings.population_year).reindex(states.index)
    empty = (states["state"] == "none") & (young >= thresholds.white_spot_young)
    city = (people > thresholds.white_spot_city) & (thresholds.white_spot_city > 0)
    yield from _white_spots(counted, thresholds, states, young[empty & ~city])
    yield from _white_spots(counted, thresholds, states, young[empty & city], "youth_white_spot_city")


def _white_spots(
    counted: Counted,
    thresholds: Thresholds,
    states: pd.DataFrame,
    young: pd.Series,
    kind: str = "youth_white_spot",
) -> Iterator[Flag]:
    atlas = counted.atlas
    few = young.rank(pct=True, method="max", ascending=False).to_dict()
    next_door = _known_next_door(atlas, states)
    members = _members(atlas)
    region_of = reference_regions(atlas).to_dict()
    names, bodies = _names(atlas)
    kinds = youth_bodies(atlas)
    ended = ended_youth(atlas)
    for nis, heads in zip(map(str, young.index), young, strict=True):
        near = next_door.get(nis, {})
        fitting = [body for body in near if len({region_of.get(other) for other in [nis, *members[body]]}) == 1]
        severity = (
            thresholds.weight_young * few[nis]
            + thresholds.weight_next_door * bool(near)
            + thresholds.weight_fit * bool(fitting)
        )
        shown = sorted(fitting or near, key=lambda body: (kinds[body], body))
        around = sorted({other for body in shown for other in near[body]})
        other = tuple(bodies[body] for body in shown if kinds[body] == "other")
        yield Flag(
            kind=kind,
            subject=nis,
            name=names[nis],
            severity=severity,
            text="flags.reason_white_spot_" + ("fit" if fitting else "crossing" if near else "alone"),
            facts={
                "name": names[nis],
                "young": int(heads),
                "neighbours": tuple(names[other] for other in around),
                "bodies": tuple(bodies[body] for body in shown),
            },
            more=(
                *([("flags.other_known", {"bodies": other})] if other else []),
                *_partial_neighbours(atlas, names[nis], around, shown),
                *(body.said() for body in ended.get(nis, ())),
            ),
            municipalities=(nis,),
            partnerships=tuple(shown),
            borders=tuple((min(nis, other), max(nis, other)) for other in around),
        )


def _partial_neighbours(
    atlas: Atlas, name: str, around: Iterable[str], bodies: Collection[str]
) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield a sentence for each neighbour of which only a part is a member: that part may lie elsewhere."""
    rows = atlas.memberships
    rows = rows[rows["partnership"].isin(bodies) & (rows["membership"] == "partial")].set_index("nis")
    names = atlas.municipalities["name"]
    for nis in around:
        if nis in rows.index:
            row = rows.loc[[nis]].iloc[0]
            via = atlas.predecessor_names(str(row["via"]))
            facts = {"neighbour": names[nis], "share": float(row["share"]), "via": via, "name": name}
            yield "flags.partial_neighbour", facts


def overlap_flags(counted: Counted, states: pd.DataFrame) -> Iterator[Flag]:
    """Yield the municipalities in two or more youth partnerships; most severe when all of them are funded."""
    atlas = counted.atlas
    names, bodies = _names(atlas)
    funded = atlas.youth_partnerships["state"].eq("funded")
    several = states[states["partnerships"].map(len) > 1]
    for nis, ids in zip(map(str, several.index), several["partnerships"], strict=True):
        paid = sum(bool(funded.get(body, default=False)) for body in ids)
        yield Flag(
            kind="youth_overlap",
            subject=str(nis),
            name=names[nis],
            severity=1.0 if paid > 1 else 0.6,
            text="flags.reason_youth_overlap",
            facts={"name": names[nis], "number": len(ids), "bodies": tuple(bodies[body] for body in ids)},
            municipalities=(str(nis),),
            partnerships=tuple(ids),
        )


def not_contiguous_flags(counted: Counted, states: pd.DataFrame) -> Iterator[Flag]:
    """Yield the youth partnerships that fall in parts.

    The severity is half, and half the share of the inhabitants outside the largest part.

    Parameters
    ----------
    counted
        What counts.
    states
        The table of :func:`youth_states`.
    """
    atlas = counted.atlas
    people = atlas.inhabitants(counted.settings.population_year)
    names, bodies = _names(atlas)
    members = _members(atlas)
    ids = sorted({body for ids in states["partnerships"] for body in ids})
    for body in ids:
        parts = contiguous_parts(atlas, members[body], links=True)
        if len(parts) < 2:
            continue
        parts = sorted(parts, key=lambda part: -people.reindex(part).sum())
        apart = [nis for part in parts[1:] for nis in part]
        yield Flag(
            kind="youth_not_contiguous",
            subject=body,
            name=bodies[body],
            severity=0.5 + 0.5 * float(people.reindex(apart).sum() / people.reindex(members[body]).sum()),
            text="flags.reason_not_contiguous",
            facts={"name": bodies[body], "parts": len(parts), "apart": tuple(names[nis] for nis in apart)},
            municipalities=tuple(members[body]),
            partnerships=(body,),
        )


def _names(atlas: Atlas) -> tuple[dict[str, str], dict[str, str]]:
    municipalities, bodies = atlas.municipalities["name"], atlas.partnerships["name"]
    return dict(zip(map(str, municipalities.index), municipalities, strict=True)), dict(
        zip(map(str, bodies.index), bodies, strict=True)
    )


def _members(atlas: Atlas) -> dict[str, list[str]]:
    rows = atlas.memberships
    rows = rows[rows["nis"].isin(atlas.flemish.index)]
    return {str(body): sorted(nis) for body, nis in rows.groupby("partnership")["nis"]}


def _known_next_door(atlas: Atlas, states: pd.DataFrame) -> dict[str, dict[str, list[str]]]:
    """Return for each municipality the known youth cooperation next door and the neighbours that are in it."""
    bodies = states["partnerships"].to_dict()
    pairs = neighbours(atlas, links=True)
    both = np.concatenate([pairs[["nis_a", "nis_b"]].to_numpy(), pairs[["nis_b", "nis_a"]].to_numpy()])
    found: dict[str, dict[str, list[str]]] = {}
    for here, there in both:
        for body in bodies.get(there, ()):
            found.setdefault(here, {}).setdefault(body, []).append(there)
    return found
