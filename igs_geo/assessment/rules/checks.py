"""How a rule is held against a region: one function for each kind of check that the table names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from igs_geo import clock
from igs_geo.assessment.bill.bill import OwnMeans
from igs_geo.assessment.numbers.region import RegionNumbers
from igs_geo.assessment.rules.questions import Questions

State = Literal["met", "not_met", "unknown", "free"]


@dataclass(frozen=True)
class Subject:
    """What rules are held against.

    Parameters
    ----------
    numbers
        The region.
    questions
        What was answered.
    personality
        Whether there is legal personality; None where that is not known.
    means
        What the municipalities bring in; None without a budget.
    tension
        Row of the rules with which the task model may clash, and how, by language.
    """

    numbers: RegionNumbers
    questions: Questions
    personality: bool | None = None
    means: OwnMeans | None = None
    tension: tuple[str, Mapping[str, str]] | None = None


@dataclass(frozen=True)
class Finding:
    """How a rule stands, and the figure that shows it.

    Parameters
    ----------
    state
        ``met``, ``not_met``, ``unknown`` or ``free``.
    figure
        Key of the sentence; None for none.
    values
        What the sentence names: counts, shares where the name ends in ``share``, texts of the data by language.
    """

    state: State
    figure: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


Check = Callable[[Subject, str, str], Finding]
"""From what is checked, the value of the table and the rule, to how it stands."""


def inhabitants_at_least(subject: Subject, value: str, rule: str) -> Finding:
    """Whether a region has as many inhabitants as asked."""
    del rule
    number, least = subject.numbers.region.inhabitants, int(value)
    values = {"number": number, "least": least}
    return Finding("met" if number >= least else "not_met", "rules.figure_inhabitants", values)


def adjacent_members_at_least(subject: Subject, value: str, rule: str) -> Finding:
    """Whether a region has as many municipalities as asked, and they hang together."""
    del rule
    number, parts, least = len(subject.numbers.members), len(subject.numbers.parts), int(value)
    met = number >= least and parts == 1
    return Finding(
        "met" if met else "not_met", "rules.figure_adjacent", {"number": number, "parts": parts, "least": least}
    )


def one_frame(subject: Subject, value: str, rule: str) -> Finding:
    """Whether a region lies in one reference region; nothing can be said where some member has none."""
    del value, rule
    frames, numbers = subject.numbers.reference_regions, subject.numbers
    values = {"number": len(frames), "names": ", ".join(frames)}
    if sum(frames.values()) < len(numbers.members):
        return Finding("unknown", "rules.figure_no_frame")
    return Finding("met" if len(frames) == 1 else "not_met", "rules.figure_frames", values)


def form_in(subject: Subject, value: str, rule: str) -> Finding:
    """Whether the legal form is one of those asked for; without legal personality none is."""
    del rule
    if subject.questions.form is not None:
        met = subject.questions.form in value.split()
        return Finding("met" if met else "not_met", "rules.figure_form", {"form": subject.questions.form})
    if subject.personality is False:
        return Finding("not_met", "rules.figure_no_personality")
    return Finding("unknown", "rules.figure_form_not_chosen")


def own_means_at_least(subject: Subject, value: str, rule: str) -> Finding:
    """Whether the municipalities bring in as large a part of the means as asked."""
    del rule
    means, least = subject.means, {"least_share": float(value)}
    if means is None:
        return Finding("unknown", "rules.figure_no_budget", least)
    values = {"own_share": float(means.share), **least}
    if not means.leaves_room:
        return Finding("not_met", "rules.figure_too_much_income", values)
    return Finding("met" if means.share >= Fraction(value) else "not_met", "rules.figure_own_share", values)


def apply_before(subject: Subject, value: str, rule: str) -> Finding:
    """Whether a new body can still apply; of an existing one it is not known whether it did."""
    del rule
    past = clock.has_passed(value)
    if past and subject.questions.body == "new":
        return Finding("not_met", "rules.figure_date_past", {"date": value})
    if past:
        return Finding("unknown", "rules.figure_date_past_existing", {"date": value})
    return Finding("met", "rules.figure_date_open", {"date": value})


def not_founded_in(subject: Subject, value: str, rule: str) -> Finding:
    """Whether a body is founded outside some years."""
    del rule
    year, years = subject.questions.founded, value.split()
    values = {"years": ", ".join(years)}
    if year is None:
        return Finding("unknown", "rules.figure_no_year", values)
    return Finding("not_met" if str(year) in years else "met", "rules.figure_year", values | {"year": str(year)})


def task_model(subject: Subject, value: str, rule: str) -> Finding:
    """Whether the task model may clash with a rule; that it does not cannot be known from data."""
    del value
    if subject.tension is not None and subject.tension[0] == rule:
        return Finding("unknown", "rules.figure_tension", {"tension": subject.tension[1]})
    return Finding("unknown", "rules.figure_not_in_data")


def not_in_data(subject: Subject, value: str, rule: str) -> Finding:
    """Return that no data tell."""
    del subject, value, rule
    return Finding("unknown", "rules.figure_not_in_data")


def not_found(subject: Subject, value: str, rule: str) -> Finding:
    """Return that the text of the rule was not found."""
    del subject, value, rule
    return Finding("unknown", "rules.figure_not_found")


def later(subject: Subject, value: str, rule: str) -> Finding:
    """Return that a rule binds from the founding on."""
    del subject, value, rule
    return Finding("unknown", "rules.figure_later")


def free(subject: Subject, value: str, rule: str) -> Finding:
    """Return that nothing is asked."""
    del subject, value, rule
    return Finding("free", "rules.figure_free")


CHECKS: dict[str, Check] = {
    "inhabitants_at_least": inhabitants_at_least,
    "adjacent_members_at_least": adjacent_members_at_least,
    "one_frame": one_frame,
    "form_in": form_in,
    "own_means_at_least": own_means_at_least,
    "apply_before": apply_before,
    "not_founded_in": not_founded_in,
    "task_model": task_model,
    "not_in_data": not_in_data,
    "not_found": not_found,
    "later": later,
    "free": free,
}
"""Every kind of check by its name in the table ``rule_checks``."""
BACKGROUND, ELSEWHERE = "background", "elsewhere"
"""Rows that explain and ask nothing, and rows about another domain."""
