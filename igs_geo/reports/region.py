"""Reports on a region: one page for an alderman, and a dossier."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import Any

import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.fragmentation import (
    count,
    measure_borders,
    measure_municipalities,
    reference_names,
    reference_regions,
    split_regions,
    youth_states,
)
from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.maps import municipality_set_map
from igs_geo.maps.print import Panels
from igs_geo.regions import say_verdict
from igs_geo.reports.analyses import Analyses
from igs_geo.reports.assessed import bench_of, factor_blocks, notes_of, rule_blocks
from igs_geo.reports.blocks import Block, Figure, Heading, Note, Paragraph, Report, Table, section
from igs_geo.reports.region_maps import (
    BASIS,
    SHEET,
    SMALL,
    WIDE,
    cooperating_domains,
    domain_figures,
    domain_rows,
    region_map,
)
from igs_geo.reports.region_parts import Region
from igs_geo.reports.subject import Subject
from igs_geo.reports.words import closing, figure, figures, say, subtitle

BORDERS = 8
"""Hardest borders that a dossier names."""
COMMAND = "igs-geo dossier region “{name}” --edition {edition}"


def region_sheet(atlas: Atlas, subject: Subject, analyses: Analyses | None, language: str) -> Report:
    """Return the report of one page on a region.

    Parameters
    ----------
    atlas
        The edition.
    subject
        The region.
    analyses
        The proposal, its cores and its alternatives; None leaves out what rests on them.
    language
        ``"nl"`` or ``"en"``.
    """
    region = Region(atlas, subject, analyses, language)
    blocks = (
        *region.what(),
        figure(region_map(atlas, subject, region.core, language), atlas, SHEET),
        region.figures(),
        *section(Heading(say("chapter_core", language)), region.stability()),
        *section(Heading(say("chapter_separated", language)), region.separated()),
        *section(Heading(say("chapter_alternatives", language)), region.alternatives()),
        *_for_domain(region, 1),
        Note(translate("shell.gap_register", language)),
    )
    title = say("title_sheet", language, name=subject.name)
    return Report(title, subtitle(atlas, language), language, blocks, contents=False)


def region_dossier(atlas: Atlas, subject: Subject, analyses: Analyses | None, language: str) -> Report:
    """Return the dossier of a region.

    Parameters
    ----------
    atlas
        The edition.
    subject
        The region.
    analyses
        The proposal, its cores and its alternatives; None leaves out what rests on them.
    language
        ``"nl"`` or ``"en"``.
    """
    region = Region(atlas, subject, analyses, language)
    blocks = (
        *section(
            Heading(say("chapter_short", language)),
            [
                *region.what(),
                *notes_of(subject),
                figure(region_map(atlas, subject, region.core, language), atlas, WIDE),
                region.figures(),
                region.norm(),
                *_for_domain(region, 2),
            ],
        ),
        *section(Heading(say("chapter_members", language)), [_members(region)]),
        *section(Heading(say("chapter_together", language)), _together(region)),
        *section(Heading(say("chapter_fragmentation", language)), _fragmentation(region)),
        *section(Heading(say("chapter_divisions", language)), _divisions(region)),
        *section(Heading(say("chapter_core", language)), region.stability()),
        *section(Heading(say("chapter_separated", language)), region.separated(8)),
        *section(Heading(say("chapter_alternatives", language)), [*region.alternatives(), _alternative_maps(region)]),
        *(_assessed(region) if region.of_domain else ()),
        *closing(atlas, _method(region), COMMAND.format(name=subject.name, edition=atlas.edition), language),
    )
    title = say("title_region", language, name=subject.name)
    return Report(title, subtitle(atlas, language), language, blocks)


def _for_domain(region: Region, level: int) -> tuple[Block, ...]:
    """Return what it costs and what comes next by the rules of the main domain; nothing for a body of another one."""
    if not region.of_domain:
        return ()
    return (
        *section(Heading(say("chapter_money", region.language), level), [region.money()]),
        *section(Heading(say("chapter_next", region.language), level), region.next_step()),
    )


def _assessed(region: Region) -> tuple[Block, ...]:
    """Return the chapters on the rules and the success factors of the main domain."""
    language, bench = region.language, bench_of(region.atlas, region.analyses)
    return (
        *section(Heading(say("chapter_rules", language)), rule_blocks(bench, region.subject, language)),
        *section(Heading(say("chapter_factors", language)), factor_blocks(bench, region.subject, language)),
    )


def _members(region: Region) -> Table:
    atlas, language, subject = region.atlas, region.language, region.subject
    names, states = atlas.municipalities["name"], youth_states(atlas)["state"]
    codes, regions = reference_regions(atlas), reference_names(atlas)
    people, young = atlas.inhabitants(), atlas.young_people()
    rows = []
    for nis in sorted(subject.members, key=lambda nis: str(names[nis]).casefold()):
        share = subject.shares[nis]
        kind = say("member_full", language) if share >= 1 else format_percent(share, language)
        row = [str(names[nis]), kind, format_number(people[nis], language), format_number(young[nis], language)]
        rows.append((*row, str(regions.get(codes[nis], "–")), say(f"state_{states[nis]}", language)))
    head = ("municipality", "member", "inhabitants", "young", "reference", "youth")
    return Table(tuple(say(f"head_{name}", language) for name in head), tuple(rows), say("caption_members", language),
                 frozenset({2, 3}), (2, 1.1, 1.2, 1.2, 1.7, 2.2))  # fmt: skip


def _together(region: Region) -> list[Block | None]:
    atlas, language, subject = region.atlas, region.language, region.subject
    rows = domain_rows(atlas, subject.members, language)
    head = tuple(say(f"head_{name}", language) for name in ("domain", "body", "inside", "outside"))
    table = Table(head, tuple(rows), say("caption_together", language), frozenset({3}), (1.6, 3, 1.4, 1.2))
    domains = cooperating_domains(atlas, subject.members)
    return [
        Paragraph(say("together", language)),
        table,
        *domain_figures(atlas, domains, subject.members, subject.name, language),
    ]


def _fragmentation(region: Region) -> list[Block | None]:
    atlas, language = region.atlas, region.language
    own = list(region.subject.members)
    settled = count(atlas)
    measures = measure_municipalities(settled)
    rows = [
        (
            str(row["name"]),
            format_number(row["partnerships"], language),
            format_number(row["partners"], language),
            format_number(row["coherence"], language, 2),
            format_percent(row["region_fit"], language),
        )
        for _, row in measures.loc[own].sort_values("coherence").iterrows()
    ]
    head = tuple(say(f"head_{name}", language) for name in ("municipality", "bodies", "partners", "coherence", "fit"))
    median = format_number(float(measures["coherence"].median()), language, 2)
    return [
        Paragraph(say("coherence", language, median=median)),
        Table(head, tuple(rows), say("caption_fragmentation", language), frozenset({1, 2, 3, 4}), (2, 1, 1, 1, 1.2)),
        _borders(region, measure_borders(settled)),
    ]


def _borders(region: Region, borders: pd.DataFrame) -> Table:
    names, language = region.atlas.municipalities["name"], region.language
    inside = borders[borders["nis_a"].isin(region.subject.members) & borders["nis_b"].isin(region.subject.members)]
    hardest = inside[inside["separating"] > 0].sort_values("border_strength", ascending=False, kind="stable")
    kinds = region.atlas.division_kinds[f"name_{language}"]
    found: list[dict[Hashable, Any]] = hardest.head(BORDERS).to_dict("records")
    rows = tuple(
        (
            f"{names[row['nis_a']]} – {names[row['nis_b']]}",
            say("of_divisions", language, count=int(row["separating"]), all=int(row["divisions"])),
            ", ".join(str(kinds[code]) for code in row["separated_by"]),
        )
        for row in found
    )
    head = tuple(say(f"head_{name}", language) for name in ("border", "separating", "separated_by"))
    return Table(head, rows, say("caption_borders", language), frozenset({1}), (2.2, 1, 4))


def _divisions(region: Region) -> list[Block | None]:
    atlas, language = region.atlas, region.language
    layers = {code: layer for code, layer in atlas.layers(inventories=()).items()
              if layer.kind in ("partition", "partial")}  # fmt: skip
    table = split_regions(count(atlas), {"region": region.subject.members}, list(layers))
    rows = []
    found: list[dict[Hashable, Any]] = table.sort_values(["groups", "layer"]).to_dict("records")
    for row in found:
        layer = layers[row["layer"]]
        group = str(layer.group_names[row["best_group"]]) if row["best_group"] is not None else "–"
        best = format_percent(row["best_jaccard"], language)
        rows.append((layer.name(language), format_number(row["groups"], language), group, best))
    head = tuple(say(f"head_{name}", language) for name in ("division", "groups", "best", "overlap"))
    caption = say("caption_divisions", language)
    return [Paragraph(say("divisions", language)), Table(head, tuple(rows), caption, frozenset({1, 3}), (3, 1, 2.4, 1))]


def _alternative_maps(region: Region) -> Figure | None:
    analyses, atlas, language, own = region.analyses, region.atlas, region.language, set(region.subject.members)
    if analyses is None or not analyses.others:
        return None
    maps = []
    for number, proposal in enumerate([analyses.proposal, *analyses.others]):
        best = max(proposal.regions, key=lambda found: len(own & set(found.members)))
        title = say("alternative_map", language, number=number) if number else say("proposal_map", language)
        maps.append(municipality_set_map(atlas, best.members, title=title, language=language, tables=BASIS))
    head = municipality_set_map(atlas, [*own], title=say("map_alternatives", language, name=region.subject.name),
                                language=language, tables=BASIS)  # fmt: skip
    # One scale for all, so that they can be laid beside each other.
    window = tuple(sorted({nis for spec in maps for nis in spec.window}))
    alike = tuple(replace(spec, window=window) for spec in maps)
    return figures(Panels(alike, head, 3, "each"), atlas, SMALL)


def _method(region: Region) -> list[str]:
    said = [count(region.atlas).describe(region.language)]
    if region.analyses is not None:
        said += [say("method_search", region.language), say_verdict(region.analyses.proposal, region.language)]
    return said
