"""The regions of a proposal as a table in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.regions import Proposal

SHOWN = ("compactness", "cohesion", "ties", "balance", "splits")


def region_table(
    proposal: Proposal, stability: Sequence[float | None] | None, language: str
) -> tuple[pd.DataFrame, dict[Any, Any]]:
    """Return the table, and how its numbers are written.

    Parameters
    ----------
    proposal
        The proposal.
    stability
        Of each region, when it was measured.
    language
        ``"nl"`` or ``"en"``.
    """

    def head(name: str) -> str:
        return translate(f"regions.col_{name}", language)

    formats: dict[Any, Any] = {}
    rows = []
    for number, region in enumerate(proposal.regions, 1):
        share = region.inhabitants / max(1, sum(r.inhabitants for r in proposal.regions))
        row: dict[str, object] = {
            head("number"): number,
            head("name"): region.name,
            head("municipalities"): region.municipalities,
            head("inhabitants"): region.inhabitants,
            head("young"): region.young,
        }
        for name in SHOWN:
            if name in region.criteria:
                # Beside each other only per inhabitant: a large region costs more of everything.
                row[head(name)] = region.criteria[name] / share
        if stability is not None:
            row[head("stability")] = stability[number - 1]
        rows.append(row)
    table = pd.DataFrame(rows)
    for name in ("municipalities", "inhabitants", "young"):
        formats[head(name)] = lambda value: format_number(value, language)
    for name in SHOWN:
        formats[head(name)] = lambda value: format_number(value, language, 2)
    formats[head("stability")] = lambda value: format_percent(value, language)
    return table, {name: write for name, write in formats.items() if name in table}
