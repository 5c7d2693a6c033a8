"""The layers as they are compared: counted members only, typologies left out."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from igs_geo.atlas.layer import NO_GROUP
from igs_geo.errors import IgsGeoError
from igs_geo.fragmentation.counting import Counted
from igs_geo.fragmentation.sparse import places, upper

TYPOLOGY = "typology"
"""Kind of a division that is background to look at, not a layer to compare."""


@dataclass(frozen=True, eq=False)
class Grouping:
    """A layer as an incidence of municipalities in groups.

    Parameters
    ----------
    code
        ``partnerships:DOMAIN`` or ``division:NAME``.
    name_nl, name_en
        What a reader sees.
    matrix
        One row per Flemish municipality, one column per group, 1 for a member.
    group_names
        Name of each group (column), indexed by its code.
    """

    code: str
    name_nl: str
    name_en: str
    matrix: csr_array = field(repr=False)
    group_names: pd.Series = field(repr=False)

    def name(self, language: str) -> str:
        """Return the name in a language.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        return self.name_nl if language == "nl" else self.name_en

    @cached_property
    def labels(self) -> np.ndarray | None:
        """Group number of each municipality, -1 for none; None where groups overlap."""
        entries = np.diff(self.matrix.indptr)
        if (entries > 1).any():
            return None
        labels: np.ndarray = np.full(self.matrix.shape[0], -1, dtype=np.int64)
        labels[entries == 1] = self.matrix.indices
        return labels

    @property
    def is_partition(self) -> bool:
        """Whether every Flemish municipality is in exactly one group."""
        return self.labels is not None and bool((self.labels >= 0).all())

    @cached_property
    def pair_keys(self) -> np.ndarray:
        """The pairs of municipalities i < j that share a group, as sorted numbers i·n + j."""
        rows, columns, _ = upper(csr_array(self.matrix @ self.matrix.T))
        return np.asarray(rows.astype(np.int64) * self.matrix.shape[0] + columns)

    @cached_property
    def pair_count(self) -> int:
        """Number of pairs of municipalities that share a group."""
        if self.labels is None:
            return len(self.pair_keys)
        sizes = np.bincount(self.labels[self.labels >= 0])
        return int((sizes * (sizes - 1) // 2).sum())


def groupings(counted: Counted, codes: Collection[str] | None = None) -> dict[str, Grouping]:
    """Return the layers to compare by code: the counted bodies of each domain, then the divisions.

    Typologies are background, not layers, and are left out; so is the rest group igs999.

    Parameters
    ----------
    counted
        What counts; it decides which bodies and members are in the layers of partnerships.
    codes
        Codes of layers; all by default.

    Raises
    ------
    IgsGeoError
        When the edition has no such layer.
    """
    kinds = counted.atlas.division_kinds
    kinds = kinds[kinds["kind"] != TYPOLOGY]
    known = [f"partnerships:{domain}" for domain in counted.domains] + [f"division:{code}" for code in kinds.index]
    asked = known if codes is None else list(dict.fromkeys(codes))
    for code in asked:
        if code not in known:
            raise IgsGeoError(
                "fragmentation.unknown_layer", layer=code, edition=counted.atlas.edition, known=", ".join(known)
            )
    names = [code.partition(":")[2] for code in asked]
    of_bodies = _domains(counted, {name for code, name in zip(asked, names, strict=True) if code.startswith("p")})
    of_regions = _divisions(counted, {name for code, name in zip(asked, names, strict=True) if code.startswith("d")})
    found = of_bodies | of_regions
    return {code: found[code] for code in asked}


def _domains(counted: Counted, domains: Collection[str]) -> dict[str, Grouping]:
    links = counted.domain_links
    bodies = pd.Series(places(counted.bodies.index, links["partnership"]), index=links["domain"].to_numpy())
    titles = counted.atlas.domains
    found = {}
    for domain in domains:
        columns = np.sort(bodies.loc[[domain]].to_numpy())
        found[f"partnerships:{domain}"] = Grouping(
            f"partnerships:{domain}",
            str(titles.at[domain, "name_nl"]),  # noqa: PD008 - one cell
            str(titles.at[domain, "name_en"]),  # noqa: PD008
            csr_array(counted.matrix[:, columns]),
            counted.bodies["name"].iloc[columns],
        )
    return found


def _divisions(counted: Counted, divisions: Collection[str]) -> dict[str, Grouping]:
    rows = counted.atlas.divisions
    rows = rows[rows["division"].isin(divisions) & (rows["region_code"] != NO_GROUP)]
    rows = rows.assign(row=places(counted.municipalities, rows["nis"]))
    rows = rows[rows["row"] >= 0]
    kinds = counted.atlas.division_kinds
    own = dict(iter(rows.groupby("division", sort=False)))
    found = {}
    for division in divisions:
        part = own.get(division, rows.iloc[:0])
        number, codes = pd.factorize(part["region_code"], sort=True)
        names = part["region_name"].groupby(number).first() if len(part) else part["region_name"]
        shape = (len(counted.municipalities), len(codes))
        found[f"division:{division}"] = Grouping(
            f"division:{division}",
            str(kinds.at[division, "name_nl"]),  # noqa: PD008
            str(kinds.at[division, "name_en"]),  # noqa: PD008
            csr_array((np.ones(len(part), dtype=np.int64), (part["row"].to_numpy(), number)), shape=shape),
            pd.Series(names.to_numpy(), index=codes, name="name"),
        )
    return found
