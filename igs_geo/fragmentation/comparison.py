"""What the mergers changed: the same cooperation before and after, on the layers that both editions have."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from igs_geo.errors import IgsGeoError
from igs_geo.fragmentation.borders import border_divisions, measure_borders
from igs_geo.fragmentation.counting import Counted
from igs_geo.fragmentation.coverage import youth_states
from igs_geo.fragmentation.groupings import groupings
from igs_geo.fragmentation.layers import compare_layers
from igs_geo.fragmentation.municipalities import measure_municipalities
from igs_geo.fragmentation.region_fit import measure_bodies

MEANS = ("partnerships", "domains", "partners", "effective_partners", "region_fit")
MEDIANS = ("coherence", "nesting")


@dataclass(frozen=True, eq=False)
class Comparison:
    """Two editions side by side. Memberships are those of 2023 in both, so a change is the mergers' alone.

    Parameters
    ----------
    divisions
        The divisions that border strength is taken over: those of both default lists.
    layers
        Codes of the layers that both editions have.
    summary
        Indexed by measure: ``before``, ``after`` and ``change``. Means of the municipalities, medians of coherence and
        nesting, the mean border strength, and numbers.
    merged
        One row per merged municipality, indexed by its NIS: ``name``; ``predecessors`` (names); ``partnerships`` (B(m)
        after) and ``predecessor_partnerships`` (of each); ``partial`` (bodies that it is only partly a member of, full
        list); ``coherence`` and ``predecessor_coherence`` (of each); the same for ``nesting``.
    pairs
        Pairs of partitions that both have: ``layer_a``, ``layer_b``, ``before``, ``after`` and ``change`` of the
        unweighted V-measure, largest change first.
    """

    divisions: tuple[str, ...]
    layers: tuple[str, ...]
    summary: pd.DataFrame = field(repr=False)
    merged: pd.DataFrame = field(repr=False)
    pairs: pd.DataFrame = field(repr=False)


def compare_editions(before: Counted, after: Counted) -> Comparison:
    """Return what the mergers changed.

    Parameters
    ----------
    before, after
        The same settings counted in the edition before the mergers and in the one after.

    Raises
    ------
    IgsGeoError
        When the settings differ: then a change would not be the mergers' alone.
    """
    if before.settings != after.settings:
        raise IgsGeoError("fragmentation.other_settings")
    known = border_divisions(after.atlas)
    divisions = tuple(code for code in border_divisions(before.atlas) if code in known)
    layers = tuple(code for code in groupings(before) if code in groupings(after))
    old, new = measure_municipalities(before), measure_municipalities(after)
    columns = {"before": _summary(before, old, divisions), "after": _summary(after, new, divisions)}
    summary = pd.DataFrame(columns)
    summary["change"] = summary["after"] - summary["before"]
    return Comparison(divisions, layers, summary, _merged(after, old, new), _pairs(before, after, layers))


def _summary(counted: Counted, measures: pd.DataFrame, divisions: tuple[str, ...]) -> pd.Series:
    bodies = measure_bodies(counted)
    borders = measure_borders(counted, divisions)
    states = youth_states(counted.atlas)["state"]
    found: dict[str, float] = {"municipalities": len(measures), "bodies": len(counted.bodies)}
    found |= {name: float(measures[name].mean()) for name in MEANS}
    found |= {name: float(measures[name].median()) for name in MEDIANS}
    found["borders"] = len(borders)
    found["border_strength"] = float(borders["border_strength"].mean())
    found["bodies_fitting"] = float(bodies["fits"].sum())
    found["split_bodies"] = float((bodies["partial_members"] > 0).sum())
    found["single_member_bodies"] = float((bodies["members"] == 1).sum())
    found["youth_funded"] = float((states == "funded").sum())
    found["youth_none"] = float((states == "none").sum())
    return pd.Series(found)


def _merged(after: Counted, old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    walk = after.atlas.crosswalk
    walk = walk[(walk["edition_to"] == after.atlas.edition) & walk["nis_from"].isin(old.index)]
    walk = walk[walk["nis_to"].isin(new.index)]
    partial = after.atlas.memberships
    partial = partial[(partial["membership"] == "partial") & partial["partnership"].isin(after.chosen.index)]
    partly: dict[Any, int] = partial.groupby("nis").size().to_dict()
    columns = ["partnerships", "coherence", "nesting"]
    rows = {}
    for nis, own in walk.groupby("nis_to"):
        if len(own) < 2:
            continue
        before = old.loc[own["nis_from"].sort_values()]
        after_it: dict[str, Any] = dict(new.loc[[str(nis)]].iloc[0])
        rows[str(nis)] = {
            "name": after_it["name"],
            "predecessors": tuple(before["name"]),
            "partial": partly.get(nis, 0),
            **{name: after_it[name] for name in columns},
            **{f"predecessor_{name}": tuple(before[name].tolist()) for name in columns},
        }
    return pd.DataFrame.from_dict(rows, orient="index")


def _pairs(before: Counted, after: Counted, layers: tuple[str, ...]) -> pd.DataFrame:
    values = []
    for counted in (before, after):
        table = compare_layers(counted, layers)
        table = table[(table["weight"] == "count") & table["v_measure"].notna()]
        values.append(table.set_index(["layer_a", "layer_b"])["v_measure"])
    pairs = pd.concat(values, axis=1, keys=["before", "after"], join="inner")
    pairs["change"] = pairs["after"] - pairs["before"]
    order = pairs["change"].abs().sort_values(ascending=False, kind="stable").index
    return pairs.loc[order].reset_index()
