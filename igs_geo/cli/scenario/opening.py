"""From a file on the command line to a scenario on the data at hand, and from options to a new one."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
from pydantic import ValidationError

from igs_geo.assessment import Bench, DrawnRegion, RegionNumbers, Scenario, open_scenario, read_scenario, region_numbers
from igs_geo.assessment.scenario.reading import refusal
from igs_geo.atlas import EDITIONS, Atlas
from igs_geo.atlas.search import find_municipality
from igs_geo.cli.base import data_option, language_of, language_option
from igs_geo.cli.output import format_option, output_option
from igs_geo.cli.own import load, overlay_option
from igs_geo.errors import IgsGeoError, NotFoundError

F = TypeVar("F", bound=Callable[..., Any])


def file_options(formats: tuple[str, ...], default: str = "table") -> Callable[[F], F]:
    """Return a decorator that adds what every command on a scenario file has."""

    def decorate(command: F) -> F:
        options = (
            click.argument("file", type=click.Path(dir_okay=False)),
            click.option("--region", "regions", multiple=True, metavar="NAME", help="scenario_cli.option_region"),
            click.option("--edition", type=click.Choice(EDITIONS), help="scenario_cli.option_edition"),
            data_option,
            overlay_option,
            format_option(formats, default),
            output_option,
            language_option,
            click.pass_context,
        )
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


@dataclass(frozen=True)
class Asked:
    """A scenario on the data at hand, and the regions that are asked about."""

    scenario: Scenario
    bench: Bench
    regions: tuple[DrawnRegion, ...]

    @property
    def atlas(self) -> Atlas:
        """The data at hand."""
        return self.bench.atlas

    def numbers(self, region: DrawnRegion) -> RegionNumbers:
        """Return the numbers of a region."""
        return region_numbers(self.bench, region.members)


def ask(context: click.Context, options: dict[str, Any]) -> Asked:
    """Return an opened scenario; what changed since it was saved is said on standard error."""
    try:
        content = Path(options["file"]).read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise IgsGeoError("scenario_cli.not_read", file=options["file"], reason=reason) from error
    scenario = read_scenario(content)
    atlas = load(context, options["edition"] or scenario.edition, options["data"], options["overlay"])
    opened = open_scenario(scenario, atlas)
    for changed in opened.changes:
        click.echo(changed.message(language_of(context)), err=True)
    scenario = opened.scenario
    regions = tuple(_named(scenario, name) for name in options["regions"]) or scenario.regions
    return Asked(scenario, Bench(atlas, scenario.settings), regions)


def _named(scenario: Scenario, name: str) -> DrawnRegion:
    region = scenario.region(name)
    if region is None:
        raise IgsGeoError("scenario_cli.no_region", name=name, known=", ".join(one.name for one in scenario.regions))
    return region


def one_region(asked: Asked) -> DrawnRegion:
    """Return the one region that is asked about; where there are several, one has to be named."""
    if len(asked.regions) != 1:
        known = ", ".join(region.name for region in asked.regions)
        raise IgsGeoError("scenario_cli.which_region", known=known)
    return asked.regions[0]


def new_scenario(atlas: Atlas, options: dict[str, Any]) -> Scenario:
    """Return a scenario with the regions that were asked for: named lists, partnerships, and those of a proposal."""
    regions = [_typed(atlas, text) for text in options["regions"]]
    regions += [_partnership(atlas, text) for text in options["partnerships"]]
    criteria: dict[str, Any] = {}
    if options["proposal"] is not None:
        criteria, proposed = _proposed(options["proposal"])
        regions += proposed
    for nis in (nis for region in regions for nis in region["members"]):
        if nis not in atlas.flemish.index:
            raise IgsGeoError("numbers.unknown_member", nis=nis, edition=atlas.edition)
    values = {"title": options["title"], "edition": atlas.edition, "criteria": criteria, "regions": regions}
    try:
        return Scenario.model_validate(values)
    except ValidationError as error:
        raise refusal(error) from error


def _typed(atlas: Atlas, text: str) -> dict[str, Any]:
    """Return a region typed as ``name: municipality, municipality``."""
    name, colon, names = text.partition(":")
    members = {find_municipality(atlas, part) for part in names.split(",") if part.strip()}
    if not colon or not name.strip():
        raise IgsGeoError("scenario_cli.bad_region", text=text)
    return {"name": name.strip(), "members": sorted(members)}


def _partnership(atlas: Atlas, text: str) -> dict[str, Any]:
    bodies = atlas.partnerships["name"]
    found = [str(body) for body, name in bodies.items() if text in (body, name)]
    if len(found) != 1:
        alike = [str(name) for name in bodies if text.strip().lower() in str(name).lower()][:5]
        raise NotFoundError("scenario_cli.no_partnership", alike, text=text)
    rows = atlas.memberships
    members = sorted(set(rows.loc[rows["partnership"] == found[0], "nis"]) & set(atlas.flemish.index))
    return {"name": str(bodies[found[0]]), "members": members}


def _proposed(file: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    try:
        values = json.loads(Path(file).read_text(encoding="utf-8"))
        regions: list[dict[str, Any]] = [
            {"name": str(one["name"]), "members": list(one["members"])} for one in values["regions"]
        ]
        criteria = dict(values["criteria"])
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise IgsGeoError("scenario_cli.no_proposal", file=file, reason=type(error).__name__) from error
    names: dict[str, int] = {}
    for region in regions:
        names[region["name"]] = names.get(region["name"], 0) + 1
        if names[region["name"]] > 1:
            region["name"] += f" ({names[region['name']]})"
    return criteria, regions
