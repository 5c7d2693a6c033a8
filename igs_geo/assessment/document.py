"""What all documents of the workbench share: frozen, nothing unknown in them, amounts exact to the cent."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from igs_geo.atlas.schema import HIDDEN

LONGEST_NAME = 200
LONGEST_NOTE = 5_000
MOST_EURO = Decimal(10_000_000_000)
"""No budget of municipalities is larger, and every sum of such amounts is exact in ``Decimal``."""


class Document(BaseModel):
    """A part of a document: it never changes, and refuses what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, ser_json_inf_nan="null")


def _no_float(value: object) -> object:
    """Return a number as it was written: a float that is no whole cent is the sum of somebody's rounding."""
    return repr(value) if isinstance(value, float) else value


def _visible(text: str) -> str:
    if HIDDEN.search(text):
        raise ValueError("hidden")
    return text


Amount = Annotated[Decimal, BeforeValidator(_no_float), Field(ge=0, le=MOST_EURO, decimal_places=2)]
"""Euro, in whole cents."""
Share = Annotated[Decimal, BeforeValidator(_no_float), Field(ge=0, le=1, decimal_places=6)]
"""A share in [0, 1]."""
Quantity = Annotated[Decimal, BeforeValidator(_no_float), Field(ge=0, le=MOST_EURO, decimal_places=6)]
"""A number of a municipality by which costs are shared out."""
Nis = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{5}$")]
Name = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_NAME, strip_whitespace=True), AfterValidator(_visible)
]
Note = Annotated[str, StringConstraints(max_length=LONGEST_NOTE), AfterValidator(_visible)]
Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]{0,99}$")]
