"""``igs-geo dossier``: reports on a region, a municipality or all of Flanders."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.termui import progressbar

from igs_geo.cli.base import Command, data_option, edition_option, language_of, language_option
from igs_geo.cli.own import load, overlay_option
from igs_geo.cli.prepare import prepare_once
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import translate

if TYPE_CHECKING:
    from igs_geo.assessment import DrawnRegion
    from igs_geo.atlas import Atlas
    from igs_geo.reports import Analyses, Report

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("docx", "pdf", "html")
THREADS = 2


def report_options(command: F) -> F:
    """Add what every report takes: edition, data, own data, form, file, template and language."""
    options = (
        edition_option,
        data_option,
        overlay_option,
        click.option("--format", "form", type=click.Choice(FORMATS), default="docx", show_default=True,
                     help="cli.option_dossier_format"),
        click.option("--output", type=click.Path(path_type=Path), default=None, help="cli.option_dossier_output"),
        click.option("--template", type=click.Path(path_type=Path), default=None, help="cli.option_template"),
        click.option("--threads", type=click.IntRange(1, 64), default=THREADS, show_default=True,
                     help="regions.option_threads"),
        click.option("--scheduler", default=None, help="regions.option_scheduler"),
        language_option,
        click.pass_context,
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def search_options(command: F) -> F:
    """Add how the exploration is made: from which preset, kept where, or not at all."""
    for option in (
        click.option("--preset", default=None, help="regions.option_preset"),
        click.option("--analyses", type=click.Path(path_type=Path), default=None, help="cli.option_analyses"),
        click.option("--no-search", is_flag=True, help="cli.option_no_search"),
        click.option("--time-limit", type=click.FloatRange(1), default=None, help="regions.option_time_limit"),
    ):
        command = option(command)
    return command


def _analyses(atlas: Atlas, options: dict[str, Any], language: str) -> Analyses | None:
    """Return the exploration; None when it is not asked for."""
    from igs_geo.atlas.standing import DEFAULT_PRESET
    from igs_geo.regions import preset
    from igs_geo.regions.search.executors import open_executor
    from igs_geo.reports.analyses import SECONDS, analyse, kept

    if options["no_search"]:
        return None
    criteria = preset(options["preset"] or DEFAULT_PRESET).criteria.with_(edition=atlas.edition)

    def make() -> Analyses:
        prepare_once(language)
        label, length = translate("cli.dossier_searching", language), 100
        bar: Any = progressbar(length=length, label=label, file=sys.stderr)
        with open_executor(options["threads"], options["scheduler"]) as executor, bar:
            return analyse(
                atlas, criteria, seconds=options["time_limit"] or SECONDS, threads=options["threads"],
                executor=executor, tell=lambda share: bar.update(round(length * share) - bar.pos),
            )  # fmt: skip

    return make() if options["analyses"] is None else kept(options["analyses"], atlas, criteria, make)


def _load(context: click.Context, options: dict[str, Any]) -> Atlas:
    return load(context, options["edition"], options["data"], options["overlay"])


def _write(report: Report, options: dict[str, Any], language: str) -> None:
    from igs_geo.maps.print.sheet import safe_name
    from igs_geo.reports.writing import keep, written

    form = options["form"]
    file = options["output"] or Path(f"{safe_name(report.title)}.{form}")
    if file.is_dir():
        file = file / f"{safe_name(report.title)}.{form}"
    keep(written(report, form, options["template"]), file)
    click.echo(translate("cli.dossier_written", language, file=file), err=True)


@click.command(cls=Command, help="cli.help_dossier_region")
@click.argument("name", metavar="NAME|ID|NIS", required=False)
@click.option("--sheet", is_flag=True, help="cli.option_sheet")
@click.option("--scenario", type=click.Path(dir_okay=False), default=None, help="cli.option_dossier_scenario")
@search_options
@report_options
def region(context: click.Context, *, name: str | None, sheet: bool, scenario: str | None, **options: Any) -> None:
    """Write the dossier or the sheet of a region."""
    from igs_geo.reports import find_subject, of_drawn, region_dossier, region_sheet

    language = language_of(context)
    if scenario is not None:
        atlas, drawn = _drawn(context, scenario, name, options)
        analyses = _analyses(atlas, options, language)
        subject = of_drawn(drawn, analyses)
    elif name is not None:
        atlas = _load(context, options)
        analyses = _analyses(atlas, options, language)
        subject = find_subject(atlas, name, analyses)
    else:
        raise IgsGeoError("cli.dossier_name_or_scenario")
    make = region_sheet if sheet else region_dossier
    _write(make(atlas, subject, analyses, language), options, language)


def _drawn(context: click.Context, file: str, name: str | None, options: dict[str, Any]) -> tuple[Atlas, DrawnRegion]:
    """Return a region of a scenario, on the edition for which it was drawn."""
    from igs_geo.cli.scenario.opening import ask, one_region

    asked = ask(context, {"file": file, "regions": () if name is None else (name,), "edition": None,
                          "data": options["data"], "overlay": options["overlay"]})  # fmt: skip
    return asked.atlas, one_region(asked)


@click.command(cls=Command, help="cli.help_dossier_municipality")
@click.argument("name", metavar="NAME|NIS", required=False)
@click.option("--all-municipalities", "everyone", is_flag=True, help="cli.option_all_municipalities")
@click.option("--no-search", is_flag=True, help="cli.option_no_search")
@click.option("--preset", default=None, help="regions.option_preset")
@report_options
def municipality(context: click.Context, *, name: str | None, everyone: bool, **options: Any) -> None:
    """Write the dossier of a municipality, or of all."""
    from igs_geo.atlas.search import find_municipality
    from igs_geo.atlas.standing import DEFAULT_PRESET
    from igs_geo.regions import build_problem, preset
    from igs_geo.reports import Ground, municipality_dossier

    language = language_of(context)
    if everyone == (name is not None) or (everyone and options["output"] is None):
        raise IgsGeoError("cli.dossier_name_or_all")
    atlas = _load(context, options)
    criteria = None
    if not options["no_search"]:
        criteria = preset(options["preset"] or DEFAULT_PRESET).criteria.with_(edition=atlas.edition)
        prepare_once(language)
    if name is None:
        _write_all(atlas, criteria, options, language)
        return
    nis = find_municipality(atlas, name)
    ground = Ground.of(atlas, None if criteria is None else build_problem(atlas, criteria))
    _write(municipality_dossier(ground, nis, language), options, language)


def _write_all(atlas: Atlas, criteria: Any, options: dict[str, Any], language: str) -> None:
    from igs_geo.regions.search.executors import open_executor
    from igs_geo.reports.writing import write_all

    if options["template"] is not None:
        raise IgsGeoError("reports.template_only_one")
    label, length = translate("cli.dossier_writing", language), len(atlas.flemish)
    bar: Any = progressbar(length=length, label=label, file=sys.stderr)
    with open_executor(options["threads"], options["scheduler"]) as executor, bar:
        done, there = write_all(
            atlas, options["data"], options["output"], options["form"], language,
            criteria=criteria, executor=executor, tell=lambda now, _of: bar.update(now - bar.pos),
        )  # fmt: skip
    text = translate("cli.dossier_all_written", language, done=done, there=there, folder=options["output"])
    click.echo(text, err=True)


@click.command(cls=Command, help="cli.help_dossier_flanders")
@search_options
@report_options
def flanders(context: click.Context, **options: Any) -> None:
    """Write the report on Flanders."""
    from igs_geo.reports import flanders_report

    language, atlas = language_of(context), _load(context, options)
    analyses = _analyses(atlas, options, language)
    _write(flanders_report(atlas, analyses, language), options, language)


COMMANDS = (region, municipality, flanders)
