"""What the questions around a search answer, in a sentence: how many were found, how many counted."""

from __future__ import annotations

from collections.abc import Sequence

from igs_geo.atlas import Atlas
from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.regions.analysis.deciding import Deciding
from igs_geo.regions.analysis.params import DEFAULT, AnalysisParams
from igs_geo.regions.analysis.payoff import Payoff
from igs_geo.regions.problem.settings import WEIGHTED


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
    said = translate("regions.stability_counted", language, counted=counted, drawn=drawn,
                     gap=format_percent(params.counted_gap, language))  # fmt: skip
    if stopped:
        said += " " + translate("regions.stability_stopped", language, stopped=stopped)
    if not params.shows_cores(counted):
        said += " " + translate("regions.stability_no_cores", language, least=params.core_draws)
    return said


def criterion_name(criterion: str, language: str) -> str:
    """Return what a reader calls a criterion; one that can only be asked for alone keeps its code."""
    return translate(f"regions.p_weight_{criterion}", language) if criterion in WEIGHTED else criterion


def say_deciding(found: Deciding, rows: Sequence[Payoff], language: str) -> str:
    """Return what decides a division, and how far what costs most can move.

    Parameters
    ----------
    found
        What decides.
    rows
        The payoff table that it follows from.
    language
        ``"nl"`` or ``"en"``.
    """
    largest = next(row for row in rows if row.criterion == found.largest)
    key = "same" if found.largest == found.criterion else "other"
    return translate(
        f"regions.deciding_{key}", language,
        criterion=criterion_name(found.criterion, language),
        span=format_percent(found.span, language),
        largest=criterion_name(found.largest, language),
        share=format_percent(found.share, language),
        best=format_number(largest.best, language, 2),
        worst=format_number(largest.worst, language, 2),
    )  # fmt: skip


def say_hosts_rule(atlas: Atlas, language: str) -> str:
    """Return the rule by which a body could take the main domain in; empty where the package names none."""
    rule = atlas.emphasis.host_rule
    if rule not in atlas.rules.index:
        return ""
    row = atlas.rules.loc[rule]
    source = str(row["source"]).split(" ; ")[0]
    return f"{row[f'regime_{language}']}: {row[f'value_{language}']} ({source})"


def yes_or_no(value: object, language: str) -> str:
    """Return a truth in a word; a dash where it is not known."""
    if not isinstance(value, bool):
        return "–"
    return translate(f"tables.cooperation_{'yes' if value else 'no'}", language)
