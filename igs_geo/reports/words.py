"""Words that every report needs: one or many, lists of names, the sentence under a figure, what comes last."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from igs_geo.atlas import Atlas
from igs_geo.atlas.atlas import LATEST_POPULATION_YEAR
from igs_geo.clock import today
from igs_geo.fragmentation import say_recognition, say_without_members
from igs_geo.i18n import catalogue, format_date, format_number, translate
from igs_geo.maps import MapSpec
from igs_geo.maps.context import frame_texts
from igs_geo.maps.print import Look, Panels, print_fitting, print_multiples
from igs_geo.maps.print.charts import print_chart
from igs_geo.maps.print.charts.frame import Chart
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


def ended(text: str) -> str:
    """Return a text with a mark at its end."""
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


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
    return Figure(print_fitting(spec, atlas, look), caption(spec, atlas), _alternative([spec], spec))


def figures(panels: Panels, atlas: Atlas, look: Look) -> Figure:
    """Return small maps on one sheet with their caption."""
    drawing = print_multiples(panels, atlas, look)
    return Figure(drawing, caption(panels.head, atlas), _alternative(panels.maps, panels.head))


def chart_figure(
    chart: Chart, title: str, atlas: Atlas, look: Look, *, tables: Collection[str], language: str
) -> Figure:
    """Return a chart with its caption.

    Parameters
    ----------
    chart
        The chart.
    title
        What it shows.
    atlas
        The edition.
    look
        Its size.
    tables
        What it rests on, as in :func:`said_sources`.
    language
        ``"nl"`` or ``"en"``.
    """
    source = said_sources(atlas, (), language, tables=tables)
    said = MapSpec(title, frame_texts(atlas, None, language), atlas.edition, language, source)
    text = say("alternative_chart", language, title=title, told=chart.told)
    return Figure(print_chart(chart, said, atlas, look), caption(said, atlas), text)


def caption(spec: MapSpec, atlas: Atlas) -> str:
    """Return what stands under a map: what it shows, edition, sources and licences."""
    parts = (ended(spec.title), ended(spec.subtitle), spec.source, licence_line(atlas, spec.language))
    return " ".join(part for part in parts if part)


def _alternative(maps: Sequence[MapSpec], head: MapSpec) -> str:
    """Return what a map shows in words: its title, and what its signs say."""
    title = head.title if len(maps) == 1 else f"{head.title}: {', '.join(spec.title for spec in maps)}"
    signs = list(dict.fromkeys(entry.text for spec in maps for entry in spec.legend if not entry.note))[:SIGNS_TOLD]
    text = say("alternative", head.language, title=title, signs="; ".join(signs))
    return text if len(text) <= LONGEST_ALTERNATIVE else text[: LONGEST_ALTERNATIVE - 1] + "…"


def closing(
    atlas: Atlas, method: Sequence[str], command: str, language: str, *, said: Collection[str] = ()
) -> tuple[Block, ...]:
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
    said
        What the report says already, and is not said again.
    """
    gaps = (translate("shell.gap_register", language), say_without_members(atlas, language),
            say_recognition(atlas, language))  # fmt: skip
    return section(
        Heading(say("closing", language)),
        [
            *map(Paragraph, method),
            Paragraph(f"{said_sources(atlas, (), language, tables=TABLES)} {licence_line(atlas, language)}"),
            Heading(say("not_covered", language), 2),
            *(Note(gap) for gap in gaps if gap not in said),
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
