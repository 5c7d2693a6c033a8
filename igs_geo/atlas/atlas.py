"""The atlas: everything known about one edition, immutable."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import geopandas as gpd
import pandas as pd

from igs_geo.atlas.emphasis import Emphasis, emphasis_of
from igs_geo.atlas.frozen import Frames, frozen
from igs_geo.atlas.layer import Layer
from igs_geo.atlas.layering import division_layers, partnership_layer
from igs_geo.atlas.origin import NO_FIGURES

if TYPE_CHECKING:
    from igs_geo.atlas.overlays import Change, Overlay

LATEST_POPULATION_YEAR = 2020
COUNTED = ("register", "own")
"""Which bodies count unless something else is asked: own ones are there only when somebody brought them."""
YOUNG = ("age_0_2", "age_3_5", "age_6_11", "age_12_17", "age_18_24", "age_25_29")
"""Age groups that together are the young people, 0 to 29 years old."""


@dataclass(frozen=True, eq=False)
class Atlas:
    """Municipalities, partnerships, divisions, population and ties of one edition.

    Built by :func:`igs_geo.load_atlas`. Tables are handed out as copies-on-write: changing one changes nothing here.

    Parameters
    ----------
    edition
        ``"2019"`` (300 Flemish municipalities) or ``"2025"`` (285).
    frames
        The tables by name.
    descriptor
        The content of ``datapackage.json``: title, source, licence and date of every table.
    overlays
        What people added, in the order in which it was applied.
    changes
        What became of every operation of the overlays.
    base
        The atlas without them, None when there are none.
    """

    edition: str
    frames: Mapping[str, pd.DataFrame] = field(repr=False)
    descriptor: Mapping[str, object] = field(repr=False)
    overlays: tuple[Overlay, ...] = field(default=(), repr=False)
    changes: tuple[Change, ...] = field(default=(), repr=False)
    base: Self | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "frames", Frames(self.frames))
        object.__setattr__(self, "descriptor", frozen(self.descriptor))

    def _frame(self, name: str) -> pd.DataFrame:
        return self.frames[name]

    def without_own(self) -> Self:
        """Return the atlas as it is without what people added: itself when they added nothing."""
        return self if self.base is None else self.base

    @cached_property
    def emphasis(self) -> Emphasis:
        """What the package is about: its main policy domain, divisions to look at, the frame of cooperation."""
        return emphasis_of(self.descriptor, self.domains, self.division_kinds)

    @property
    def municipalities(self) -> gpd.GeoDataFrame:
        """All municipalities indexed by NIS, Brussels included as context (column ``flemish``), EPSG:31370."""
        return self._frame("municipalities")

    @property
    def flemish(self) -> gpd.GeoDataFrame:
        """The Flemish municipalities: the ones that analyses count."""
        frame = self.municipalities
        return frame[frame["flemish"]]

    @property
    def screen_geometry(self) -> gpd.GeoSeries:
        """The light geometry for the screen, indexed by NIS, EPSG:31370; neighbours share exactly one border."""
        return self._frame("screen")["geometry"]

    @property
    def population(self) -> pd.DataFrame:
        """Inhabitants on 1 January: ``nis``, ``year``, ``total`` and age groups, one row per municipality and year."""
        return self._frame("population")

    @property
    def domains(self) -> pd.DataFrame:
        """The policy domains, indexed by code: ``name_nl``, ``name_en``, ``coverage`` (full, register, none)."""
        return self._frame("domains")

    @property
    def partnerships(self) -> pd.DataFrame:
        """All bodies, indexed by id: name, legal form, status, inventory, ``domains`` (tuple of codes), ``origin``.

        ``inventory`` says on whose list the body is (``register``, ``added``, ``own``); ``origin`` who wrote the row:
        that of a body of the register which an overlay changed is ``own``.
        """
        return self._frame("partnerships")

    @property
    def partnership_domains(self) -> pd.DataFrame:
        """Domain of each partnership and how it is known: ``partnership``, ``domain``, ``basis``, ``uncertain``."""
        return self._frame("partnership_domains")

    @property
    def memberships(self) -> pd.DataFrame:
        """Members: ``partnership``, ``nis``, ``membership`` (full, partial), ``share`` in (0, 1], ``via``."""
        return self._frame("memberships")

    @property
    def divisions(self) -> pd.DataFrame:
        """Regions of every division: ``division``, ``region_code``, ``region_name``, ``nis``, ``uncertain``."""
        return self._frame("divisions")

    @property
    def division_kinds(self) -> pd.DataFrame:
        """The divisions of this edition, indexed by code: names, domain, kind, cooperation, ``border_default``."""
        return self._frame("division_kinds")

    @property
    def commuting(self) -> pd.DataFrame:
        """Home to work, Census 2011: ``origin_nis``, ``destination_nis``, ``count`` (persons)."""
        return self._frame("commuting")

    @property
    def borders(self) -> pd.DataFrame:
        """Shared borders between municipalities: ``nis_a`` < ``nis_b``, ``length_m`` (full geometry)."""
        return self._frame("borders")

    @property
    def links(self) -> pd.DataFrame:
        """Links that a map does not show (an exclave and its neighbour): ``nis_a``, ``nis_b``, ``reason``."""
        return self._frame("links")

    @property
    def crosswalk(self) -> pd.DataFrame:
        """Old codes and names and their successor, one row per predecessor and pair of editions."""
        return self._frame("crosswalk")

    @property
    def youth_partnerships(self) -> pd.DataFrame:
        """What is known of youth work by a body, indexed by its id: ``state`` (funded, other, ended), subsidy."""
        return self._frame("youth_partnerships")

    @property
    def youth_mentions(self) -> pd.DataFrame:
        """Youth cooperations found without a full member list: shown, never counted."""
        return self._frame("youth_mentions")

    @property
    def figure_kinds(self) -> pd.DataFrame:
        """Figures that people added, indexed by code: names, ``unit``, ``aggregate`` (sum, mean), source, date."""
        return self.frames.get("figure_kinds", NO_FIGURES["figure_kinds"])

    @property
    def figures(self) -> pd.DataFrame:
        """Values of those figures: ``figure``, ``nis``, ``value``."""
        return self.frames.get("figures", NO_FIGURES["figures"])

    @property
    def predecessors(self) -> pd.DataFrame:
        """Municipalities of the edition before, as far as the package holds it: ``nis``, ``inhabitants``."""
        return self._frame("predecessors")

    @property
    def rules(self) -> pd.DataFrame:
        """Rules and thresholds for youth and neighbouring domains, indexed by id, with legal status and source."""
        return self._frame("rules")

    @property
    def success_factors(self) -> pd.DataFrame:
        """Bataljong's twelve success factors, indexed by number."""
        return self._frame("success_factors")

    @property
    def fragmentation_figures(self) -> pd.DataFrame:
        """Published and computed figures on fragmentation, indexed by number: each source counts other things."""
        return self._frame("fragmentation_figures")

    def centre_cities(self) -> frozenset[str] | None:
        """Return the Flemish regional cities that the package names; None where it names none."""
        if self.emphasis.centres is None:
            return None
        division, regions = self.emphasis.centres
        rows = self.divisions
        found = rows.loc[(rows["division"] == division) & rows["region_code"].isin(sorted(regions)), "nis"]
        return frozenset(found) & frozenset(self.flemish.index)

    def inhabitants(self, year: int = LATEST_POPULATION_YEAR) -> pd.Series:
        """Return the inhabitants on 1 January of a year, indexed by NIS.

        Parameters
        ----------
        year
            One of the years of ``population``.
        """
        rows = self.population
        return rows[rows["year"] == year].set_index("nis")["total"]

    def young_people(self, year: int = LATEST_POPULATION_YEAR, ages: Collection[str] = YOUNG) -> pd.Series:
        """Return the inhabitants in the chosen age groups (default: 0 to 29), indexed by NIS.

        Parameters
        ----------
        year
            One of the years of ``population``.
        ages
            Names of columns of ``population``: age groups, each counted once.
        """
        rows = self.population
        return rows[rows["year"] == year].set_index("nis")[list(ages)].sum(axis=1)

    def attribution(self, table: str) -> str:
        """Return to whom the facts of a table are due, as ``datapackage.json`` says; empty when it does not.

        Parameters
        ----------
        table
            Name of the resource, for instance ``divisions`` or ``commuting_2025``.
        """
        resources: Any = self.descriptor.get("resources", ())
        found = (entry.get("attribution", "") for entry in resources if entry.get("name") == table)
        return str(next(found, "")).removeprefix("Bron: ")

    def predecessor_names(self, via: str) -> str:
        """Return the names of the former municipalities that a partial membership rests on.

        Parameters
        ----------
        via
            Names or codes, as in ``memberships``.
        """
        rows = self.crosswalk
        names = dict(zip(rows["nis_from"], rows["name_from"], strict=True))
        return ", ".join(str(names.get(part, part)) for part in via.replace(";", " ").split())

    def layers(
        self,
        *,
        statuses: Collection[str] = ("active",),
        inventories: Collection[str] = COUNTED,
    ) -> dict[str, Layer]:
        """Return every layer by code: the partnerships of each domain that has any, and the divisions.

        Parameters
        ----------
        statuses
            Which bodies count: ``active``, ``inactive``, ``unknown``.
        inventories
            ``register`` (the government's register), ``added`` (found elsewhere, far from complete) and ``own`` (from
            overlays).
        """
        bodies = self.partnerships
        chosen = bodies.index[bodies["status"].isin(list(statuses)) & bodies["inventory"].isin(list(inventories))]
        links = self.partnership_domains
        links = links[links["partnership"].isin(chosen)]
        layers = {}
        for domain, ids in links.groupby("domain", sort=False)["partnership"]:
            layer = partnership_layer(self, str(domain), list(ids))
            layers[layer.code] = layer
        order = {f"partnerships:{code}": place for place, code in enumerate(self.domains.index)}
        layers = dict(sorted(layers.items(), key=lambda item: order[item[0]]))
        divisions = {
            code: replace(layer, members=layer.members.copy(deep=False), group_names=layer.group_names.copy(deep=False))
            for code, layer in self._division_layers.items()
        }
        return layers | divisions

    def layer(self, code: str) -> Layer:
        """Return one layer by its code, with the default choice of bodies.

        Parameters
        ----------
        code
            For instance ``partnerships:afval`` or ``division:referentieregio``.

        Raises
        ------
        KeyError
            When the edition has no such layer.
        """
        return self.layers()[code]

    @cached_property
    def _division_layers(self) -> dict[str, Layer]:
        return division_layers(self)
