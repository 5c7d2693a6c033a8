"""The commands of ``igs-geo regions``: the same calls as the dashboard makes."""

from __future__ import annotations

from typing import Any

import click
import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.atlas.search import find_municipality
from igs_geo.cli.base import Command, language_of
from igs_geo.cli.output import as_text, write, write_json, write_table
from igs_geo.cli.regions.asking import ask
from igs_geo.cli.regions.options import outcome, running_option
from igs_geo.cli.regions.writing import Rows, end, geojson, region_table, verdict, write_proposal, write_rows
from igs_geo.i18n import format_percent, translate
from igs_geo.regions import (
    Alternatives,
    AnalysisParams,
    Proposal,
    SetStore,
    Stability,
    broken_share,
    explain,
)
from igs_geo.regions import alternatives as find_alternatives
from igs_geo.regions import around as find_around
from igs_geo.regions import grow as find_growth
from igs_geo.regions import search as find
from igs_geo.regions import stability as measure
from igs_geo.regions.analysis.sentences import say_alternatives, say_stability
from igs_geo.regions.result.shapes import outcome_table, region_shapes
from igs_geo.regions.search.executors import open_executor


@click.command(cls=Command, help="regions.help_search")
@outcome()
def search(context: click.Context, **options: Any) -> None:
    """Find the best division."""
    atlas, problem = ask(context, options)
    with open_executor(options["threads"], options["scheduler"]) as executor:
        found = find(problem, time_limit=options["time_limit"], threads=options["threads"], executor=executor)
    write_proposal(context, atlas, explain(problem, found), options)


@click.command(cls=Command, help="regions.help_around")
@click.argument("names", metavar="NAME|NIS...", nargs=-1, required=True)
@running_option("number", 5, "-k", "--number")
@running_option("overlap", 0.7)
@outcome()
def around(context: click.Context, *, names: tuple[str, ...], number: int, overlap: float, **options: Any) -> None:
    """Find the best regions around one municipality, or around several together."""
    atlas, problem = ask(context, options)
    starts = [find_municipality(atlas, name) for name in names]
    found = find_around(problem, starts, number, overlap)
    rows = [
        {"rank": rank, "cost_per_inhabitant": each} | region.to_dict()
        for rank, (region, each) in enumerate(zip(found.regions, found.costs_per_inhabitant, strict=True), 1)
    ]
    head = {"municipalities": starts, "considered": found.considered, "largest": found.largest,
            "criteria": problem.criteria.to_dict()}  # fmt: skip
    write_rows(context, atlas, Rows(rows, head, "regions"), options)


@click.command(cls=Command, help="regions.help_grow")
@click.argument("partnership")
@running_option("number", 10, "-k", "--number")
@running_option("most", 3)
@outcome()
def grow(context: click.Context, *, partnership: str, number: int, most: int, **options: Any) -> None:
    """Find how a youth partnership can best grow."""
    atlas, problem = ask(context, options)
    found = find_growth(problem, partnership, number, most)
    rows = [
        {"rank": rank, "added": list(item.added), "cost_per_inhabitant": item.cost_per_inhabitant,
         "change": item.change} | item.region.to_dict()
        for rank, item in enumerate(found.extensions, 1)
    ]  # fmt: skip
    head = {"partnership": found.partnership, "name": found.name, "now": found.now.to_dict(),
            "now_per_inhabitant": found.now_per_inhabitant, "considered": found.considered,
            "criteria": problem.criteria.to_dict()}  # fmt: skip
    write_rows(context, atlas, Rows(rows, head, "extensions"), options)


