"""Whether a body stays inside one reference region, as the Regiodecreet asks of bodies with legal personality."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from igs_geo.atlas import Atlas
from igs_geo.fragmentation.counting import Counted

FORMS_IN_SCOPE = ("projectvereniging", "dienstverlenende vereniging", "opdrachthoudende vereniging")
"""Legal forms that the Regiodecreet speaks of; a form that starts with one of these is in scope."""


def reference_regions(atlas: Atlas) -> pd.Series:
    """Return the reference region of each Flemish municipality; missing where the package has none.

    Parameters
    ----------
    atlas
        The edition.

    Returns
    -------
    pandas.Series
        Codes of regions, indexed by NIS.
    """
    rows = atlas.divisions
    labels = rows[rows["division"] == atlas.emphasis.frame].drop_duplicates("nis").set_index("nis")["region_code"]
    return labels.reindex(atlas.flemish.index)


def reference_names(atlas: Atlas) -> pd.Series:
    """Return the name of each reference region, indexed by its code.

    Parameters
    ----------
    atlas
        The edition.
    """
    rows = atlas.divisions
    rows = rows[rows["division"] == atlas.emphasis.frame].drop_duplicates("region_code")
    return rows.set_index("region_code")["region_name"]


def measure_bodies(counted: Counted) -> pd.DataFrame:
    """Return for every chosen body whether all its members, partial ones too, lie in one reference region.

    Size does not matter here, and bodies left with one member are included. A body that does not fit breaks no rule by
    that alone: exemptions and deviations are not in the data.

    Parameters
    ----------
    counted
        What counts, as :func:`count` says.

    Returns
    -------
    pandas.DataFrame
        Indexed by body id: ``name``, ``members``, ``partial_members``, ``reference_regions`` (how many it touches),
        ``fits``, ``in_scope`` (its legal form is within the decree's scope), ``counted`` (it is in some B(m)).
        ``fits`` is missing for a body without members or where reference regions are not known.
    """
    members = counted.chosen_matrix
    regions = reference_regions(counted.atlas)
    codes, names = pd.factorize(regions, sort=True)
    known = codes >= 0
    rows = np.flatnonzero(known)
    region = csr_array((np.ones(len(rows), dtype=np.int64), (rows, codes[rows])), shape=(len(regions), len(names)))
    touched = np.asarray(((members.T @ region) > 0).sum(axis=1))
    sizes = np.asarray(members.sum(axis=0))
    unplaced = np.asarray(members[np.flatnonzero(~known)].sum(axis=0)) if not known.all() else np.zeros(len(sizes))
    can_say = (sizes > 0) & (unplaced == 0)
    partial = counted.atlas.memberships
    partial = partial[(partial["membership"] == "partial") & partial["nis"].isin(counted.municipalities)]
    bodies = counted.chosen
    table = pd.DataFrame(
        {
            "name": bodies["name"],
            "legal_form": bodies["legal_form"],
            "members": sizes,
            "partial_members": partial.groupby("partnership").size().reindex(bodies.index, fill_value=0),
            "reference_regions": touched,
            "fits": pd.Series(touched == 1, index=bodies.index).astype("boolean").where(can_say),
            "in_scope": bodies["legal_form"].str.startswith(FORMS_IN_SCOPE),
            "counted": bodies.index.isin(counted.bodies.index),
        }
    )
    return counted.stamp(table)


def region_fit(counted: Counted) -> pd.DataFrame:
    """Return the share of each municipality's bodies that lie in one reference region.

    All chosen bodies count, of any size, and partial members are members.

    Parameters
    ----------
    counted
        What counts, as :func:`count` says.

    Returns
    -------
    pandas.DataFrame
        Indexed by NIS, in [0, 1], missing without bodies: ``region_fit``; ``region_fit_in_scope``, over the legal forms
        in the decree's scope only.
    """
    bodies = measure_bodies(counted)
    fits = bodies["fits"].fillna(value=False).to_numpy(bool)
    can_say = bodies["fits"].notna().to_numpy()
    in_scope = bodies["in_scope"].to_numpy(bool)
    columns = {}
    for name, asked in (("region_fit", can_say), ("region_fit_in_scope", can_say & in_scope)):
        total = np.asarray(counted.chosen_matrix @ asked.astype(float))
        good = np.asarray(counted.chosen_matrix @ (asked & fits).astype(float))
        columns[name] = np.divide(good, total, out=np.full(len(total), np.nan), where=total > 0)
    return pd.DataFrame(columns, index=counted.municipalities)
