"""What a bill says: rows by municipality, and sentences on the whole."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from igs_geo.assessment.bill.bill import Bill, Split, break_even
from igs_geo.assessment.bill.budget import Budget
from igs_geo.i18n import format_number, translate


def bill_rows(budget: Budget, bill: Bill) -> list[dict[str, Any]]:
    """Return what each municipality pays, with and without subsidy, and against going alone.

    Parameters
    ----------
    budget
        The budget.
    bill
        What it comes to.
    """
    rows: list[dict[str, Any]] = []
    for member in bill.members:
        without = bill.without.shared.amounts.get(member.nis)
        granted = None if bill.granted is None else bill.granted.shared.amounts.get(member.nis)
        alone = budget.spending.get(member.nis)
        rows.append(
            {
                "nis": member.nis,
                "municipality": member.name,
                "inhabitants": member.inhabitants,
                "without_subsidy": without,
                "per_inhabitant": _each(without, member.inhabitants),
                "per_young": _each(without, member.young),
                "with_subsidy": granted,
                "with_per_inhabitant": _each(granted, member.inhabitants),
                "with_per_young": _each(granted, member.young),
                "spending": alone,
                "break_even": break_even(budget, bill.members, member.nis),
            }
        )
    return rows


def say_bill(bill: Bill, language: str) -> str:
    """Return what a bill comes to, in a few sentences.

    Parameters
    ----------
    bill
        The bill.
    language
        ``"nl"`` or ``"en"``.
    """

    def money(amount: Decimal) -> str:
        return format_number(float(amount), language, 2)

    lines = [translate("bill.total", language, total=money(bill.total), income=money(bill.income))]
    lines.append(_split_text("without", bill.without, language))
    if bill.granted is None:
        lines.append(translate("bill.subsidy_unknown", language))
    else:
        amount = money(bill.subsidy.amount or Decimal(0))
        term = translate(f"bill.term_{bill.subsidy.binding}", language)
        lines.append(translate("bill.subsidy", language, amount=amount, term=term))
        lines.append(_split_text("with", bill.granted, language))
    if bill.means is not None and not bill.means.leaves_room:
        lines.append(translate("bill.no_room", language))
    return "\n".join(lines)


def _split_text(name: str, split: Split, language: str) -> str:
    deficit = format_number(float(split.deficit), language, 2)
    text = translate(f"bill.deficit_{name}", language, deficit=deficit)
    if split.deficit < 0:
        return f"{text} {translate('bill.surplus', language)}"
    if split.shared.obstacle is not None:
        bound = format_number(float(split.shared.bound or 0), language, 2)
        return f"{text} {translate(f'bill.obstacle_{split.shared.obstacle}', language, bound=bound)}"
    return text


def _each(amount: Decimal | None, heads: int) -> float | None:
    """Return euro per person; None where there is no amount or nobody."""
    return None if amount is None or not heads else float(amount) / heads
