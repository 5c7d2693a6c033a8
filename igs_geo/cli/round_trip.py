"""``igs-geo overlay roundtrip``: a list of partnerships goes out to be corrected, and comes back as own data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from igs_geo.cli.base import Group, data_option, edition_option, language_of, language_option
from igs_geo.cli.output import as_text, output_option, write
from igs_geo.cli.own import load, overlay_option
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import translate

if TYPE_CHECKING:
    from igs_geo.intake import Compared

ALL = "all"


@click.group("roundtrip", cls=Group, help="overlay.help_roundtrip")
def round_trip() -> None:
    """Let others correct the list."""


@round_trip.command(help="overlay.help_out")
@click.argument("file", metavar="FILE.xlsx", type=click.Path(dir_okay=False))
@edition_option
@data_option
@overlay_option
@language_option
@click.pass_context
def out(context: click.Context, file: str, edition: str, data: str | None, overlay: Sequence[str]) -> None:
    """Write the list as an Excel file."""
    from pathlib import Path

    from igs_geo.intake import list_to_check
    from igs_geo.reports.writing import keep

    language = language_of(context)
    keep(list_to_check(load(context, edition, data, overlay), language), Path(file))
    click.echo(translate("overlay.list_written", language, file=file), err=True)


@round_trip.command("in", help="overlay.help_in")
@click.argument("file", metavar="FILE.xlsx", type=click.Path(dir_okay=False))
@click.option("--source", default="", help="overlay.option_source")
@click.option("--accept", default="", metavar=f"{ALL}|1,3", help="overlay.option_accept")
@edition_option
@data_option
@overlay_option
@output_option
@language_option
@click.pass_context
def in_(
    context: click.Context, *, file: str, source: str, accept: str, edition: str, data: str | None,
    overlay: Sequence[str], output: str | None,
) -> None:  # fmt: skip
    """Print what a filled-in list would change; write what is accepted as own data."""
    from pathlib import Path

    from igs_geo.atlas.overlays import overlay_of, overlay_text, read_file
    from igs_geo.intake import compare, read_answers, read_spreadsheet

    language, name = language_of(context), Path(file).name
    atlas = load(context, edition, data, overlay)
    found = read_answers(atlas, read_spreadsheet(read_file(file), name), {"source": source}, name)
    compared = compare(atlas, found)
    if not accept:
        write(_shown(compared, found.confirmed, language), output)
        return
    chosen = _chosen(accept, len(compared.differences))
    operations = [compared.differences[number - 1].operation for number in chosen]
    value = {"title": Path(file).stem, "edition": atlas.edition, "operations": operations}
    write(overlay_text(overlay_of(value, name)), output)


def _shown(compared: Compared, confirmed: int, language: str) -> str:
    """Return the numbered differences, then what is wrong, doubtful or skipped."""
    import pandas as pd

    rows = [
        (number, one.change.says(language), one.change.known_from(language), f"{one.sheet} {one.cell.label}".strip())
        for number, one in enumerate(compared.differences, 1)
    ]
    columns = [translate(f"overlay.col_{name}", language) for name in ("number", "change", "known_from", "cell")]
    lines = [translate("overlay.differences", language, count=len(rows), confirmed=confirmed)]
    if rows:
        lines.append(as_text(pd.DataFrame(rows, columns=columns)))
    lines += [f"- {finding.message(language)}" for finding in compared.findings]
    return "\n".join(lines)


def _chosen(accept: str, count: int) -> list[int]:
    if accept.strip().casefold() == ALL:
        return list(range(1, count + 1))
    parts = [part.strip() for part in accept.split(",")]
    if not all(part.isdecimal() and 1 <= int(part) <= count for part in parts):
        raise IgsGeoError("overlay.accept_numbers", given=accept, count=count)
    return sorted({int(part) for part in parts})
