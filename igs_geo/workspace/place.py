"""Where a workspace is: a file in the user's folder for data, another file, or a PostgreSQL database."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from igs_geo.workspace.errors import WorkspaceError

VARIABLE = "IGS_GEO_WORKSPACE"
"""Environment variable with another place: a file, or the address of a PostgreSQL database."""
FILE = "workspace.sqlite"
DRIVER = "postgresql+psycopg"
MOUNTS = Path("/proc/mounts")
SHARED = ("nfs", "cifs", "smb", "ncp", "afs", "9p", "fuse.sshfs", "fuse.glusterfs", "ceph", "lustre", "davfs", "vboxsf")
"""Beginnings of the names of file systems on another machine: writers there do not see each other's memory."""
REMOTE_DRIVE = 4
"""What Windows calls a drive on another machine."""


@dataclass(frozen=True)
class Place:
    """Where a workspace is.

    Parameters
    ----------
    url
        Address of the database.
    file
        The file; None for a server.
    """

    url: URL
    file: Path | None

    @property
    def label(self) -> str:
        """What a person calls it: the path, or the address without its password."""
        return str(self.file) if self.file is not None else self.url.render_as_string(hide_password=True)


def default_place() -> str:
    """Return the place that is used when none is named: the environment variable, else the user's folder for data."""
    from platformdirs import user_data_dir

    return os.environ.get(VARIABLE, "").strip() or str(Path(user_data_dir("igs-geo", appauthor=False)) / FILE)


def place_of(named: str | None = None) -> Place:
    """Return the place that a person names.

    Parameters
    ----------
    named
        A file, or ``postgresql+psycopg://...``; the default place when left out.

    Raises
    ------
    WorkspaceError
        When it is the address of something else, or no address at all.
    """
    text = (named or default_place()).strip()
    if "://" not in text:
        file = Path(text).expanduser().absolute()
        return Place(URL.create("sqlite", database=str(file)), file)
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise WorkspaceError("workspace.no_address", place=text.split("@")[-1]) from error
    if url.drivername == "postgresql":
        url = url.set(drivername=DRIVER)
    if url.drivername != DRIVER:
        raise WorkspaceError("workspace.unknown_database", kind=url.drivername)
    return Place(url, None)


def on_another_machine(file: Path, mounts: Path = MOUNTS) -> bool:
    """Return whether a file is on a network share, as far as the system says.

    Parameters
    ----------
    file
        The file; it need not exist.
    mounts
        Where the system lists its file systems (Linux).
    """
    if sys.platform == "win32":
        import ctypes

        anchor = file.anchor
        return anchor.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(anchor) == REMOTE_DRIVE
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    best, kind = "", ""
    for line in lines:
        _, point, system, *_ = [*line.split(), "", "", ""]
        point = point.replace("\\040", " ")
        inside = file.as_posix().startswith(point.rstrip("/") + "/")
        if inside and len(point) >= len(best):
            best, kind = point, system
    return kind.startswith(SHARED)
