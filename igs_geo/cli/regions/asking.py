"""From the options of a command to the problem that is asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from igs_geo.atlas import Atlas
from igs_geo.atlas.search import find_municipality
from igs_geo.atlas.standing import DEFAULT_PRESET
from igs_geo.cli.base import language_of
from igs_geo.cli.own import load
from igs_geo.cli.prepare import prepare_once
from igs_geo.errors import IgsGeoError
from igs_geo.regions import Criteria, Problem, build_problem
from igs_geo.regions.problem.kinds import Groups, Names
from igs_geo.regions.problem.presets import preset
from igs_geo.regions.problem.refusal import NOTHING
from igs_geo.regions.problem.settings import SETTINGS, WEIGHTED

MUNICIPALITIES = ("inside", "outside")
"""Lists that hold municipalities, which may be given by name; so do all groups."""


def ask(context: click.Context, options: dict[str, Any]) -> tuple[Atlas, Problem]:
    """Return the atlas and the problem; what is not compiled yet is compiled, before any clock starts."""
    criteria = _base(options)
    if options["edition"] is not None:
        criteria = criteria.with_(edition=options["edition"])
    atlas = load(context, criteria.edition, options["data"], options["overlay"])
    problem = build_problem(atlas, _changed(criteria, options, atlas))
    prepare_once(language_of(context))
    return atlas, problem


def _base(options: dict[str, Any]) -> Criteria:
    if options["file"] is None:
        return preset(options["preset"] or DEFAULT_PRESET).criteria
    if options["preset"] is not None:
        raise IgsGeoError("regions.file_and_preset")
    try:
        text = Path(options["file"]).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise IgsGeoError("regions.file_not_read", file=options["file"], reason=type(error).__name__) from error
    return Criteria.from_json(text)


def _changed(criteria: Criteria, options: dict[str, Any], atlas: Atlas) -> Criteria:
    """Return criteria with what was given on the command line."""
    changes = {name: _value(name, options[name], atlas) for name in SETTINGS if options[name] not in (None, ())}
    if options["no_frame"]:
        changes["frame"] = None
    if options["regions_number"] is not None:
        changes["min_regions"] = changes["max_regions"] = options["regions_number"]
    weights = {name: options[f"weight_{name}"] for name in WEIGHTED if options[f"weight_{name}"] is not None}
    if weights:
        changes["weights"] = {name: getattr(criteria.weights, name) for name in WEIGHTED} | weights
    # A price says how left-over municipalities count; a rule that leaves no price drops the old one.
    if changes.get("left_over", criteria.left_over) != "price" and "price" not in changes:
        changes["price"] = None
    return criteria.with_(**changes) if changes else criteria


def _value(name: str, given: Any, atlas: Atlas) -> Any:
    """Return the value of a setting; what was said more than once counts together, and once."""

    def codes(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(find_municipality(atlas, each) for each in names))

    match SETTINGS[name]:
        case Groups():
            return tuple({frozenset(group): group for group in map(codes, given)}.values())
        case Names():
            if NOTHING in given:
                return None
            together = tuple(dict.fromkeys(each for some in given for each in some))
            return codes(together) if name in MUNICIPALITIES else together
        case _:
            return None if given == NOTHING else given
