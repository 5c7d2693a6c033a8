"""How commands print: a table for people, JSON and CSV for programs, GeoJSON for maps."""

from __future__ import annotations

import json
import math
import sys
import textwrap
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

from igs_geo.errors import IgsGeoError

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd

F = TypeVar("F", bound=Callable[..., Any])
TABULAR = ("table", "json", "csv")
SPATIAL = (*TABULAR, "geojson")
WIDEST_COLUMN = 48
"""Characters after which a cell of a table for people goes on below."""


def format_option(formats: tuple[str, ...] = TABULAR, default: str = "table") -> Callable[[F], F]:
    """Return a decorator that adds ``--format``; the command receives it as ``output_format``."""
    return click.option(
        "--format",
        "output_format",
        type=click.Choice(formats),
        default=default,
        show_default=True,
        help="cli.option_format",
    )


def output_option(command: F) -> F:
    """Add ``--output``: a file instead of standard output; the command receives it as ``output``."""
    return click.option("--output", type=click.Path(dir_okay=False), default=None, help="cli.option_output")(command)


def write(text: str, output: str | None = None) -> None:
    """Write a text to a file, or to standard output when none is given.

    Parameters
    ----------
    text
        What to write.
    output
        Path of a file.

    Raises
    ------
    IgsGeoError
        When the file cannot be written.
    """
    text = text if text.endswith("\n") else f"{text}\n"
    if output is None:
        if hasattr(sys.stdout, "reconfigure"):
            # a terminal in another encoding gets a question mark rather than an error
            sys.stdout.reconfigure(errors="replace")
        click.echo(text, nl=False)
        return
    try:
        with open(output, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123
            file.write(text)
    except OSError as error:
        raise IgsGeoError("cli.not_written", file=output, reason=error.strerror or type(error).__name__) from error


def write_json(value: object, output: str | None = None) -> None:
    """Write a value as JSON; numbers that are no number become null."""
    write(json.dumps(_plain(value), ensure_ascii=False, indent=2, allow_nan=False), output)


def write_table(frame: pd.DataFrame, output_format: str, output: str | None = None) -> None:
    """Write a table: for people, as CSV, or as a JSON list with one object per row. The index is left out.

    Parameters
    ----------
    frame
        The table.
    output_format
        ``table``, ``csv`` or ``json``.
    output
        Name of the file, None for standard output.
    """
    if output_format == "json":
        write_json(frame.to_dict(orient="records"), output)
        return
    flat = frame.copy(deep=False)
    for column in flat.columns:
        if flat[column].map(lambda value: isinstance(value, list | tuple | set | frozenset)).any():
            flat[column] = [" ".join(str(item) for item in value) for value in flat[column]]
    if output_format == "csv":
        write(flat.to_csv(index=False, lineterminator="\n"), output)
        return
    write(as_text(flat), output)


def write_geojson(frame: gpd.GeoDataFrame, output: str | None = None) -> None:
    """Write a map as GeoJSON, in degrees (WGS 84) as the format demands, to about 10 cm."""
    flat = frame.to_crs(4326)
    flat["geometry"] = flat.geometry.set_precision(1e-6)
    collection = json.loads(flat.to_json(drop_id=True))
    write(json.dumps(_plain(collection), ensure_ascii=False, allow_nan=False), output)


def as_text(frame: pd.DataFrame) -> str:
    """Return a table with aligned columns."""
    from tabulate import tabulate

    rows = [["–" if _missing(value) else _folded(str(value)) for value in row] for row in frame.itertuples(index=False)]
    # numbers keep the form they have: codes are strings, and stay so
    return str(tabulate(rows, headers=list(frame.columns), tablefmt="simple", disable_numparse=True))


def _folded(text: str) -> str:
    """Return a text in lines that are not too wide; tabulate's own way takes "0,450" for a whole number."""
    lines = [textwrap.wrap(line, WIDEST_COLUMN) or [""] for line in text.splitlines()]
    return "\n".join(piece for line in lines for piece in line)


def _missing(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value)) or str(value) in {"<NA>", "NaT"}


def _plain(value: Any) -> Any:
    """Return a value as JSON knows it: no NumPy numbers, no tuples, no NaN."""
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(_plain(item) for item in value)
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:
        value = value.item()
    if _missing(value) or (isinstance(value, float) and math.isinf(value)):
        return None
    return value if isinstance(value, str | bool | int | float) else str(value)
