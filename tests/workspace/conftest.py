"""A workspace in a file, and the same on a real PostgreSQL server."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from igs_geo.workspace import open_workspace
from igs_geo.workspace.tables import METADATA
from tests.workspace.server import programs, running


@pytest.fixture(scope="session")
def postgresql():
    folder = programs()
    if folder is None:
        pytest.skip("PostgreSQL is not installed (apt-get install postgresql): not tested")
    with running(folder) as url:
        yield url


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def place(request, tmp_path):
    """Where an empty workspace can be made."""
    if request.param == "sqlite":
        yield str(tmp_path / "map" / "workspace.sqlite")
        return
    url = request.getfixturevalue("postgresql")
    yield url
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        METADATA.drop_all(connection)
        connection.execute(sa.text("DROP TABLE IF EXISTS alembic_version"))
    engine.dispose()


@pytest.fixture
def workspace(place):
    found = open_workspace(place)
    yield found
    found.close()


def document(title="Proef", **more):
    return {"kind": "overlay", "title": title, "edition": "2025", "operations": [], **more}


def operation(nis="11001", **more):
    return {"op": "add_membership", "partnership": "waso", "nis": nis, "source": "iemand", "date": "2026", **more}
