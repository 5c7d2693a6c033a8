"""How fragmented the cooperation of each municipality is."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from igs_geo.fragmentation.coherence import coherence
from igs_geo.fragmentation.counting import Counted
from igs_geo.fragmentation.coverage import white_spot_table
from igs_geo.fragmentation.pairs import shared_counts
from igs_geo.fragmentation.region_fit import region_fit
from igs_geo.fragmentation.sparse import places


def measure_municipalities(counted: Counted) -> pd.DataFrame:
    """Return the measures of every Flemish municipality.

    Parameters
    ----------
    counted
        What counts, as :func:`count` says.

    Returns
    -------
    pandas.DataFrame
        Indexed by NIS:

        - ``name``;
        - ``partnerships``: number of bodies in B(m); ``domains``: number of domains they serve;
        - ``perimeters``: number of different member sets among them;
        - ``partners``: number of municipalities that share at least one of them;
        - ``effective_partners``: exp(-Σ p ln p) with p the share of each partner in the shared bodies, the Hill
          number of order 1 (Hill 1973), in [1, partners], 0 without partners;
        - ``coherence``, ``fragmentation`` (1 - coherence) and ``nesting``: see :func:`coherence`, missing with fewer
          than two domains;
        - ``region_fit``, ``region_fit_in_scope``: see :func:`region_fit`;
        - ``white_spots``: number of domains with none of what we know of, see :func:`white_spot_table`;
        - ``overlaps``: number of domains with two or more bodies.

    Examples
    --------
    >>> from igs_geo import load_atlas
    >>> from igs_geo.fragmentation import count
    >>> table = measure_municipalities(count(load_atlas("2025")))
    >>> float(table["partnerships"].mean().round(2))
    7.27
    >>> table[["coherence", "nesting"]].median().round(2).to_dict()
    {'coherence': 0.27, 'nesting': 0.73}
    """
    shared = shared_counts(counted)
    per_domain = domain_counts(counted).to_numpy()
    alike = coherence(counted)
    table = pd.DataFrame(
        {
            "name": counted.atlas.flemish["name"],
            "partnerships": shared.diagonal(),
            "domains": (per_domain > 0).sum(axis=1),
            "perimeters": _perimeters(counted),
            "partners": _partners(shared),
            "effective_partners": _effective_partners(shared),
            "coherence": alike["coherence"],
            "fragmentation": 1 - alike["coherence"],
            "nesting": alike["nesting"],
        },
        index=counted.municipalities,
    )
    table = table.join(region_fit(counted))
    spots = white_spot_table(counted.atlas, counted.settings.domains, counted.settings.inventories)
    table["white_spots"] = spots.sum(axis=1).to_numpy()
    table["overlaps"] = (per_domain > 1).sum(axis=1)
    return counted.stamp(table)


def domain_counts(counted: Counted) -> pd.DataFrame:
    """Return the number of counted bodies of each municipality (index) in each domain (columns).

    Parameters
    ----------
    counted
        What counts, as :func:`count` says.
    """
    links = counted.domain_links
    rows = places(counted.bodies.index, links["partnership"])
    columns = places(counted.domains, links["domain"])
    shape = (len(counted.bodies), len(counted.domains))
    serves = csr_array((np.ones(len(links), dtype=np.int64), (rows, columns)), shape=shape)
    counts = (counted.matrix @ serves).toarray()
    return pd.DataFrame(counts, index=counted.municipalities, columns=counted.domains)


def overlaps(counted: Counted) -> pd.DataFrame:
    """Return the list behind the count: ``nis``, ``domain`` and ``partnerships`` (ids) where a domain has several.

    Parameters
    ----------
    counted
        What counts, as :func:`count` says.
    """
    counts = domain_counts(counted)
    links = counted.domain_links
    several = np.argwhere(counts.to_numpy() > 1)
    rows = []
    for row, column in several:
        nis, domain = counts.index[row], counts.columns[column]
        serving = set(links.loc[links["domain"] == domain, "partnership"])
        rows.append((nis, domain, tuple(body for body in counted.bodies_of(nis) if body in serving)))
    return pd.DataFrame(rows, columns=["nis", "domain", "partnerships"])


def _partners(shared: csr_array) -> np.ndarray:
    stored = shared.tocoo()
    return np.bincount(stored.row[(stored.row != stored.col) & (stored.data > 0)], minlength=shared.shape[0])


def _effective_partners(shared: csr_array) -> np.ndarray:
    stored = shared.tocoo()
    other = (stored.row != stored.col) & (stored.data > 0)
    row, weight = stored.row[other], stored.data[other].astype(float)
    n = shared.shape[0]
    total = np.bincount(row, weights=weight, minlength=n)
    # With p = w / W: -Σ p ln p = ln W - Σ w ln w / W.
    inner = np.bincount(row, weights=weight * np.log(weight), minlength=n)
    has = total > 0
    entropy = np.log(total, where=has, out=np.zeros(n)) - np.divide(inner, total, where=has, out=np.zeros(n))
    return np.where(has, np.exp(entropy), 0.0)


def _perimeters(counted: Counted) -> np.ndarray:
    columns = counted.matrix.tocsc()
    columns.sort_indices()
    known: dict[bytes, int] = {}
    perimeter = np.empty(len(counted.bodies), dtype=np.int64)
    for body in range(len(counted.bodies)):
        members = columns.indices[columns.indptr[body] : columns.indptr[body + 1]].tobytes()
        perimeter[body] = known.setdefault(members, len(known))
    member = counted.matrix.tocoo()
    different = np.unique(member.row.astype(np.int64) * max(len(known), 1) + perimeter[member.col])
    return np.bincount(different // max(len(known), 1), minlength=len(counted.municipalities))
