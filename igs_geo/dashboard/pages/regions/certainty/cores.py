"""Which members of a region are its stable core, and which are negotiable: on the map, in the list, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from igs_geo.i18n import format_percent, translate
from igs_geo.regions import Proposal
from igs_geo.regions.analysis.certainty import Certainty, stable_cores


def core_columns(table: pd.DataFrame, proposal: Proposal, known: Certainty, names: Mapping[str, str]) -> pd.DataFrame:
    """Return the table of regions with who is core, who else stays together and who is negotiable, and the stability.

    Parameters
    ----------
    table
        A row for each region, in the order of the proposal.
    proposal, known
        The proposal, and how sure it is.
    names
        Name of each municipality.
    """
    cores = stable_cores(proposal, known)
    if known.stability is None:
        return table
    more: dict[str, list[Any]] = {}
    if cores is not None:
        pairs = known.stability["fixed_pairs"]
        more["core"] = [_listed(cores[str(place)], names) for place in range(1, len(proposal.regions) + 1)]
        more["free"] = [
            _listed([nis for nis in region.members if nis not in cores[str(place)]], names, pairs[place - 1])
            for place, region in enumerate(proposal.regions, 1)
        ]
    more["stability"] = known.stability["regions"]
    place = list(table.columns).index("young") + 1
    columns = [*table.columns[:place], *more, *table.columns[place:]]
    return table.assign(**more)[columns]


def say_core(proposal: Proposal, place: int, known: Certainty, names: Mapping[str, str], language: str) -> list[str]:
    """Return what is core in a region, what is negotiable and how stable it is, in sentences; none while not known.

    Parameters
    ----------
    proposal, place
        The proposal, and the place of the region in it, from 0.
    known
        How sure it is.
    names
        Name of each municipality.
    language
        ``"nl"`` or ``"en"``.
    """
    stability = known.stability
    if stability is None or stability["regions"][place] is None:
        return []
    said = [translate("regions.p_region_stability", language, share=format_percent(stability["regions"][place],
                                                                                   language))]  # fmt: skip
    cores = stable_cores(proposal, known)
    if cores is None:
        return said
    core = cores[str(place + 1)]
    free = [nis for nis in proposal.regions[place].members if nis not in core]
    key = "whole" if not free else "part" if core else "none"
    return [translate(f"regions.p_core_{key}", language, core=_listed(core, names), free=_listed(free, names)), *said]


def say_cores(proposal: Proposal, known: Certainty, language: str) -> str:
    """Return how many municipalities are in a core, in a sentence; empty while that is not known."""
    cores = stable_cores(proposal, known)
    if cores is None:
        return ""
    whole = sum(set(cores[str(place)]) == set(region.members) for place, region in enumerate(proposal.regions, 1))
    return translate(
        "regions.p_cores", language,
        inside=sum(len(core) for core in cores.values()),
        all=sum(len(region.members) for region in proposal.regions),
        whole=whole,
        regions=len(proposal.regions),
    )  # fmt: skip


def _listed(members: Iterable[str], names: Mapping[str, str], together: Iterable[Sequence[str]] = ()) -> str:
    """Return the names of municipalities; those that stay together are joined by a plus."""
    apart = [group for group in together if len(group) > 1]
    single = sorted(names[nis] for nis in members if not any(nis in group for group in apart))
    return ", ".join([*(" + ".join(sorted(names[nis] for nis in group)) for group in apart), *single])
