"""The kinds of documents that a workspace keeps: their form, its version, and how older ones are brought up to it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from igs_geo.atlas.overlays import overlay_of
from igs_geo.atlas.overlays.json_text import measure
from igs_geo.atlas.overlays.model import SCHEMA_VERSION
from igs_geo.atlas.schema import quote
from igs_geo.workspace.errors import WorkspaceError

Value = dict[str, Any]
LARGEST_MB = 5
"""Largest document that is kept; an overlay of 5,000 operations has 1 MB."""


@dataclass(frozen=True)
class Kind:
    """A kind of document.

    Parameters
    ----------
    name
        What it is called in files and tables.
    version
        The version of that form which is written.
    read
        From parsed JSON and a name to its model, which has a ``title``; raises an error that a person can act on.
    steps
        How a document of a version becomes one of the next.
    version_field
        Where a document says its version.
    """

    name: str
    version: int
    read: Callable[[Mapping[str, Any], str], BaseModel]
    steps: Mapping[int, Callable[[Value], Value]] = field(default_factory=dict)
    version_field: str = "schema_version"


KINDS: dict[str, Kind] = {}
"""The kinds that are known, by name."""


def register(kind: Kind) -> None:
    """Make a kind of document known.

    Parameters
    ----------
    kind
        The kind; one of the same name is replaced.
    """
    KINDS[kind.name] = kind


def _scenario(value: Mapping[str, Any], _: str) -> BaseModel:
    # what draws and judges regions is loaded when there is a scenario to read
    from igs_geo.assessment.scenario.reading import read_scenario

    return read_scenario(json.dumps(value))


def _basket(value: Mapping[str, Any], name: str) -> BaseModel:
    from igs_geo.workspace.basket import read_basket

    return read_basket(value, name)


SCENARIO_VERSION = 1
"""Form of the scenarios of this version; a test compares it with theirs."""
BASKET_VERSION = 1
"""Form of the baskets of this version; a test compares it with theirs."""

register(Kind("overlay", SCHEMA_VERSION, overlay_of))
register(Kind("basket", BASKET_VERSION, _basket))
register(Kind("igs-geo-scenario", SCENARIO_VERSION, _scenario, version_field="version"))


def kind_of(name: str) -> Kind:
    """Return a kind by its name.

    Parameters
    ----------
    name
        What it is called.

    Raises
    ------
    WorkspaceError
        When this version knows no such kind.
    """
    if name not in KINDS:
        raise WorkspaceError("workspace.unknown_kind", kind=quote(name), known=", ".join(KINDS))
    return KINDS[name]


def understood(kind: Kind, value: Value, name: str) -> BaseModel:
    """Return the document that parsed JSON holds, brought up to the present form.

    Parameters
    ----------
    kind
        Its kind.
    value
        The object, with its ``schema_version``.
    name
        What a person calls it.

    Raises
    ------
    WorkspaceError
        When it was written by a newer version, or an older one that is no longer understood.
    IgsGeoError
        When something is wrong in it.
    """
    name = quote(name)
    version = value.get(kind.version_field)
    if not isinstance(version, int) or isinstance(version, bool):
        raise WorkspaceError("workspace.no_version", name=name, field=kind.version_field)
    if version > kind.version:
        raise WorkspaceError("workspace.newer", name=name, found=version, known=kind.version)
    while version < kind.version:
        if version not in kind.steps:
            raise WorkspaceError("workspace.too_old", name=name, found=version)
        value = kind.steps[version](value)
        version += 1
        value = {**value, kind.version_field: version}
    return kind.read(value, name)


def text_of(kind: Kind, document: BaseModel) -> str:
    """Return a document as the text that is kept.

    Parameters
    ----------
    kind
        Its kind.
    document
        The document, in the present form.

    Raises
    ------
    WorkspaceError
        When it is too large or nested too deeply.
    """
    text = document.model_dump_json(exclude_none=True)
    if len(text.encode()) > LARGEST_MB << 20:
        raise WorkspaceError("workspace.too_large", limit=LARGEST_MB, kind=kind.name)
    measure(text.encode(), kind.name)
    return text
