"""``igs-geo scenario session``: the report of a session on a region."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from igs_geo.cli.base import Command, language_of
from igs_geo.cli.scenario.opening import ask, file_options, one_region
from igs_geo.errors import IgsGeoError

FORMATS = ("docx", "pdf", "html")


@click.command(cls=Command, help="scenario_cli.help_session")
@file_options(FORMATS, FORMATS[0])
def session(context: click.Context, **options: Any) -> None:
    """Write the report of a session: what was drawn, answered, agreed, and who pays what."""
    from igs_geo.reports.session import session_report
    from igs_geo.reports.writing import keep, written

    asked, output = ask(context, options), options["output"]
    region = one_region(asked)
    if output is None:
        raise IgsGeoError("scenario_cli.session_needs_output")
    if not region.members:
        raise IgsGeoError("numbers.no_members")
    report = session_report(asked.atlas, asked.scenario, region, language_of(context))
    keep(written(report, options["output_format"]), Path(output))
