"""An amount is shared out exactly: the parts sum to the whole, keep their bounds, and are those of another method."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from igs_geo.assessment import Payer, share_out
from igs_geo.assessment.bill.sharing import level, obstacle_to

CENT = Fraction(1, 100)
cents = st.integers(0, 2_000_000).map(lambda number: Fraction(number, 100))


@st.composite
def payers(draw):
    found = []
    for place in range(draw(st.integers(1, 7))):
        raw = Fraction(draw(st.integers(0, 10_000)), draw(st.integers(1, 97)))
        floor = draw(st.one_of(st.just(Fraction(0)), cents))
        ceiling = draw(st.one_of(st.none(), cents))
        if ceiling is not None and ceiling < floor:
            floor, ceiling = ceiling, floor
        found.append(Payer(f"{10000 + place}", raw, floor, ceiling))
    return found


def _clip(payer, value):
    value = max(value, payer.floor)
    return value if payer.ceiling is None else min(value, payer.ceiling)


def _reached(some):
    """The least and the most that can be paid: at level 0, and at a level above every turn."""
    high = 1 + sum((bound / p.raw for p in some if p.raw for bound in (p.floor, p.ceiling or 0)), Fraction(0))
    unlimited = any(p.raw > 0 and p.ceiling is None for p in some)
    return sum(_clip(p, Fraction(0)) for p in some), None if unlimited else sum(_clip(p, high * p.raw) for p in some)


def _bisected(some, amount):
    """The parts by halving an interval of levels again and again: no turns, no slopes."""
    low, high = Fraction(0), Fraction(1)
    while sum(_clip(p, high * p.raw) for p in some) < amount:
        high *= 2
    for _ in range(120):
        middle = (low + high) / 2
        if sum(_clip(p, middle * p.raw) for p in some) < amount:
            low = middle
        else:
            high = middle
    return {p.nis: float(_clip(p, high * p.raw)) for p in some}


@settings(max_examples=300, deadline=None)
@given(payers(), st.integers(0, 10_000_000))
def test_parts_are_those_of_bisection_and_sum_to_the_whole(some, number):
    amount = Decimal(number) / 100
    found = share_out(some, amount)
    least, most = _reached(some)
    assert (found.obstacle is None) == (least <= Fraction(amount) and (most is None or Fraction(amount) <= most))
    if found.obstacle is not None:
        assert not found.amounts
        return
    assert sum(found.amounts.values()) == amount
    expected = _bisected(some, Fraction(amount))
    for payer in some:
        part = Fraction(found.amounts[payer.nis])
        assert part >= payer.floor
        assert payer.ceiling is None or part <= payer.ceiling
        assert part * 100 == int(part * 100)
        assert abs(float(part) - expected[payer.nis]) < 0.01 + 1e-6


@settings(max_examples=200, deadline=None)
@given(payers(), st.integers(0, 10_000_000))
def test_left_over_cents_go_to_the_largest_remainders(some, number):
    amount = Fraction(number, 100)
    if obstacle_to(some, amount) is not None:
        return
    found = level(some, amount)
    parts = {payer.nis: payer.at(found) * 100 for payer in some}
    got = {nis: int(value * 100) for nis, value in share_out(some, Decimal(number) / 100).amounts.items()}
    up = {nis for nis in got if got[nis] > int(parts[nis])}
    assert all(got[nis] - int(parts[nis]) in (0, 1) for nis in got)
    lucky = {nis: (int(parts[nis]) - parts[nis], nis) for nis in got}
    assert all(lucky[a] < lucky[b] for a in up for b in set(got) - up)


def test_equal_remainders_are_decided_by_the_code():
    some = [Payer(nis, Fraction(1)) for nis in ("30003", "10001", "20002")]
    assert share_out(some, Decimal("100.00")).amounts == {
        "10001": Decimal("33.34"), "20002": Decimal("33.33"), "30003": Decimal("33.33")
    }  # fmt: skip


def test_a_cent_skips_who_is_at_a_ceiling():
    some = [Payer("10001", Fraction(1), ceiling=Fraction(10)), Payer("20002", Fraction(1)), Payer("30003", Fraction(1))]
    assert share_out(some, Decimal("100.01")).amounts == {
        "10001": Decimal("10.00"), "20002": Decimal("45.01"), "30003": Decimal("45.00")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("some", "amount", "obstacle", "bound"),
    [
        ([Payer("1", Fraction(1), Fraction(60)), Payer("2", Fraction(1), Fraction(50))], "100", "floors", "110"),
        ([Payer("1", Fraction(1), ceiling=Fraction(30)), Payer("2", Fraction(1), ceiling=Fraction(40))], "100",
         "ceilings", "70"),
        ([Payer("1", Fraction(1), ceiling=Fraction(30)), Payer("2", Fraction(0))], "100", "key", "30"),
    ],
)  # fmt: skip
def test_what_cannot_be_shared_out_is_said_with_the_sum_that_shows_it(some, amount, obstacle, bound):
    found = share_out(some, Decimal(amount))
    assert (found.obstacle, found.bound) == (obstacle, Decimal(bound))


def test_floors_and_ceilings_that_just_fit_are_met():
    some = [Payer("1", Fraction(1), Fraction(60)), Payer("2", Fraction(1), Fraction(40))]
    assert share_out(some, Decimal(100)).amounts == {"1": Decimal(60), "2": Decimal(40)}
    some = [Payer("1", Fraction(1), ceiling=Fraction(60)), Payer("2", Fraction(1), ceiling=Fraction(40))]
    assert share_out(some, Decimal(100)).amounts == {"1": Decimal(60), "2": Decimal(40)}
