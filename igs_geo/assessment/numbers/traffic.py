"""Who of a region works where: in the own municipality, in another of the region, or elsewhere."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

import numpy as np
import pandas as pd

from igs_geo.atlas import Atlas


@dataclass(frozen=True)
class Commuting:
    """Workers who live in a region, by where they work; those whose workplace is not known are in none.

    Parameters
    ----------
    at_home
        Persons who work in the municipality where they live.
    inside
        Persons who work in another municipality of the region.
    outside
        Persons who work elsewhere in the country, as far as the data go.
    """

    at_home: int
    inside: int
    outside: int

    @property
    def stays(self) -> float | None:
        """Share of all of them who work in the region, in [0, 1]; None without workers."""
        total = self.at_home + self.inside + self.outside
        return (self.at_home + self.inside) / total if total else None

    @property
    def crossing_stays(self) -> float | None:
        """Share of those who leave their municipality who stay in the region, in [0, 1]; None where nobody leaves."""
        total = self.inside + self.outside
        return self.inside / total if total else None


@dataclass(frozen=True, eq=False)
class Traffic:
    """Home to work, ready to be asked for any region: places of NIS codes, and persons."""

    codes: pd.Index
    origin: np.ndarray
    destination: np.ndarray
    persons: np.ndarray

    @classmethod
    def of(cls, atlas: Atlas) -> Self:
        """Take the flows of an atlas, Brussels included as a place to work.

        Parameters
        ----------
        atlas
            The edition.
        """
        rows = atlas.commuting
        codes = atlas.municipalities.index
        return cls(
            codes,
            codes.get_indexer(pd.Index(rows["origin_nis"])),
            codes.get_indexer(pd.Index(rows["destination_nis"])),
            rows["count"].to_numpy(np.int64),
        )

    def within(self, members: Collection[str]) -> Commuting:
        """Return where those who live in a region work.

        Parameters
        ----------
        members
            NIS codes of the region.
        """
        inside = np.append(self.codes.isin(list(members)), False)
        lives, works = inside[self.origin], inside[self.destination]
        home = self.origin == self.destination
        return Commuting(
            at_home=int(self.persons[lives & home].sum()),
            inside=int(self.persons[lives & works & ~home].sum()),
            outside=int(self.persons[lives & ~works].sum()),
        )
