"""``igs-geo workspace``: where documents are kept, and how they are taken along."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from igs_geo.cli.base import Group, language_of, language_option
from igs_geo.cli.output import as_text, format_option, output_option, write, write_table
from igs_geo.i18n import translate

if TYPE_CHECKING:
    from igs_geo.workspace import Workspace

F = TypeVar("F", bound=Callable[..., Any])


def workspace_option(command: F) -> F:
    """Add ``--workspace``: another place; the command receives it as ``named``."""
    return click.option("--workspace", "named", metavar="FILE|URL", default=None, help="workspace.option_workspace")(
        command
    )


def opened(context: click.Context, named: str | None) -> Workspace:
    """Return the workspace that a person names, and print what there is to say of it; it closes with the command."""
    from igs_geo.workspace import open_workspace

    found = open_workspace(named)
    context.call_on_close(found.close)
    if found.notice is not None:
        click.echo(translate(found.notice, language_of(context)), err=True)
    return found


@click.group(cls=Group, help="workspace.help")
def workspace() -> None:
    """Look at the workspace."""


@workspace.command(help="workspace.help_path")
@workspace_option
@language_option
def path(named: str | None) -> None:
    """Print where the workspace is; nothing is made."""
    from igs_geo.workspace import place_of

    write(place_of(named).label)


@workspace.command("list", help="workspace.help_list")
@workspace_option
@format_option()
@output_option
@language_option
@click.pass_context
def list_(context: click.Context, named: str | None, output_format: str, output: str | None) -> None:
    """Print the documents, last changed first."""
    from dataclasses import asdict

    import pandas as pd

    language = language_of(context)
    columns = ["id", "kind", "title", "head", "changed"]
    frame = pd.DataFrame([asdict(entry) for entry in opened(context, named).entries()], columns=columns)
    if output_format != "table":
        write_table(frame, output_format, output)
    elif frame.empty:
        write(translate("workspace.empty", language), output)
    else:
        frame["kind"] = [translate(f"workspace.kind_{kind}", language) for kind in frame["kind"]]
        write(as_text(frame.rename(columns={name: translate(f"workspace.col_{name}", language) for name in columns})),
              output)  # fmt: skip


@workspace.command("export", help="workspace.help_export")
@click.argument("document")
@click.option("--last", is_flag=True, help="workspace.option_last")
@workspace_option
@output_option
@language_option
@click.pass_context
def export_(context: click.Context, document: str, last: bool, named: str | None, output: str | None) -> None:
    """Write a document with its history."""
    from igs_geo.workspace import export_document

    write(export_document(opened(context, named), document, history=not last), output)


@workspace.command("import", help="workspace.help_import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(dir_okay=False))
@workspace_option
@language_option
@click.pass_context
def import_(context: click.Context, files: Sequence[str], named: str | None) -> None:
    """Take documents in, file by file."""
    from igs_geo.workspace import import_file

    language, found = language_of(context), opened(context, named)
    for file in files:
        for saved in import_file(found, file):
            title = getattr(found.read(saved.document).content, "title", "")
            write(translate("workspace.taken_in", language, title=title, document=saved.document))


@workspace.command("backup", help="workspace.help_backup")
@click.argument("file", type=click.Path(dir_okay=False))
@workspace_option
@language_option
@click.pass_context
def backup_(context: click.Context, file: str, named: str | None) -> None:
    """Write everything to one file."""
    from igs_geo.workspace import backup

    count = backup(opened(context, named), file)
    key = "workspace.backed_up_one" if count == 1 else "workspace.backed_up"
    write(translate(key, language_of(context), file=file, count=count))
