"""Who pays what: by hand for the three models, the terms of a subsidy, leaving, and going alone."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from igs_geo.assessment import Budget, Cost, Member, break_even, make_bill, without_member
from igs_geo.errors import IgsGeoError

MEMBERS = (
    Member("10001", "A", 50_000, 10_000),
    Member("20002", "B", 30_000, 9_000),
    Member("30003", "C", 20_000, 1_000),
)


def _budget(total="100000", **more):
    return Budget.model_validate({"costs": [{"kind": "staff", "amount": total}], **more})


def _euro(bill):
    return [float(amount) for amount in bill.without.shared.amounts.values()]


@pytest.mark.parametrize(
    ("share", "key", "expected"),
    [
        ("1", "inhabitants", [33333.34, 33333.33, 33333.33]),
        ("0", "inhabitants", [50000, 30000, 20000]),
        ("0", "young", [50000, 45000, 5000]),
        ("0.5", "inhabitants", [41666.67, 31666.67, 26666.66]),
        ("0.25", "young", [45833.34, 42083.33, 12083.33]),
    ],
)
def test_the_three_models_by_hand(share, key, expected):
    assert _euro(make_bill(_budget(sharing={"fixed_share": share, "key": key}), MEMBERS)) == expected


def test_an_own_key_is_followed_and_has_to_be_there_for_all():
    keys = {"10001": "1", "20002": "1", "30003": "2"}
    assert _euro(make_bill(_budget(sharing={"fixed_share": "0", "key": "own", "own_key": keys}), MEMBERS)) == [
        25000, 25000, 50000
    ]  # fmt: skip
    del keys["20002"]
    with pytest.raises(IgsGeoError, match="B"):
        make_bill(_budget(sharing={"fixed_share": "0", "key": "own", "own_key": keys}), MEMBERS)
    nothing = dict.fromkeys(("10001", "20002", "30003"), "0")
    with pytest.raises(IgsGeoError, match="0 for all"):
        make_bill(_budget(sharing={"fixed_share": "0.5", "key": "own", "own_key": nothing}), MEMBERS)


@pytest.mark.parametrize(
    ("income", "rate", "maximum", "amount", "binding"),
    [
        ("0", "0.4", "60000", "40000", "rate"),
        ("0", "0.4", "25000.55", "25000.55", "maximum"),
        ("20000", "0.4", "60000", "30000", "own_means"),
        ("50000", "0.4", "60000", "0", "own_means"),
        ("80000", "0.4", "60000", "0", "own_means"),
        ("0", "0.333333", "60000", "33333.30", "rate"),
    ],
)
def test_the_term_of_the_subsidy_that_binds_is_named(income, rate, maximum, amount, binding):
    bill = make_bill(_budget(income=income, subsidy={"rate": rate, "maximum": maximum}), MEMBERS)
    assert (bill.subsidy.amount, bill.subsidy.binding) == (Decimal(amount), binding)
    assert bill.granted.deficit == 100_000 - Decimal(income) - Decimal(amount)
    assert sum(bill.granted.shared.amounts.values()) == max(bill.granted.deficit, 0)


@pytest.mark.parametrize("known", [{}, {"rate": "0.5"}, {"maximum": "1000"}])
def test_without_rate_or_maximum_no_figure_with_subsidy_is_given(known):
    bill = make_bill(_budget(subsidy=known), MEMBERS)
    assert bill.subsidy.amount is None
    assert bill.granted is None


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 10**9), st.integers(0, 10**9), st.integers(0, 10**6), st.integers(0, 10**9))
def test_with_any_subsidy_the_municipalities_bring_in_half_where_income_leaves_room(total, income, rate, maximum):
    budget = _budget(
        str(Decimal(total) / 100),
        income=str(Decimal(income) / 100),
        subsidy={"rate": str(Decimal(rate) / 10**6), "maximum": str(Decimal(maximum) / 100)},
    )
    bill = make_bill(budget, MEMBERS)
    assert bill.means.leaves_room == (2 * income < total)
    assert bill.subsidy.amount >= 0
    if bill.means.leaves_room:
        assert bill.granted.own_share >= Fraction(1, 2)
        assert bill.means.share == bill.granted.own_share


def test_more_income_than_costs_leaves_nothing_to_pay():
    bill = make_bill(_budget(income="100000.01"), MEMBERS)
    assert bill.without.deficit == Decimal("-0.01")
    assert set(bill.without.shared.amounts.values()) == {Decimal(0)}


def test_when_one_leaves_costs_per_head_shrink_and_others_do_not():
    costs = (Cost(kind="staff", amount="60000"), Cost(kind="projects", amount="40000.01", per_head=True))
    bill = without_member(Budget(costs=costs), MEMBERS, "30003")
    # 40,000.01 · 80/100 = 32,000.008, to the nearest cent
    assert bill.total == Decimal("92000.01")
    assert [member.nis for member in bill.members] == ["10001", "20002"]
    assert sum(bill.without.shared.amounts.values()) == bill.total
    with pytest.raises(IgsGeoError):
        without_member(Budget(costs=costs), MEMBERS[:1], "10001")


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 10**7), st.sampled_from(["0", "0.3", "1"]), st.integers(0, 10**6), st.integers(0, 10**6))
def test_at_the_break_even_a_municipality_pays_what_it_spends_alone(spent, share, floor, ceiling):
    spent, floor, ceiling = (Decimal(number) / 100 for number in (spent, floor, floor + ceiling))
    sharing = {"fixed_share": share, "floors": {"20002": str(floor)}, "ceilings": {"20002": str(ceiling)}}
    budget = _budget(spending={"10001": str(spent)}, sharing=sharing)
    deficit = break_even(budget, MEMBERS, "10001")
    bill = make_bill(_budget(str(deficit), sharing=sharing), MEMBERS)
    assert abs(bill.without.shared.amounts["10001"] - spent) <= Decimal("0.02")


def test_no_break_even_where_nothing_was_filled_in_or_a_bound_forbids_it():
    assert break_even(_budget(), MEMBERS, "10001") is None
    budget = _budget(spending={"10001": "500"}, sharing={"floors": {"10001": "501"}})
    assert break_even(budget, MEMBERS, "10001") is None


def test_nobody_cannot_pay():
    with pytest.raises(IgsGeoError):
        make_bill(_budget(), ())
