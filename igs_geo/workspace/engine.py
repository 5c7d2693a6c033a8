"""The connection to the database of a workspace, and bringing its tables up to date."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine

from igs_geo.workspace.errors import WorkspaceError, told
from igs_geo.workspace.place import Place, on_another_machine

HEAD = "0002"
"""The migration that this version has last; a test compares it with the scripts."""
WAIT_S = 30
"""How long a writer waits for another one."""
UPGRADE_LOCK = 0x195_6E0
"""Number of the lock on PostgreSQL under which tables are brought up to date."""
MIGRATIONS = Path(__file__).parent / "_migrations"


def open_engine(place: Place) -> tuple[Engine, bool]:
    """Return a connection pool to a workspace with its tables up to date, and whether it is on a network share.

    Parameters
    ----------
    place
        Where it is.

    Raises
    ------
    WorkspaceError
        When it cannot be reached, made, read or written, or was written by a newer version.
    """
    shared = place.file is not None and on_another_machine(place.file)
    if place.file is not None:
        try:
            place.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise WorkspaceError("workspace.no_folder", place=place.file.parent, reason=reason) from error
        engine = _sqlite(place, shared=shared)
    else:
        engine = _postgresql(place)
    try:
        with told(place.label):
            _upgrade(engine, place)
    except WorkspaceError:
        engine.dispose()
        raise
    return engine, shared


def _sqlite(place: Place, *, shared: bool) -> Engine:
    engine = sa.create_engine(place.url, connect_args={"timeout": WAIT_S})

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _: object) -> None:
        # transactions begin where the next function says, not where the driver thinks that they should
        connection.isolation_level = None
        journal = "DELETE" if shared else "WAL"
        for pragma in (f"journal_mode={journal}", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # who is going to write has to wait at the beginning: halfway it could only fail
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _postgresql(place: Place) -> Engine:
    try:
        return sa.create_engine(place.url, pool_pre_ping=True, connect_args={"connect_timeout": WAIT_S})
    except ModuleNotFoundError as error:
        raise WorkspaceError("workspace.no_driver") from error


def _version(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found


def _upgrade(engine: Engine, place: Place) -> None:
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:number)"), {"number": UPGRADE_LOCK})
        found = _version(connection)
        if found == HEAD:
            return
        if found is not None and found > HEAD:
            raise WorkspaceError("workspace.newer_tables", place=place.label)
        # loaded only where there is something to do: it takes half a second
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, HEAD)
