"""The kinds of values in a document: texts that can be seen, codes, days; each refused by a name of its own."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from igs_geo.atlas.contract import EDITIONS
from igs_geo.atlas.schema import HIDDEN, blank, is_date

NAME_LENGTH, TEXT_LENGTH = 200, 2000
"""Most letters of a name and of a sentence, as in the data package."""
MEMBERS = 1_000
"""Most municipalities in one list."""


class Model(BaseModel):
    """What all parts of a document share: nothing unknown, nothing converted, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def _seen(text: str) -> str:
    if HIDDEN.search(text):
        raise PydanticCustomError("hidden", "hidden characters")
    if text and blank(text):
        raise PydanticCustomError("blank", "nothing to be seen")
    return text


def _day(text: str) -> str:
    if not is_date(text):
        raise PydanticCustomError("day", "no day of the calendar")
    return text


def _edition(text: str) -> str:
    if text not in EDITIONS:
        raise PydanticCustomError("edition", "unknown edition")
    return text


Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME_LENGTH), AfterValidator(_seen)
]
Text = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=TEXT_LENGTH), AfterValidator(_seen)
]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=100)]
Nis = Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")]
Day = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"), AfterValidator(_day)]
Edition = Annotated[str, AfterValidator(_edition), Field(json_schema_extra={"enum": list(EDITIONS)})]
Number = Annotated[float, Field(allow_inf_nan=False)]
