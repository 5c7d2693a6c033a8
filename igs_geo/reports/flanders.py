"""The report on Flanders: white spots, fragmentation, flags, and an exploration of youth regions."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.fragmentation import count as settle
from igs_geo.fragmentation import (
    find_flags,
    measure_municipalities,
    reference_names,
    reference_regions,
    say_without_members,
    white_spot_table,
    youth_states,
)
from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.maps import (
    Band,
    Division,
    Fill,
    LegendEntry,
    MapSpec,
    Words,
    choropleth_map,
    division_map,
    partnership_map,
)
from igs_geo.maps.print import PAPERS, Look, Panels
from igs_geo.maps.uncovered import listed
from igs_geo.regions import Proposal, broken_share, say_verdict
from igs_geo.reports.analyses import Analyses
from igs_geo.reports.attention import flag_blocks
from igs_geo.reports.blocks import Block, Heading, Note, Paragraph, Report, Table, section
from igs_geo.reports.certainty_charts import BASIS, payoff_stands, price_bars
from igs_geo.reports.words import (
    capital,
    chart_figure,
    closing,
    counted,
    domain_name,
    figure,
    figures,
    named,
    say,
    subtitle,
)

FLAGS = 12
COMMAND = "igs-geo dossier flanders --edition {edition}"
WIDE = Look(PAPERS["16cm"], "main", "map")
BARE = Look(PAPERS["16cm"], "none", "map")


def flanders_report(atlas: Atlas, analyses: Analyses | None, language: str) -> Report:
    """Return the report on Flanders.

    Parameters
    ----------
    atlas
        The edition.
    analyses
        The proposal, its cores and its alternatives; None leaves the exploration out.
    language
        ``"nl"`` or ``"en"``.
    """
    settled = settle(atlas)
    flags = tuple(find_flags(settled))
    method = [settled.describe(language)]
    if analyses is not None:
        method += [say("method_search", language), say_verdict(analyses.proposal, language)]
    kinds = Counter(flag.kind for flag in flags)
    rows = tuple((translate(f"flags.{kind}", language), format_number(n, language)) for kind, n in kinds.most_common())
    head = (say("head_kind", language), say("head_number", language))
    blocks = (
        *section(Heading(say("chapter_youth", language)), _youth(atlas, language)),
        *section(Heading(say("chapter_white", language)), _white(atlas, language)),
        *section(Heading(say("chapter_fragmentation", language)),
                 _fragmentation(atlas, measure_municipalities(settled), language)),
        *section(
            Heading(say("chapter_flags", language)),
            [
                Table(head, rows, say("caption_flags", language), frozenset({1}), (4, 1)),
                *flag_blocks(flags, None, FLAGS, language),
            ],
        ),
        *section(Heading(say("chapter_exploration", language)), _exploration(atlas, analyses, language)),
        *closing(atlas, method, COMMAND.format(edition=atlas.edition), language),
    )  # fmt: skip
    return Report(say("title_flanders", language), subtitle(atlas, language), language, blocks)


def _youth(atlas: Atlas, language: str) -> list[Block | None]:
    states = youth_states(atlas)["state"]
    number = states.value_counts()
    spec = partnership_map(atlas, [atlas.emphasis.domain], language=language)
    people = atlas.young_people()
    provinces = atlas.flemish["province"]
    kinds = ("funded", "other", "none")
    rows = []
    for province, own in provinces.groupby(provinces):
        inside = states.loc[own.index]
        empty = int(people.reindex(inside.index[inside == "none"]).sum())
        rows.append((str(province), *(format_number(int((inside == kind).sum()), language) for kind in kinds),
                     format_number(empty, language)))  # fmt: skip
    head = ("province", "funded", "other", "none", "young_none")
    return [
        Paragraph(
            counted("flanders_youth", int(number.get("none", 0)), language, all=len(states),
                    funded=int(number.get("funded", 0)), other=int(number.get("other", 0)))
        ),
        Note(say_without_members(atlas, language)),
        figure(spec, atlas, WIDE),
        Table(tuple(say(f"head_{name}", language) for name in head), tuple(rows), say("caption_youth", language),
              frozenset({1, 2, 3, 4}), (2, 1.3, 1.3, 1.3, 1.5)),
    ]  # fmt: skip


def _white(atlas: Atlas, language: str) -> list[Block | None]:
    table = white_spot_table(atlas).sum().sort_values()
    rows = tuple(
        (capital(domain_name(atlas, str(code), language)), format_number(int(n), language),
         format_percent(n / len(atlas.flemish), language))
        for code, n in table.items()
    )  # fmt: skip
    missing = [code for code in atlas.domains.index if code not in table.index]
    names = ", ".join(domain_name(atlas, code, language) for code in missing)
    head = tuple(say(f"head_{name}", language) for name in ("domain", "white", "share"))
    return [
        Paragraph(say("white", language)),
        Table(head, rows, say("caption_white", language), frozenset({1, 2}), (3, 1, 1)),
        Note(say("white_unknown", language, domains=names) if missing else ""),
    ]


def _fragmentation(atlas: Atlas, measures: pd.DataFrame, language: str) -> list[Block | None]:
    words = Words(say("map_coherence", language), say("head_fragmentation", language), language)
    spec = choropleth_map(atlas, measures["fragmentation"], words, decimals=2)
    median = format_number(float(measures["fragmentation"].median()), language, 2)
    codes, names = reference_regions(atlas), reference_names(atlas)
    return [
        Paragraph(say("flanders_fragmentation", language, median=median)),
        figure(spec, atlas, WIDE),
        _averages(measures, atlas.flemish["province"], "province", language),
        _averages(measures, codes.map(names).dropna(), "reference", language),
    ]


def _averages(measures: pd.DataFrame, groups: pd.Series, what: str, language: str) -> Table:
    rows = []
    for name, own in groups.groupby(groups):
        inside = measures.loc[own.index]
        rows.append((
            str(name), format_number(len(inside), language), format_number(inside["partnerships"].mean(), language, 1),
            format_number(inside["partners"].mean(), language),
            format_number(inside["fragmentation"].median(), language, 2),
            format_percent(inside["region_fit"].mean(), language),
        ))  # fmt: skip
    head = (what, "municipalities", "bodies_mean", "partners_mean", "fragmentation_median", "fit_mean")
    return Table(tuple(say(f"head_{name}", language) for name in head), tuple(rows), say(f"caption_{what}", language),
                 frozenset({1, 2, 3, 4, 5}), (2.4, 1.2, 1.2, 1.2, 1.3, 1.2))  # fmt: skip


def _exploration(atlas: Atlas, analyses: Analyses | None, language: str) -> list[Block | None]:
    if analyses is None:
        return []
    maps = [
        _division(atlas, other, say("alternative_map", language, number=number), language)
        for number, other in enumerate(analyses.others, 1)
    ]
    head = replace(_division(atlas, analyses.proposal, say("map_others", language), language), legend=())
    shares = [format_percent(broken_share(analyses.proposal, other), language) for other in analyses.others]
    return [
        Paragraph(say("exploration", language)),
        Paragraph(say_verdict(analyses.proposal, language)),
        figure(_cores(atlas, analyses, language), atlas, BARE),
        Note(analyses.say_stability(language)),
        *_how_sure(atlas, analyses, language),
        _regions(atlas, analyses, language),
        Paragraph(
            say("others_alike", language, share=shares[0])
            if len(set(shares)) == 1
            else say("others", language, shares=listed(shares, language))
        )
        if shares
        else Note(say("no_alternatives", language)),
        figures(Panels(tuple(maps), head, 1, "shared"), atlas, BARE) if maps else None,
    ]


def _how_sure(atlas: Atlas, analyses: Analyses, language: str) -> list[Block | None]:
    """Return what another choice costs and where the exploration stands on each criterion, as far as that is known."""
    known = analyses.certainty
    price = None if known.flatness is None else price_bars(known.flatness["rows"], language)
    payoff = None if known.payoff is None else payoff_stands(known.payoff["rows"], language)
    charts = ((price, "regions.p_price"), (payoff, "regions.p_payoff"))
    return [
        chart_figure(chart, translate(title, language), atlas, BARE, tables=BASIS, language=language)
        for chart, title in charts
        if chart is not None
    ]


def _division(atlas: Atlas, proposal: Proposal, title: str, language: str) -> MapSpec:
    division = Division(
        regions={str(n): region.members for n, region in enumerate(proposal.regions, 1)},
        left_over=proposal.left_over.members,
        aside=proposal.aside.members,
        frame=proposal.criteria.frame,
    )
    return division_map(atlas, division, Words(title, language=language))


def _cores(atlas: Atlas, analyses: Analyses, language: str) -> MapSpec:
    """Return the proposal with its stable cores filled, and the other members dotted."""
    spec = _division(atlas, analyses.proposal, say("map_exploration", language), language)
    core = frozenset().union(*(analyses.core(place) for place in range(len(analyses.proposal.regions))))
    fills = {
        nis: Fill(tuple(Band(band.colour, "solid" if nis in core else "dots") for band in fill.bands))
        if fill.bands and not fill.over else fill
        for nis, fill in spec.fills.items()
    }  # fmt: skip
    sample = next((fill for nis, fill in fills.items() if nis not in core and fill.bands and not fill.over), None)
    legend = list(spec.legend)
    if sample is not None:
        legend.insert(1, LegendEntry(say("legend_negotiable", language), sample))
    return replace(spec, fills=fills, legend=tuple(legend))


def _regions(atlas: Atlas, analyses: Analyses, language: str) -> Table:
    known, rows = analyses.shows_cores, []
    for place, region in enumerate(analyses.proposal.regions):
        core = analyses.core(place)
        parts = (core, set(region.members) - core) if known else (region.members,)
        rows.append((
            str(place + 1), region.name, *(named(atlas, part, language) or "–" for part in parts),
            format_number(region.inhabitants, language), format_number(region.young, language),
        ))  # fmt: skip
    head = ("rank", "region", *(("core", "rest") if known else ("members_of",)), "inhabitants", "young")
    widths = (0.6, 2, *((3, 2.4) if known else (5.4,)), 1.3, 1.3)
    last = len(head) - 1
    return Table(tuple(say(f"head_{name}", language) for name in head), tuple(rows), say("caption_regions", language),
                 frozenset({0, last - 1, last}), widths)  # fmt: skip
