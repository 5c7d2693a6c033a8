"""What goes wrong: a killed process, a full disk, a folder that may only be read, files that are something else."""

from __future__ import annotations

import contextlib
import os
import pwd
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event

from igs_geo.workspace import WorkspaceError, engine, open_workspace, place_of
from igs_geo.workspace import place as places
from igs_geo.workspace.tables import METADATA
from tests.workspace.conftest import document

ROOT = Path(__file__).parents[2]
SAVING = """
import sys
from igs_geo.workspace import open_workspace
from tests.workspace.conftest import document
workspace = open_workspace(sys.argv[1])
saved = workspace.create("overlay", document("begin"))
print(saved.document, flush=True)
for number in range(1, 201):
    answer = workspace.save(saved.document, document(f"stand {number}", contact="x" * 150), number)
    print(answer.number, flush=True)
"""


@pytest.mark.parametrize("answered", [3, 120])
def test_a_kill_amid_200_saves_loses_nothing_that_was_answered(tmp_path, answered):
    file = tmp_path / "workspace.sqlite"
    command = [sys.executable, "-c", SAVING, str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        name = child.stdout.readline().strip()
        numbers = [int(child.stdout.readline()) for _ in range(answered)]
        child.send_signal(signal.SIGKILL)
        numbers += [int(line) for line in child.stdout.read().split()]
    assert len(numbers) < 200
    workspace = open_workspace(str(file))
    with sqlite3.connect(file) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    history = workspace.history(name)
    assert {revision.number for revision in history} >= {1, *numbers}
    assert len(history) - len(numbers) in {1, 2}, "at most one save more than was answered"
    for revision in history[1:]:
        assert workspace.read(name, revision.number).content.title == f"stand {revision.number - 1}"
    assert workspace.read(name).number == len(history)
    workspace.close()


def test_a_full_disk_is_told_and_what_was_there_stays(tmp_path):
    workspace = open_workspace(str(tmp_path / "w.sqlite"))
    saved = workspace.create("overlay", document("eerst"))

    @event.listens_for(workspace.engine, "connect")
    def _limit(connection, _):
        connection.execute("PRAGMA max_page_count=20")

    workspace.engine.dispose()

    def fill():
        for number in range(1, 200):
            workspace.save(saved.document, document("groot", contact="x" * 200), number)

    with pytest.raises(WorkspaceError) as error:
        fill()
    assert "vol" in error.value.message("nl")
    assert "w.sqlite" in error.value.message("nl")
    head = workspace.read(saved.document)
    assert len(workspace.history(saved.document)) == head.number
    workspace.close()


@contextlib.contextmanager
def an_ordinary_user(tmp_path):
    """Be someone to whom a folder without the right to write is one."""
    if os.geteuid() != 0:
        yield
        return
    for folder in (tmp_path, *tmp_path.parents):
        if folder != Path("/") and folder.stat().st_uid == 0:
            folder.chmod(folder.stat().st_mode | 0o055)
    os.seteuid(pwd.getpwnam("nobody").pw_uid)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("made", [False, True])
def test_a_folder_that_may_only_be_read_is_told(tmp_path, made):
    # what is only loaded when it is needed is loaded before the rights are given up
    open_workspace(str(tmp_path / "ander.sqlite")).close()
    folder = tmp_path / "map"
    folder.mkdir()
    file = folder / "w.sqlite"
    if made:
        open_workspace(str(file)).close()
        file.chmod(0o444)
    folder.chmod(0o555)
    with an_ordinary_user(tmp_path), pytest.raises(WorkspaceError) as error:
        open_workspace(str(file)).create("overlay", document())
    folder.chmod(0o755)
    assert ("alleen gelezen" if made else "kan niet worden geopend") in error.value.message("nl")


def test_writes_are_safe_by_default(tmp_path):
    workspace = open_workspace(str(tmp_path / "w.sqlite"))
    with workspace.engine.connect() as connection:
        asked = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                 for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")}  # fmt: skip
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    assert workspace.notice is None
    workspace.close()


def test_on_a_network_share_the_journal_is_a_file_of_its_own(tmp_path, monkeypatch):
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\nserver:/huis {tmp_path}/deel\\040x nfs4 rw 0 0\n", encoding="utf-8")
    assert places.on_another_machine(tmp_path / "deel x" / "w.sqlite", mounts)
    assert not places.on_another_machine(tmp_path / "deel xy" / "w.sqlite", mounts)
    assert not places.on_another_machine(tmp_path / "w.sqlite", tmp_path / "geen")
    monkeypatch.setattr(engine, "on_another_machine", lambda file: True)
    workspace = open_workspace(str(tmp_path / "w.sqlite"))
    assert workspace.notice == "workspace.on_share"
    workspace.create("overlay", document())
    with workspace.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
    workspace.close()


def test_a_file_that_is_something_else_is_told(tmp_path):
    file = tmp_path / "brief.sqlite"
    file.write_bytes(b"Geachte heer, mevrouw" * 100)
    with pytest.raises(WorkspaceError, match="no workspace"):
        open_workspace(str(file))
    assert file.read_bytes().startswith(b"Geachte")


def test_a_workspace_of_a_newer_version_is_refused(tmp_path):
    file = tmp_path / "w.sqlite"
    open_workspace(str(file)).close()
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(WorkspaceError) as error:
        open_workspace(str(file))
    assert "nieuwere versie" in error.value.message("nl")


@pytest.mark.parametrize(
    "named", ["mysql://a:geheim@b/c", "://", "postgresql+psycopg://x:geheim@127.0.0.1:1/y?connect_timeout=2"]
)
def test_a_database_that_cannot_be_reached_is_told_without_its_password(named):
    with pytest.raises(WorkspaceError) as error:
        open_workspace(named)
    for language in ("nl", "en"):
        assert "geheim" not in error.value.message(language)


def test_the_place_is_the_option_the_variable_or_the_users_folder(monkeypatch):
    monkeypatch.delenv(places.VARIABLE, raising=False)
    assert place_of().file.name == "workspace.sqlite"
    assert "igs-geo" in place_of().label
    monkeypatch.setenv(places.VARIABLE, "postgresql://a:geheim@b/c")
    assert place_of().label == "postgresql+psycopg://a:***@b/c"
    assert place_of("~/x.sqlite").file == Path.home() / "x.sqlite"


def test_the_steps_make_the_tables_of_today(place):
    config = Config()
    config.set_main_option("script_location", str(engine.MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [engine.HEAD]
    workspace = open_workspace(place)
    with workspace.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []
        assert set(sa.inspect(connection).get_table_names()) == {*METADATA.tables, "alembic_version"}
    workspace.close()
