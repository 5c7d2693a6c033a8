"""A PostgreSQL server of our own, as an ordinary user, on a free port."""

from __future__ import annotations

import contextlib
import getpass
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path


def programs() -> Path | None:
    """Where initdb and pg_ctl are: Debian keeps them out of the path."""
    folders = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    found = shutil.which("pg_ctl")
    folders += [Path(found).resolve().parent] if found else []
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextlib.contextmanager
def running(folder: Path) -> Iterator[str]:
    """Start a server and give its address; it ends with the block."""
    # PostgreSQL refuses to run as root
    user = "nobody" if os.geteuid() == 0 else getpass.getuser()
    account = pwd.getpwnam(user)
    who = {"user": user, "group": account.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    home = Path(tempfile.mkdtemp(prefix="igs-geo-postgresql-"))
    os.chown(home, account.pw_uid, account.pw_gid)
    port = free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"

    def run(program: str, *arguments: str) -> None:
        command = [folder / program, "-D", home / "data", *arguments]
        subprocess.run(command, check=True, cwd=home, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **who)

    try:
        run("initdb", "-A", "trust", "-U", "igs", "-E", "UTF8", "--no-sync")
        run("pg_ctl", "start", "-w", "-t", "60", "-l", str(home / "log"), "-o", options)
        try:
            yield f"postgresql+psycopg://igs@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "stop", "-m", "immediate")
    finally:
        shutil.rmtree(home, ignore_errors=True)
