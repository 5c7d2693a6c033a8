"""``igs-geo prepare``: everything compiled before the first search; ``make setup`` and ``igs-geo serve`` run it."""

from __future__ import annotations

import atexit
import os
import subprocess
import sys

import click

from igs_geo.cli.base import Command, language_of, language_option
from igs_geo.i18n import translate

LOWEST = 19
"""The lowest priority of a process on Unix."""


@click.command(cls=Command, hidden=True, help="cli.help_prepare")
@click.option("--gently", is_flag=True, help="cli.option_gently")
@language_option
@click.pass_context
def prepare(context: click.Context, gently: bool) -> None:
    """Compile the search and keep that where it can be found again."""
    if gently and hasattr(os, "nice"):
        os.nice(LOWEST)
    prepare_once(language_of(context))


def prepare_once(language: str) -> None:
    """Compile the search where that was not done yet, and say so on standard error: nobody knows why it would wait."""
    from igs_geo.regions import kernels_are_cold, prepare_kernels
    from igs_geo.regions.kernels.cache import cache_folder

    if not kernels_are_cold():
        return
    click.echo(translate("cli.preparing", language), err=True)
    if cache_folder() is None:
        click.echo(translate("cli.not_kept", language), err=True)
    prepare_kernels()


def prepare_beside() -> None:
    """Start compiling in a process of its own that leaves the processor to everything else."""
    lowest = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
    child = subprocess.Popen(
        [sys.executable, "-m", "igs_geo.cli", "prepare", "--gently"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        creationflags=lowest,
    )
    atexit.register(child.terminate)