@click.command(cls=Command, help="regions.help_alternatives")
@running_option("number", 3, "-n", "--number")
@running_option("difference", 0.2)
@outcome()
def alternatives(context: click.Context, *, number: int, difference: float, **options: Any) -> None:
    """Find other divisions that are nearly as good."""
    atlas, problem = ask(context, options)
    limit, threads = options["time_limit"], options["threads"]
    found = find_alternatives(problem, number, difference, time_limit=limit, threads=threads)
    divisions = [found.best, *found.others]
    form, output = options["output_format"], options["output"]
    if form == "json":
        rows = [p.to_dict() | {"broken_share": broken_share(found.best, p)} for p in divisions]
        head = {"difference": difference, "criteria": problem.criteria.to_dict(), "asked": found.asked,
                "found": found.found, "seconds": found.seconds, "no_more": found.no_more}  # fmt: skip
        write_json(head | {"best": rows[0], "alternatives": rows[1:]}, output)
    elif form == "csv":
        tables = [outcome_table(atlas, p).assign(alternative=place) for place, p in enumerate(divisions)]
        write_table(pd.concat(tables, ignore_index=True), "csv", output)
    elif form == "geojson":
        shapes = pd.concat([region_shapes(atlas, p).assign(alternative=i) for i, p in enumerate(divisions)])
        write(geojson(shapes, found.best), output)
    else:
        write(_alternatives_text(found, language_of(context)), output)
    if form in ("csv", "geojson"):
        click.echo(verdict(found.best, language_of(context)), err=True)
    end(context, found.best)


def _alternatives_text(found: Alternatives, language: str) -> str:
    texts = [translate("regions.best", language), verdict(found.best, language), region_table(found.best, language)]
    for place, other in enumerate(found.others, 1):
        share = format_percent(broken_share(found.best, other), language)
        title = translate("regions.alternative", language, number=place)
        broken = translate("regions.broken_share", language, share=share)
        texts += [f"{title} {broken}", verdict(other, language), region_table(other, language)]
    if found.best.objective is not None:
        texts.append(say_alternatives(found.asked, found.found, found.seconds, language, no_more=found.no_more))
    return "\n\n".join(text for text in texts if text)


@click.command(cls=Command, help="regions.help_stability")
@running_option("samples", 30)
@running_option("seed", 1)
@outcome()
def stability(context: click.Context, *, samples: int, seed: int, **options: Any) -> None:
    """Measure how far the regions depend on the weights."""
    atlas, problem = ask(context, options)
    store, limit, threads = SetStore(), options["time_limit"], options["threads"]
    proposal = explain(problem, find(problem, time_limit=limit / 3, threads=threads, store=store))
    if proposal.objective is None:
        write_proposal(context, atlas, proposal, options)
        return
    params = AnalysisParams(samples=samples, seed=seed)
    found = measure(problem, proposal, time_limit=2 * limit / 3, threads=threads, store=store, params=params)
    form, output = options["output_format"], options["output"]
    table = proposal.table().assign(stability=pd.Series(found.regions, dtype=float))
    if form == "json":
        write_json(_stability_values(proposal, found), output)
    elif form == "csv":
        more = table[["stability"]].assign(core=[" ".join(core or ()) for core in found.cores])
        write_table(outcome_table(atlas, proposal).join(more), "csv", output)
    elif form == "geojson":
        write(geojson(region_shapes(atlas, proposal).assign(stability=table["stability"]), proposal), output)
    else:
        write(_stability_text(atlas, table, found, params, language_of(context)), output)


def _stability_values(proposal: Proposal, found: Stability) -> dict[str, Any]:
    rows = [
        region.to_dict() | {"stability": share, "core": core, "fixed_pairs": pairs}
        for region, share, core, pairs in zip(
            proposal.regions, found.regions, found.cores, found.fixed_pairs, strict=True
        )
    ]
    head = {"samples": found.drawn, "solved": found.solved, "counted": found.counted,
            "stopped_by_clock": found.stopped_by_clock, "gaps": found.gaps, "seed": found.seed}  # fmt: skip
    return proposal.to_dict() | head | {"regions": rows}


def _stability_text(atlas: Atlas, table: pd.DataFrame, found: Stability, params: AnalysisParams, language: str) -> str:
    names = atlas.municipalities["name"]
    shown = table[["name", "municipalities"]].assign(
        stability=[format_percent(share, language) for share in found.regions],
        core=[", ".join(names[nis] for nis in core or ()) for core in found.cores],
    )
    columns = {name: translate(f"regions.column_{name}", language) for name in shown}
    note = say_stability(found.counted, found.drawn, found.stopped_by_clock, language, params)
    return f"{as_text(shown.rename(columns=columns))}\n\n{note}"


COMMANDS = (search, around, grow, alternatives, stability)
