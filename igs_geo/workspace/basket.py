"""A basket for a report: what to draw, in order, with headings and remarks of a person's own; no pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, ValidationError

from igs_geo.assessment.document import Code, Document, Name, Note
from igs_geo.atlas.schema import quote
from igs_geo.workspace.errors import WorkspaceError

KIND = "basket"
VERSION = 1
MOST_PIECES, MOST_MARKS = 60, 700
Text = Annotated[str, StringConstraints(max_length=6_000)]


class Piece(Document):
    """Something to draw: a place on a page of the dashboard, in a view.

    Parameters
    ----------
    page, query
        Path of the page and the parameters of its address, which say what was on show.
    key
        Which map, chart or table of the page.
    heading, remark
        What stands above and below it, in the words of who made the basket.
    seen
        A digest of each of its parts (a municipality, a row of a table) as it was when it was added.
    """

    page: Code
    query: dict[Code, Text] = Field(default_factory=dict, max_length=200)
    key: Code
    heading: Name
    remark: Note = ""
    seen: dict[Name, Code] = Field(default_factory=dict, max_length=MOST_MARKS)


class Basket(Document):
    """What goes into a report.

    Parameters
    ----------
    schema_version
        Of this form.
    title
        Of the report.
    pieces
        What is in it, in order.
    """

    schema_version: Literal[1] = 1
    title: Name
    pieces: tuple[Piece, ...] = Field(default=(), max_length=MOST_PIECES)


def read_basket(value: Mapping[str, Any], name: str) -> Basket:
    """Return the basket that parsed JSON holds.

    Parameters
    ----------
    value
        The object.
    name
        What a person calls it.

    Raises
    ------
    WorkspaceError
        When something in it cannot be, with the place.
    """
    try:
        return Basket.model_validate(value)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "-"
        raise WorkspaceError("workspace.bad_basket", name=quote(name), where=quote(where)) from error
