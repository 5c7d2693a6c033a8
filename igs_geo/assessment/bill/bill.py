"""Who pays what: with and without subsidy, when one leaves, and against going alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from igs_geo.assessment.bill.budget import Budget
from igs_geo.assessment.bill.members import Member
from igs_geo.assessment.bill.sharing import CENTS, Payer, Shared, euro, share_out
from igs_geo.errors import IgsGeoError

Term = Literal["rate", "maximum", "own_means"]
HALF = Fraction(1, 2)
"""The least part of the working means that the municipalities bring in themselves, as the decree is read."""


@dataclass(frozen=True)
class SubsidyAmount:
    """The subsidy of a year, as far as it is known.

    Parameters
    ----------
    amount
        Euro; None while rate or maximum is not filled in.
    binding
        The term that decides it: ``rate``, ``maximum`` or ``own_means`` (the half that municipalities bring in).
    """

    amount: Decimal | None = None
    binding: Term | None = None


@dataclass(frozen=True)
class OwnMeans:
    """What the municipalities bring in: its part of all means, in [0, 1], and whether income leaves room for a half."""

    share: Fraction
    leaves_room: bool


@dataclass(frozen=True)
class Split:
    """A deficit and who pays it.

    Parameters
    ----------
    deficit
        Budget − income − subsidy, in euro; below 0 there is money left.
    own_share
        Deficit over budget: the part of the means that the municipalities bring in; None without costs.
    shared
        Who pays what.
    """

    deficit: Decimal
    own_share: Fraction | None
    shared: Shared


@dataclass(frozen=True)
class Bill:
    """Who pays what.

    Parameters
    ----------
    members
        The municipalities.
    total, income
        Costs and own income, in euro a year.
    subsidy
        The subsidy.
    without
        The deficit without subsidy.
    granted
        The deficit with subsidy; None while it is not known.
    means
        What the municipalities bring in; None without costs.
    """

    members: tuple[Member, ...]
    total: Decimal
    income: Decimal
    subsidy: SubsidyAmount
    without: Split
    granted: Split | None
    means: OwnMeans | None


def make_bill(budget: Budget, members: Sequence[Member]) -> Bill:
    """Return who pays what.

    The deficit D = budget − income − subsidy is shared out: with fixed share φ, n municipalities and key k,
    F = φD/n and V = (1 − φ)D/Σk; municipality i pays clip(t(F + V·kᵢ), floor, ceiling) with t so that all pay D.

    Parameters
    ----------
    budget
        Costs, income and how they are shared out.
    members
        The municipalities, at least one.

    Raises
    ------
    IgsGeoError
        When there are no municipalities, or an own number is missing or 0 for all.
    """
    if not members:
        raise IgsGeoError("bill.nobody")
    subsidy = subsidy_of(budget)
    return Bill(
        members=tuple(members),
        total=budget.total,
        income=budget.income,
        subsidy=subsidy,
        without=_split(budget, members, Decimal(0)),
        granted=None if subsidy.amount is None else _split(budget, members, subsidy.amount),
        means=means_of(budget),
    )


def means_of(budget: Budget) -> OwnMeans | None:
    """Return what the municipalities bring in, with subsidy where that is known; None without costs.

    Own income of half of the budget or more leaves no room: with a subsidy they could not bring in half.

    Parameters
    ----------
    budget
        Costs, income and subsidy.
    """
    if not budget.total:
        return None
    deficit = budget.total - budget.income - (subsidy_of(budget).amount or Decimal(0))
    return OwnMeans(Fraction(deficit) / Fraction(budget.total), 2 * budget.income < budget.total)


def subsidy_of(budget: Budget) -> SubsidyAmount:
    """Return max(0, min(rate · budget, maximum, budget/2 − income)), rounded down to the cent, and which term binds.

    Parameters
    ----------
    budget
        Costs, income, rate and maximum.
    """
    rate, maximum = budget.subsidy.rate, budget.subsidy.maximum
    if rate is None or maximum is None:
        return SubsidyAmount()
    terms: dict[Term, Fraction] = {
        "rate": Fraction(rate) * Fraction(budget.total),
        "maximum": Fraction(maximum),
        "own_means": HALF * Fraction(budget.total) - Fraction(budget.income),
    }
    binding = min(terms, key=terms.__getitem__)
    return SubsidyAmount(euro(max(Fraction(0), terms[binding])), binding)


def _split(budget: Budget, members: Sequence[Member], subsidy: Decimal) -> Split:
    deficit = budget.total - budget.income - subsidy
    share = Fraction(deficit) / Fraction(budget.total) if budget.total else None
    payers = payers_of(budget, members, max(deficit, Decimal(0)))
    return Split(deficit, share, share_out(payers, max(deficit, Decimal(0))))


def payers_of(budget: Budget, members: Sequence[Member], deficit: Decimal) -> list[Payer]:
    """Return the municipalities with what each would pay without bounds.

    Parameters
    ----------
    budget
        How it is shared out.
    members
        The municipalities.
    deficit
        Euro to share out, 0 or more.

    Raises
    ------
    IgsGeoError
        When an own number is missing, or the key is 0 for all.
    """
    sharing = budget.sharing
    keys = _keys(budget, members)
    total = sum(keys.values(), Fraction(0))
    fixed = Fraction(sharing.fixed_share)
    if fixed < 1 and total == 0:
        raise IgsGeoError("bill.empty_key")
    each = fixed * Fraction(deficit) / len(members)
    rest = (1 - fixed) * Fraction(deficit) / total if fixed < 1 else Fraction(0)
    return [
        Payer(
            nis=member.nis,
            raw=each + rest * keys[member.nis],
            floor=Fraction(sharing.floors.get(member.nis, Decimal(0))),
            ceiling=Fraction(sharing.ceilings[member.nis]) if member.nis in sharing.ceilings else None,
        )
        for member in members
    ]


def _keys(budget: Budget, members: Sequence[Member]) -> dict[str, Fraction]:
    sharing = budget.sharing
    if sharing.key == "own":
        missing = [member.name for member in members if member.nis not in sharing.own_key]
        if missing and sharing.fixed_share < 1:
            raise IgsGeoError("bill.key_missing", names=", ".join(missing))
        return {member.nis: Fraction(sharing.own_key.get(member.nis, Decimal(0))) for member in members}
    heads = "inhabitants" if sharing.key == "inhabitants" else "young"
    return {member.nis: Fraction(getattr(member, heads)) for member in members}


def without_member(budget: Budget, members: Sequence[Member], nis: str) -> Bill:
    """Return the bill when one leaves: costs per head shrink with the inhabitants, all others stay as they are.

    Parameters
    ----------
    budget
        The budget with all of them.
    members
        All of them.
    nis
        Who leaves.

    Raises
    ------
    IgsGeoError
        When nobody is left.
    """
    staying = [member for member in members if member.nis != nis]
    heads, left = (sum(member.inhabitants for member in some) for some in (members, staying))
    costs = tuple(
        cost.model_copy(update={"amount": _shrunk(cost.amount, left, heads)}) if cost.per_head and heads else cost
        for cost in budget.costs
    )
    return make_bill(budget.model_copy(update={"costs": costs}), staying)


def _shrunk(amount: Decimal, left: int, heads: int) -> Decimal:
    """Return an amount times left / heads, rounded to the nearest cent, halves up."""
    return Decimal((2 * int(amount * CENTS) * left + heads) // (2 * heads)) / CENTS


def break_even(budget: Budget, members: Sequence[Member], nis: str) -> Decimal | None:
    """Return the deficit at which a municipality would pay what it spends alone today, rounded down to the cent.

    Below it cooperation is cheaper for this municipality than going alone.

    Parameters
    ----------
    budget
        How it is shared out, and what is spent today.
    members
        The municipalities.
    nis
        Which of them.

    Returns
    -------
    Decimal or None
        Euro; None where it did not fill in what it spends, or where its floor or ceiling keeps it from paying that.
    """
    spent = budget.spending.get(nis)
    if spent is None:
        return None
    payers = payers_of(budget, members, Decimal(1))
    own = next(payer for payer in payers if payer.nis == nis)
    now = Fraction(spent)
    if own.raw == 0 or now < own.floor or (own.ceiling is not None and now > own.ceiling):
        return None
    return euro(sum((payer.at(now / own.raw) for payer in payers), Fraction(0)))
