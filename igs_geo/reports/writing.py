"""Reports as files: one, or one for every municipality, in a way that can be taken up again."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from functools import lru_cache
from pathlib import Path

from igs_geo.atlas import Atlas, load_atlas
from igs_geo.atlas.overlays import overlay_text
from igs_geo.errors import IgsGeoError
from igs_geo.maps.print.sheet import safe_name
from igs_geo.regions import Criteria, build_problem
from igs_geo.regions.deadline import Deadline
from igs_geo.regions.search.executors import gather
from igs_geo.reports.as_docx import to_docx
from igs_geo.reports.as_page import to_html
from igs_geo.reports.as_pdf import to_pdf
from igs_geo.reports.blocks import Report
from igs_geo.reports.municipality import Ground, municipality_dossier

FORMATS = ("docx", "pdf", "html")
UNFINISHED = ".part"
"""Ending of a file that is being written: what has its own name is whole."""
FOREVER = 10 * 24 * 3600.0
"""Seconds that a batch may take: no clock stops it."""


def written(report: Report, form: str, template: Path | None = None) -> bytes:
    """Return a report as the content of a file.

    Parameters
    ----------
    report
        The report.
    form
        ``docx``, ``pdf`` or ``html``.
    template
        A .docx file whose styles are used, for a .docx file only.

    Raises
    ------
    IgsGeoError
        When a template is given for another form.
    """
    if form == "docx":
        return to_docx(report, template)
    if template is not None:
        raise IgsGeoError("reports.template_only_docx", form=form)
    return to_pdf(report) if form == "pdf" else to_html(report).encode()


def keep(content: bytes, file: Path) -> None:
    """Write a file as a whole: whoever is interrupted leaves none that looks finished.

    Parameters
    ----------
    content
        What to write.
    file
        Where.

    Raises
    ------
    IgsGeoError
        When it cannot be written.
    """
    part = file.with_name(file.name + UNFINISHED)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content)
        os.replace(part, file)  # noqa: PTH105
    except OSError as error:
        raise IgsGeoError("cli.not_written", file=str(file), reason=error.strerror or type(error).__name__) from error


def file_of(atlas: Atlas, nis: str, form: str) -> str:
    """Return the name of the file with the dossier of a municipality; with other own data it is another file."""
    own = "".join(map(overlay_text, atlas.overlays)).encode()
    mark = f"-{hashlib.blake2b(own, digest_size=4).hexdigest()}" if own else ""
    return f"{nis}-{safe_name(str(atlas.municipalities.loc[nis, 'name']))}{mark}.{form}"


def write_all(
    atlas: Atlas,
    package: str | None,
    folder: Path,
    form: str,
    language: str,
    *,
    criteria: Criteria | None,
    executor: Executor,
    tell: Callable[[int, int], None],
) -> tuple[int, int]:
    """Write the dossier of every municipality; those that are there already stay as they are.

    Parameters
    ----------
    atlas
        The edition, with its own data.
    package
        Folder or zip of the data, None for the embedded data: each worker opens it itself.
    folder
        Where the files go.
    form
        ``docx``, ``pdf`` or ``html``.
    language
        ``"nl"`` or ``"en"``.
    criteria
        What candidate regions are asked of; None leaves them out.
    executor
        Who writes.
    tell
        Called with how many there are, and how many there are to be.

    Returns
    -------
    tuple
        How many were written now, and how many were there already.
    """
    everyone = list(atlas.flemish.index)
    missing = [nis for nis in everyone if not (folder / file_of(atlas, nis, form)).exists()]
    there = len(everyone) - len(missing)
    settings = None if criteria is None else criteria.to_json()
    own = tuple(map(overlay_text, atlas.overlays))
    calls: Sequence[tuple[object, ...]] = [
        (atlas.edition, package, own, settings, nis, form, language) for nis in missing
    ]
    done = 0

    def take(place: int, content: bytes) -> None:
        nonlocal done
        keep(content, folder / file_of(atlas, missing[place], form))
        done += 1
        tell(there + done, len(everyone))

    tell(there, len(everyone))
    gather(executor, dossier_bytes, calls, Deadline(FOREVER), take)
    return done, there


def dossier_bytes(  # noqa: PLR0917
    edition: str, package: str | None, own: tuple[str, ...], settings: str | None, nis: str, form: str, language: str
) -> bytes:
    """Return the dossier of a municipality as the content of a file: what a worker does.

    Parameters
    ----------
    edition
        ``"2019"`` or ``"2025"``.
    package
        Folder or zip of the data, None for the embedded data.
    own
        Own data, as the texts of their files.
    settings
        Criteria as JSON; None leaves candidate regions out.
    nis
        The municipality.
    form
        ``docx``, ``pdf`` or ``html``.
    language
        ``"nl"`` or ``"en"``.
    """
    return written(municipality_dossier(_ground(edition, package, own, settings), nis, language), form)


@lru_cache(maxsize=2)
def _ground(edition: str, package: str | None, own: tuple[str, ...], settings: str | None) -> Ground:
    """Return what all dossiers of an edition share; a worker keeps it between dossiers."""
    atlas = load_atlas(edition, package, overlays=[json.loads(text) for text in own])
    problem = None if settings is None else build_problem(atlas, Criteria.from_json(settings))
    return Ground.of(atlas, problem)
