"""The facts that a problem rests on, as arrays in the order of its units."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from igs_geo.atlas import Atlas
from igs_geo.atlas.contiguity import neighbours
from igs_geo.fragmentation import Counting, count, measure_pairs
from igs_geo.regions.problem.criteria import Criteria, CriteriaError


def edges_of(atlas: Atlas, criteria: Criteria, nis: pd.Index) -> np.ndarray:
    """Return the pairs of neighbours among some municipalities, one row of places each."""
    pairs = neighbours(atlas, criteria.min_border_m, links=criteria.use_links)[["nis_a", "nis_b"]]
    extra = pd.DataFrame(list(criteria.extra_links), columns=["nis_a", "nis_b"])
    pairs = pd.concat([pairs, extra]) if len(extra) else pairs
    ends = np.column_stack([nis.get_indexer(pd.Index(pairs["nis_a"])), nis.get_indexer(pd.Index(pairs["nis_b"]))])
    ends = np.sort(ends[(ends >= 0).all(axis=1)], axis=1)
    return np.unique(ends, axis=0)


def frames_of(atlas: Atlas, criteria: Criteria, nis: pd.Index) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return which region of the frame each municipality lies in, and the names of those regions."""
    if criteria.frame is None:
        return np.zeros(len(nis), dtype=np.int64), ("",)
    layers = {code: layer for code, layer in atlas.layers().items() if layer.is_partition}
    layer = layers.get(f"division:{criteria.frame}")
    if layer is None:
        known = ", ".join(code.removeprefix("division:") for code in layers)
        raise CriteriaError("regions.unknown_frame", name="frame", value=criteria.frame, known=known)
    codes, labels = np.unique(layer.labels().reindex(nis).to_numpy(str), return_inverse=True)
    return labels.astype(np.int64), tuple(str(layer.group_names[code]) for code in codes)


def jaccard_of(atlas: Atlas, nis: pd.Index) -> csr_array:
    """Return the pair Jaccard over the bodies that do not serve youth: what exists must not argue for itself."""
    pairs = measure_pairs(count(atlas, Counting(without_domains=(atlas.emphasis.domain,))))
    rows, columns = nis.get_indexer(pd.Index(pairs["nis_a"])), nis.get_indexer(pd.Index(pairs["nis_b"]))
    here = (rows >= 0) & (columns >= 0)
    values = pairs["jaccard"].to_numpy(float)[here]
    half = csr_array((values, (rows[here], columns[here])), shape=(len(nis), len(nis)))
    return csr_array(half + half.T)


def flows_of(atlas: Atlas, nis: pd.Index) -> csr_array:
    """Return the commuters between municipalities, from row to column, without the diagonal."""
    rows = atlas.commuting
    origin, destination = (
        nis.get_indexer(pd.Index(rows["origin_nis"])),
        nis.get_indexer(pd.Index(rows["destination_nis"])),
    )
    kept = (origin >= 0) & (destination >= 0) & (origin != destination)
    persons = rows["count"].to_numpy(float)
    return csr_array((persons[kept], (origin[kept], destination[kept])), shape=(len(nis), len(nis)))
