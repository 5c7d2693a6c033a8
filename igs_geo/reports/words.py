"""Words that every report needs: one or many, lists of names, the sentence under a figure, what comes last."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from igs_geo.atlas import Atlas
from igs_geo.atlas.atlas import LATEST_POPULATION_YEAR
from igs_geo.clock import today
from igs_geo.errors import IgsGeoError
from igs_geo.fragmentation import say_recognition, say_without_members
from igs_geo.i18n import catalogue, format_date, format_number, translate
from igs_geo.maps import MapSpec
from igs_geo.maps.print import Look, Panels, print_map, print_multiples
from igs_geo.maps.print.furniture import licence_line
from igs_geo.maps.sources import COMMUTING, PARTNERSHIPS, POPULATION, said_sources
from igs_geo.maps.uncovered import listed
from igs_geo.reports.blocks import Block, Bullets, Figure, Heading, Note, Paragraph, section

LONGEST_ALTERNATIVE = 400
SIGNS_TOLD = 8
CHANGES = 60
"""Most changes of own data that are listed."""
AGAIN = " --overlay FILE"
"""What a command needs for each file with own data."""


def say(key: str, language: str, /, **values: object) -> str:
    """Return a sentence of the reports, its numbers as the reader writes them.

    Parameters
    ----------
    key
        Name in the texts of the reports.
    language
        ``"nl"`` or ``"en"``.
    **values
        What the sentence names; whole numbers are written with their thousands apart.
    """
    written = {
        name: format_number(value, language) if isinstance(value, int) else value for name, value in values.items()
    }
    return translate(f"reports.{key}", language, **written)


def counted(key: str, number: int, language: str, /, **values: object) -> str:
    """Return a sentence with a number in it, in the form for none, for one or for many.

    Parameters
    ----------
    key
        Name in the texts of the reports, without ``_none``, ``_one`` or ``_many``; without a form for none, that for
        many is taken.
    number
        The number; the sentence calls it ``count``.
    language
        ``"nl"`` or ``"en"``.
    **values
        What the sentence names beside it.
    """
    form = {0: "none", 1: "one"}.get(number, "many")
    if f"reports.{key}_{form}" not in catalogue():
        form = "many"
    return say(f"{key}_{form}", language, count=number, **values)


def named(atlas: Atlas, members: Iterable[str], language: str) -> str:
    """Return municipalities as a sentence lists them, in the order of the alphabet."""
    names = atlas.municipalities["name"]
    return listed(sorted((str(names[nis]) for nis in members), key=str.casefold), language)


def domain_name(atlas: Atlas, code: str, language: str) -> str:
    """Return the name of a policy domain."""
    return str(atlas.domains.loc[code, "name_nl" if language == "nl" else "name_en"])


def capital(text: str) -> str:
    """Return a text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def legal_form(form: str, language: str) -> str:
    """Return the name of a legal form; the name in the data of one that has no other."""
    key = f"tables.form_{form.lower().replace(' ', '_').replace('-', '_')}"
    return translate(key, language) if key in catalogue() else form


def subtitle(atlas: Atlas, language: str) -> str:
    """Return what stands under the title of a report: edition, day, and of when the data are."""
    bodies = atlas.partnerships
    dates = bodies.loc[(bodies["inventory"] == "register") & (bodies["as_of"] != ""), "as_of"]
    register = "" if dates.empty else format_date(str(dates.mode().iloc[0]), language)
    return say(
        "subtitle",
        language,
        edition=atlas.edition,
        date=format_date(today().isoformat(), language),
        register=register,
        population=format_date(f"{LATEST_POPULATION_YEAR}-01-01", language),
    )


def figure(spec: MapSpec, atlas: Atlas, look: Look) -> Figure:
    """Return a map with its caption: what it shows, edition, sources and licences.

    Parameters
    ----------
    spec
        The map.
    atlas
        The edition.
    look
        Its size, and which names stand on it.
    """
    try:
        drawing = print_map(spec, atlas, look)
    except IgsGeoError:
        if look.names != "all":
            raise
        # Too many names for this sheet: those of the largest municipalities say where it is.
        drawing = print_map(spec, atlas, replace(look, names="main"))
    return Figure(drawing, _caption(spec, atlas), _alternative([spec], spec))


def figures(panels: Panels, atlas: Atlas, look: Look) -> Figure:
    """Return small maps on one sheet with their caption."""
    drawing = print_multiples(panels, atlas, look)
    return Figure(drawing, _caption(panels.head, atlas), _alternative(panels.maps, panels.head))


def _caption(spec: MapSpec, atlas: Atlas) -> str:
    return f"{spec.title}. {spec.subtitle}. {spec.source} {licence_line(atlas, spec.language)}"


def _alternative(maps: Sequence[MapSpec], head: MapSpec) -> str:
    """Return what a map shows in words: its title, and what its signs say."""
    title = head.title if len(maps) == 1 else f"{head.title}: {', '.join(spec.title for spec in maps)}"
    signs = list(dict.fromkeys(entry.text for spec in maps for entry in spec.legend if not entry.note))[:SIGNS_TOLD]
    text = say("alternative", head.language, title=title, signs="; ".join(signs))
    return text if len(text) <= LONGEST_ALTERNATIVE else text[: LONGEST_ALTERNATIVE - 1] + "…"


def closing(atlas: Atlas, method: Sequence[str], command: str, language: str) -> tuple[Block, ...]:
    """Return the last chapter: how it was made, from what, and what is not in it.

    Parameters
    ----------
    atlas
        The edition.
    method
        Sentences on how the figures came about.
    command
        What makes the report again.
    language
        ``"nl"`` or ``"en"``.
    """
    return section(
        Heading(say("closing", language)),
        [
            *map(Paragraph, method),
            Paragraph(f"{said_sources(atlas, (), language, tables=TABLES)} {licence_line(atlas, language)}"),
            Heading(say("not_covered", language), 2),
            Note(translate("shell.gap_register", language)),
            Note(say_without_members(atlas, language)),
            Note(say_recognition(atlas, language)),
            Paragraph(say("again", language, command=command + AGAIN * len(atlas.overlays))),
            *_own_data(atlas, language),
        ],
    )


def _own_data(atlas: Atlas, language: str) -> list[Block]:
    """Return what people added to the tables, each change with where it is known from."""
    if not atlas.changes:
        return []
    lines = []
    for change in atlas.changes[:CHANGES]:
        told = say("own_change", language, change=change.says(language), source=change.known_from(language))
        lines.append(f"{told} {change.remark(language)}".strip())
    rest = len(atlas.changes) - len(lines)
    return [
        Heading(say("own_data", language), 2),
        Note(translate("overlay.example", language) if any(own.example for own in atlas.overlays) else ""),
        Bullets((*lines, *([counted("own_more", rest, language)] if rest else []))),
    ]


TABLES: Collection[str] = (PARTNERSHIPS, COMMUTING, POPULATION)
"""What every report rests on."""
