"""Every command answers in every form and both languages, with numbers as each language writes them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from igs_geo.cli import main
from igs_geo.i18n import LANGUAGES

REGIONS = ("--edition", "2019", "--frame", "provincie", "--min-municipalities", "2", "--max-municipalities", "4",
           "--time-limit", "5")  # fmt: skip
OWN = str(Path(__file__).parent / "own.json")
SCENARIO = str(Path(__file__).with_name("scenario.json"))
COMMANDS = {
    "check": ((),),
    "info": ((),),
    "municipality": (("11001",),),
    "fragmentation municipalities": ((),),
    "fragmentation pairs": ((),),
    "fragmentation borders": ((),),
    "fragmentation layers": ((),),
    "fragmentation regions": ((),),
    "fragmentation flags": ((),),
    "fragmentation youth": ((),),
    "overlay check": ((OWN,),),
    "overlay apply": ((OWN,), (OWN, "--table", "memberships")),
    "overlay diff": ((OWN,),),
    "workspace list": ((),),
    "regions search": (REGIONS, (*REGIONS, "--left-over", "forbid", "--min-inhabitants", "1000000")),
    "regions around": (
        ("11001", *REGIONS),
        ("11001", "11002", *REGIONS),
        ("11001", *REGIONS, "--min-inhabitants", "1000000"),
    ),
    "regions grow": (("Jeugd Zuid", "--most", "1", *REGIONS),),
    "regions alternatives": (("--number", "1", *REGIONS),),
    "regions stability": (("--samples", "2", *REGIONS),),
    "scenario new": (
        ("--title", "T", "--edition", "2019", "--partnership", "Jeugd Zuid", "--region", "A: 23001, 23002"),
    ),
    "scenario show": ((SCENARIO,),),
    "scenario check": ((SCENARIO, "--region", "Zuid", "--route", "own"),),
    "scenario contributions": ((SCENARIO, "--region", "Zuid"), (SCENARIO, "--region", "Zuid", "--leaving", "11001")),
    "scenario factors": ((SCENARIO, "--region", "Zuid"), (SCENARIO, "--region", "Zuid", "--against", "voor")),
    "scenario export": ((SCENARIO,),),
    "regions flatness": (REGIONS,),
    "regions payoff": (REGIONS,),
    "regions hosts": (REGIONS,),
}
"""What each command is tried with, beside the tiny package."""
WITHOUT_FORMS = {"serve", "prepare", "scenario sheet", "scenario session", "overlay schema",
                 "overlay roundtrip out", "overlay roundtrip in",
                 "workspace path", "workspace export", "workspace import",
                 "workspace backup", "export map", "export merger", "export data", "dossier region",
                 "dossier municipality", "dossier flanders"}  # fmt: skip


def _leaves(group: click.Group, path: str = "") -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        here = f"{path} {name}".strip()
        found |= _leaves(command, here) if isinstance(command, click.Group) else {here: command}
    return found


LEAVES = _leaves(main)


def _forms(command: click.Command) -> tuple[str, ...]:
    (option,) = [parameter for parameter in command.params if parameter.name == "output_format"]
    return tuple(option.type.choices)


TRIED = [
    pytest.param(path, arguments, form, language, marks=() if quick else pytest.mark.slow)
    for path, tries in COMMANDS.items() for place, arguments in enumerate(tries)
    for form in _forms(LEAVES[path]) for language in LANGUAGES
    # Of each command every language as a table, and every form once.
    for quick in [place == 0 and (form == "table" or language == LANGUAGES[0])]
]  # fmt: skip


def test_no_command_is_left_out():
    assert set(COMMANDS) == set(LEAVES) - WITHOUT_FORMS


@pytest.mark.parametrize(("path", "arguments", "form", "language"), TRIED, ids=lambda value: str(value)[:40])
def test_every_command_answers_in_every_form_and_language(tiny_folder, tmp_path, path, arguments, form, language):
    package = (str(tiny_folder),) if path == "check" else ("--data", str(tiny_folder))
    if path.startswith("workspace"):
        package = ("--workspace", str(tmp_path / "w.sqlite"))
    result = CliRunner().invoke(main, [*path.split(), *arguments, *package, "--format", form, "--lang", language])
    assert result.exit_code == 0, result.output
    if form in ("json", "geojson"):
        assert json.loads(result.stdout) or path == "workspace list"
    elif form == "csv":
        assert len({len(row) for row in csv.reader(io.StringIO(result.stdout))}) <= 1
    else:
        assert (result.stdout + result.stderr).strip()
