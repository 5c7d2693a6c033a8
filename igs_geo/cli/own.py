"""``--overlay``: own data on top of the tables, for every command that analyses them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from igs_geo.cli.base import language_of
from igs_geo.i18n import translate

if TYPE_CHECKING:
    from igs_geo.atlas import Atlas

F = TypeVar("F", bound=Callable[..., Any])


def overlay_option(command: F) -> F:
    """Add ``--overlay``, which may be repeated; the command receives the files as ``overlay``."""
    return click.option(
        "--overlay", multiple=True, metavar="FILE", type=click.Path(dir_okay=False), help="cli.option_overlay"
    )(command)


def load(
    context: click.Context, edition: str, data: str | None, overlay: Sequence[str], *, count: bool = True
) -> Atlas:
    """Return the atlas with the own data of some files; what counts of them is said on standard error.

    Parameters
    ----------
    context
        Of the command: its language.
    edition
        The edition.
    data
        Another data package.
    overlay
        Files with own data.
    count
        Whether to say how much of them counts; what does not count is said always.
    """
    from igs_geo.atlas import load_atlas

    if not overlay:
        return load_atlas(edition, data)
    atlas = load_atlas(edition, data, overlays=overlay)
    for line in said(atlas, language_of(context), count=count):
        click.echo(line, err=True)
    return atlas


def said(atlas: Atlas, language: str, *, count: bool = True) -> list[str]:
    """Return what counts of the own data of an atlas, and what does not, in sentences.

    Parameters
    ----------
    atlas
        With own data.
    language
        ``"nl"`` or ``"en"``.
    count
        Whether to say how much of it counts.
    """
    lines = []
    if count:
        titles = "; ".join(dict.fromkeys(overlay.title for overlay in atlas.overlays))
        number = sum(change.state != "lapsed" for change in atlas.changes)
        lines.append(translate("fragmentation.counts_own", language, titles=titles, count=number))
    if any(overlay.example for overlay in atlas.overlays):
        lines.append(translate("overlay.example", language))
    for change in atlas.changes:
        remark = change.remark(language)
        if remark:
            place = change.where.said(language)
            lines.append(f"{place}: {change.says(language)} {remark}")
    return lines
