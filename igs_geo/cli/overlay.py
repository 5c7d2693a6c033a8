"""``igs-geo overlay``: whether own data are sound, what they do, and what changes in the figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from igs_geo.cli.base import Group, data_option, edition_option, language_of, language_option
from igs_geo.cli.output import as_text, format_option, output_option, write, write_json, write_table
from igs_geo.cli.own import load, said
from igs_geo.cli.round_trip import round_trip
from igs_geo.i18n import translate

TABLES = ("partnerships", "partnership_domains", "memberships", "youth_partnerships", "youth_mentions",
          "division_kinds", "divisions", "figure_kinds", "figures")  # fmt: skip
"""Tables that overlays change."""


@click.group(cls=Group, help="overlay.help")
def overlay() -> None:
    """Look at own data."""


overlay.add_command(round_trip)


def files_argument(command: Any) -> Any:
    """Add the files with own data, at least one."""
    return click.argument("files", nargs=-1, required=True, metavar="FILE...")(command)


@overlay.command(help="overlay.help_check")
@files_argument
@data_option
@format_option()
@output_option
@language_option
@click.pass_context
def check(
    context: click.Context, files: Sequence[str], data: str | None, output_format: str, output: str | None
) -> None:
    """Print every problem of own data, in every edition; exit code 1 when there is one."""
    import pandas as pd

    from igs_geo.atlas import EDITIONS, load_atlas
    from igs_geo.atlas.overlays import DocumentError, OverlayError, apply_overlays
    from igs_geo.errors import UnknownEditionError

    language = language_of(context)
    problems: list[dict[str, object]] = []
    remarks: list[dict[str, object]] = []
    for edition in EDITIONS:
        try:
            atlas = apply_overlays(load_atlas(edition, data), files)
        except UnknownEditionError:
            continue
        except OverlayError as error:
            problems = [{"edition": edition, "kind": "problem", "message": problem.message(language)}
                        for problem in error.problems]  # fmt: skip
            break
        except DocumentError as error:
            problems = [{"edition": edition, "kind": "problem", "message": error.message(language)}]
            break
        remarks += [{"edition": edition, "kind": "remark", "message": line}
                    for line in said(atlas, language, count=False)]  # fmt: skip
    rows = problems or remarks
    if output_format == "json":
        write_json({"files": list(files), "valid": not problems, "messages": rows}, output)
    elif output_format == "csv":
        write_table(pd.DataFrame(rows, columns=["edition", "kind", "message"]), "csv", output)
    else:
        heading = (translate("overlay.refused", language, count=len(problems)) if problems
                   else translate("overlay.good", language, files=", ".join(files)))  # fmt: skip
        marked = [f"- {row['message']}" if problems else f"- {row['edition']}: {row['message']}" for row in rows]
        write("\n".join([heading, *marked]), output)
    if problems:
        context.exit(1)


@overlay.command(help="overlay.help_apply")
@files_argument
@click.option("--table", type=click.Choice(TABLES), default=None, help="overlay.option_table")
@edition_option
@data_option
@format_option()
@output_option
@language_option
@click.pass_context
def apply(
    context: click.Context, *, files: Sequence[str], table: str | None, edition: str, data: str | None,
    output_format: str, output: str | None,
) -> None:  # fmt: skip
    """Print what became of every change, or a table with the changes in it."""
    import pandas as pd

    language = language_of(context)
    atlas = load(context, edition, data, files)
    if table is not None:
        frame = atlas.frames[table]
        whole = frame if frame.index.name is None else frame.reset_index()
        write_table(whole, output_format, output)
        return
    rows = [
        {"overlay": change.where.overlay, "number": change.where.operation, "op": change.operation.op,
         "change": change.says(language), "state": change.state, "remark": change.remark(language),
         "known_from": change.known_from(language)}
        for change in atlas.changes
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["overlay", "number", "op", "change", "state", "remark", "known_from"])
    if output_format == "table":
        shown = frame.drop(columns=["op", "remark"])
        shown["state"] = [translate(f"overlay.state_{state}", language) for state in frame["state"]]
        write(
            as_text(shown.rename(columns={name: translate(f"overlay.col_{name}", language) for name in shown})), output
        )
    else:
        write_table(frame, output_format, output)


@overlay.command(help="overlay.help_diff")
@files_argument
@edition_option
@data_option
@format_option()
@output_option
@language_option
@click.pass_context
def diff(
    context: click.Context, *, files: Sequence[str], edition: str, data: str | None, output_format: str,
    output: str | None,
) -> None:  # fmt: skip
    """Print every figure that own data change, before and after."""
    from igs_geo.fragmentation import count, what_changes, written_changes

    language = language_of(context)
    atlas = load(context, edition, data, files, count=False)
    after = count(atlas)
    click.echo(after.describe(language), err=True)
    table = what_changes(count(atlas.without_own()), after)
    if output_format != "table":
        write_table(table, output_format, output)
    elif table.empty:
        write(translate("overlay.no_difference", language), output)
    else:
        shown = written_changes(atlas, table, language)
        write(
            as_text(shown.rename(columns={name: translate(f"overlay.col_{name}", language) for name in shown})), output
        )


@overlay.command(help="overlay.help_schema")
@output_option
@language_option
def schema(output: str | None) -> None:
    """Print the JSON Schema of a file with own data."""
    from igs_geo.atlas.overlays import overlay_schema

    write(overlay_schema(), output)
