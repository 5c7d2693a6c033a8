"""How much two municipalities cooperate: the bodies they share."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from igs_geo.fragmentation.counting import Counted
from igs_geo.fragmentation.sparse import places, upper, values_at


def shared_counts(counted: Counted) -> csr_array:
    """Return the number of bodies that each pair of municipalities shares; on the diagonal, the bodies of each.

    Parameters
    ----------
    counted
        What counts, as :func:`count` says.

    Returns
    -------
    scipy.sparse.csr_array
        Symmetric, municipalities by municipalities, in the order of ``counted.municipalities``.
    """
    return csr_array(counted.matrix @ counted.matrix.T)


def measure_pairs(counted: Counted) -> pd.DataFrame:
    r"""Return every pair of municipalities that shares at least one body.

    The Jaccard index of a pair (Jaccard 1912) is :math:`|B(i) \cap B(j)| / |B(i) \cup B(j)|`, in [0, 1]; 0 for pairs
    that are not in the table. The cost is linear in the sum of the squared sizes of the bodies.

    Parameters
    ----------
    counted
        What counts, as :func:`count` says.

    Returns
    -------
    pandas.DataFrame
        ``nis_a`` < ``nis_b``, ``shared`` (bodies), ``jaccard``.
    """
    shared = shared_counts(counted)
    left, right, count = upper(shared)
    bodies = shared.diagonal()
    nis = counted.municipalities.to_numpy()
    table = pd.DataFrame(
        {
            "nis_a": nis[left],
            "nis_b": nis[right],
            "shared": count,
            "jaccard": count / (bodies[left] + bodies[right] - count),
        }
    )
    swap = table["nis_a"] > table["nis_b"]
    if swap.any():
        table.loc[swap, ["nis_a", "nis_b"]] = table.loc[swap, ["nis_b", "nis_a"]].to_numpy()
    return counted.stamp(table.sort_values(["nis_a", "nis_b"], ignore_index=True))


def jaccard_of(counted: Counted, first: pd.Series, second: pd.Series) -> pd.DataFrame:
    """Return ``shared`` and ``jaccard`` of given pairs of municipalities, 0 where they share nothing.

    Parameters
    ----------
    counted
        What counts.
    first, second
        NIS codes of the two sides, on the same index.
    """
    shared = shared_counts(counted)
    left = places(counted.municipalities, first)
    right = places(counted.municipalities, second)
    count = values_at(shared, left, right)
    bodies = shared.diagonal()
    union = bodies[left] + bodies[right] - count
    jaccard = np.divide(count, union, out=np.zeros(len(count)), where=union > 0)
    return pd.DataFrame({"shared": count, "jaccard": jaccard}, index=first.index)


def shared_bodies(counted: Counted, nis_a: str, nis_b: str) -> list[str]:
    """Return the ids of the bodies that two municipalities share: the list behind the count.

    Parameters
    ----------
    counted
        What counts, as :func:`count` says.
    nis_a, nis_b
        Two Flemish municipalities.
    """
    second = set(counted.bodies_of(nis_b))
    return [body for body in counted.bodies_of(nis_a) if body in second]
