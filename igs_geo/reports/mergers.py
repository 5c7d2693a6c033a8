"""Small maps of the cooperation of a merged municipality, before its merger and after, side by side."""

from __future__ import annotations

from dataclasses import replace

from igs_geo.atlas import Atlas
from igs_geo.errors import NotFoundError
from igs_geo.maps import LegendEntry, MapSpec, Outline
from igs_geo.maps.print import Panels
from igs_geo.maps.sources import source_line
from igs_geo.reports.region_maps import PICKED, around, cooperating_domains, domain_panel
from igs_geo.reports.words import capital, domain_name, say


def merged_from(atlas: Atlas, nis: str, before: Atlas) -> tuple[str, ...]:
    """Return the municipalities of an earlier edition that a municipality came from.

    Parameters
    ----------
    atlas, nis
        Its edition, and its NIS code.
    before
        The earlier edition.

    Raises
    ------
    NotFoundError
        When it did not come from a merger between the two editions.
    """
    rows = atlas.crosswalk
    between = rows[(rows["edition_from"] == before.edition) & (rows["edition_to"] == atlas.edition)]
    own = between[between["nis_to"] == nis]
    found = tuple(sorted(str(code) for code in own["nis_from"]))
    if len(found) < 2:
        name = str(atlas.municipalities.loc[nis, "name"])
        raise NotFoundError("reports.no_merger", name=name, before=before.edition, after=atlas.edition)
    return found


def _window(after: Atlas, before: Atlas, nis: str) -> dict[str, tuple[str, ...]]:
    """Return the municipalities around a merged one in both editions, so that both maps show the same land."""
    rows, here = after.crosswalk, around(after, [nis])
    between = rows[(rows["edition_from"] == before.edition) & (rows["edition_to"] == after.edition)]
    there = between.loc[between["nis_to"].isin(here), "nis_from"]
    return {after.edition: tuple(sorted(here)), before.edition: tuple(sorted(map(str, there)))}


def _nobody(atlas: Atlas, members: tuple[str, ...], language: str) -> MapSpec:
    """Return a small map without bodies, which says that none are known."""
    return MapSpec(
        title="",
        subtitle="",
        edition=atlas.edition,
        language=language,
        source="",
        legend=(LegendEntry(say("merger_nobody", language), note=True),),
        outlines=(Outline(PICKED, "", members, "pick", "#000000", 2.4),),
    )


def merger_panels(
    before: Atlas, after: Atlas, nis: str, domains: tuple[str, ...], language: str
) -> tuple[Panels, list[Atlas]]:
    """Return two small maps for each domain: before the merger and after, each body in one colour on both.

    Parameters
    ----------
    before, after
        The editions.
    nis
        NIS code of the merged municipality.
    domains
        Codes of policy domains; none for every domain in which it cooperates.
    language
        ``"nl"`` or ``"en"``.

    Returns
    -------
    tuple
        The maps, and the edition of each.

    Raises
    ------
    NotFoundError
        When it did not come from a merger, or cooperates in none of the domains.
    """
    window = _window(after, before, nis)
    old, name = merged_from(after, nis, before), str(after.municipalities.loc[nis, "name"])
    maps: list[MapSpec] = []
    atlases: list[Atlas] = []
    for domain in domains or cooperating_domains(after, [nis]):
        then = domain_panel(before, domain, old, language)
        bodies = [] if then is None else [outline.id for outline in then.outlines if outline.id != PICKED]
        now = domain_panel(after, domain, [nis], language, first=bodies)
        for spec, atlas in ((then, before), (now, after)):
            title = say("merger_panel", language, domain=capital(domain_name(after, domain, language)),
                        edition=atlas.edition)  # fmt: skip
            shown = spec if spec is not None else _nobody(atlas, old if atlas is before else (nis,), language)
            maps.append(replace(shown, title=title, window=window[atlas.edition]))
            atlases.append(atlas)
    if not maps:
        raise NotFoundError("reports.no_cooperation", name=name)
    everyone = [outline.id for spec in maps for outline in spec.outlines if outline.id != PICKED]
    source = source_line(after, everyone, language)
    subtitle = say("merger_subtitle", language, before=before.edition, after=after.edition)
    head = replace(maps[0], title=say("map_merger", language, name=name), subtitle=subtitle, source=source, legend=())
    return Panels(tuple(maps), head, 2, "each"), atlases
