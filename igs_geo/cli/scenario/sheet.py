"""``igs-geo scenario sheet``: the score sheet of a region to fill in, and a filled-in one back into the scenario."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from igs_geo import clock
from igs_geo.assessment import DrawnRegion, as_saved
from igs_geo.assessment.factors.naming import factor_categories, factor_names
from igs_geo.assessment.workshop.closing import as_round, with_round
from igs_geo.assessment.workshop.models import Workshop, groups_by_category
from igs_geo.assessment.workshop.sheet import read_sheet, write_sheet
from igs_geo.atlas import Atlas
from igs_geo.cli.base import Command, language_of
from igs_geo.cli.output import write
from igs_geo.cli.scenario.opening import ask, file_options, one_region
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import translate

CODE = "paper"


@click.command(cls=Command, help="scenario_cli.help_sheet")
@click.option("--filled", type=click.Path(dir_okay=False), help="scenario_cli.option_filled")
@click.option("--round", "round_name", metavar="NAME", help="scenario_cli.option_round_name")
@file_options(("xlsx",), "xlsx")
def sheet(context: click.Context, /, *, filled: str | None, round_name: str | None, **options: Any) -> None:
    """Write a score sheet, or the scenario with the answers of a filled-in one."""
    language, asked = language_of(context), ask(context, options)
    region, output = one_region(asked), options["output"]
    workshop = _workshop(asked.atlas, region, language)
    if filled is None:
        if output is None:
            raise IgsGeoError("scenario_cli.sheet_needs_output")
        _put(Path(output), write_sheet(workshop, factor_names(asked.atlas, language)))
        return
    answers = read_sheet(_taken(Path(filled)), workshop)
    name = round_name or translate("scenario_cli.paper_round", language)
    one = as_round(name, clock.today().isoformat(), answers)
    changed = region.model_copy(update={"rounds": with_round(region.rounds, one)})
    write(as_saved(asked.scenario.with_region(changed), asked.atlas).to_json(), output)


def _workshop(atlas: Atlas, region: DrawnRegion, language: str) -> Workshop:
    groups = groups_by_category(factor_categories(atlas, language))
    return Workshop(code=CODE, title=region.name, language="en" if language == "en" else "nl", groups=groups)


def _taken(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise IgsGeoError("scenario_cli.not_read", file=file, reason=reason) from error


def _put(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise IgsGeoError("cli.not_written", file=file, reason=error.strerror or type(error).__name__) from error
