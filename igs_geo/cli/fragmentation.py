"""``igs-geo fragmentation``: the measures and the flags, as tables and maps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar

import click

from igs_geo.cli.base import Group, data_option, edition_option, language_of, language_option
from igs_geo.cli.measured import write_measured
from igs_geo.cli.output import SPATIAL, TABULAR, format_option, output_option
from igs_geo.cli.own import load, overlay_option
from igs_geo.errors import IgsGeoError

if TYPE_CHECKING:
    import geopandas as gpd

    from igs_geo.fragmentation import Counted, Thresholds

F = TypeVar("F", bound=Callable[..., Any])
OWN = "own_"
"""What columns with own figures begin with, before their code."""


def _codes(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """Return codes that were given with a comma between."""
    if value is None:
        return None
    return tuple(dict.fromkeys(code for part in value.split(",") if (code := part.strip())))


def codes_option(name: str, text: str) -> Callable[[F], F]:
    """Return a decorator that adds an option for several codes."""
    return click.option(name, metavar="CODES", default=None, callback=_codes, help=text)


def number_option(name: str, default: int, text: str) -> Callable[[F], F]:
    """Return a decorator that adds an option for a whole number."""
    return click.option(name, type=int, default=default, show_default=True, help=text)


def measured(formats: tuple[str, ...]) -> Callable[[F], F]:
    """Return a decorator with what all commands ask: edition, what counts, form and place of the output."""

    def decorate(command: F) -> F:
        for option in (
            edition_option,
            data_option,
            overlay_option,
            codes_option("--domains", "fragmentation.option_domains"),
            codes_option("--without-domains", "fragmentation.option_without"),
            number_option("--min-members", 2, "fragmentation.option_min"),
            number_option("--max-members", 100, "fragmentation.option_max"),
            click.option(
                "--partial",
                type=click.Choice(["majority", "include", "exclude"]),
                default="majority",
                show_default=True,
                help="fragmentation.option_partial",
            ),
            click.option("--inactive", is_flag=True, help="fragmentation.option_inactive"),
            click.option("--added", is_flag=True, help="fragmentation.option_added"),
            number_option("--population-year", 2020, "fragmentation.option_year"),
            format_option(formats),
            output_option,
            language_option,
        )[::-1]:
            command = option(command)
        return click.pass_context(command)  # type: ignore[return-value]

    return decorate


def _counted(context: click.Context, options: dict[str, Any]) -> Counted:
    from igs_geo.fragmentation import Counting, count

    settings = Counting(
        min_members=options["min_members"],
        max_members=options["max_members"],
        partial=options["partial"],
        domains=options["domains"],
        without_domains=options["without_domains"] or (),
        statuses=("active", "inactive") if options["inactive"] else ("active",),
        inventories=("register", *(["added"] if options["added"] else []), "own"),
        population_year=options["population_year"],
    )
    counted = count(load(context, options["edition"], options["data"], options["overlay"], count=False), settings)
    # What counts belongs to every figure, and may not spoil what a program reads.
    click.echo(counted.describe(language_of(context)), err=True)
    return counted


@click.group(cls=Group, help="fragmentation.help")
def fragmentation() -> None:
    """Measure fragmentation."""


@fragmentation.command(help="fragmentation.help_municipalities")
@measured(SPATIAL)
def municipalities(context: click.Context, **options: Any) -> None:
    """Print the measures of every municipality."""
    import geopandas as gpd

    from igs_geo.fragmentation import measure_municipalities, municipality_figures

    counted = _counted(context, options)
    table = measure_municipalities(counted).join(municipality_figures(counted).add_prefix(OWN)).reset_index()
    shapes = counted.atlas.flemish.geometry
    write_measured(table, options, lambda: gpd.GeoDataFrame(table, geometry=shapes.to_numpy(), crs=shapes.crs))


@fragmentation.command(help="fragmentation.help_pairs")
@measured(SPATIAL)
def pairs(context: click.Context, **options: Any) -> None:
    """Print every pair of municipalities that shares a body."""
    import geopandas as gpd
    import shapely

    from igs_geo.fragmentation import measure_pairs

    counted = _counted(context, options)
    table = measure_pairs(counted)

    def lines() -> gpd.GeoDataFrame:
        shapes = counted.atlas.flemish.geometry
        points = shapes.representative_point()
        ends = [shapely.get_coordinates(points.loc[table[side]].to_numpy()) for side in ("nis_a", "nis_b")]
        return gpd.GeoDataFrame(table, geometry=shapely.linestrings(_stacked(ends)), crs=shapes.crs)

    write_measured(table, options, lines)


def _stacked(ends: list[Any]) -> Any:
    import numpy as np

    return np.stack(ends, axis=1)


@fragmentation.command(help="fragmentation.help_borders")
@codes_option("--divisions", "fragmentation.option_divisions")
@measured(SPATIAL)
def borders(context: click.Context, *, divisions: tuple[str, ...] | None, **options: Any) -> None:
    """Print every shared border and how hard it is."""
    from igs_geo.fragmentation import border_geometry, measure_borders

    counted = _counted(context, options)
    table = measure_borders(counted, divisions)
    text = table.assign(separated_by=[" ".join(codes) for codes in table["separated_by"]])
    write_measured(table, options, lambda: border_geometry(text, counted.atlas))


@fragmentation.command("layers", help="fragmentation.help_layers")
@codes_option("--layers", "fragmentation.option_layers")
@measured(TABULAR)
def layers_(context: click.Context, *, layers: tuple[str, ...] | None, **options: Any) -> None:
    """Print how alike every two layers are."""
    from igs_geo.fragmentation import compare_layers

    write_measured(compare_layers(_counted(context, options), layers), options)


@fragmentation.command(help="fragmentation.help_regions")
@click.option("--layer", default=None, help="fragmentation.option_layer")
@codes_option("--cut-by", "fragmentation.option_cut_by")
@click.option(
    "--weight",
    type=click.Choice(["count", "area", "inhabitants"]),
    default="inhabitants",
    show_default=True,
    help="fragmentation.option_weight",
)
@measured(SPATIAL)
def regions(
    context: click.Context, *, layer: str | None, cut_by: tuple[str, ...] | None, weight: str, **options: Any
) -> None:
    """Print what every body, or every region of a layer, is made of and how other layers cut it up."""
    import geopandas as gpd
    import shapely

    from igs_geo.fragmentation import (
        body_regions,
        describe_regions,
        groupings,
        layer_regions,
        region_figures,
        split_regions,
    )

    counted = _counted(context, options)
    sets = body_regions(counted) if layer is None else layer_regions(counted, layer)
    names = counted.chosen["name"] if layer is None else groupings(counted, [layer])[layer].group_names
    table = describe_regions(counted, sets).join(region_figures(counted, sets).add_prefix(OWN)).reset_index()
    table.insert(1, "name", table["region"].map(names))
    if cut_by is not None:
        every = None if cut_by == ("all",) else cut_by
        table = table.merge(split_regions(counted, sets, every, weight), on="region")

    def areas() -> gpd.GeoDataFrame:
        shapes = counted.atlas.flemish.geometry
        areas = {name: shapely.coverage_union_all(shapes.loc[sorted(own)].to_numpy()) for name, own in sets.items()}
        flat = (
            table.assign(group_codes=[" ".join(c) for c in table["group_codes"]]) if "group_codes" in table else table
        )
        return gpd.GeoDataFrame(flat, geometry=table["region"].map(areas).to_numpy(), crs=shapes.crs)

    write_measured(table, options, areas)


@fragmentation.command(help="fragmentation.help_flags")
@codes_option("--kinds", "fragmentation.option_kinds")
@click.option("--threshold", "chosen", multiple=True, metavar="NAME=VALUE", help="fragmentation.option_threshold")
@measured(SPATIAL)
def flags(context: click.Context, *, kinds: tuple[str, ...] | None, chosen: tuple[str, ...], **options: Any) -> None:
    """Print what asks for attention, the ones that matter first."""
    import geopandas as gpd
    import shapely

    from igs_geo.fragmentation import border_lines, find_flags, flags_table, say_without_members
    from igs_geo.fragmentation.flag import KINDS

    for kind in kinds or ():
        if kind not in KINDS:
            raise IgsGeoError("fragmentation.bad_setting", name="kinds", value=kind, known=", ".join(KINDS))
    thresholds = _thresholds(chosen)
    counted = _counted(context, options)
    found = [flag for flag in find_flags(counted, thresholds) if kinds is None or flag.kind in kinds]
    table = flags_table(found, language_of(context))

    def places() -> gpd.GeoDataFrame:
        shapes = counted.atlas.flemish.geometry
        lines = border_lines(shapes)
        geometry = [
            lines[flag.borders[0]]
            if flag.kind == "cutting_border"
            else shapely.coverage_union_all(shapes.loc[list(flag.municipalities)].to_numpy())
            for flag in found
        ]
        return gpd.GeoDataFrame(table, geometry=geometry, crs=shapes.crs)

    # Which municipalities such cooperation serves is not known: it is no row, and bears on every white spot.
    white = any(flag.kind.startswith("youth_white_spot") for flag in found)
    write_measured(table, options, places, say_without_members(counted.atlas, language_of(context)) if white else "")


def _thresholds(chosen: tuple[str, ...]) -> Thresholds:
    from igs_geo.fragmentation import Thresholds

    defaults = Thresholds()
    kinds: dict[str, Callable[[str], float]] = {
        field.name: type(getattr(defaults, field.name)) for field in fields(Thresholds)
    }
    values: dict[str, Any] = {}
    for item in chosen:
        name, _, text = item.partition("=")
        name = name.strip().replace("-", "_")
        if name not in kinds:
            raise IgsGeoError("fragmentation.bad_setting", name="threshold", value=name, known=", ".join(kinds))
        try:
            values[name] = kinds[name](text)
        except ValueError as error:
            raise IgsGeoError("flags.bad_threshold", name=name, value=text or "–") from error
    return Thresholds(**values)
