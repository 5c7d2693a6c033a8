"""An overlay: what people add to the tables, as a list of operations that each say where they come from."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from igs_geo.atlas.overlays.values import MEMBERS, Code, Day, Edition, Model, Name, Nis, Number, Text

SCHEMA_VERSION = 1
"""Form of the documents that this version writes; older ones are brought up to it, newer ones are refused."""
OPERATIONS = 5_000
"""Most operations in one overlay."""
REGIONS = 1_000
VALUES = 2_000
DOMAINS = 30


class Operation(Model):
    """What every operation says beside what it does.

    Parameters
    ----------
    source
        Where it is known from: a page, a decision, a person.
    date
        Year, month or day at which it was so.
    confirmed_by
        Who confirmed it.
    note
        Anything else.
    until
        Year, month or day until which it holds; afterwards it is left out.
    """

    source: Text
    date: Day
    confirmed_by: Name | None = None
    note: Text | None = None
    until: Day | None = None


class Member(Model):
    """A municipality as a member; ``only`` names the former municipalities that are members where not all are."""

    nis: Nis
    only: tuple[Nis, ...] = Field(default=(), strict=False, max_length=MEMBERS)


class _Period(Operation):
    period_start: Day | None = None
    period_end: Day | None = None

    @model_validator(mode="after")
    def _in_order(self) -> _Period:
        start, end = self.period_start, self.period_end
        # a year ends after any of its months: compare as far as both are written
        if start and end and end < start[: len(end)]:
            raise PydanticCustomError("period", "ends before it begins")
        return self


class AddPartnership(Operation):
    """A partnership that the register does not hold, with its members."""

    op: Literal["add_partnership"] = "add_partnership"
    id: Code
    name: Name
    legal_form: Name | None = None
    status: Literal["active", "inactive", "unknown"] = "active"
    domains: tuple[Code, ...] = Field(strict=False, min_length=1, max_length=DOMAINS)
    members: tuple[Member, ...] = Field(strict=False, min_length=1, max_length=MEMBERS)


class EndPartnership(Operation):
    """A partnership that is there no more."""

    op: Literal["end_partnership"] = "end_partnership"
    partnership: Code


class ChangePartnership(Operation):
    """Another name, legal form or list of domains; what is left out stays."""

    op: Literal["change_partnership"] = "change_partnership"
    partnership: Code
    name: Name | None = None
    legal_form: Name | None = None
    domains: tuple[Code, ...] | None = Field(default=None, strict=False, min_length=1, max_length=DOMAINS)

    @model_validator(mode="after")
    def _something(self) -> ChangePartnership:
        if self.name is None and self.legal_form is None and self.domains is None:
            raise PydanticCustomError("no_change", "changes nothing")
        return self


class AddMembership(Operation, Member):
    """A municipality, or some former ones of it, that joined a partnership."""

    op: Literal["add_membership"] = "add_membership"
    partnership: Code


class EndMembership(Operation, Member):
    """A municipality, or some former ones of it, that left a partnership."""

    op: Literal["end_membership"] = "end_membership"
    partnership: Code


class AddMention(_Period):
    """A cooperation of the main domain of which no full list of members is known: shown, never counted."""

    op: Literal["add_mention"] = "add_mention"
    id: Code
    name: Name
    legal_form: Name | None = None
    status: Literal["active", "ended", "unknown"] = "unknown"
    municipalities_named: int | None = Field(default=None, ge=1, le=100_000)
    known: tuple[Nis, ...] = Field(default=(), strict=False, max_length=MEMBERS)


class SetYouth(_Period):
    """What a partnership is in the main domain (youth): funded, other, ended; with its period."""

    op: Literal["set_youth"] = "set_youth"
    partnership: Code
    state: Literal["funded", "other", "ended"]
    name_used: Name | None = None
    subsidy_eur_per_year: int | None = Field(default=None, ge=0, le=1_000_000_000)
    uncertain: bool = False


class AddFigures(Operation):
    """A number per municipality; ``aggregate`` says how a region has it: the sum, or the mean weighted by people."""

    op: Literal["add_figures"] = "add_figures"
    code: Code
    name: Name
    unit: Name | None = None
    aggregate: Literal["sum", "mean"]
    values: dict[Nis, Number] = Field(min_length=1, max_length=VALUES)


class Region(Model):
    """A region of an own division."""

    code: Code
    name: Name
    members: tuple[Nis, ...] = Field(strict=False, min_length=1, max_length=MEMBERS)


class AddDivision(Operation):
    """A division of the country; a ``partition`` has every municipality in exactly one region."""

    op: Literal["add_division"] = "add_division"
    code: Code
    name: Name
    kind: Literal["partition", "partial", "overlapping", "typology"]
    cooperation: Literal["yes", "no"] = "no"
    domain: Code | None = None
    border_default: bool = False
    regions: tuple[Region, ...] = Field(strict=False, min_length=1, max_length=REGIONS)


AnyOperation = Annotated[
    AddPartnership
    | EndPartnership
    | ChangePartnership
    | AddMembership
    | EndMembership
    | AddMention
    | SetYouth
    | AddFigures
    | AddDivision,
    Field(discriminator="op"),
]


class Overlay(Model):
    """What one person or group adds to the tables: a list of operations, applied in order.

    Parameters
    ----------
    kind
        What kind of document this is.
    schema_version
        Form of the document.
    title
        What people call it.
    edition
        In whose municipalities it is written.
    contact
        Whom to ask about it.
    example
        Whether it is invented, to show how things work.
    operations
        What it changes.
    """

    kind: Literal["overlay"] = "overlay"
    schema_version: Literal[1] = 1
    title: Name
    edition: Edition
    contact: Name | None = None
    example: bool = False
    operations: tuple[AnyOperation, ...] = Field(default=(), strict=False, max_length=OPERATIONS)
