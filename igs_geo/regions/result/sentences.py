"""What a proposal says in a sentence: how good it is proven to be, and why nothing was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.regions.result.proposal import Proposal, Region

WEAK = 0.1
"""Gap above which it is said why, where regions are few and large."""
USELESS = 1.0
"""Gap above which the bound says nothing that a person can use."""
LARGE_REGION = 10
"""Members of an average region from which regions are few and large: their sets cannot be listed."""


def say_verdict(proposal: Proposal, language: str) -> str:
    """Return the verdict on a proposal in a sentence.

    Parameters
    ----------
    proposal
        The proposal.
    language
        ``"nl"`` or ``"en"``.
    """
    seconds = format_number(proposal.seconds, language, 1)
    if proposal.status in ("infeasible", "unknown"):
        return translate(f"regions.verdict_{proposal.status}", language, seconds=seconds)
    regions = format_number(len(proposal.regions), language)
    if proposal.status == "optimal":
        text = translate("regions.verdict_optimal", language, regions=regions, seconds=seconds)
    elif proposal.gap is None:
        text = translate("regions.verdict_open", language, regions=regions, seconds=seconds)
    elif proposal.gap > USELESS:
        text = translate("regions.verdict_no_bound", language, regions=regions, seconds=seconds)
    else:
        gap = format_percent(proposal.gap, language, 1 if proposal.gap >= 0.001 else 3)
        text = translate("regions.verdict_gap", language, regions=regions, gap=gap, seconds=seconds)
    if proposal.gap is not None and proposal.gap > WEAK and _has_few_large_regions(proposal):
        text += " " + translate("regions.verdict_weak_bound", language)
    left = proposal.left_over
    if left.members:
        heads = format_number(left.inhabitants, language)
        number = format_number(len(left.members), language)
        text += " " + translate("regions.verdict_left", language, number=number, inhabitants=heads)
    aside = proposal.aside
    if aside.members:
        heads = format_number(aside.inhabitants, language)
        text += " " + translate("regions.verdict_aside", language, names=", ".join(aside.names), inhabitants=heads)
    return text


def say_norm(region: Region, norm: int | None, language: str) -> str:
    """Return whether a region meets the norm of a neighbouring domain, and what that matters for; empty without one.

    Parameters
    ----------
    region
        The region.
    norm
        Inhabitants that the norm asks for.
    language
        ``"nl"`` or ``"en"``.
    """
    if norm is None:
        return ""
    key = "regions.norm_met" if region.inhabitants >= norm else "regions.norm_not_met"
    heads = format_number(region.inhabitants, language)
    return translate(key, language, inhabitants=heads, norm=format_number(norm, language))


def say_cuts(proposal: Proposal, names: Mapping[Any, str], language: str) -> list[str]:
    """Return a sentence for each other known youth cooperation that a division cuts.

    Parameters
    ----------
    proposal
        The division.
    names
        Names of partnerships by id.
    language
        ``"nl"`` or ``"en"``.
    """
    counts = Counter(body for region in proposal.regions for body in region.cuts)
    return [
        translate("regions.cuts_all", language, name=names[body], count=format_number(count, language))
        for body, count in sorted(counts.items())
    ]


def say_gap(proposal: Proposal, language: str) -> str:
    """Return how far a proposal is from the optimum at most, as short as a figure.

    Parameters
    ----------
    proposal
        The proposal.
    language
        ``"nl"`` or ``"en"``.
    """
    if proposal.gap is None:
        return "–"
    if proposal.gap > USELESS:
        return translate("regions.no_usable_bound", language)
    return format_percent(proposal.gap, language, 1 if proposal.gap else 0)


def _has_few_large_regions(proposal: Proposal) -> bool:
    members = sum(region.municipalities for region in proposal.regions)
    return proposal.sets is None and members >= LARGE_REGION * len(proposal.regions)


def say_reasons(proposal: Proposal, language: str) -> list[str]:
    """Return why nothing is possible: sentences that together cannot be true.

    Parameters
    ----------
    proposal
        The proposal.
    language
        ``"nl"`` or ``"en"``.
    """
    if not proposal.reasons:
        return []
    told = []
    for key, values in proposal.reasons:
        said = {
            name: format_number(value, language) if isinstance(value, int) else value for name, value in values.items()
        }
        told.append(translate(key, language, **said))
    return [translate("regions.why", language), *(f"– {sentence}" for sentence in told)]
