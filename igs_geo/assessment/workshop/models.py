"""A workshop while it runs: groups, stages, the clock that everyone sees, and what a phone sends."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from igs_geo.assessment.document import Code, Document, Name
from igs_geo.assessment.factors.answers import Answer

Stage = Literal["waiting", "first", "second", "open", "shown"]
STAGES: tuple[Stage, ...] = get_args(Stage)
TIMED: tuple[Stage, ...] = ("first", "second")
"""Stages with a clock."""
MINUTES = 35
"""Length of a stage with a clock."""
MOST_AT_ONCE = 200
"""Answers that a phone sends at once: more than it can hold back."""


class WorkshopGroup(Document):
    """A group of people, and the factors that it begins with."""

    name: Name
    factors: tuple[int, ...] = Field(min_length=1, max_length=100)


class Workshop(Document):
    """A workshop as its phones see it.

    Parameters
    ----------
    code
        What is typed or scanned to come in.
    title
        What it is called.
    language
        Language of the phones.
    groups
        Groups in the order of the rotation: after it each has the factors of the next one.
    stage
        ``waiting``, ``first`` and ``second`` (before and after the rotation), ``open`` (all factors), ``shown``.
    ends
        When the stage ends, in seconds since 1970 (UTC); None without a clock.
    """

    code: Code
    title: Name
    language: Literal["nl", "en"] = "nl"
    groups: tuple[WorkshopGroup, ...] = Field(min_length=1, max_length=20)
    stage: Stage = "waiting"
    ends: float | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _each_factor_once(self) -> Self:
        factors = [factor for group in self.groups for factor in group.factors]
        if len(set(factors)) < len(factors):
            raise ValueError("factor_twice")
        return self

    @property
    def factors(self) -> tuple[int, ...]:
        """All factors, group by group."""
        return tuple(factor for group in self.groups for factor in group.factors)

    def factors_of(self, group: int) -> tuple[int, ...]:
        """Return the factors that a group talks about in this stage: its own, and those of the next after the rotation.

        Parameters
        ----------
        group
            Place of the group.
        """
        if self.stage in ("open", "shown"):
            return self.factors
        turn = 1 if self.stage == "second" else 0
        return self.groups[(group + turn) % len(self.groups)].factors


class Incoming(Document):
    """What a phone sends."""

    answers: tuple[Answer, ...] = Field(max_length=MOST_AT_ONCE)


def groups_by_category(categories: Sequence[tuple[int, str]]) -> tuple[WorkshopGroup, ...]:
    """Return a group for each category of factors, in their order.

    Parameters
    ----------
    categories
        Number and category of every factor.
    """
    found: dict[str, list[int]] = {}
    for number, category in categories:
        found.setdefault(category, []).append(number)
    return tuple(WorkshopGroup(name=name, factors=tuple(numbers)) for name, numbers in found.items())
