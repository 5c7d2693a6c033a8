"""The commands of ``igs-geo scenario``: the same numbers as the pages."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import click
import pandas as pd

from igs_geo.assessment import (
    Round,
    as_saved,
    best_moves,
    check_rules,
    compare_rounds,
    facts,
    make_bill,
    means_of,
    members_of,
    results,
    standing,
    without_member,
)
from igs_geo.assessment.bill.sentences import bill_rows, say_bill
from igs_geo.assessment.numbers.sentences import say_move, say_what_stands_out
from igs_geo.assessment.rules.sentences import say_dated, say_rule
from igs_geo.atlas.search import find_municipality
from igs_geo.cli.base import Command, data_option, edition_option, language_of, language_option
from igs_geo.cli.output import SPATIAL, TABULAR, format_option, output_option, write, write_json, write_table
from igs_geo.cli.own import load, overlay_option
from igs_geo.cli.prepare import prepare_once
from igs_geo.cli.scenario.asking import budget_of, budget_options, question_options, questions_of
from igs_geo.cli.scenario.opening import Asked, ask, file_options, new_scenario, one_region
from igs_geo.cli.scenario.session import session
from igs_geo.cli.scenario.sheet import sheet
from igs_geo.cli.scenario.writing import (
    change_rows,
    factor_rows,
    number_rows,
    plain_row,
    titled,
    write_rows,
)
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import translate
from igs_geo.regions.result.shapes import as_geojson, with_shapes


@click.command(cls=Command, help="scenario_cli.help_new")
@click.option("--title", required=True, help="scenario_cli.option_title")
@click.option("--region", "regions", multiple=True, metavar="TEXT", help="scenario_cli.option_new_region")
@click.option("--partnership", "partnerships", multiple=True, metavar="NAME|ID", help="scenario_cli.option_partnership")
@click.option("--proposal", type=click.Path(dir_okay=False), help="scenario_cli.option_proposal")
@edition_option
@data_option
@overlay_option
@format_option(("json",), "json")
@output_option
@language_option
@click.pass_context
def new(
    context: click.Context, /, *, edition: str, data: str | None, overlay: tuple[str, ...], output: str | None,
    output_format: str, **options: Any,
) -> None:  # fmt: skip
    """Make a scenario."""
    del output_format
    atlas = load(context, edition, data, overlay)
    write(as_saved(new_scenario(atlas, options), atlas).to_json(), output)


@click.command(cls=Command, help="scenario_cli.help_show")
@click.option("--compare/--no-compare", default=True, help="scenario_cli.option_compare")
@file_options(TABULAR)
def show(context: click.Context, *, compare: bool, **options: Any) -> None:
    """Print the numbers of every region."""
    language, asked = language_of(context), ask(context, options)
    if compare:
        prepare_once(language)
    rows, flat, texts = [], [], []
    for region in asked.regions:
        numbers = asked.numbers(region)
        stands = standing(asked.bench, region.members) if compare else None
        moves = best_moves(asked.bench, region.members)
        said = say_what_stands_out(asked.bench, numbers, stands, language)
        rows.append(
            {"name": region.name, "stands_out": said}
            | asdict(numbers)
            | {"comparable": None if stands is None else asdict(stands), "moves": [asdict(one) for one in moves]}
        )
        flat.append(plain_row(region.name, numbers, stands))
        lines = [say_move(asked.bench, one, language) for one in moves]
        texts.append((region.name, [said, *lines], number_rows(asked.bench, numbers, stands, language)))
    form, output = options["output_format"], options["output"]
    if form == "json":
        write_json({"title": asked.scenario.title, "edition": asked.atlas.edition, "regions": rows}, output)
    elif form == "csv":
        write_table(pd.DataFrame(flat), form, output)
    else:
        write("\n\n".join(_shown(name, said, table, language) for name, said, table in texts), output)


def _shown(name: str, said: list[str], table: list[dict[str, Any]], language: str) -> str:
    from igs_geo.cli.output import as_text

    return "\n".join([name, *said, "", as_text(titled(pd.DataFrame(table), language))])


@click.command(cls=Command, help="scenario_cli.help_check")
@question_options
@file_options(TABULAR)
def check(context: click.Context, **options: Any) -> None:
    """Hold a region against the rules."""
    language, asked = language_of(context), ask(context, options)
    region = one_region(asked)
    questions = questions_of(region.questions, options)
    found = check_rules(asked.atlas, asked.numbers(region), questions, means_of(region.budget))
    rules = [say_rule(asked.atlas, one, language) for one in found.checked]
    dates = [say_dated(one, language) for one in found.timeline]
    if options["output_format"] == "json":
        head = {"region": region.name, "questions": questions.model_dump()}
        states = [{"code": one.finding.state} | said for one, said in zip(found.checked, rules, strict=True)]
        plain = [{"day": one.date, "code": one.when} | said for one, said in zip(found.timeline, dates, strict=True)]
        write_json(head | {"rules": states, "background": found.background, "timeline": plain}, options["output"])
        return
    if not rules and options["output_format"] == "table":
        write(translate("scenario_cli.no_rules", language), options["output"])
        return
    columns = ["topic", "state", "figure", "status", "date"]
    write_rows(rules, options, language, shown=columns, after=(dates, ["date", "when", "what", "status"]))


@click.command(cls=Command, help="scenario_cli.help_contributions")
@budget_options
@file_options(TABULAR)
def contributions(context: click.Context, *, leaving: str | None, **options: Any) -> None:
    """Share the costs of a region out."""
    language, asked = language_of(context), ask(context, options)
    region = one_region(asked)
    members = members_of(asked.atlas, region.members)
    budget = budget_of(region.budget, options)
    if leaving is None:
        bill = make_bill(budget, members)
    else:
        nis = find_municipality(asked.atlas, leaving)
        if nis not in region.members:
            raise IgsGeoError("scenario_cli.no_member", name=asked.bench.names[nis], region=region.name)
        bill = without_member(budget, members, nis)
    rows = bill_rows(budget, bill)
    if options["output_format"] == "json":
        head = {"region": region.name, "total": bill.total, "income": bill.income, "subsidy": asdict(bill.subsidy)}
        splits = {"without_subsidy": bill.without, "with_subsidy": bill.granted}
        said = {name: None if one is None else {"deficit": one.deficit, "obstacle": one.shared.obstacle,
                                                "bound": one.shared.bound} for name, one in splits.items()}  # fmt: skip
        write_json(head | said | {"members": rows}, options["output"])
        return
    write_rows(rows, options, language, before=say_bill(bill, language), euro=True)


@click.command(cls=Command, help="scenario_cli.help_factors")
@click.option("--round", "round_name", metavar="NAME", help="scenario_cli.option_round")
@click.option("--against", metavar="NAME", help="scenario_cli.option_against")
@file_options(TABULAR)
def factors(context: click.Context, *, round_name: str | None, against: str | None, **options: Any) -> None:
    """Print the success factors: facts, and what people answered."""
    language, asked = language_of(context), ask(context, options)
    region = one_region(asked)
    table = asked.atlas.success_factors
    numbers = [int(number) for number in table.index]
    now = _round(region.rounds, round_name) if region.rounds or round_name else Round(name="-")
    names = {number: str(table.loc[number, f"name_{language}"]) for number in numbers}
    if against is not None:
        write_rows(change_rows(compare_rounds(_round(region.rounds, against), now, numbers), names), options, language)
        return
    known = facts(asked.bench, asked.numbers(region), language)
    write_rows(factor_rows(results(now, numbers), names, known, language), options, language)


def _round(rounds: tuple[Round, ...], name: str | None) -> Round:
    found = [one for one in rounds if name in (None, one.name)]
    if not found:
        known = ", ".join(one.name for one in rounds) or "–"
        raise IgsGeoError("scenario_cli.no_round", name=name, known=known)
    return found[-1]


@click.command(cls=Command, help="scenario_cli.help_export")
@file_options(SPATIAL)
def export(context: click.Context, **options: Any) -> None:
    """Write the regions of a scenario: the document, a list of municipalities, or a map."""
    asked, language = ask(context, options), language_of(context)
    form, output = options["output_format"], options["output"]
    if form == "json":
        write(as_saved(asked.scenario, asked.atlas).to_json(), output)
        return
    if form == "geojson":
        write(_map(asked), output)
        return
    rows = [
        {"region": region.name, "nis": nis, "municipality": asked.bench.names[nis]}
        for region in asked.regions
        for nis in region.members
    ]
    if not rows and form == "table":
        write(translate("scenario_cli.no_members", language), output)
        return
    write_rows(rows, options, language, columns=["region", "nis", "municipality"])


def _map(asked: Asked) -> str:
    drawn = [region for region in asked.regions if region.members]
    table = pd.DataFrame(
        [
            {"name": region.name, "members": " ".join(region.members), "inhabitants": numbers.region.inhabitants,
             "young": numbers.region.young, "contiguous": numbers.region.contiguous}
            for region in drawn
            for numbers in [asked.numbers(region)]
        ]
    )  # fmt: skip
    frame = with_shapes(asked.atlas, table, [region.members for region in drawn])
    return as_geojson(frame, {"title": asked.scenario.title, "criteria": asked.scenario.settings.to_dict()})


COMMANDS = (new, show, check, contributions, factors, sheet, session, export)
