"""What other layers and bodies a division may cut: their groups and members, for the units of a problem."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.atlas.layer import Layer
from igs_geo.fragmentation.hosts import host_members
from igs_geo.fragmentation.partitions import entropy
from igs_geo.regions.problem.criteria import Criteria, CriteriaError


@dataclass(frozen=True, eq=False)
class GroupLayer:
    """A layer without overlap: the group of every unit, and the entropy of the people over the groups in nats."""

    code: str
    labels: np.ndarray = field(repr=False)
    entropy: float


@dataclass(frozen=True, eq=False)
class BodyLayer:
    """A layer of overlapping bodies: a row per unit, a column per body, true for a member."""

    code: str
    members: np.ndarray = field(repr=False)


def layers_of(
    atlas: Atlas, criteria: Criteria, nis: pd.Index, people: np.ndarray
) -> tuple[GroupLayer | BodyLayer, ...]:
    """Return the layers that ``splits`` looks at, for some municipalities; none when it does not count."""
    if criteria.split_layers is None and "splits" not in criteria.named_weights():
        return ()
    layers = atlas.layers()
    if criteria.split_layers is None:
        kinds = atlas.division_kinds
        chosen = [f"division:{code}" for code in kinds.index[kinds["border_default"]]]
    else:
        chosen = list(criteria.split_layers)
    for code in chosen:
        if code not in layers:
            raise CriteriaError("regions.unknown_layer", name="split_layers", value=code, known=", ".join(layers))
    return tuple(_layer(layers[code], nis, people.astype(float)) for code in chosen)


def _layer(layer: Layer, nis: pd.Index, people: np.ndarray) -> GroupLayer | BodyLayer:
    if layer.kind == "overlapping":
        return _bodies(layer.code, layer.groups().values(), nis)
    own = layer.labels().reindex(nis)
    # A municipality that the division leaves out is a group of its own, as on the border map.
    labels = np.unique(own.where(own.notna(), nis.to_series()).to_numpy(str), return_inverse=True)[1]
    return GroupLayer(layer.code, labels.astype(np.int64), entropy(np.bincount(labels, weights=people)))


def _bodies(code: str, bodies: Collection[frozenset[str]], nis: pd.Index) -> BodyLayer:
    members = np.column_stack([nis.isin(list(codes)) for codes in bodies])
    return BodyLayer(code, members[:, members.any(axis=0)])


def hosts_of(atlas: Atlas, criteria: Criteria, nis: pd.Index) -> BodyLayer | None:
    """Return the bodies that ``hosts`` spares, for some municipalities; None when it does not count."""
    if "hosts" not in criteria.named_weights():
        return None
    bodies = host_members(atlas)
    if not bodies:
        raise CriteriaError("regions.no_hosts", name="weights", value="hosts")
    return _bodies("hosts", bodies.values(), nis)
