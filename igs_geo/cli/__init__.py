"""The command line: the same calls as the dashboard, from a terminal."""

from __future__ import annotations

from collections.abc import Iterable

import click

from igs_geo import __version__
from igs_geo.cli.base import Group, Later, language_option
from igs_geo.cli.check import check
from igs_geo.cli.fragmentation import fragmentation
from igs_geo.cli.info import info
from igs_geo.cli.municipality import municipality
from igs_geo.cli.overlay import overlay
from igs_geo.cli.prepare import prepare
from igs_geo.cli.serve import serve
from igs_geo.cli.workspace import workspace
from igs_geo.cli.youth import youth


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]}, help="cli.help")
@click.version_option(__version__, prog_name="igs-geo", help="cli.option_version")
@language_option
def main() -> None:
    """Run one of the commands."""


def _regions() -> Iterable[click.Command]:
    from igs_geo.cli.regions import certainty, commands

    return (*commands.COMMANDS, *certainty.COMMANDS)


def _dossier() -> Iterable[click.Command]:
    from igs_geo.cli.dossier import COMMANDS

    return COMMANDS


def _export() -> Iterable[click.Command]:
    from igs_geo.cli.export import COMMANDS

    return COMMANDS


def _scenario() -> Iterable[click.Command]:
    from igs_geo.cli.scenario.commands import COMMANDS

    return COMMANDS


main.add_command(serve)
main.add_command(prepare)
main.add_command(check)
main.add_command(info)
main.add_command(municipality)
fragmentation.add_command(youth)
main.add_command(fragmentation)
main.add_command(overlay)
main.add_command(workspace)
main.add_command(Later("regions", _regions, help="regions.help"))
main.add_command(Later("scenario", _scenario, help="scenario_cli.help"))
main.add_command(Later("dossier", _dossier, help="cli.help_dossier"))
main.add_command(Later("export", _export, help="cli.help_export"))
