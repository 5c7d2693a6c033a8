"""What the questions around a search answer, in a sentence: how many were found, how many counted."""

from __future__ import annotations

from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.regions.analysis.params import DEFAULT, AnalysisParams


def say_alternatives(asked: int, found: int, seconds: float, language: str, *, no_more: bool) -> str:
    """Return how many alternatives were found, of how many, in what time, and why no more.

    Parameters
    ----------
    asked, found, seconds
        As in :class:`Alternatives`.
    language
        ``"nl"`` or ``"en"``.
    no_more
        As in :class:`Alternatives`.
    """
    if found < asked and no_more:
        key = "no_more"
    elif found < asked:
        key = "time" if found else "none"
    else:
        key = "all"
    return translate(f"regions.alternatives_{key}", language, asked=asked, found=found,
                     seconds=format_number(seconds, language, 1))  # fmt: skip


def say_stability(counted: int, drawn: int, stopped: int, language: str, params: AnalysisParams = DEFAULT) -> str:
    """Return how many draws of the weights counted, of how many, and whether they suffice for cores.

    Parameters
    ----------
    counted, drawn, stopped
        ``counted``, ``drawn`` and ``stopped_by_clock`` of :class:`Stability`.
    language
        ``"nl"`` or ``"en"``.
    params
        The numbers that it was measured with.
    """
    said = translate("regions.stability_counted", language, counted=counted, drawn=drawn, stopped=stopped,
                     gap=format_percent(params.counted_gap, language))  # fmt: skip
    if counted < params.core_draws:
        said += " " + translate("regions.stability_no_cores", language, least=params.core_draws)
    return said
