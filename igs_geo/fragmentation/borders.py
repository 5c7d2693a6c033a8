"""How hard the border between two municipalities is: the share of divisions that stop there."""

from __future__ import annotations

from collections.abc import Collection

import geopandas as gpd
import numpy as np
import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.atlas.contiguity import MIN_BORDER_M, neighbours
from igs_geo.errors import IgsGeoError
from igs_geo.fragmentation.border_lines import border_lines
from igs_geo.fragmentation.counting import Counted
from igs_geo.fragmentation.groupings import groupings
from igs_geo.fragmentation.pairs import jaccard_of
from igs_geo.fragmentation.sparse import places

USABLE = ("partition", "partial")


def border_divisions(atlas: Atlas, divisions: Collection[str] | None = None) -> list[str]:
    """Return the divisions that border strength is taken over.

    Parameters
    ----------
    atlas
        The edition.
    divisions
        Codes of divisions of kind partition or partial; by default the list ``border_default`` of the data (9 in 2025,
        8 in 2019).

    Raises
    ------
    IgsGeoError
        When the edition has no such division, or its regions overlap.
    """
    kinds = atlas.division_kinds
    usable = kinds[kinds["kind"].isin(USABLE)]
    if divisions is None:
        return [str(code) for code in usable.index[usable["border_default"]]]
    for code in divisions:
        if code not in usable.index:
            raise IgsGeoError(
                "fragmentation.not_for_borders", division=code, edition=atlas.edition, known=", ".join(usable.index)
            )
    return list(dict.fromkeys(divisions))


def measure_borders(
    counted: Counted, divisions: Collection[str] | None = None, min_border_m: float = MIN_BORDER_M
) -> pd.DataFrame:
    """Return every shared border of two Flemish municipalities and how hard it is.

    Border strength is the share of the divisions that put the two sides in different regions, in [0, 1]. A municipality
    that a division leaves out (code igs999) is a group of its own there.

    Parameters
    ----------
    counted
        What counts for the cooperation across the border.
    divisions
        Codes of divisions of kind partition or partial; by default the list ``border_default`` of the data.
    min_border_m
        Borders of this length or shorter are corners and left out, in metres.

    Returns
    -------
    pandas.DataFrame
        ``nis_a`` < ``nis_b``, ``length_km``, ``border_strength``, ``separating`` (how many divisions separate), of
        ``divisions`` (how many were asked), ``separated_by`` (their codes), ``shared`` (bodies) and ``jaccard`` of the
        pair.

    Examples
    --------
    >>> from igs_geo import load_atlas
    >>> from igs_geo.fragmentation import count
    >>> borders = measure_borders(count(load_atlas("2025")))
    >>> len(borders), round(float(borders["border_strength"].mean()), 2)
    (753, 0.41)
    """
    chosen = border_divisions(counted.atlas, divisions)
    table = neighbours(counted.atlas, min_border_m)
    left, right = places(counted.municipalities, table["nis_a"]), places(counted.municipalities, table["nis_b"])
    layers = groupings(counted, [f"division:{code}" for code in chosen])
    apart = np.zeros((len(table), len(chosen)), dtype=bool)
    for column, layer in enumerate(layers.values()):
        labels = layer.labels
        if labels is None:
            raise ValueError(f"{layer.code}: groups overlap")
        apart[:, column] = (labels[left] != labels[right]) | (labels[left] < 0)
    codes = np.array(chosen, dtype=object)
    separating = apart.sum(axis=1)
    result = pd.DataFrame(
        {
            "nis_a": table["nis_a"],
            "nis_b": table["nis_b"],
            "length_km": table["length_m"] / 1000,
            "border_strength": separating / len(chosen) if chosen else np.full(len(table), np.nan),
            "separating": separating,
            "divisions": len(chosen),
            "separated_by": [tuple(codes[row]) for row in apart],
        }
    ).join(jaccard_of(counted, table["nis_a"], table["nis_b"]))
    result = counted.stamp(result)
    result.attrs["divisions"] = chosen
    return result


def border_geometry(borders: pd.DataFrame, atlas: Atlas, *, light: bool = False) -> gpd.GeoDataFrame:
    """Return a table of borders with the shared line itself as geometry, in the coordinates of the atlas.

    Parameters
    ----------
    borders
        A table with ``nis_a`` < ``nis_b``, for instance of :func:`measure_borders`.
    atlas
        The edition that the table is of.
    light
        Whether to take the light geometry for the screen.
    """
    lines = border_lines(atlas.screen_geometry if light else atlas.municipalities.geometry)
    wanted = pd.MultiIndex.from_frame(borders[["nis_a", "nis_b"]])
    frame = gpd.GeoDataFrame(borders, geometry=lines.reindex(wanted).to_numpy(), crs=lines.crs)
    frame.attrs = dict(borders.attrs)
    return frame
