"""The maps of a region and of a municipality in a report."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from igs_geo.atlas import Atlas
from igs_geo.atlas.contiguity import neighbours
from igs_geo.i18n import format_number, translate
from igs_geo.maps import Band, Fill, Label, LegendEntry, MapSpec, Outline, municipality_set_map
from igs_geo.maps.bodies import Body, domain_bodies
from igs_geo.maps.context import frame_texts, standing_legend
from igs_geo.maps.places import central
from igs_geo.maps.print import PAPERS, Look, Panels, Paper
from igs_geo.maps.print.colours import CLASSES, REGIONS
from igs_geo.maps.sources import COMMUTING, PARTNERSHIPS, POPULATION, source_line
from igs_geo.reports.blocks import Figure
from igs_geo.reports.subject import Subject
from igs_geo.reports.words import capital, domain_name, figures, say

WIDE = Look(Paper("dossier", 160, 95, 0.5, 11), "all", "map")
"""A map with its legend beside it, low enough to stand under a few lines of text."""
SMALL = Look(PAPERS["16cm"], "none", "map")
SHEET = Look(Paper("fiche", 180, 78, 0.5, 11), "all", "map")
"""A map with its legend beside it, low enough for a report of one page."""
PICKED = "picked"
"""Id of the outline of whom a small map is about."""
COLUMNS, ON_A_PAGE = 3, 9
"""Small maps beside each other, and on a page."""
MOST_BODIES = 8
"""Bodies of a domain that a small map shows."""
CORE, OTHER = Fill((Band(CLASSES[2]),)), Fill((Band(CLASSES[1], "dots"),))
BASIS = (PARTNERSHIPS, COMMUTING, POPULATION)


def around(atlas: Atlas, members: Collection[str]) -> frozenset[str]:
    """Return municipalities and those that border on them."""
    pairs, own = neighbours(atlas), set(members)
    beside = pairs[pairs["nis_a"].isin(own) | pairs["nis_b"].isin(own)]
    return frozenset(own | set(beside["nis_a"]) | set(beside["nis_b"]))


def region_map(atlas: Atlas, subject: Subject, core: frozenset[str], language: str) -> MapSpec:
    """Return the map of a region: its stable core, its other members, partial ones.

    Parameters
    ----------
    atlas
        The edition.
    subject
        The region.
    core
        Its stable core; empty where none is known.
    language
        ``"nl"`` or ``"en"``.
    """
    title = say("map_region", language, name=subject.name)
    bodies = [subject.body] if subject.body else []
    tables = () if subject.body else BASIS
    spec = municipality_set_map(
        atlas, subject.full, title=title, language=language, partial=subject.partial, bodies=bodies, tables=tables
    )
    if not core or core >= set(subject.members):
        return spec
    rest = [nis for nis in subject.members if nis not in core]
    legend = (
        LegendEntry(say("legend_core", language, count=len(core)), CORE),
        LegendEntry(say("legend_rest", language, count=len(rest)), OTHER),
        *standing_legend(language),
    )
    return replace(spec, fills=dict.fromkeys(core, CORE) | dict.fromkeys(rest, OTHER), legend=legend)


def domain_panel(
    atlas: Atlas, domain: str, members: Collection[str], language: str, first: Sequence[str] = ()
) -> MapSpec | None:
    """Return a small map of the bodies of a domain that some municipalities are in; None where there are none.

    Parameters
    ----------
    atlas
        The edition.
    domain
        Code of the policy domain.
    members
        NIS codes.
    language
        ``"nl"`` or ``"en"``.
    first
        Ids of the bodies of a map to lay beside it: a body has the same number and colour on both.
    """
    shown = domain_bodies(atlas, domain, language)
    own = set(members)
    bodies = [body for body in shown.bodies if body.members & own]
    bodies = sorted(bodies, key=lambda body: -len(body.members & own))[:MOST_BODIES]
    if not bodies:
        return None
    order = [*first, *(body.id for body in bodies if body.id not in first)]
    places = {body.id: order.index(body.id) % len(REGIONS) for body in bodies}
    fills = {body.id: Fill((Band(REGIONS[places[body.id]]),)) for body in bodies}
    bodies = sorted(bodies, key=lambda body: order.index(body.id))
    bands: dict[str, list[Band]] = defaultdict(list)
    for body in bodies:
        for nis in body.members:
            bands[nis].append(Band(REGIONS[places[body.id]], "dots" if nis in body.partial else "solid"))
    outlines = [Outline(body.id, body.name, tuple(sorted(body.members)), "body", "#444444", 1.4) for body in bodies]
    picked = Outline(PICKED, "", tuple(sorted(own)), "pick", "#000000", 2.4)
    return MapSpec(
        title=capital(shown.name),
        subtitle=frame_texts(atlas, None, language),
        edition=atlas.edition,
        language=language,
        source=source_line(atlas, [body.id for body in bodies], language),
        legend=(
            *(LegendEntry(_counted(body, language), fills[body.id], mark=str(places[body.id] + 1)) for body in bodies),
            *_partly(bodies, around(atlas, own), language),
        ),
        fills={nis: Fill(tuple(layers)) for nis, layers in bands.items()},
        outlines=(*outlines, picked),
        labels=tuple(
            Label(str(places[body.id] + 1), central(atlas, body.members & around(atlas, own) or body.members), "number")
            for body in bodies
        ),
        window=tuple(sorted(around(atlas, own))),
    )


def _partly(bodies: Sequence[Body], near: Collection[str], language: str) -> tuple[LegendEntry, ...]:
    """Return what dots mean, where a municipality in sight has them."""
    if not any(body.partial & set(near) for body in bodies):
        return ()
    return (LegendEntry(translate("map.legend_partial", language), Fill((Band("#ffffff", "dots"),))),)


def _counted(body: Body, language: str) -> str:
    return f"{body.name} ({format_number(len(body.members), language)})"


def domain_figures(
    atlas: Atlas, domains: Iterable[str], members: Collection[str], name: str, language: str
) -> list[Figure]:
    """Return small maps, one for each domain in which some municipalities cooperate, as many as a page holds at a time.

    Parameters
    ----------
    atlas
        The edition.
    domains
        Codes of policy domains, in order.
    members
        NIS codes.
    name
        What they are called together.
    language
        ``"nl"`` or ``"en"``.
    """
    found = [domain_panel(atlas, domain, members, language) for domain in domains]
    maps = tuple(spec for spec in found if spec is not None)
    sheets = []
    for start in range(0, len(maps), ON_A_PAGE):
        some = maps[start : start + ON_A_PAGE]
        bodies = [outline.id for spec in some for outline in spec.outlines if outline.id != PICKED]
        title = say("map_domains", language, name=name)
        head = replace(some[0], title=title, source=source_line(atlas, bodies, language))
        sheets.append(figures(Panels(some, head, min(COLUMNS, len(maps)), "each"), atlas, SMALL))
    return sheets


def cooperating_domains(atlas: Atlas, members: Collection[str]) -> list[str]:
    """Return the domains with an active body that has some municipalities as members, the main domain first."""
    rows = atlas.memberships
    bodies = atlas.partnerships
    active = bodies.index[bodies["status"] == "active"]
    own = rows.loc[rows["nis"].isin(list(members)) & rows["partnership"].isin(active), "partnership"]
    links = atlas.partnership_domains
    known = set(links.loc[links["partnership"].isin(own), "domain"])
    main = atlas.emphasis.domain
    return [code for code in [main, *(code for code in atlas.domains.index if code != main)] if code in known]


def domain_rows(atlas: Atlas, members: Collection[str], language: str) -> list[tuple[str, str, str, str]]:
    """Return who works together on what: domain, body, members of the region in it, and how many others.

    Parameters
    ----------
    atlas
        The edition.
    members
        NIS codes.
    language
        ``"nl"`` or ``"en"``.
    """
    rows: list[tuple[str, str, str, str]] = []
    links, memberships = atlas.partnership_domains, atlas.memberships
    bodies: dict[str, dict[str, str]] = atlas.partnerships[["name", "status", "inventory", "origin"]].to_dict("index")  # type: ignore[assignment]
    own = set(members)
    everyone = memberships.groupby("partnership")["nis"].agg(set).to_dict()
    changed = set(memberships.loc[(memberships["origin"] == "own") & memberships["nis"].isin(own), "partnership"])
    changed |= {body for body, row in bodies.items() if row["origin"] == "own"}
    for domain in cooperating_domains(atlas, members):
        ids = links.loc[links["domain"] == domain, "partnership"]
        found = [body for body in ids if everyone.get(body, set()) & own and bodies[body]["status"] == "active"]
        for body in sorted(found, key=lambda body: (-len(everyone[body] & own), str(bodies[body]["name"]))):
            inside, outside = len(everyone[body] & own), len(everyone[body] - own)
            name = bodies[body]["name"]
            if body in changed:
                name = translate("overlay.marked", language, name=name)
            elif bodies[body]["inventory"] != "register":
                name = f"{name} ({say('added', language)})"
            part = say("of_members", language, count=inside, all=len(own))
            rows.append((capital(domain_name(atlas, domain, language)), name, part, format_number(outside, language)))
    return rows
