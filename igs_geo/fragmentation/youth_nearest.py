"""How far the nearest known youth cooperation is: which, how many borders away, and through whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from igs_geo.atlas import Atlas, border_distances
from igs_geo.atlas.atlas import LATEST_POPULATION_YEAR
from igs_geo.fragmentation.coverage import YOUTH_STATES, youth_bodies, youth_states


@dataclass(frozen=True)
class _Found:
    """The nearest bodies of a municipality, how far they are, and their members at that distance."""

    bodies: tuple[str, ...] = ()
    borders: float = np.inf
    through: tuple[str, ...] = ()


def nearest_youth(atlas: Atlas, year: int = LATEST_POPULATION_YEAR) -> pd.DataFrame:
    """Return what is known of youth cooperation in each Flemish municipality, and the nearest that is known.

    Distance is the fewest borders that a way to a member crosses (:func:`igs_geo.atlas.border_distances`, the links of
    the package included). A partial member is a member.

    Parameters
    ----------
    atlas
        The edition.
    year
        Year of the population.

    Returns
    -------
    pandas.DataFrame
        Indexed by NIS: ``state`` and ``partial`` as in :func:`youth_states`; ``young``, people aged 0 to 29;
        ``nearest``, ids of the nearest youth bodies, funded ones first; ``borders``, how many lie between, 0 for a
        member, missing where no way leads to one; ``through``, NIS codes of the members at that distance.

    Examples
    --------
    >>> from igs_geo import load_atlas
    >>> nearest_youth(load_atlas("2025")).loc["24020", ["state", "borders"]].to_dict()
    {'state': 'none', 'borders': 1}
    """
    municipalities = atlas.flemish.index
    states = youth_states(atlas)
    kinds = youth_bodies(atlas)
    order = sorted(kinds.index, key=lambda body: (YOUTH_STATES.index(kinds[body]), str(body)))
    rows = atlas.memberships
    rows = rows[rows["partnership"].isin(order) & rows["nis"].isin(municipalities)]
    members = {body: sorted(own) for body, own in rows.groupby("partnership")["nis"]}
    known = {str(body): members[body] for body in order if body in members}
    found = _nearest(border_distances(atlas), known)
    borders = pd.Series([one.borders for one in found], index=municipalities)
    return pd.DataFrame(
        {
            "state": states["state"],
            "partial": states["partial"],
            "young": atlas.young_people(year).reindex(municipalities),
            "nearest": [one.bodies for one in found],
            "borders": borders.where(np.isfinite(borders)).astype("Int64"),
            "through": [one.through for one in found],
        },
        index=municipalities,
    )


def _nearest(steps: pd.DataFrame, bodies: dict[str, list[str]]) -> list[_Found]:
    if not bodies:
        return [_Found() for _ in steps.index]
    codes, way = list(steps.index), steps.to_numpy()
    own = [steps.columns.get_indexer(pd.Index(members)) for members in bodies.values()]
    away = np.stack([way[:, members].min(axis=1) for members in own], axis=1)
    found = []
    for place, borders in enumerate(away.min(axis=1)):
        if not np.isfinite(borders):
            found.append(_Found())
            continue
        near = np.flatnonzero(away[place] == borders)
        through = {int(other) for body in near for other in own[body] if way[place, other] == borders}
        names = tuple(name for body, name in enumerate(bodies) if body in near)
        found.append(_Found(names, float(borders), tuple(str(codes[other]) for other in sorted(through))))
    return found
