"""How the commands write what was worked out: rows of a table, and the sentences around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from igs_geo.assessment import (
    Bench,
    Change,
    Fact,
    FactorResult,
    RegionNumbers,
    Standing,
)
from igs_geo.cli.output import as_text, write, write_json, write_table
from igs_geo.i18n import format_number, format_percent, translate

AREA = "scenario_cli.column_"


def titled(table: pd.DataFrame, language: str) -> pd.DataFrame:
    """Return a table for people with its columns in their language."""
    return table.rename(columns={name: translate(f"{AREA}{name}", language) for name in table.columns})


def write_rows(
    rows: Sequence[Mapping[str, Any]],
    options: dict[str, Any],
    language: str,
    *,
    columns: Sequence[str] | None = None,
    shown: Sequence[str] | None = None,
    before: str = "",
    after: tuple[Sequence[Mapping[str, Any]], Sequence[str]] | None = None,
    euro: bool = False,
) -> None:
    """Write rows: all columns for programs, those that are shown for people, with sentences or a table around them.

    Parameters
    ----------
    rows
        The rows.
    options
        Form and file.
    language
        For people.
    columns
        Columns when there are no rows.
    shown
        Columns for people, and of the table after it.
    before
        Sentences before the table.
    after
        Rows and columns of a second table.
    euro
        Whether decimals are amounts, with two digits for people.
    """
    form, output = options["output_format"], options["output"]
    table = pd.DataFrame(rows, columns=list(columns) if columns and not rows else None)
    if form == "json":
        write_json(list(rows), output)
    elif form == "csv":
        write_table(table, form, output)
    else:
        parts = [before, _people(table, shown, language, euro=euro)]
        if after is not None:
            parts.append(_people(pd.DataFrame(after[0]), after[1], language, euro=euro))
        write("\n\n".join(part for part in parts if part), output)


def _people(table: pd.DataFrame, shown: Sequence[str] | None, language: str, *, euro: bool) -> str:
    if table.empty:
        return ""
    chosen = table[list(shown)] if shown is not None else table.drop(columns=["nis"], errors="ignore")
    said = chosen.map(lambda value: _said(value, language, euro=euro))
    return as_text(titled(said, language))


def _said(value: Any, language: str, *, euro: bool) -> Any:
    if isinstance(value, Decimal) or (isinstance(value, float) and euro):
        return format_number(float(value), language, 2)
    if isinstance(value, float):
        return format_number(value, language, 1)
    if isinstance(value, int) and not isinstance(value, bool):
        return format_number(value, language)
    return " ".join(value) if isinstance(value, list | tuple) else value


def number_rows(
    bench: Bench, numbers: RegionNumbers, stands: Standing | None, language: str
) -> list[dict[str, str | None]]:
    """Return the numbers of a region as rows: what, its value, and its percentile where there is one."""
    region, names = numbers.region, bench.names
    cut = [one for one in numbers.bodies if one.relation == "cut"]
    rows: list[tuple[str, str]] = [
        ("members", ", ".join(names[nis] for nis in numbers.members)),
        ("inhabitants", format_number(region.inhabitants, language)),
        ("young", format_number(region.young, language)),
        ("parts", "; ".join(", ".join(names[nis] for nis in part) for part in numbers.parts)),
        ("reference_regions", ", ".join(numbers.reference_regions)),
        ("hard_borders", "; ".join(f"{names[one.nis_a]} – {names[one.nis_b]}" for one in numbers.borders)),
        ("followed", ", ".join(f"{one.name} ({format_percent(one.jaccard, language)})" for one in numbers.follows)),
        ("cut", ", ".join(f"{one.name} ({one.inside}/{one.members})" for one in cut)),
        ("youth", ", ".join(f"{one.name} ({len(one.inside)}/{one.members})" for one in numbers.youth)),
        ("commuting", format_percent(numbers.commuting.stays, language)),
        ("largest_share", f"{names[numbers.largest]} {format_percent(numbers.largest_share, language)}"),
        ("gini", format_number(numbers.gini, language, 2)),
    ]
    found: list[dict[str, str | None]] = [
        {"what": translate(f"{AREA}{name}", language), "value": value or "–", "percentile": None}
        for name, value in rows
    ]
    compared = {} if stands is None else stands.compared
    for name, value in region.criteria.items():
        known = compared.get(name)
        share = None if known is None or known.percentile is None else format_percent(known.percentile, language)
        label = translate(f"{AREA}{name.replace('-', '_')}", language)
        found.append({"what": label, "value": format_number(value, language, 4), "percentile": share})
    return found


def plain_row(name: str, numbers: RegionNumbers, stands: Standing | None) -> dict[str, Any]:
    """Return the numbers of a region as one row for programs: codes, plain numbers, shares in [0, 1]."""
    region = numbers.region
    compared = {} if stands is None else stands.compared
    return {
        "region": name,
        "members": " ".join(numbers.members),
        "inhabitants": region.inhabitants,
        "young": region.young,
        **numbers.ages,
        "parts": len(numbers.parts),
        "reference_regions": len(numbers.reference_regions),
        "hard_borders": len(numbers.borders),
        "bodies_cut": sum(body.relation == "cut" for body in numbers.bodies),
        "youth_cut": sum(body.cut for body in numbers.youth),
        "commuting": numbers.commuting.stays,
        "largest_share": numbers.largest_share,
        "gini": numbers.gini,
        "cost": region.cost,
        **region.criteria,
        **{f"{criterion}_percentile": one.percentile for criterion, one in compared.items()},
    }


def factor_rows(
    found: Iterable[FactorResult], names: Mapping[int, str], known: Iterable[Fact], language: str
) -> list[dict[str, Any]]:
    """Return the factors with what data say and what people answered."""
    said: dict[int, list[str]] = {}
    for fact in known:
        said.setdefault(fact.factor, []).append(fact.text)
    del language
    return [
        {
            "factor": one.factor,
            "name": names[one.factor],
            "answers": one.everyone.answers,
            "median": one.everyone.median,
            "lowest": None if one.everyone.range is None else one.everyone.range[0],
            "highest": None if one.everyone.range is None else one.everyone.range[1],
            "unknown": one.everyone.unknown,
            "disagreement": one.everyone.disagreement,
            "facts": " ".join(said.get(one.factor, [])),
        }
        for one in found
    ]


def change_rows(changes: Iterable[Change], names: Mapping[int, str]) -> list[dict[str, Any]]:
    """Return the factors in two rounds."""
    return [
        {
            "factor": one.factor,
            "name": names[one.factor],
            "median_before": one.before.median,
            "median_after": one.after.median,
            "change": one.median,
            "disagreement_change": one.disagreement,
            "answers_before": one.before.answers,
            "answers_after": one.after.answers,
        }
        for one in changes
    ]
