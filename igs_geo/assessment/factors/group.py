"""What a group says of the factors: spread, disagreement, and what to talk about first."""

from __future__ import annotations

import statistics
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from igs_geo.assessment.factors.answers import ROLES, Answer, Role, Round, counted

LEAST_TOLD_APART = 3
"""Answers that a role, and all other roles together, must have before roles are told apart: fewer would name people."""


@dataclass(frozen=True)
class Spread:
    """Scores of a group on one factor.

    Parameters
    ----------
    scores
        Every score, lowest first: a dot each.
    unknown
        Number of "don't know".
    """

    scores: tuple[int, ...]
    unknown: int

    @property
    def answers(self) -> int:
        """Number of answers, "don't know" included."""
        return len(self.scores) + self.unknown

    @property
    def median(self) -> float | None:
        """Median of the scores; None without any."""
        return float(statistics.median(self.scores)) if self.scores else None

    @property
    def range(self) -> tuple[int, int] | None:
        """Lowest and highest score; None without any."""
        return (self.scores[0], self.scores[-1]) if self.scores else None

    @property
    def disagreement(self) -> float | None:
        """Mean absolute difference over the unordered pairs of scores, in points, in [0, 4]; None below two scores."""
        pairs = list(combinations(self.scores, 2))
        return sum(abs(a - b) for a, b in pairs) / len(pairs) if pairs else None

    @property
    def mostly_unknown(self) -> bool:
        """Whether more than half of the answers are "don't know"."""
        return 2 * self.unknown > self.answers


@dataclass(frozen=True)
class FactorResult:
    """What a group says of one factor.

    Parameters
    ----------
    factor
        Number of the factor.
    everyone
        All answers.
    by_role
        Those of the roles that may be told apart, by role.
    others
        Those of all other roles together; None where no role is told apart, or none is left.
    remarks
        Remarks that their authors share.
    """

    factor: int
    everyone: Spread
    by_role: Mapping[Role, Spread] = field(default_factory=dict)
    others: Spread | None = None
    remarks: tuple[str, ...] = ()

    @property
    def apart(self) -> bool:
        """Whether it is listed apart: no disagreement can be told, or most do not know."""
        return self.everyone.disagreement is None or self.everyone.mostly_unknown


def spread(answers: Iterable[Answer]) -> Spread:
    """Return the scores of some answers to one factor.

    Parameters
    ----------
    answers
        Answers that count.
    """
    given = [answer.score for answer in answers]
    return Spread(tuple(sorted(score for score in given if score is not None)), sum(score is None for score in given))


def results(one: Round, factors: Collection[int]) -> list[FactorResult]:
    """Return what a round says of every factor, in the order of the factors.

    Parameters
    ----------
    one
        The round.
    factors
        Numbers of the factors; answers to others are left out.
    """
    answers = counted(one.answers)
    return [_result(number, [answer for answer in answers if answer.factor == number]) for number in sorted(factors)]


def _result(factor: int, answers: Sequence[Answer]) -> FactorResult:
    shown = roles_told_apart(answers)
    rest = [answer for answer in answers if answer.role not in shown]
    return FactorResult(
        factor=factor,
        everyone=spread(answers),
        by_role={role: spread(answer for answer in answers if answer.role == role) for role in shown},
        others=spread(rest) if shown and rest else None,
        remarks=tuple(answer.remark for answer in answers if answer.shared and answer.remark.strip()),
    )


def roles_told_apart(answers: Sequence[Answer]) -> tuple[Role, ...]:
    """Return the roles that may be told apart: each has at least three answers, and so has the remainder, if any.

    Where the remainder is too small, the smallest role joins it.

    Parameters
    ----------
    answers
        Answers to one factor that count.
    """
    sizes = {role: sum(answer.role == role for answer in answers) for role in ROLES}
    shown = [role for role in ROLES if sizes[role] >= LEAST_TOLD_APART]
    rest = len(answers) - sum(sizes[role] for role in shown)
    if 0 < rest < LEAST_TOLD_APART and shown:
        shown.remove(min(shown, key=lambda role: (sizes[role], -ROLES.index(role))))
    return tuple(shown) if len(shown) > 1 or rest else ()


def order_of_talk(found: Iterable[FactorResult]) -> tuple[list[FactorResult], list[FactorResult]]:
    """Return the factors to talk about, most disagreement first, then the lowest median; and those listed apart.

    Parameters
    ----------
    found
        What the group says of every factor.
    """
    ready: list[FactorResult] = []
    apart: list[FactorResult] = []
    for one in found:
        (apart if one.apart else ready).append(one)
    ready.sort(key=lambda one: (-(one.everyone.disagreement or 0.0), one.everyone.median or 0.0, one.factor))
    return ready, apart


@dataclass(frozen=True)
class Change:
    """One factor in two rounds; what cannot be compared is None.

    Parameters
    ----------
    factor
        Number of the factor.
    before, after
        What each round says.
    """

    factor: int
    before: Spread
    after: Spread

    @property
    def median(self) -> float | None:
        """Change of the median, in points."""
        return _difference(self.before.median, self.after.median)

    @property
    def disagreement(self) -> float | None:
        """Change of the disagreement, in points: below 0 the group agrees more."""
        return _difference(self.before.disagreement, self.after.disagreement)


def compare_rounds(before: Round, after: Round, factors: Collection[int]) -> list[Change]:
    """Return what changed between two rounds, factor by factor.

    The groups may differ: nobody is followed from one round to the next.

    Parameters
    ----------
    before, after
        The rounds.
    factors
        Numbers of the factors.
    """
    pairs = zip(results(before, factors), results(after, factors), strict=True)
    return [Change(first.factor, first.everyone, second.everyone) for first, second in pairs]


def _difference(before: float | None, after: float | None) -> float | None:
    return None if before is None or after is None else after - before
