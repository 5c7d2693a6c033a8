"""How measures are written: rounded for people, in full for programs, with shapes for maps."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from igs_geo.cli.output import as_text, write, write_geojson, write_table

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


def write_measured(
    frame: pd.DataFrame,
    options: dict[str, Any],
    shapes: Callable[[], gpd.GeoDataFrame] | None = None,
    note: str = "",
) -> None:
    """Write a table; a note on it stands under the one for people, and on standard error where a program reads.

    Parameters
    ----------
    frame
        The table.
    options
        ``output_format`` and ``output`` as they were given.
    shapes
        Gives the same rows with their shapes, for GeoJSON.
    note
        What has to be known beside the table; may be empty.
    """
    if options["output_format"] == "table" and note:
        write(f"{as_text(_rounded(frame))}\n\n{note}", options["output"])
        return
    if options["output_format"] == "geojson" and shapes is not None:
        write_geojson(shapes(), options["output"])
    else:
        write_table(_rounded(frame) if options["output_format"] == "table" else frame, **_where(options))
    if note:
        click.echo(note, err=True)


def _where(options: dict[str, Any]) -> dict[str, Any]:
    return {"output_format": options["output_format"], "output": options["output"]}


def _rounded(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(**{str(name): frame[name].round(3) for name in frame.select_dtypes("float")})
