"""How sure the divisions of the presets are: worked out beforehand, and kept in tables of the data package.

Each carries a mark of the settings, of the data that they rest on and of what steers the analyses; under another mark
it says nothing.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.regions.analysis.certainty import Certainty, Plain
from igs_geo.regions.analysis.params import DEFAULT, AnalysisParams
from igs_geo.regions.problem.layering import GroupLayer
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.result.proposal import Proposal

TABLES = ("certainty", "certainty_regions", "certainty_payoff", "certainty_flatness")
"""Names of the tables: what holds for all of a division, its regions, and two parts of its certainty."""
CORE = 0
"""Number of the core among the subsets of a region that stay together; the others follow."""
STEERING = ("samples", "seed", "counted_gap", "core_share", "core_draws", "differences")
"""What steers the analyses and changes what they say."""
DECIMALS = 6
"""To which numbers are rounded in a mark: beyond it, machines differ."""


def mark_of(problem: Problem, params: AnalysisParams = DEFAULT) -> str:
    """Return a digest of everything that the certainty of a division depends on.

    Parameters
    ----------
    problem
        The problem.
    params
        The numbers that steer.

    Returns
    -------
    str
        32 hexadecimal digits.
    """
    steering = {name: value for name, value in asdict(params).items() if name in STEERING}
    said = json.dumps([problem.criteria.to_dict(), steering], sort_keys=True)
    digest = hashlib.blake2b(said.encode(), digest_size=16)
    names = (problem.units, problem.youth, problem.other, problem.wholes, problem.aside.members, sorted(problem.held))
    digest.update(repr(names).encode())
    layers = [layer.labels if isinstance(layer, GroupLayer) else layer.members for layer in problem.layers]
    hosts = [] if problem.hosts is None else [problem.hosts.members]
    for numbers in (problem.inhabitants, problem.young, problem.xy, problem.edges, problem.frames,
                    problem.jaccard.toarray(), problem.flows.toarray(), *layers, *hosts):  # fmt: skip
        # Adding 0 makes one of the two zeros of floating point of both.
        digest.update((np.round(np.asarray(numbers, dtype=float), DECIMALS) + 0.0).tobytes())
    return digest.hexdigest()


def shipped(atlas: Atlas, problem: Problem, proposal: Proposal, params: AnalysisParams = DEFAULT) -> Certainty:
    """Return the certainty of a division that the package holds; nothing is known of any other division.

    Parameters
    ----------
    atlas
        The edition.
    problem, proposal
        The problem and its best division.
    params
        The numbers that steer.

    Returns
    -------
    Certainty
        Its regions in the order of the proposal; without parts where the package holds none for this division, or for
        other data or settings.
    """
    heads = atlas.frames["certainty"]
    rows = heads[heads["mark"] == mark_of(problem, params)] if len(heads) else heads
    if rows.empty:
        return Certainty()
    head = rows.iloc[0]
    tables = {name: atlas.frames[name] for name in TABLES[1:]}
    regions, payoff, flatness = (table[table["preset"] == head["preset"]] for table in tables.values())
    stability = _stability(head, regions, proposal)
    if stability is None:
        return Certainty()
    return Certainty(payoff={"rows": _payoff(payoff)}, stability=stability, flatness={"rows": _flatness(flatness)})


def _stability(head: pd.Series, rows: pd.DataFrame, proposal: Proposal) -> Plain | None:
    """Return the stability of a division that is this one; None when it is another."""
    own = {frozenset(region["nis"]): region for _, region in rows.groupby("region")}
    if set(own) != {frozenset(region.members) for region in proposal.regions}:
        return None
    ordered = [own[frozenset(region.members)] for region in proposal.regions]
    subsets = [
        {int(str(number)): sorted(part["nis"]) for number, part in region.dropna(subset="subset").groupby("subset")}
        for region in ordered
    ]
    return {
        "regions": [_number(region["stability"].iloc[0]) for region in ordered],
        "cores": [parts.get(CORE) for parts in subsets],
        "fixed_pairs": [[part for number, part in sorted(parts.items()) if number != CORE] for parts in subsets],
        **{name: int(head[name]) for name in ("drawn", "counted", "stopped_by_clock")},
    }


def _payoff(rows: pd.DataFrame) -> list[Plain]:
    return [
        {"criterion": str(row.criterion)}
        | {name: _number(getattr(row, name)) for name in ("best", "worst", "own", "gap")}
        for row in rows.itertuples()
    ]


def _flatness(rows: pd.DataFrame) -> list[Plain]:
    return [
        {"difference": float(str(row.difference)), "none_exists": bool(row.none_exists)}
        | {name: _number(getattr(row, name)) for name in ("objective", "gap", "change")}
        for row in rows.itertuples()
    ]


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)
