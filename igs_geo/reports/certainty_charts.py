"""How sure a division is, as charts for print: what another choice costs, and where it stands on each criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from igs_geo.i18n import format_percent, translate
from igs_geo.maps.print.charts import Bars, Stands
from igs_geo.maps.sources import COMMUTING, PARTNERSHIPS, POPULATION
from igs_geo.regions import Payoff
from igs_geo.regions.analysis.sentences import criterion_name

BASIS = (PARTNERSHIPS, COMMUTING, POPULATION)
"""What the criteria rest on."""


def price_bars(rows: Sequence[Mapping[str, Any]], language: str) -> Bars | None:
    """Return how much more a division costs by how different it is; None where no such division was found.

    Parameters
    ----------
    rows
        The flatness of a division: ``difference`` and ``change``, shares.
    language
        ``"nl"`` or ``"en"``.
    """
    found = [row for row in rows if row["change"] is not None]
    if not found:
        return None
    return Bars(
        tuple(
            translate("regions.p_price_bar", language, share=format_percent(row["difference"], language))
            for row in found
        ),
        tuple(max(float(row["change"]), 0.0) for row in found),
        tuple(f"+ {format_percent(row['change'], language, 2)}" for row in found),
        translate("regions.p_price_axis", language),
    )


def payoff_stands(rows: Sequence[Mapping[str, Any]], language: str) -> Stands | None:
    """Return where a division stands on each criterion; None where that is known of none.

    Parameters
    ----------
    rows
        The payoff table of a division: ``criterion``, ``best``, ``worst`` and ``own``.
    language
        ``"nl"`` or ``"en"``.
    """
    stands = tuple(Payoff("", row["best"], row["worst"], row["own"], None).stand for row in rows)
    if all(stand is None for stand in stands):
        return None
    return Stands(
        tuple(criterion_name(str(row["criterion"]), language) for row in rows),
        stands,
        translate("regions.col_best", language),
        translate("regions.col_worst", language),
        language,
    )
