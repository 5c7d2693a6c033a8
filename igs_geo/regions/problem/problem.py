"""A search problem in numbers: the units, their graph, their people, and what the cost functions look at."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from igs_geo.atlas import Atlas
from igs_geo.regions.problem.criteria import Criteria, CriteriaError
from igs_geo.regions.problem.facts import edges_of, flows_of, frames_of, jaccard_of
from igs_geo.regions.problem.layering import BodyLayer, GroupLayer, hosts_of, layers_of
from igs_geo.regions.problem.participation import EVERYBODY_TAKES_PART, Aside, Body, aside_of, youth_of

M_PER_KM = 1_000.0


@dataclass(frozen=True)
class YouthPartnership:
    """A youth cooperation and its members (places of units), partial ones too."""

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
    hosts
        The bodies that ``hosts`` spares; None when that does not count.
    youth
        The funded youth partnerships.
    other, wholes
        The other known youth cooperations, and those unions of them that one region must hold.
    aside
        Who takes no part, and so is no unit.
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
    hosts: BodyLayer | None = field(repr=False, default=None)
    youth: tuple[YouthPartnership, ...] = ()
    other: tuple[YouthPartnership, ...] = ()
    wholes: tuple[YouthPartnership, ...] = ()
    aside: Aside = EVERYBODY_TAKES_PART
    held: frozenset[str] = frozenset()
    people: np.ndarray = field(init=False, repr=False)
    half_flow: np.ndarray = field(init=False, repr=False)
    """Half of the commuters who leave each unit and of those who come to it."""
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
        object.__setattr__(
            self, "half_flow", np.asarray(self.flows.sum(axis=0) + self.flows.sum(axis=1), dtype=float) / 2
        )
        object.__setattr__(self, "total_flow", float(self.half_flow.sum()))
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
        digest.update(b"" if self.hosts is None else self.hosts.members.tobytes())
        digest.update(repr((self.units, self.youth, self.wholes, sorted(self.held))).encode())
        return digest.hexdigest()

    @property
    def joined(self) -> tuple[YouthPartnership, ...]:
        """The youth cooperations that one region must hold, each with more members or as it is."""
        extended = self.youth if self.criteria.youth_partnerships == "extend" else ()
        return (*extended, *self.wholes)

    def places_here(self, codes: tuple[str, ...], setting: str = "criteria") -> tuple[int, ...]:
        """Return the places of NIS codes without those that take no part.

        Parameters
        ----------
        codes, setting
            As in :meth:`places`.

        Raises
        ------
        CriteriaError
            When a code is neither a unit of this problem nor one that takes no part.
        """
        return self.places(tuple(nis for nis in codes if nis not in self.aside.members), setting)

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
        When the settings name an edition, year, municipality, division or layer that the atlas does not have, weigh
        bodies that could take youth in where it has none, or leave nobody to take part.
    """
    _refuse_unknown(atlas, criteria)
    youth = youth_of(atlas, criteria)
    everyone = atlas.flemish.sort_index()
    heads = atlas.inhabitants(criteria.population_year).reindex(everyone.index)
    aside = aside_of(criteria, heads, everyone["name"].to_dict(), youth)
    flemish = everyone[~everyone.index.isin(aside.members)]
    if flemish.empty:
        raise CriteriaError("regions.nobody_takes_part", name="outside_above")
    nis = flemish.index
    centroids = flemish.geometry.centroid
    frames, frame_names = frames_of(atlas, criteria, nis)
    inhabitants = heads.reindex(nis).to_numpy(np.int64)
    young = atlas.young_people(criteria.population_year, criteria.ages).reindex(nis).to_numpy(np.int64)
    people = inhabitants if criteria.people == "inhabitants" else young
    return Problem(
        criteria=criteria,
        units=tuple(nis),
        names=tuple(flemish["name"]),
        inhabitants=inhabitants,
        young=young,
        xy=np.column_stack([centroids.x, centroids.y]) / M_PER_KM,
        edges=edges_of(atlas, criteria, nis),
        frames=frames,
        frame_names=frame_names,
        jaccard=jaccard_of(atlas, nis),
        flows=flows_of(atlas, nis),
        layers=layers_of(atlas, criteria, nis, people),
        hosts=hosts_of(atlas, criteria, nis),
        youth=_placed(youth.funded, nis),
        other=_placed(youth.other, nis),
        wholes=_placed(youth.wholes, nis),
        aside=aside,
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


def _placed(bodies: tuple[Body, ...], nis: pd.Index) -> tuple[YouthPartnership, ...]:
    """Return bodies with the places of their members, without those of which a member takes no part."""
    present = frozenset(nis)
    return tuple(
        YouthPartnership(
            body.id, body.name, tuple(sorted(int(place) for place in nis.get_indexer(pd.Index(list(body.members)))))
        )
        for body in bodies
        if body.members <= present
    )
