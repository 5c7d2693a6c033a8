"""A search problem in numbers: the units, their graph, their people, and what the cost functions look at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from igs_geo.atlas import Atlas
from igs_geo.atlas.contiguity import neighbours
from igs_geo.atlas.layer import Layer
from igs_geo.fragmentation import Counting, count, measure_pairs
from igs_geo.fragmentation.partitions import entropy
from igs_geo.regions.problem.criteria import Criteria, CriteriaError

M_PER_KM = 1_000.0


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


@dataclass(frozen=True)
class YouthPartnership:
    """A funded youth partnership and its members (places of units), partial ones too."""

    id: str
    name: str
    members: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything a search needs, and nothing it does not.

    Parameters
    ----------
    criteria
        The settings.
    units, names
        NIS codes and names, in order: everything else refers to places in this order.
    inhabitants, young
        People of each unit; ``people`` are the ones whose distance, cohesion and splits count.
    xy
        Centroids in km.
    edges
        Pairs of neighbours, one row each.
    frames, frame_names
        Which frame each unit lies in; one frame when there is none.
    jaccard
        Co-membership of pairs, symmetric, no diagonal.
    flows
        Commuters from row to column, no diagonal.
    layers
        What ``splits`` looks at.
    youth
        The funded youth partnerships.
    held
        Ids of those that are kept as they are although the criteria say ``extend``: no region holds them.
    """

    criteria: Criteria
    units: tuple[str, ...]
    names: tuple[str, ...] = field(repr=False)
    inhabitants: np.ndarray = field(repr=False)
    young: np.ndarray = field(repr=False)
    xy: np.ndarray = field(repr=False)
    edges: np.ndarray = field(repr=False)
    frames: np.ndarray = field(repr=False)
    frame_names: tuple[str, ...] = field(repr=False)
    jaccard: csr_array = field(repr=False)
    flows: csr_array = field(repr=False)
    layers: tuple[GroupLayer | BodyLayer, ...] = field(repr=False, default=())
    youth: tuple[YouthPartnership, ...] = ()
    held: frozenset[str] = frozenset()
    people: np.ndarray = field(init=False, repr=False)
    out_flow: np.ndarray = field(init=False, repr=False)
    total_people: float = field(init=False)
    total_inhabitants: int = field(init=False)
    total_flow: float = field(init=False)
    graph: csr_array = field(init=False, repr=False)
    """Neighbours of every unit."""
    _index: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        chosen = self.inhabitants if self.criteria.people == "inhabitants" else self.young
        object.__setattr__(self, "people", np.asarray(chosen, dtype=float))
        object.__setattr__(self, "total_people", float(self.people.sum()))
        object.__setattr__(self, "total_inhabitants", int(self.inhabitants.sum()))
        object.__setattr__(self, "out_flow", np.asarray(self.flows.sum(axis=1), dtype=float))
        object.__setattr__(self, "total_flow", float(self.out_flow.sum()))
        size = len(self.units)
        half = csr_array((np.ones(len(self.edges)), self.edges.reshape(-1, 2).T), shape=(size, size))
        object.__setattr__(self, "graph", csr_array(half + half.T))
        object.__setattr__(self, "_index", {nis: place for place, nis in enumerate(self.units)})

    @cached_property
    def fingerprint(self) -> str:
        """Digest of everything that the feasible regions and their costs depend on beside the criteria."""
        digest = hashlib.blake2b(digest_size=16)
        for array in (self.inhabitants, self.young, self.xy, self.edges, self.frames, self.jaccard.data,
                      self.jaccard.indices, self.flows.data, self.flows.indices):  # fmt: skip
            digest.update(np.ascontiguousarray(array).tobytes())
        for layer in self.layers:
            digest.update((layer.labels if isinstance(layer, GroupLayer) else layer.members).tobytes())
        digest.update(repr((self.units, self.youth, sorted(self.held))).encode())
        return digest.hexdigest()

    def places(self, codes: tuple[str, ...], setting: str = "criteria") -> tuple[int, ...]:
        """Return the places of NIS codes; an error names the setting they stand in.

        Parameters
        ----------
        codes
            NIS codes.
        setting
            Name of the setting.

        Raises
        ------
        CriteriaError
            When a code is not a unit of this problem.
        """
        for nis in codes:
            if nis not in self._index:
                raise CriteriaError(
                    "regions.unknown_municipality", name=setting, nis=nis, edition=self.criteria.edition
                )
        return tuple(self._index[nis] for nis in codes)


def build_problem(atlas: Atlas, criteria: Criteria) -> Problem:
    """Return the search problem of an atlas under some settings.

    Parameters
    ----------
    atlas
        The atlas.
    criteria
        The settings.

    Raises
    ------
    CriteriaError
        When the settings name an edition, year, municipality, division or layer that the atlas does not have.
    """
    _refuse_unknown(atlas, criteria)
    flemish = atlas.flemish.sort_index()
    nis = flemish.index
    centroids = flemish.geometry.centroid
    frames, frame_names = _frames(atlas, criteria, nis)
    inhabitants = atlas.inhabitants(criteria.population_year).reindex(nis).to_numpy(np.int64)
    young = atlas.young_people(criteria.population_year, criteria.ages).reindex(nis).to_numpy(np.int64)
    people = inhabitants if criteria.people == "inhabitants" else young
    return Problem(
        criteria=criteria,
        units=tuple(nis),
        names=tuple(flemish["name"]),
        inhabitants=inhabitants,
        young=young,
        xy=np.column_stack([centroids.x, centroids.y]) / M_PER_KM,
        edges=_edges(atlas, criteria, nis),
        frames=frames,
        frame_names=frame_names,
        jaccard=_jaccard(atlas, nis),
        flows=_flows(atlas, nis),
        layers=_layers(atlas, criteria, nis, people) if _wants_splits(criteria) else (),
        youth=_youth(atlas, nis),
    )


