"""``igs-geo fragmentation youth``: who has nothing, and how far the nearest known youth cooperation is."""

from __future__ import annotations

import click

from igs_geo.cli.base import Command, data_option, edition_option, language_of, language_option
from igs_geo.cli.measured import write_measured
from igs_geo.cli.output import SPATIAL, format_option, output_option
from igs_geo.cli.own import load, overlay_option


@click.command(cls=Command, help="fragmentation.help_youth")
@edition_option
@data_option
@overlay_option
@format_option(SPATIAL)
@output_option
@language_option
@click.pass_context
def youth(
    context: click.Context, *, edition: str, data: str | None, overlay: tuple[str, ...], output_format: str,
    output: str | None,
) -> None:  # fmt: skip
    """Print the state of youth cooperation of every municipality, and the nearest that is known."""
    import geopandas as gpd

    from igs_geo.fragmentation import nearest_youth, say_without_members

    atlas = load(context, edition, data, overlay)
    table = nearest_youth(atlas).reset_index()
    table.insert(1, "name", atlas.flemish["name"].to_numpy())
    for column in ("nearest", "through"):
        table[column] = [" ".join(codes) for codes in table[column]]
    shapes = atlas.flemish.geometry
    note = say_without_members(atlas, language_of(context))
    options = {"output_format": output_format, "output": output}
    write_measured(table, options, lambda: gpd.GeoDataFrame(table, geometry=shapes.to_numpy(), crs=shapes.crs), note)
