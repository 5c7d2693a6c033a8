"""Sharing an amount out between floors and ceilings, exactly, and rounding the parts so that they sum to the whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

CENTS = 100
Obstacle = Literal["floors", "ceilings", "key"]


@dataclass(frozen=True)
class Payer:
    """One that pays: its raw part before bounds, and its bounds in euro.

    Parameters
    ----------
    nis
        NIS code; ties are decided by it.
    raw
        What it would pay without floors and ceilings, in euro.
    floor
        What it pays at least, in whole cents.
    ceiling
        What it pays at most, in whole cents; None for no limit.
    """

    nis: str
    raw: Fraction
    floor: Fraction = Fraction(0)
    ceiling: Fraction | None = None

    def at(self, level: Fraction) -> Fraction:
        """Return clip(level · raw, floor, ceiling).

        Parameters
        ----------
        level
            What the raw part is multiplied by.
        """
        value = max(level * self.raw, self.floor)
        return value if self.ceiling is None else min(value, self.ceiling)


@dataclass(frozen=True)
class Shared:
    """An amount that was shared out, or what made that impossible.

    Parameters
    ----------
    amounts
        Euro by NIS code, in whole cents, with the amount as their sum; empty where that cannot be.
    obstacle
        ``floors``: they sum to more than the amount; ``ceilings``: to less; ``key``: who has no raw part cannot pay
        more; None where it could be shared out.
    bound
        The sum that stands in the way, in euro.
    """

    amounts: Mapping[str, Decimal]
    obstacle: Obstacle | None = None
    bound: Decimal | None = None


def obstacle_to(payers: Sequence[Payer], amount: Fraction) -> tuple[Obstacle, Fraction] | None:
    """Return why an amount cannot be shared out between the bounds, with the sum that shows it; None where it can."""
    least = sum((payer.floor for payer in payers), Fraction(0))
    if least > amount:
        return "floors", least
    if any(payer.ceiling is None and payer.raw > 0 for payer in payers):
        return None
    limited = [payer.ceiling for payer in payers if payer.ceiling is not None]
    highest = sum(limited, Fraction(0))
    if len(limited) == len(payers) and highest < amount:
        return "ceilings", highest
    most = sum((payer.ceiling or Fraction(0) if payer.raw > 0 else payer.floor for payer in payers), Fraction(0))
    return ("key", most) if most < amount else None


def level(payers: Sequence[Payer], amount: Fraction) -> Fraction:
    """Return a level t for which the sum of clip(t · raw, floor, ceiling) is the amount, which must be possible.

    The sum grows with t, and is straight between the levels at which somebody leaves a floor or reaches a ceiling.

    Parameters
    ----------
    payers
        Those that pay.
    amount
        Euro.
    """
    turns = {Fraction(0)}
    for payer in payers:
        if payer.raw > 0:
            turns |= {bound / payer.raw for bound in (payer.floor, payer.ceiling) if bound is not None}
    before, paid = Fraction(0), sum((payer.at(Fraction(0)) for payer in payers), Fraction(0))
    for turn in sorted(turns):
        now = sum((payer.at(turn) for payer in payers), Fraction(0))
        if now >= amount:
            return before if now == paid else before + (amount - paid) * (turn - before) / (now - paid)
        before, paid = turn, now
    slope = sum((payer.raw for payer in payers if payer.ceiling is None), Fraction(0))
    return before + (amount - paid) / slope


def share_out(payers: Sequence[Payer], amount: Decimal) -> Shared:
    """Return an amount shared out between floors and ceilings, in whole cents.

    Parts are rounded down to the cent; the cents left over go one by one to the largest remainders (Hamilton), skipping
    who is at a ceiling, ties by NIS code.

    Parameters
    ----------
    payers
        Those that pay.
    amount
        Euro, in whole cents.
    """
    exact = Fraction(amount)
    obstacle = obstacle_to(payers, exact)
    if obstacle is not None:
        return Shared({}, obstacle[0], euro(obstacle[1]))
    found = level(payers, exact)
    parts = {payer.nis: payer.at(found) * CENTS for payer in payers}
    cents = {nis: int(part) for nis, part in parts.items()}
    left = int(exact * CENTS) - sum(cents.values())
    open_ = [payer.nis for payer in payers if payer.ceiling is None or payer.at(found) < payer.ceiling]
    order = sorted(open_, key=lambda nis: (cents[nis] - parts[nis], nis))
    for nis in order[:left]:
        cents[nis] += 1
    return Shared({nis: Decimal(number) / CENTS for nis, number in cents.items()})


def euro(value: Fraction) -> Decimal:
    """Return an amount in euro, rounded down to the cent."""
    return Decimal(int(value * CENTS)) / CENTS
