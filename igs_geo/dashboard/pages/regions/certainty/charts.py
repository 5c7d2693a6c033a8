"""The chart of what another choice costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from igs_geo.i18n import format_percent, translate

BAR, INK = "#6baed6", "#1c2733"
BAR_PIXELS = 34


def price_chart(rows: Sequence[Mapping[str, Any]], language: str) -> alt.LayerChart | None:
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
    table = pd.DataFrame(
        {
            "difference": [
                translate("regions.p_price_bar", language, share=format_percent(row["difference"], language))
                for row in found
            ],
            "change": [row["change"] for row in found],
            "text": [f"+ {format_percent(row['change'], language, 2)}" for row in found],
        }
    )
    title = translate("regions.p_price_axis", language)
    room = max(table["change"].max(), 1e-9) * 1.25
    base = alt.Chart(table).encode(
        y=alt.Y("difference:N", title=None, sort=None, axis=alt.Axis(labelLimit=260, ticks=False, domain=False)),
        x=alt.X("change:Q", title=title, scale=alt.Scale(domain=[0, room]), axis=None),
        tooltip=[alt.Tooltip("difference:N", title=" "), alt.Tooltip("text:N", title=title)],
    )
    bars = base.mark_bar(color=BAR, height={"band": 0.6})
    texts = base.mark_text(align="left", dx=5, color=INK, fontSize=12).encode(text="text:N")
    drawn: alt.LayerChart = (
        alt.layer(bars, texts).properties(height=BAR_PIXELS * len(table)).configure_view(stroke=None)
    )
    return drawn
