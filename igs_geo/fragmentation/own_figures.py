"""Figures that people added: a column per municipality, and what a region has of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

from igs_geo.fragmentation.counting import Counted


def municipality_figures(counted: Counted) -> pd.DataFrame:
    """Return every own figure of every Flemish municipality, missing where none was given.

    Parameters
    ----------
    counted
        What counts; here only its atlas matters.

    Returns
    -------
    pandas.DataFrame
        Indexed by NIS, a column per code of ``atlas.figure_kinds``.
    """
    rows = counted.atlas.figures
    wide = rows.pivot_table(index="nis", columns="figure", values="value", aggfunc="first")
    table = wide.reindex(index=counted.municipalities, columns=list(counted.atlas.figure_kinds.index))
    return counted.stamp(table.astype(float))


def region_figures(counted: Counted, regions: Mapping[str, Collection[str]]) -> pd.DataFrame:
    """Return every own figure of every region: the sum, or the mean weighted by inhabitants, as its kind says.

    A region of which one municipality has no figure has none itself: part of a sum would read as the whole.

    Parameters
    ----------
    counted
        What counts; here its atlas and its year of population matter.
    regions
        Sets of NIS codes by name; only Flemish municipalities count.

    Returns
    -------
    pandas.DataFrame
        Indexed by region, a column per code of ``atlas.figure_kinds``: Σ v, or Σ p·v / Σ p with p the inhabitants.
    """
    figures, aggregates = municipality_figures(counted), counted.atlas.figure_kinds["aggregate"].to_dict()
    people = pd.Series(counted.inhabitants(), index=counted.municipalities)
    table = pd.DataFrame(np.nan, index=pd.Index(list(regions), name="region"), columns=figures.columns)
    for row, members in enumerate(regions.values()):
        own = figures.loc[figures.index.isin(list(members))]
        weight = people[own.index]
        for place, (code, values) in enumerate(own.items()):
            if len(own) and values.notna().all():
                mean = aggregates[str(code)] == "mean"
                found = (values * weight).sum() / weight.sum() if mean else values.sum()
                table.iloc[row, place] = float(found)
    return counted.stamp(table)
