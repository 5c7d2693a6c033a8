"""Scenarios: named regions with everything that was said of them, as one document."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from igs_geo.assessment.bill.budget import Budget
from igs_geo.assessment.document import Code, Document, Name, Nis, Note
from igs_geo.assessment.factors.answers import Round
from igs_geo.assessment.rules.questions import Questions
from igs_geo.atlas.contract import EDITIONS
from igs_geo.regions import Criteria, CriteriaError

VERSION: Literal[1] = 1
"""Version of the form of a scenario; a newer one is refused, an older one migrated."""
KIND: Literal["igs-geo-scenario"] = "igs-geo-scenario"
MOST_REGIONS = 100
MOST_MEMBERS = 2_000
MOST_ROUNDS = 50


class Seen(Document):
    """What a region had when it was last saved, so that other data can say what changed."""

    inhabitants: int = Field(ge=0)
    young: int = Field(ge=0)


class DrawnRegion(Document):
    """A region of a scenario.

    Parameters
    ----------
    name
        What it is called.
    members
        NIS codes, in ascending order.
    notes
        In the words of who drew it.
    locked
        Whether it stays as it is.
    questions
        What rules are checked with.
    budget
        What it costs and who pays.
    rounds
        Answers on the success factors, oldest first.
    tasks
        Who does which administrative task, by its code.
    seen
        What it had when it was saved.
    """

    name: Name
    members: tuple[Nis, ...] = Field(default=(), max_length=MOST_MEMBERS)
    notes: Note = ""
    locked: bool = False
    questions: Questions = Field(default_factory=Questions)
    budget: Budget = Field(default_factory=Budget)
    rounds: tuple[Round, ...] = Field(default=(), max_length=MOST_ROUNDS)
    tasks: dict[Code, Name] = Field(default_factory=dict)
    seen: Seen | None = None

    @field_validator("members")
    @classmethod
    def _once(cls, members: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(members)) < len(members):
            raise ValueError("member_twice")
        return tuple(sorted(members))


class Scenario(Document):
    """Named regions, the settings that they are judged by, and the data that they were drawn on.

    Parameters
    ----------
    kind, version
        That this is a scenario, and of which form.
    title
        What it is called.
    edition
        Edition of the municipalities.
    data_version
        Version of the data package; empty when it names none.
    criteria
        Settings of the search, by name; those that are not named have their default.
    overlays
        Ids of the overlays that were on.
    regions
        The regions; a municipality is in one of them at most.
    notes
        In the words of who made it.
    """

    kind: Literal["igs-geo-scenario"] = KIND
    version: Literal[1] = VERSION
    title: Name
    edition: str = EDITIONS[-1]
    data_version: str = Field(default="", max_length=100)
    criteria: dict[str, Any] = Field(default_factory=dict)
    overlays: tuple[Code, ...] = Field(default=(), max_length=100)
    regions: tuple[DrawnRegion, ...] = Field(default=(), max_length=MOST_REGIONS)
    notes: Note = ""

    @field_validator("edition")
    @classmethod
    def _known(cls, edition: str) -> str:
        if edition not in EDITIONS:
            raise PydanticCustomError("literal_error", "edition", {"expected": ", ".join(EDITIONS)})
        return edition

    @field_validator("criteria")
    @classmethod
    def _settings(cls, criteria: dict[str, Any]) -> dict[str, Any]:
        try:
            Criteria.from_dict(criteria)
        except CriteriaError as error:
            raise ValueError(error) from error
        return criteria

    @model_validator(mode="after")
    def _one_region_each(self) -> Self:
        names = [region.name for region in self.regions]
        if len(set(names)) < len(names):
            raise ValueError("name_twice")
        members = [nis for region in self.regions for nis in region.members]
        if len(set(members)) < len(members):
            raise ValueError("two_regions")
        return self

    @property
    def settings(self) -> Criteria:
        """The settings of the search in the edition of the scenario."""
        return Criteria.from_dict(self.criteria).with_(edition=self.edition)

    def region(self, name: str) -> DrawnRegion | None:
        """Return the region of a name; None when there is none.

        Parameters
        ----------
        name
            Name of a region.
        """
        return next((region for region in self.regions if region.name == name), None)

    def with_region(self, changed: DrawnRegion) -> Self:
        """Return the scenario with a region in place of the one of the same name, or added.

        Parameters
        ----------
        changed
            The region.

        Raises
        ------
        pydantic.ValidationError
            When a municipality would be in two regions.
        """
        others = [changed if region.name == changed.name else region for region in self.regions]
        if self.region(changed.name) is None:
            others.append(changed)
        return self.model_validate(self.model_dump() | {"regions": [region.model_dump() for region in others]})

    def to_json(self) -> str:
        """Return the scenario as JSON, to be read by :func:`read_scenario`."""
        return self.model_dump_json(indent=2) + "\n"
