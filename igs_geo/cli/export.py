"""``igs-geo export``: maps to print, and what is behind them as geodata."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from igs_geo.cli.base import Command, data_option, edition_option, language_of, language_option
from igs_geo.cli.own import load, overlay_option
from igs_geo.errors import NotFoundError
from igs_geo.i18n import translate

if TYPE_CHECKING:
    from igs_geo.atlas import Atlas
    from igs_geo.maps import MapSpec
    from igs_geo.maps.print import Print

F = TypeVar("F", bound=Callable[..., Any])
PAPERS = ("8cm", "16cm", "a4-portrait", "a4-landscape", "slide")
NAMES = ("none", "main", "all", "numbers")
PICTURES = ("png", "svg", "pdf")
GEODATA = ("gpkg", "geojson", "parquet", "kml", "zip")


def map_options(formats: tuple[str, ...]) -> Callable[[F], F]:
    """Return a decorator that adds what says which map, in which form, into which file."""

    def decorate(command: F) -> F:
        options = (
            click.option("--domain", "domains", multiple=True, help="cli.option_domain"),
            click.option("--area", default=None, help="cli.option_area"),
            click.option("--format", "form", type=click.Choice(formats), default=formats[0], show_default=True,
                         help="cli.option_format"),
            click.option("--output", type=click.Path(path_type=Path, dir_okay=False), default=None,
                         help="cli.option_output"),
            edition_option,
            data_option,
            overlay_option,
            language_option,
            click.pass_context,
        )  # fmt: skip
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def _asked(context: click.Context, options: dict[str, Any]) -> tuple[Atlas, MapSpec]:
    from igs_geo.maps import partnership_map
    from igs_geo.maps.context import focus_name

    language, area = language_of(context), options["area"]
    atlas = load(context, options["edition"], options["data"], options["overlay"])
    _refuse_unknown(atlas, options["domains"])
    if area is not None and focus_name(atlas, area) is None:
        row = atlas.divisions.iloc[0]
        raise NotFoundError("cli.unknown_area", area=area, example=f"{row['division']}:{row['region_code']}")
    return atlas, partnership_map(atlas, options["domains"], focus=area, language=language)


def _refuse_unknown(atlas: Atlas, domains: tuple[str, ...]) -> None:
    for code in domains:
        if code not in atlas.domains.index:
            raise NotFoundError("cli.unknown_domain", code=code, known=", ".join(atlas.domains.index))


def _keep(content: bytes, options: dict[str, Any], spec: MapSpec, language: str) -> None:
    from igs_geo.maps.print.sheet import safe_name
    from igs_geo.reports.writing import keep

    file = options["output"] or Path(f"{safe_name(spec.title)}.{options['form']}")
    keep(content, file)
    click.echo(translate("cli.dossier_written", language, file=file), err=True)


@click.command("map", cls=Command, help="cli.help_export_map")
@click.option("--paper", type=click.Choice(PAPERS), default="16cm", show_default=True, help="cli.option_paper")
@click.option("--names", type=click.Choice(NAMES), default="main", show_default=True, help="cli.option_names")
@click.option("--side-by-side", is_flag=True, help="cli.option_side_by_side")
@click.option("--logo", type=click.Path(path_type=Path), default=None, help="cli.option_logo")
@map_options(PICTURES)
def print_command(context: click.Context, **options: Any) -> None:
    """Draw a map for print."""
    language = language_of(context)
    atlas, spec = _asked(context, options)
    drawing = _drawn(atlas, spec, options, language)
    _keep(_forms(drawing)[options["form"]](), options, spec, language)


def _forms(drawing: Print) -> dict[str, Callable[[], bytes]]:
    return {"png": drawing.png, "pdf": drawing.pdf, "svg": lambda: drawing.svg().encode()}


def _drawn(atlas: Atlas, spec: MapSpec, options: dict[str, Any], language: str) -> Print:
    from igs_geo.maps import partnership_map
    from igs_geo.maps import print as printing

    look = printing.Look(printing.PAPERS[options["paper"]], options["names"], logo=options["logo"])
    if not options["side_by_side"]:
        return printing.print_map(spec, atlas, look)
    names = atlas.domains[f"name_{language}"]
    maps = tuple(
        replace(partnership_map(atlas, [code], focus=options["area"], language=language), title=str(names[code]))
        for code in options["domains"] or [atlas.emphasis.domain]
    )
    columns = min(len(maps), 2 if options["paper"] == "8cm" else 3)
    return printing.print_multiples(printing.Panels(maps, spec, columns, "each"), atlas, look)


@click.command("merger", cls=Command, help="cli.help_export_merger")
@click.argument("name", metavar="NAME|NIS")
@click.option("--domain", "domains", multiple=True, help="cli.option_domain")
@click.option("--before", default="2019", show_default=True, help="cli.option_before")
@click.option("--paper", type=click.Choice(PAPERS), default="16cm", show_default=True, help="cli.option_paper")
@click.option(
    "--format", "form", type=click.Choice(PICTURES), default=PICTURES[0], show_default=True, help="cli.option_format"
)
@click.option("--output", type=click.Path(path_type=Path, dir_okay=False), default=None, help="cli.option_output")
@edition_option
@data_option
@overlay_option
@language_option
@click.pass_context
def merger_command(
    context: click.Context, /, *, name: str, domains: tuple[str, ...], before: str, **options: Any
) -> None:
    """Draw the cooperation of a merged municipality before and after its merger."""
    from igs_geo.atlas.search import find_municipality
    from igs_geo.maps.print import PAPERS as SIZES
    from igs_geo.maps.print import Look, print_multiples
    from igs_geo.reports.mergers import merger_panels

    language = language_of(context)
    own = options["overlay"]
    after = load(context, options["edition"], options["data"], own)
    then = load(context, before, options["data"], own, count=False)
    _refuse_unknown(after, domains)
    panels, atlases = merger_panels(then, after, find_municipality(after, name), domains, language)
    drawing = print_multiples(panels, atlases, Look(SIZES[options["paper"]], "none"))
    _keep(_forms(drawing)[options["form"]](), options, panels.head, language)


@click.command("data", cls=Command, help="cli.help_export_data")
@map_options(GEODATA)
def data_command(context: click.Context, **options: Any) -> None:
    """Write what is behind a map as geodata."""
    from igs_geo.maps.geodata import FORMS, archive
    from igs_geo.maps.print.colours import for_print

    language = language_of(context)
    atlas, spec = _asked(context, options)
    form = options["form"]
    content = archive(spec, atlas) if form == "zip" else FORMS[form](for_print(spec, atlas), atlas)
    _keep(content, options, spec, language)


COMMANDS = (print_command, merger_command, data_command)
