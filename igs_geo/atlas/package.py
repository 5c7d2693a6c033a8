"""Open a data package: a folder or a zip, read without trusting it."""

from __future__ import annotations

import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import IO

from igs_geo.errors import PackageError, Problem

DESCRIPTOR = "datapackage.json"
MAX_FILE_MB = 32
"""Largest file that is read, and the largest zip; the largest file of the embedded package has 1.4 MB."""
MAX_TOTAL_MB = 64
"""All files of a package together, unpacked; those of the embedded package have 8 MB."""
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Other methods of compression may ask for gigabytes to unpack a few bytes."""
MAX_ENTRIES = 10_000
CHUNK = 1 << 20


class FileProblemError(Exception):
    """A file of a package that cannot be read."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        self.values = values
        super().__init__(key)


class Package:
    """The files of a data package, by name.

    Parameters
    ----------
    label
        What a person calls it: the path.
    """

    def __init__(self, label: str) -> None:
        self.label = label
        self._left = MAX_TOTAL_MB << 20

    def read(self, name: str) -> bytes | None:
        """Return the content of a file, None when the package does not have it.

        Parameters
        ----------
        name
            Name of the file inside the package.

        Raises
        ------
        FileProblemError
            When the file is there but cannot be read.
        """
        raise NotImplementedError

    def _whole(self, stream: IO[bytes]) -> bytes:
        """Return all of a stream, up to the limit: what a file says of its own size is not believed."""
        limit = min(MAX_FILE_MB << 20, self._left)
        content = bytearray()
        while chunk := stream.read(CHUNK):
            content += chunk
            if len(content) > limit:
                raise FileProblemError("errors.too_large", limit=MAX_FILE_MB, total=MAX_TOTAL_MB)
        self._left -= len(content)
        return bytes(content)


class FolderPackage(Package):
    """A folder on the disk."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self._folder = folder

    def read(self, name: str) -> bytes | None:
        """Return the content of a file, None when the folder does not have it."""
        path = self._folder / name
        try:
            if not path.exists():
                return None
            # a pipe would wait for ever, a device never ends
            if not path.is_file():
                raise FileProblemError("errors.not_regular")
            with path.open("rb") as stream:
                return self._whole(stream)
        except OSError as error:
            raise FileProblemError(
                "errors.package_unreadable", reason=error.strerror or type(error).__name__
            ) from error


class ZipPackage(Package):
    """A zip, whose entries are unpacked in memory and never written to disk.

    Parameters
    ----------
    path
        The zip.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        try:
            self._zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError, struct.error) as error:
            raise PackageError(str(path), [_unreadable(path.name, error)]) from error
        entries = self._zip.infolist()
        problems = _dangers(entries, path.name)
        if problems:
            self._zip.close()
            raise PackageError(str(path), problems)
        self._entries = {entry.filename: entry for entry in entries if not entry.filename.endswith("/")}
        self._root = _root(self._entries)

    def read(self, name: str) -> bytes | None:
        """Return the content of a file, None when the zip does not have it."""
        entry = self._entries.get(f"{self._root}{name}")
        if entry is None:
            return None
        try:
            with self._zip.open(entry) as stream:
                return self._whole(stream)
        # zipfile gives whatever the damage happens to break: an encrypted entry a RuntimeError, a cut one an EOFError
        except (OSError, EOFError, RuntimeError, ValueError, zipfile.BadZipFile, zlib.error) as error:
            raise FileProblemError("errors.package_unreadable", reason=type(error).__name__) from error


def _unreadable(name: str, error: Exception) -> Problem:
    return Problem("errors.package_unreadable", name, values={"reason": type(error).__name__})


def _dangers(entries: list[zipfile.ZipInfo], name: str) -> list[Problem]:
    if len(entries) > MAX_ENTRIES:
        return [Problem("errors.zip_crowded", name, values={"count": len(entries), "limit": MAX_ENTRIES})]
    problems = []
    for entry in entries:
        # orig_filename: zipfile itself cuts names at a NUL and turns other separators
        path = PurePosixPath(entry.orig_filename.replace("\\", "/"))
        drive = ":" in "".join(path.parts[:1])
        if path.is_absolute() or ".." in path.parts or drive or "\0" in entry.orig_filename:
            problems.append(Problem("errors.zip_path", entry.orig_filename))
        elif stat.S_ISLNK(entry.external_attr >> 16):
            problems.append(Problem("errors.zip_link", entry.filename))
        elif entry.compress_type not in METHODS:
            problems.append(Problem("errors.zip_method", entry.filename))
    counts = Counter(entry.filename for entry in entries)
    problems += [Problem("errors.zip_duplicate", file) for file, count in counts.items() if count > 1]
    return problems


def _root(names: Collection[str]) -> str:
    """Return the folder inside the zip that holds the descriptor, with its slash: many zips hold one folder."""
    homes = [name.removesuffix(DESCRIPTOR) for name in names if PurePosixPath(name).name == DESCRIPTOR]
    homes = [home for home in homes if not home.startswith("__MACOSX/")]
    return min(homes, key=lambda home: (home.count("/"), home), default="")


def data_folder() -> Path:
    """Return the folder of the embedded data package: inside the installed package, or beside it in the repository."""
    installed = Path(str(files("igs_geo"))) / "data"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "data"


def open_package(data: Path | str | None = None) -> Package:
    """Open a folder or zip; the embedded data package by default.

    Parameters
    ----------
    data
        Folder or zip; the embedded data package by default.

    Returns
    -------
    Package
        The package, opened but not read.

    Raises
    ------
    PackageError
        When there is no such folder or zip, or the zip is dangerous or damaged.
    """
    path = Path(data) if data is not None else data_folder()
    try:
        if path.is_dir():
            return FolderPackage(path)
        if not path.exists():
            raise PackageError(str(path), [Problem("errors.package_not_found", path.name or str(path))])
        if not path.is_file():
            raise PackageError(str(path), [Problem("errors.not_regular", path.name)])
        if path.stat().st_size > MAX_FILE_MB << 20:
            values = {"limit": MAX_FILE_MB, "total": MAX_TOTAL_MB}
            raise PackageError(str(path), [Problem("errors.too_large", path.name, values=values)])
        if not zipfile.is_zipfile(path):
            raise PackageError(str(path), [Problem("errors.package_neither", path.name)])
    except (OSError, ValueError) as error:
        raise PackageError(str(path), [_unreadable(path.name, error)]) from error
    return ZipPackage(path)