def _refuse_unknown(atlas: Atlas, criteria: Criteria) -> None:
    """Refuse an edition, year or municipality that the atlas does not have."""
    if criteria.edition != atlas.edition:
        raise CriteriaError("regions.wrong_edition", name="edition", value=criteria.edition, known=atlas.edition)
    years = sorted(int(year) for year in atlas.population["year"].unique())
    if criteria.population_year not in years:
        raise CriteriaError(
            "regions.unknown_year",
            name="population_year",
            value=str(criteria.population_year),
            known=", ".join(str(year) for year in years),
        )
    everyone = set(atlas.flemish.index)
    for name in ("together", "apart", "extra_links", "inside", "outside"):
        named = getattr(criteria, name)
        for nis in named if name in ("inside", "outside") else (nis for group in named for nis in group):
            if nis not in everyone:
                raise CriteriaError("regions.unknown_municipality", name=name, nis=nis, edition=criteria.edition)


def _wants_splits(criteria: Criteria) -> bool:
    return criteria.split_layers is not None or "splits" in criteria.named_weights()


def _edges(atlas: Atlas, criteria: Criteria, nis: pd.Index) -> np.ndarray:
    pairs = neighbours(atlas, criteria.min_border_m, links=criteria.use_links)[["nis_a", "nis_b"]]
    extra = pd.DataFrame(list(criteria.extra_links), columns=["nis_a", "nis_b"])
    pairs = pd.concat([pairs, extra]) if len(extra) else pairs
    ends = np.column_stack([nis.get_indexer(pd.Index(pairs["nis_a"])), nis.get_indexer(pd.Index(pairs["nis_b"]))])
    ends = np.sort(ends[(ends >= 0).all(axis=1)], axis=1)
    return np.unique(ends, axis=0)


def _frames(atlas: Atlas, criteria: Criteria, nis: pd.Index) -> tuple[np.ndarray, tuple[str, ...]]:
    if criteria.frame is None:
        return np.zeros(len(nis), dtype=np.int64), ("",)
    layers = {code: layer for code, layer in atlas.layers().items() if layer.is_partition}
    layer = layers.get(f"division:{criteria.frame}")
    if layer is None:
        known = ", ".join(code.removeprefix("division:") for code in layers)
        raise CriteriaError("regions.unknown_frame", name="frame", value=criteria.frame, known=known)
    codes, labels = np.unique(layer.labels().reindex(nis).to_numpy(str), return_inverse=True)
    return labels.astype(np.int64), tuple(str(layer.group_names[code]) for code in codes)


def _jaccard(atlas: Atlas, nis: pd.Index) -> csr_array:
    """Return the pair Jaccard over the bodies that do not serve youth: what exists must not argue for itself."""
    pairs = measure_pairs(count(atlas, Counting(without_domains=(atlas.emphasis.domain,))))
    rows, columns = nis.get_indexer(pd.Index(pairs["nis_a"])), nis.get_indexer(pd.Index(pairs["nis_b"]))
    half = csr_array((pairs["jaccard"].to_numpy(float), (rows, columns)), shape=(len(nis), len(nis)))
    return csr_array(half + half.T)


def _flows(atlas: Atlas, nis: pd.Index) -> csr_array:
    rows = atlas.commuting
    origin, destination = (
        nis.get_indexer(pd.Index(rows["origin_nis"])),
        nis.get_indexer(pd.Index(rows["destination_nis"])),
    )
    kept = (origin >= 0) & (destination >= 0) & (origin != destination)
    persons = rows["count"].to_numpy(float)
    return csr_array((persons[kept], (origin[kept], destination[kept])), shape=(len(nis), len(nis)))


def _layers(atlas: Atlas, criteria: Criteria, nis: pd.Index, people: np.ndarray) -> tuple[GroupLayer | BodyLayer, ...]:
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
        groups = layer.groups()
        members = np.column_stack([nis.isin(list(codes)) for codes in groups.values()])
        return BodyLayer(layer.code, members[:, members.any(axis=0)])
    own = layer.labels().reindex(nis)
    # A municipality that the division leaves out is a group of its own, as on the border map.
    labels = np.unique(own.where(own.notna(), nis.to_series()).to_numpy(str), return_inverse=True)[1]
    return GroupLayer(layer.code, labels.astype(np.int64), entropy(np.bincount(labels, weights=people)))


def _youth(atlas: Atlas, nis: pd.Index) -> tuple[YouthPartnership, ...]:
    states = atlas.youth_partnerships["state"]
    funded = [str(body) for body in states.index[states == "funded"]]
    members = atlas.memberships
    bodies = atlas.partnerships
    found = []
    for body in funded:
        own = nis.get_indexer(pd.Index(members.loc[members["partnership"] == body, "nis"]))
        own = np.sort(own[own >= 0])
        if len(own):
            found.append(YouthPartnership(body, str(bodies.loc[body, "name"]), tuple(int(place) for place in own)))
    return tuple(found)
