"""``igs-geo check``: is a data package good, and if not, what is wrong with it."""

from __future__ import annotations

import click

from igs_geo.cli.base import Command, language_of, language_option
from igs_geo.cli.output import format_option, output_option, write, write_json, write_table
from igs_geo.i18n import translate


@click.command(cls=Command, help="cli.help_check")
@click.argument("package", metavar="[FOLDER|ZIP]", required=False)
@format_option()
@output_option
@language_option
@click.pass_context
def check(context: click.Context, package: str | None, output_format: str, output: str | None) -> None:
    """Print every problem of a data package; exit code 1 when there is one."""
    import pandas as pd

    from igs_geo.atlas import check_package, data_folder

    language = language_of(context)
    problems = check_package(package)
    label = package or str(data_folder())
    rows = [
        {
            "file": problem.file,
            "rows": list(problem.rows),
            "count": len(problem.rows) + problem.more,
            "column": problem.column,
            "problem": problem.key.removeprefix("errors."),
            "message": problem.message(language),
        }
        for problem in problems
    ]
    if output_format == "json":
        write_json({"package": label, "valid": not problems, "problems": rows}, output)
    elif output_format == "csv":
        write_table(
            pd.DataFrame(rows, columns=["file", "rows", "count", "column", "problem", "message"]), "csv", output
        )
    elif problems:
        heading = translate("errors.package", language, package=label, count=len(problems))
        write("\n".join([heading, *(f"- {row['message']}" for row in rows)]), output)
    else:
        write(translate("cli.package_good", language, package=label), output)
    if problems:
        context.exit(1)
