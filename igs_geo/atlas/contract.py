"""What a data package must hold: the schemas of the embedded ``datapackage.json``.

Another package is held to the same schemas, not to those that it brings along: the analyses rely on them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from igs_geo.atlas.package import DESCRIPTOR, data_folder

EDITIONS = ("2019", "2025")
GEOMETRIES = ("boundaries", "screen")
CRS = 31370


@dataclass(frozen=True)
class Field:
    """A column of a table: its type and what its values must obey."""

    name: str
    type: Literal["string", "integer", "number", "boolean"]
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] | None = None
    pattern: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    max_length: int | None = None
    partial_date: bool = False
    """Whether a value is a year, a month or a day, and has to be one of the calendar."""


@dataclass(frozen=True)
class ForeignKey:
    """Columns whose values must be in columns of another table."""

    columns: tuple[str, ...]
    table: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table of the package.

    Parameters
    ----------
    name
        Name of the resource.
    file
        Name of the file.
    edition
        The edition that the table is about, None when it is about all.
    optional
        Whether the package may leave the table out; it is then empty.
    fields
        The columns.
    primary_key
        Columns that together are unique.
    foreign_keys
        References to other tables.
    """

    name: str
    file: str
    edition: str | None
    optional: bool
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[ForeignKey, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(field.name for field in self.fields)


def edition_of(resource: str) -> str | None:
    """Return the edition in the name of a resource: ``memberships_2025`` is about 2025."""
    ending = resource.rpartition("_")[2]
    return ending if ending in EDITIONS else None


def _field(entry: dict[str, Any]) -> Field:
    constraints = entry.get("constraints", {})
    return Field(
        name=entry["name"],
        type=entry["type"],
        required=constraints.get("required", False),
        unique=constraints.get("unique", False),
        enum=tuple(constraints["enum"]) if "enum" in constraints else None,
        pattern=constraints.get("pattern"),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        max_length=constraints.get("maxLength"),
        partial_date=entry.get("partialDate", False),
    )


def _names(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _table(resource: dict[str, Any]) -> Table:
    schema = resource["schema"]
    return Table(
        name=resource["name"],
        file=resource["path"],
        edition=edition_of(resource["name"]),
        optional=resource.get("optional", False),
        fields=tuple(_field(entry) for entry in schema["fields"]),
        primary_key=_names(schema.get("primaryKey", [])),
        foreign_keys=tuple(
            ForeignKey(_names(key["fields"]), key["reference"]["resource"], _names(key["reference"]["fields"]))
            for key in schema.get("foreignKeys", [])
        ),
    )


@cache
def tables() -> dict[str, Table]:
    """Return the tables that a package holds, by name."""
    descriptor = json.loads((data_folder() / DESCRIPTOR).read_text(encoding="utf-8"))
    found = [_table(resource) for resource in descriptor["resources"] if "schema" in resource]
    return {table.name: table for table in found}
