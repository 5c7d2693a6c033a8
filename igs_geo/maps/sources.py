"""Where what a map or chart shows comes from: partnerships, divisions, commuting, inhabitants and boundaries."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from igs_geo.atlas import Atlas
from igs_geo.i18n import format_date, translate

PARTNERSHIPS, COMMUTING, POPULATION = "partnerships", "commuting", "population"
"""Tables that a map or chart can rest on without showing their rows one by one."""


@dataclass(frozen=True)
class Basis:
    """What values are computed from, for the source line.

    Parameters
    ----------
    tables
        ``partnerships``, ``commuting`` or ``population``.
    divisions
        Codes of divisions.
    """

    tables: Collection[str] = ()
    divisions: Collection[str] = ()


MEMBERSHIPS = Basis((PARTNERSHIPS,))


def source_line(
    atlas: Atlas,
    bodies: Collection[str],
    language: str,
    *,
    divisions: Iterable[str | None] = (),
    tables: Collection[str] = (),
) -> str:
    """Return the sources and dates of everything on a map, its boundaries included.

    Parameters
    ----------
    atlas
        The edition.
    bodies
        Ids of the partnerships on it; regions of divisions as ``division:CODE:REGION``.
    language
        ``"nl"`` or ``"en"``.
    divisions
        Codes of divisions whose borders or regions it shows or counts; None and unknown ones say nothing.
    tables
        ``partnerships``, ``commuting`` or ``population``: what its values are computed from.
    """
    own = {code.split(":")[1] for code in bodies if code.startswith("division:")}
    parts = [
        said_sources(atlas, bodies, language, divisions=(*own, *divisions), tables=tables),
        translate("map.source_boundaries", language),
    ]
    return " ".join(part for part in parts if part)


def said_sources(
    atlas: Atlas,
    bodies: Collection[str],
    language: str,
    *,
    divisions: Iterable[str | None] = (),
    tables: Collection[str] = (),
) -> str:
    """Return the sources and dates of what a chart or table shows; the values are those of :func:`source_line`."""
    partnerships = atlas.partnerships
    register = partnerships[partnerships["inventory"] == "register"]
    shown = partnerships[partnerships.index.isin(bodies)]
    of_register = register if PARTNERSHIPS in tables else register[register.index.isin(bodies)]
    parts = []
    if not of_register.empty:
        main = str(of_register["source"].mode().iloc[0])
        date = format_date(str(of_register["as_of"].mode().iloc[0]), language)
        parts.append(translate("map.source_register", language, source=main, date=date))
    if (shown["inventory"] == "added").any():
        parts.append(translate("map.source_added", language))
    if atlas.changes:
        parts.append(say_own(atlas, language))
    kinds = atlas.division_kinds
    names = kinds["name_nl" if language == "nl" else "name_en"]
    codes = [code for code in kinds.index if code in set(divisions)]
    if codes:
        listed = ", ".join(str(names[code]) for code in codes)
        parts.append(
            translate("map.source_divisions", language, divisions=listed, source=atlas.attribution("divisions"))
        )
    parts += [
        translate(f"map.source_{table}", language, source=atlas.attribution(f"{table}_{atlas.edition}"))
        for table in (COMMUTING, POPULATION)
        if table in tables
    ]
    return " ".join(parts)


def say_own(atlas: Atlas, language: str) -> str:
    """Return that own data are in what is shown; invented ones are said to be so.

    Parameters
    ----------
    atlas
        The edition, with own data.
    language
        ``"nl"`` or ``"en"``.
    """
    titles = "; ".join(dict.fromkeys(overlay.title for overlay in atlas.overlays))
    key = "map.source_example" if any(overlay.example for overlay in atlas.overlays) else "map.source_own"
    return translate(key, language, titles=titles)
