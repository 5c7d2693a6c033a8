"""What is to be paid and how it is shared out, as people fill it in."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from igs_geo.assessment.document import Amount, Document, Name, Nis, Quantity, Share

CostKind = Literal["staff", "projects", "logistics", "other"]
COST_KINDS: tuple[CostKind, ...] = get_args(CostKind)
Key = Literal["inhabitants", "young", "own"]
KEYS: tuple[Key, ...] = get_args(Key)
MOST_COSTS = 200
FIXED, VARIABLE, MIX = Decimal(1), Decimal(0), Decimal("0.5")


class Cost(Document):
    """One cost of a year.

    Parameters
    ----------
    kind
        ``staff``, ``projects``, ``logistics`` or ``other``.
    label
        What it is, in the words of who filled it in.
    amount
        Euro a year for the region as it is.
    per_head
        Whether it grows and shrinks with the number of inhabitants.
    """

    kind: CostKind
    label: Name | None = None
    amount: Amount
    per_head: bool = False


class Subsidy(Document):
    """What a subsidy would be made of; not known until filled in.

    Parameters
    ----------
    rate
        Share of the budget that the subsidy pays, in [0, 1].
    maximum
        Euro a year that it pays at most.
    """

    rate: Share | None = None
    maximum: Amount | None = None


class Sharing(Document):
    """How a deficit is shared out over the municipalities.

    Parameters
    ----------
    fixed_share
        The part that is the same for each: 1 a fixed contribution, 0 a variable one, between them a mix.
    key
        What the rest follows: ``inhabitants``, ``young`` people or an ``own`` number for each municipality.
    own_key
        That own number, by NIS code.
    floors, ceilings
        Euro that a municipality pays at least and at most, by NIS code.
    """

    fixed_share: Share = MIX
    key: Key = "inhabitants"
    own_key: dict[Nis, Quantity] = Field(default_factory=dict)
    floors: dict[Nis, Amount] = Field(default_factory=dict)
    ceilings: dict[Nis, Amount] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _floor_below_ceiling(self) -> Self:
        for nis, floor in self.floors.items():
            if floor > self.ceilings.get(nis, floor):
                raise ValueError("floor_above_ceiling")
        return self


class Budget(Document):
    """The costs of a year, what comes in, and how the rest is shared out.

    Parameters
    ----------
    costs
        The costs.
    income
        Own income of the cooperation, in euro a year.
    subsidy
        What the subsidy is made of.
    sharing
        How the deficit is shared out.
    spending
        What municipalities spend on this alone today, in euro a year, by NIS code; only where they filled it in.
    """

    costs: tuple[Cost, ...] = Field(default=(), max_length=MOST_COSTS)
    income: Amount = Decimal(0)
    subsidy: Subsidy = Field(default_factory=Subsidy)
    sharing: Sharing = Field(default_factory=Sharing)
    spending: dict[Nis, Amount] = Field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        """Sum of the costs, in euro."""
        return sum((cost.amount for cost in self.costs), Decimal(0))
