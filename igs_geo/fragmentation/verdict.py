"""A verdict on how fragmented cooperation is, in one sentence: of a municipality, and of an area."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd

from igs_geo.fragmentation.thresholds import Thresholds
from igs_geo.i18n import format_number, format_percent, translate

Verdict = Literal["fragmented", "partly", "nested", "steady", "unknown"]
VERDICTS: tuple[Verdict, ...] = ("fragmented", "partly", "nested", "steady", "unknown")


def verdicts(measures: pd.DataFrame, limits: Thresholds | None = None) -> pd.Series:
    """Return a verdict for each municipality, by its coherence and nesting.

    Low is at most ``coherence_at_most`` and ``nesting_at_most``. ``fragmented``: both low, other partners in almost
    every domain, as the flag of that name has it. ``partly``: low nesting alone, some domains go with quite other
    municipalities. ``nested``: low coherence alone, which small circles inside large ones give and is no problem.
    ``steady``: neither. ``unknown``: fewer than two domains.

    Parameters
    ----------
    measures
        The table of :func:`measure_municipalities`.
    limits
        From where on a measure is low; the defaults of :class:`Thresholds` when left out.

    Examples
    --------
    >>> from igs_geo import load_atlas
    >>> from igs_geo.fragmentation import count, measure_municipalities
    >>> verdicts(measure_municipalities(count(load_atlas("2025")))).value_counts().sort_index().to_dict()
    {'fragmented': 35, 'nested': 26, 'partly': 23, 'steady': 201}
    """
    limits = limits or Thresholds()
    coherence, nesting = measures["coherence"].to_numpy(float), measures["nesting"].to_numpy(float)
    apart, outside = coherence <= limits.coherence_at_most, nesting <= limits.nesting_at_most
    known = ~(np.isnan(coherence) | np.isnan(nesting))
    names = np.select(
        [~known, apart & outside, outside, apart], ["unknown", "fragmented", "partly", "nested"], default="steady"
    )
    return pd.Series(names, index=measures.index, dtype="str")


def say_verdict_of(measures: pd.DataFrame, nis: str, language: str, limits: Thresholds | None = None) -> str:
    """Return the conclusion for one municipality in a sentence.

    Parameters
    ----------
    measures
        The table of :func:`measure_municipalities`.
    nis
        NIS code of a Flemish municipality.
    language
        ``"nl"`` or ``"en"``.
    limits
        As in :func:`verdicts`.
    """
    row = measures.loc[[nis]].to_dict("records")[0]
    return translate(
        f"fragmentation.verdict_{verdicts(measures, limits)[nis]}",
        language,
        name=row["name"],
        same=format_percent(row["coherence"], language),
        nesting=format_number(row["nesting"], language, 2),
        median=format_percent(float(measures["coherence"].median()), language),
    )


def say_verdict_on(measures: pd.DataFrame, area: str, language: str, limits: Thresholds | None = None) -> str:
    """Return the verdict on an area in a sentence: how many municipalities meet other partners in every domain.

    Parameters
    ----------
    measures
        The rows of :func:`measure_municipalities` of its municipalities.
    area
        What it is called.
    language
        ``"nl"`` or ``"en"``.
    limits
        As in :func:`verdicts`.
    """
    numbers = verdicts(measures, limits).value_counts()
    told = {name: format_number(int(numbers.get(name, 0)), language) for name in VERDICTS}
    return translate(
        "fragmentation.verdict_area",
        language,
        area=area,
        count=format_number(len(measures), language),
        **told,
    )
