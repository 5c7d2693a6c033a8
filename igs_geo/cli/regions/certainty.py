"""The commands of ``igs-geo regions`` on how sure a division is, and on who could take its regions in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

import click
import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.cli.base import Command, language_of
from igs_geo.cli.output import TABULAR, as_text, write, write_json, write_table
from igs_geo.cli.regions.asking import ask
from igs_geo.cli.regions.options import outcome
from igs_geo.cli.regions.writing import verdict, write_proposal
from igs_geo.fragmentation import region_hosts
from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.regions import Problem, Proposal, SetStore, deciding, explain, flatness, payoff_table, search
from igs_geo.regions.analysis.sentences import criterion_name, say_deciding, say_hosts_rule, yes_or_no

SEARCH_SHARE = 1 / 3
"""Share of the time limit for the division itself."""
Writers = Mapping[str, Callable[[float | None, str], str] | None]
"""How each column is written, by name; None for one that is text."""


def _number(value: float | None, language: str) -> str:
    return format_number(value, language, 3)


def _percent(value: float | None, language: str) -> str:
    return format_percent(value, language, 2)


@click.command("flatness", cls=Command, help="regions.help_flatness")
@outcome(TABULAR)
def flatness_command(context: click.Context, **options: Any) -> None:
    """Find what it costs to divide differently."""
    atlas, problem, proposal, more = _divided(context, options)
    if proposal.objective is None:
        write_proposal(context, atlas, proposal, options)
        return
    rows = [answer.to_dict() for answer in flatness(problem, proposal, **more)]
    writers: Writers = {"difference": format_percent, "objective": _number, "change": _percent, "gap": _percent}
    _write(context, proposal, {"rows": rows}, options, lambda language: _shown(rows, writers, language))


@click.command("payoff", cls=Command, help="regions.help_payoff")
@outcome(TABULAR)
def payoff_command(context: click.Context, **options: Any) -> None:
    """Find the best and worst of each criterion."""
    atlas, problem, proposal, more = _divided(context, options)
    if proposal.objective is None:
        write_proposal(context, atlas, proposal, options)
        return
    table = payoff_table(problem, proposal, **more)
    decides = deciding(table.rows, problem.criteria.named_weights())
    found = table.to_dict() | {"deciding": None if decides is None else asdict(decides)}

    def shown(language: str) -> str:
        rows = [asdict(row) | {"stand": row.stand, "criterion": criterion_name(row.criterion, language)}
                for row in table.rows]  # fmt: skip
        writers: Writers = {
            "criterion": None,
            "best": _number,
            "own": _number,
            "worst": _number,
            "stand": format_percent,
        }
        said = "" if decides is None else say_deciding(decides, table.rows, language)
        return f"{_shown(rows, writers, language)}\n\n{said}".rstrip()

    _write(context, proposal, found, options, shown)


@click.command("hosts", cls=Command, help="regions.help_hosts")
@outcome(TABULAR)
def hosts_command(context: click.Context, **options: Any) -> None:
    """Find the bodies that could take the regions in."""
    atlas, problem = ask(context, options)
    proposal = explain(problem, search(problem, time_limit=options["time_limit"], threads=options["threads"]))
    if proposal.objective is None:
        write_proposal(context, atlas, proposal, options)
        return
    table = region_hosts(atlas, {str(place): region.members for place, region in enumerate(proposal.regions, 1)})
    rows = table.assign(fits=table["fits"].astype(object).where(table["fits"].notna(), None)).to_dict("records")

    def shown(language: str) -> str:
        names = {str(place): region.name for place, region in enumerate(proposal.regions, 1)}
        texts = [
            {
                "region": f"{row['region']}. {names[row['region']]}",
                "body": row["name"],
                "inside": translate("regions.host_inside", language, inside=row["inside"], of=row["of"],
                                    partial=row["partial"]),
                "reference_regions": format_number(row["reference_regions"], language),
                "fits": yes_or_no(row["fits"], language),
            }
            for row in rows
        ]  # fmt: skip
        writers: Writers = dict.fromkeys(("region", "body", "inside", "reference_regions", "fits"))
        text = _shown(texts, writers, language) if texts else translate("regions.hosts_none", language)
        return f"{text}\n\n{say_hosts_rule(atlas, language)}".rstrip()

    _write(context, proposal, {"rule": atlas.emphasis.host_rule, "rows": rows}, options, shown)


def _divided(context: click.Context, options: dict[str, Any]) -> tuple[Atlas, Problem, Proposal, dict[str, Any]]:
    """Return the best division, and what is left to ask about it with."""
    atlas, problem = ask(context, options)
    store, limit, threads = SetStore(), options["time_limit"], options["threads"]
    found = search(problem, time_limit=SEARCH_SHARE * limit, threads=threads, store=store)
    more = {"time_limit": (1 - SEARCH_SHARE) * limit, "threads": threads, "store": store}
    return atlas, problem, explain(problem, found), more


def _write(
    context: click.Context,
    proposal: Proposal,
    found: dict[str, Any],
    options: dict[str, Any],
    shown: Callable[[str], str],
) -> None:
    form, output, language = options["output_format"], options["output"], language_of(context)
    if form == "json":
        head = {"objective": proposal.objective, "gap": proposal.gap, "criteria": proposal.criteria.to_dict()}
        write_json(head | found, output)
        return
    if form == "csv":
        write_table(pd.DataFrame(found["rows"]), "csv", output)
    else:
        write(shown(language), output)
    click.echo(verdict(proposal, language), err=True)


def _shown(rows: list[dict[str, Any]], writers: Writers, language: str) -> str:
    columns = {
        translate(f"regions.column_{name}", language): [
            row[name] if write_one is None else write_one(row[name], language) for row in rows
        ]
        for name, write_one in writers.items()
    }
    return as_text(pd.DataFrame(columns))


COMMANDS = (flatness_command, payoff_command, hosts_command)
