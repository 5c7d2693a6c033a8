"""Whether a municipality meets the same partners in every domain: coherence and nesting."""

from __future__ import annotations

import numpy as np
import pandas as pd

from igs_geo.fragmentation.counting import Counted
from igs_geo.fragmentation.sparse import expand_pairs, places, values_at


def coherence(counted: Counted) -> pd.DataFrame:
    r"""Return how much the partners of a municipality are the same from one domain to the next.

    For bodies P, P' of municipality m with partner sets :math:`A = P \setminus m` and :math:`A' = P' \setminus m`,
    s(d, e) is the mean of a similarity over P in domain d and P' in domain e; a body that serves both domains pairs
    with itself as 1. The measure is the mean of s over the unordered pairs of different domains.

    - coherence: similarity :math:`|A \cap A'| / |A \cup A'|` (Jaccard 1912);
    - nesting: similarity :math:`|A \cap A'| / \min(|A|, |A'|)` (the overlap coefficient: Simpson 1943). A small
      perimeter inside a large one is what the Regiodecreet allows, and is nested, not fragmented.

    Parameters
    ----------
    counted
        What counts, as :func:`count` says.

    Returns
    -------
    pandas.DataFrame
        Indexed by NIS: ``coherence`` and ``nesting`` in [0, 1], missing for municipalities with fewer than two domains;
        ``coherence`` is at most ``nesting``.
    """
    links = counted.domain_links
    body_of = places(counted.bodies.index, links["partnership"])
    domain_of = places(counted.domains, links["domain"])
    # One row for every municipality, body and domain, sorted by municipality.
    member = counted.matrix.tocoo()
    joined = pd.DataFrame({"municipality": member.row, "body": member.col}).merge(
        pd.DataFrame({"body": body_of, "domain": domain_of}), on="body"
    )
    joined = joined.sort_values(["municipality", "domain", "body"], ignore_index=True)
    municipality, body, domain = (joined[name].to_numpy() for name in ("municipality", "body", "domain"))
    left, right = expand_pairs(municipality)
    other_domain = domain[left] < domain[right]
    left, right = left[other_domain], right[other_domain]

    first, second = body[left], body[right]
    # The municipality itself is in both perimeters, so it drops out of every count.
    sizes = counted.sizes - 1
    shared = values_at(counted.matrix.T @ counted.matrix, first, second) - 1
    jaccard = shared / (sizes[first] + sizes[second] - shared)
    overlap = shared / np.minimum(sizes[first], sizes[second])

    domains = len(counted.domains)
    pair = (municipality[left] * domains + domain[left]) * domains + domain[right]
    pairs, place = np.unique(pair, return_inverse=True)
    counts = np.bincount(place, minlength=len(pairs))
    owner = pairs // (domains * domains) if domains else pairs
    n = len(counted.municipalities)
    pairs_of = np.bincount(owner, minlength=n)
    columns = {}
    for name, similarity in (("coherence", jaccard), ("nesting", overlap)):
        mean = np.bincount(place, weights=similarity, minlength=len(pairs)) / counts
        total = np.bincount(owner, weights=mean, minlength=n)
        columns[name] = np.divide(total, pairs_of, out=np.full(n, np.nan), where=pairs_of > 0)
    return pd.DataFrame(columns, index=counted.municipalities)
