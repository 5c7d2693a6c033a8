"""Workshops and what people answer in them: answers are added and never changed, and wiped after some months."""

from __future__ import annotations

import contextlib
import datetime as dt
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from igs_geo import clock
from igs_geo.assessment.factors.answers import Answer
from igs_geo.assessment.workshop.models import Workshop
from igs_geo.workspace.errors import told
from igs_geo.workspace.store import Workspace
from igs_geo.workspace.tables import answers, workshops

DAYS = 90
"""Days after which a workshop is wiped, as its phones are told."""
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Signs of a code: none that look alike, because a code is typed on phones too."""
LENGTH = 7


@dataclass(frozen=True)
class Opened:
    """A workshop that a document has.

    Parameters
    ----------
    region
        Name of the region of the scenario that it is about.
    made
        When it was opened, in UTC.
    workshop
        As its phones see it.
    """

    region: str
    made: str
    workshop: Workshop


class Workshops:
    """The workshops of a workspace; what is too old is gone.

    Parameters
    ----------
    workspace
        Where they are kept.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def begin(self, document: str, region: str, workshop: Workshop) -> None:
        """Keep a new workshop.

        Parameters
        ----------
        document
            Id of the scenario.
        region
            Name of the region that it is about.
        workshop
            The workshop.
        """
        row = {"code": workshop.code, "document": document, "region": region, "made": clock.now()}
        with self._begin() as connection:
            _wipe(connection)
            connection.execute(workshops.insert().values(row | {"content": workshop.model_dump_json()}))

    def put(self, workshop: Workshop) -> None:
        """Change the stage or clock of a workshop.

        Parameters
        ----------
        workshop
            As it is from now on.
        """
        changed = workshops.update().where(workshops.c.code == workshop.code)
        with self._begin() as connection:
            connection.execute(changed.values({"content": workshop.model_dump_json()}))

    def of(self, document: str) -> tuple[Opened, ...]:
        """Return the workshops of a document, latest first.

        Parameters
        ----------
        document
            Its id.
        """
        query = sa.select(workshops).where(workshops.c.document == document, workshops.c.made >= _oldest())
        with self._begin() as connection:
            rows = connection.execute(query.order_by(workshops.c.made.desc())).all()
        return tuple(Opened(row.region, row.made, Workshop.model_validate_json(row.content)) for row in rows)

    def workshop(self, code: str) -> Workshop | None:
        """Return a workshop as it is now; None where none has this code."""
        query = sa.select(workshops.c.content).where(workshops.c.code == code, workshops.c.made >= _oldest())
        with self._begin() as connection:
            content = connection.scalar(query)
        return None if content is None else Workshop.model_validate_json(content)

    def keep(self, code: str, given: Sequence[Answer]) -> None:
        """Keep answers for good before returning; an id that is there already changes nothing."""
        rows = [{"workshop": code, "id": answer.id, "content": answer.model_dump_json()} for answer in given]
        if not rows:
            return
        kind = postgresql if self._workspace.engine.dialect.name == "postgresql" else sqlite
        with self._begin() as connection:
            connection.execute(kind.insert(answers).on_conflict_do_nothing(), rows)

    def answers(self, code: str) -> tuple[Answer, ...]:
        """Return the answers of a workshop in the order in which they came in."""
        query = sa.select(answers.c.content).where(answers.c.workshop == code).order_by(answers.c.place)
        with self._begin() as connection:
            rows = connection.scalars(query).all()
        return tuple(Answer.model_validate_json(content) for content in rows)

    def delete(self, code: str) -> None:
        """Delete a workshop with all answers.

        Parameters
        ----------
        code
            Its code.
        """
        with self._begin() as connection:
            connection.execute(answers.delete().where(answers.c.workshop == code))
            connection.execute(workshops.delete().where(workshops.c.code == code))

    def wipe(self) -> None:
        """Delete what is too old."""
        with self._begin() as connection:
            _wipe(connection)

    @contextlib.contextmanager
    def _begin(self) -> Iterator[Connection]:
        with told(self._workspace.place.label), self._workspace.engine.begin() as connection:
            yield connection


def new_code() -> str:
    """Return a code for another workshop, which nobody can guess and everybody can type."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def _oldest() -> str:
    """Return the first moment of which a workshop is still there."""
    return (clock.today() - dt.timedelta(days=DAYS)).isoformat()


def _wipe(connection: Connection) -> None:
    old = sa.select(workshops.c.code).where(workshops.c.made < _oldest())
    connection.execute(answers.delete().where(answers.c.workshop.in_(old)))
    connection.execute(workshops.delete().where(workshops.c.made < _oldest()))
