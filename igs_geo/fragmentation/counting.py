"""What counts: the bodies and members that every measure is computed from, and the choices behind that."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Literal, Self, get_args

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from igs_geo.atlas import Atlas
from igs_geo.atlas.atlas import COUNTED, LATEST_POPULATION_YEAR
from igs_geo.errors import IgsGeoError
from igs_geo.fragmentation.sparse import places
from igs_geo.i18n import format_number, translate

Partial = Literal["majority", "include", "exclude"]
STATUSES = ("active", "inactive", "unknown")
INVENTORIES = ("register", "added", "own")
MAJORITY = 0.5
"""A partial member counts under ``majority`` from this share of its inhabitants on."""


@dataclass(frozen=True)
class Counting:
    """What counts as cooperation: settings that travel with every result.

    Parameters
    ----------
    min_members, max_members
        Bodies with fewer or more (counted) members are left out. The default of 100 drops bodies that nearly everyone
        is in, which say nothing about partners: today one, Cipal.
    partial
        Whether a municipality counts as a member for which only some of its predecessors were members: ``majority``
        (when they had at least half of its inhabitants), ``include`` or ``exclude``.
    domains
        Codes of the policy domains whose bodies count; None for all.
    without_domains
        Bodies that serve one of these domains do not count, whatever else they do.
    statuses
        ``active``, ``inactive``, ``unknown``.
    inventories
        ``register`` (the government's), ``added`` (found elsewhere, far from complete) and ``own`` (from overlays).
    population_year
        Year of the inhabitants that weigh measures, on 1 January.
    """

    min_members: int = 2
    max_members: int = 100
    partial: Partial = "majority"
    domains: tuple[str, ...] | None = None
    without_domains: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("active",)
    inventories: tuple[str, ...] = COUNTED
    population_year: int = LATEST_POPULATION_YEAR

    def __post_init__(self) -> None:
        for name in ("domains", "without_domains", "statuses", "inventories"):
            value = getattr(self, name)
            if value is not None:
                object.__setattr__(self, name, tuple(dict.fromkeys(value)))
        if not 2 <= self.min_members <= self.max_members:
            raise IgsGeoError("fragmentation.bad_sizes", smallest=self.min_members, largest=self.max_members)
        self._one_of("partial", (self.partial,), get_args(Partial))
        self._one_of("statuses", self.statuses, STATUSES)
        self._one_of("inventories", self.inventories, INVENTORIES)

    @staticmethod
    def _one_of(name: str, values: Collection[str], known: Collection[str]) -> None:
        for value in values:
            if value not in known:
                raise IgsGeoError("fragmentation.bad_setting", name=name, value=value, known=", ".join(known))

    def to_dict(self) -> dict[str, object]:
        """Return the settings as plain values, to store beside a result."""
        return asdict(self)

    def describe(self, language: str) -> str:
        """Return the settings in one or two sentences, to print with a figure.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        parts = [
            translate(
                "fragmentation.counts_bodies",
                language,
                statuses=_listed("status", self.statuses, language),
                inventories=_listed("inventory", [one for one in self.inventories if one != "own"], language),
                smallest=format_number(self.min_members, language),
                largest=format_number(self.max_members, language),
            ),
            translate(f"fragmentation.counts_partial_{self.partial}", language),
        ]
        if self.domains is not None:
            parts.append(translate("fragmentation.counts_domains", language, domains=", ".join(self.domains)))
        if self.without_domains:
            parts.append(translate("fragmentation.counts_without", language, domains=", ".join(self.without_domains)))
        return " ".join(parts)


def _listed(kind: str, values: Collection[str], language: str) -> str:
    return translate("fragmentation.and", language).join(
        translate(f"fragmentation.{kind}_{value}", language) for value in values
    )


@dataclass(frozen=True, eq=False)
class Counted:
    """The bodies and members of an atlas that count under some settings.

    Parameters
    ----------
    atlas
        The edition.
    settings
        What counts.
    bodies
        The bodies that count, indexed by id, with the columns of ``atlas.partnerships``.
    matrix
        Counted members: one row per Flemish municipality, one column per body, 1 for a member.
    chosen
        Every body of the chosen domains, statuses and inventories, whatever its size, indexed by id.
    chosen_matrix
        All members of ``chosen``, full and partial.
    """

    atlas: Atlas
    settings: Counting
    bodies: pd.DataFrame = field(repr=False)
    matrix: csr_array = field(repr=False)
    chosen: pd.DataFrame = field(repr=False)
    chosen_matrix: csr_array = field(repr=False)

    @classmethod
    def of(cls, atlas: Atlas, settings: Counting) -> Self:
        """Count the bodies and members of an atlas.

        Parameters
        ----------
        atlas
            The edition.
        settings
            What counts.

        Returns
        -------
        Counted
            The counted bodies and their members, as sparse matrices.
        """
        bodies, links = atlas.partnerships, atlas.partnership_domains
        taken = bodies["status"].isin(settings.statuses) & bodies["inventory"].isin(settings.inventories)
        if settings.domains is not None:
            taken &= bodies.index.isin(links.loc[links["domain"].isin(settings.domains), "partnership"])
        if settings.without_domains:
            taken &= ~bodies.index.isin(links.loc[links["domain"].isin(settings.without_domains), "partnership"])
        chosen = bodies[taken]
        members = atlas.memberships
        municipalities = atlas.flemish.index
        rows, columns = places(municipalities, members["nis"]), places(chosen.index, members["partnership"])
        known = (rows >= 0) & (columns >= 0)
        shape = (len(municipalities), len(chosen))
        everyone = _incidence(rows[known], columns[known], shape)
        counts = known & _counts(members, settings.partial)
        matrix = _incidence(rows[counts], columns[counts], shape)
        sizes = matrix.sum(axis=0)
        fits = (sizes >= settings.min_members) & (sizes <= settings.max_members)
        kept = csr_array(matrix[:, np.flatnonzero(fits)])
        return cls(atlas, settings, chosen[fits], kept, chosen, everyone)

    def describe(self, language: str) -> str:
        """Return what counts in a few sentences, own data too, to print with a figure.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        said, changes = self.settings.describe(language), self.atlas.changes
        if not changes:
            return said
        titles = dict.fromkeys(overlay.title for overlay in self.atlas.overlays)
        key = "fragmentation.counts_own" + ("" if "own" in self.settings.inventories else "_members")
        number = format_number(sum(change.state != "lapsed" for change in changes), language)
        return f"{said} {translate(key, language, titles='; '.join(titles), count=number)}"

    @cached_property
    def municipalities(self) -> pd.Index:
        """NIS codes of the Flemish municipalities: the rows of the matrices."""
        index: pd.Index = self.atlas.flemish.index
        return index

    @cached_property
    def sizes(self) -> np.ndarray:
        """Number of counted members of each body."""
        return np.asarray(self.matrix.sum(axis=0)).astype(np.int64)

    @cached_property
    def domains(self) -> list[str]:
        """Codes of the domains that the counted bodies serve, in the order of the controlled list."""
        links = self.domain_links
        return [code for code in self.atlas.domains.index if code in set(links["domain"])]

    @cached_property
    def domain_links(self) -> pd.DataFrame:
        """Domain of each counted body: ``partnership``, ``domain``; within the chosen domains."""
        links = self.atlas.partnership_domains
        links = links[links["partnership"].isin(self.bodies.index)]
        if self.settings.domains is not None:
            links = links[links["domain"].isin(self.settings.domains)]
        return links[["partnership", "domain"]].drop_duplicates().reset_index(drop=True)

    def bodies_of(self, nis: str) -> list[str]:
        """Return B(m): the ids of the counted bodies of a municipality.

        Parameters
        ----------
        nis
            A Flemish municipality.
        """
        row = self.matrix[[self.municipalities.get_loc(nis)]]
        return [str(body) for body in self.bodies.index[np.sort(row.indices)]]

    def members_of(self, body: str) -> list[str]:
        """Return the NIS codes of the counted members of a counted body.

        Parameters
        ----------
        body
            Id of a counted body.
        """
        column = self.matrix[:, [self.bodies.index.get_loc(body)]].tocoo()
        return [str(nis) for nis in self.municipalities[np.sort(column.row)]]

    def inhabitants(self) -> np.ndarray:
        """Return the inhabitants of each municipality in the chosen year."""
        return self.atlas.inhabitants(self.settings.population_year).reindex(self.municipalities).to_numpy(float)

    def stamp(self, table: pd.DataFrame) -> pd.DataFrame:
        """Return a table that says what it was computed from: ``attrs["edition"]`` and ``attrs["counting"]``.

        Parameters
        ----------
        table
            Computed from this.
        """
        table.attrs |= {"edition": self.atlas.edition, "counting": self.settings.to_dict()}
        return table


def count(atlas: Atlas, settings: Counting | None = None) -> Counted:
    """Return what counts in an atlas: where every measure starts.

    Parameters
    ----------
    atlas
        The edition.
    settings
        What counts; the defaults of :class:`Counting` when left out.

    Raises
    ------
    IgsGeoError
        When the atlas has no such domain or no population of that year.

    Examples
    --------
    >>> from igs_geo import load_atlas
    >>> counted = count(load_atlas("2025"))
    >>> len(counted.bodies), len(counted.municipalities)
    (146, 285)
    >>> counted.settings.partial
    'majority'
    """
    settings = settings or Counting()
    for domain in (*(settings.domains or ()), *settings.without_domains):
        if domain not in atlas.domains.index:
            known = ", ".join(atlas.domains.index)
            raise IgsGeoError("fragmentation.unknown_domain", domain=domain, known=known)
    years = sorted(int(year) for year in atlas.population["year"].unique())
    if settings.population_year not in years:
        known = ", ".join(map(str, years))
        raise IgsGeoError("fragmentation.unknown_year", year=settings.population_year, known=known)
    return Counted.of(atlas, settings)


def _counts(members: pd.DataFrame, partial: Partial) -> np.ndarray:
    if partial == "include":
        return np.ones(len(members), dtype=bool)
    full = (members["membership"] == "full").to_numpy(bool)
    return full if partial == "exclude" else full | (members["share"].to_numpy(float) >= MAJORITY)


def _incidence(rows: np.ndarray, columns: np.ndarray, shape: tuple[int, int]) -> csr_array:
    return csr_array((np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=shape)
