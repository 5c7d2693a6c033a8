"""What has to be known before rules can be checked: three questions, and what follows from them."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

from igs_geo.assessment.document import Code, Document, Name

Route = Literal["own", "part", "none"]
ROUTES: tuple[Route, ...] = get_args(Route)
BodyKind = Literal["new", "existing"]
BODY_KINDS: tuple[BodyKind, ...] = get_args(BodyKind)
FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years in which a body can be founded."""


class Questions(Document):
    """The answers that say which rules apply; None where not answered.

    Parameters
    ----------
    legal_personality
        Whether the cooperation has, or will have, legal personality.
    route
        Whether a subsidy is asked, and how: ``own`` partnership, ``part`` of one of a neighbouring domain, ``none``.
    body
        ``new`` or ``existing``.
    form
        Code of the legal form, of the table ``legal_forms``.
    task_model
        Code of the task model, of the table ``task_models``.
    period
        Period of the subsidy, as the table of rules names it; None for the latest.
    founded
        Year in which a new body is founded.
    """

    legal_personality: bool | None = None
    route: Route | None = None
    body: BodyKind | None = None
    form: Code | None = None
    task_model: Code | None = None
    period: Name | None = None
    founded: Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)] | None = None
