"""What all charts share."""

from __future__ import annotations

import altair as alt


def locale(language: str) -> alt.Locale:
    """Return how Vega writes numbers."""
    marks = (",", "\u202f") if language == "nl" else (".", ",")
    return alt.Locale(number=alt.NumberLocale(decimal=marks[0], thousands=marks[1], grouping=[3], currency=["€", ""]))
