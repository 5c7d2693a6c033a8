"""The regions of a proposal as a table."""

from __future__ import annotations

import pandas as pd

from igs_geo.dashboard.widgets.tables import Digits
from igs_geo.regions import Proposal
from igs_geo.regions.problem.settings import WEIGHTED

DIGITS: dict[str, Digits] = {
    **dict.fromkeys(("municipalities", "inhabitants", "young"), Digits()),
    **dict.fromkeys(WEIGHTED, Digits(2)),
    "stability": Digits(percent=True),
}
"""How the numbers of ``region_table`` are written."""


def region_table(proposal: Proposal) -> pd.DataFrame:
    """Return a row for each region of a proposal, with columns named in the texts as ``regions.col_<name>``.

    Parameters
    ----------
    proposal
        The proposal.
    """
    inhabitants = sum(region.inhabitants for region in proposal.regions)
    rows = []
    for number, region in enumerate(proposal.regions, 1):
        share = region.inhabitants / max(1, inhabitants)
        row: dict[str, object] = {
            "number": number,
            "name": region.name,
            "municipalities": region.municipalities,
            "inhabitants": region.inhabitants,
            "young": region.young,
        }
        # Beside each other only per inhabitant: a large region costs more of everything.
        row |= {name: region.criteria[name] / share for name in WEIGHTED if name in region.criteria}
        rows.append(row)
    return pd.DataFrame(rows)
