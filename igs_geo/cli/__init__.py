"""The command line: the same calls as the dashboard, from a terminal."""

from __future__ import annotations

import click

from igs_geo.cli.info import info


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Intergemeentelijke samenwerking in Vlaanderen / intermunicipal cooperation in Flanders."""


main.add_command(info)
