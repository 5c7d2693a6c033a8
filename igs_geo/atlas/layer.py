"""A layer: what the partnerships of one domain and a division have in common, a named set of groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

NO_GROUP = "igs999"
"""Region code with which a division says that a municipality is in none of its regions."""


@dataclass(frozen=True, eq=False)
class Layer:
    """A named set of groups of municipalities.

    Parameters
    ----------
    code
        ``partnerships:DOMAIN`` or ``division:NAME``.
    source
        Whether the groups are partnerships of a domain or the regions of a division.
    name_nl, name_en
        What a reader sees.
    domain
        Code of the policy domain, None for a division that has none.
    kind
        ``partition``, ``partial``, ``overlapping`` or ``typology``; partnerships are always ``overlapping``.
    cooperation
        Whether the groups cooperate: ``yes``, ``no``, or ``frame`` for the frame of the Regiodecreet.
    members
        One row per group and municipality: ``group``, ``nis``, ``membership`` (full or partial), ``share`` in (0, 1].
    group_names
        Name of each group, indexed by its code.
    """

    code: str
    source: Literal["partnerships", "division"]
    name_nl: str
    name_en: str
    domain: str | None
    kind: Literal["partition", "partial", "overlapping", "typology"]
    cooperation: Literal["yes", "no", "frame"]
    members: pd.DataFrame = field(repr=False)
    group_names: pd.Series = field(repr=False)

    @property
    def is_partition(self) -> bool:
        """Whether every Flemish municipality is in exactly one group."""
        return self.kind == "partition"

    def name(self, language: str) -> str:
        """Return the name in a language.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        return self.name_nl if language == "nl" else self.name_en

    def groups(self) -> dict[str, frozenset[str]]:
        """Return the perimeter (set of NIS codes) of every group."""
        return {str(group): frozenset(nis) for group, nis in self.members.groupby("group", sort=True)["nis"]}

    def labels(self) -> pd.Series:
        """Return the group of each municipality, indexed by NIS, for layers without overlap.

        Raises
        ------
        ValueError
            When a municipality is in more than one group.
        """
        labels = self.members.set_index("nis")["group"]
        if not labels.index.is_unique:
            raise ValueError(f"{self.code}: municipalities in more than one group have no single label")
        return labels
