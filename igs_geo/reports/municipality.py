"""The dossier of a municipality."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.fragmentation import (
    Counted,
    Flag,
    count,
    ended_youth,
    explain,
    find_flags,
    measure_municipalities,
    reference_names,
    reference_regions,
    say_without_members,
    youth_states,
)
from igs_geo.fragmentation.profile import partners
from igs_geo.i18n import format_number, format_percent
from igs_geo.maps import municipality_set_map, partners_map
from igs_geo.maps.uncovered import listed
from igs_geo.regions import Around, CriteriaError, Problem
from igs_geo.regions import around as find_around
from igs_geo.reports.attention import flag_blocks
from igs_geo.reports.blocks import Block, Bullets, Heading, Note, Paragraph, Report, Table, section
from igs_geo.reports.region_maps import BASIS, WIDE, cooperating_domains, domain_figures, domain_rows
from igs_geo.reports.words import closing, counted, figure, named, say, subtitle

PARTNERS, FLAGS, CANDIDATES = 12, 8, 3
"""Partners, flags and candidate regions that are listed."""
COMMAND = "igs-geo dossier municipality {nis} --edition {edition}"


@dataclass(frozen=True, eq=False)
class Ground:
    """What all dossiers of an edition share: computed once.

    Parameters
    ----------
    atlas
        The edition.
    settled
        What counts.
    measures, states
        The measures, and what is known of youth cooperation, by NIS.
    flags
        All flags, ranked.
    problem
        What candidate regions are asked of; None leaves them out.
    """

    atlas: Atlas
    settled: Counted
    measures: pd.DataFrame
    states: pd.DataFrame
    flags: tuple[Flag, ...]
    problem: Problem | None

    @classmethod
    def of(cls, atlas: Atlas, problem: Problem | None = None) -> Ground:
        """Return what the dossiers of an edition share.

        Parameters
        ----------
        atlas
            The edition.
        problem
            What candidate regions are asked of.
        """
        settled = count(atlas)
        measures = measure_municipalities(settled)
        return cls(atlas, settled, measures, youth_states(atlas), tuple(find_flags(settled)), problem)


def municipality_dossier(ground: Ground, nis: str, language: str) -> Report:
    """Return the dossier of a municipality.

    Parameters
    ----------
    ground
        What all dossiers of the edition share.
    nis
        The municipality.
    language
        ``"nl"`` or ``"en"``.
    """
    atlas = ground.atlas
    name = str(atlas.municipalities.loc[nis, "name"])
    youth = _youth(ground, nis, language)
    said = [block.text for block in youth if isinstance(block, Note)]
    blocks = (
        *section(Heading(say("chapter_youth", language)), youth),
        *section(Heading(say("chapter_by_domain", language)), _domains(atlas, nis, language)),
        *section(Heading(say("chapter_partners", language)), _partners(ground, nis, language)),
        *section(Heading(say("chapter_who", language)), _who(ground, nis, language)),
        *section(Heading(say("chapter_flags", language)), flag_blocks(ground.flags, [nis], FLAGS, language)),
        *section(Heading(say("chapter_candidates", language)), _candidates(ground, nis, language)),
        *closing(atlas, [], COMMAND.format(nis=nis, edition=atlas.edition), language, said=said),
    )  # fmt: skip
    return Report(say("title_municipality", language, name=name), subtitle(atlas, language), language, blocks)


def _youth(ground: Ground, nis: str, language: str) -> list[Block | None]:
    atlas = ground.atlas
    row = atlas.municipalities.loc[nis]
    state = ground.states.loc[nis]
    young, people = int(atlas.young_people()[nis]), int(atlas.inhabitants()[nis])
    names = listed([str(atlas.partnerships.loc[body, "name"]) for body in state["partnerships"]], language)
    region = reference_names(atlas).get(reference_regions(atlas)[nis], "–")
    key = f"youth_{state['state']}" + ("_partial" if state["partial"] else "")
    ended = [body.sentence(language) for body in ended_youth(atlas).get(nis, ())]
    return [
        Paragraph(
            say("who_is", language, name=str(row["name"]), province=str(row["province"]), region=str(region),
                people=people, young=young, share=format_percent(young / people if people else None, language, 1))
        ),
        Paragraph(say(key, language, name=str(row["name"]), bodies=names)),
        Note(say_without_members(atlas, language) if state["state"] == "none" else ""),
        Bullets(tuple(ended)),
    ]  # fmt: skip


def _domains(atlas: Atlas, nis: str, language: str) -> list[Block | None]:
    rows = domain_rows(atlas, [nis], language)
    head = tuple(say(f"head_{name}", language) for name in ("domain", "body", "others"))
    plain = tuple((domain, body, others) for domain, body, _, others in rows)
    name = str(atlas.municipalities.loc[nis, "name"])
    return [
        Paragraph(counted("by_domain", len({domain for domain, *_ in rows}), language, name=name)),
        Table(head, plain, say("caption_by_domain", language, name=name), frozenset({2}), (1.6, 4, 1.2)),
        *domain_figures(atlas, cooperating_domains(atlas, [nis]), [nis], name, language),
    ]


def _partners(ground: Ground, nis: str, language: str) -> list[Block | None]:
    atlas = ground.atlas
    found = partners(ground.settled, nis)
    if found.empty:
        return [Note(say("no_partners", language))]
    name = str(atlas.municipalities.loc[nis, "name"])
    spec = partners_map(atlas, nis, {str(other): int(n) for other, n in found["shared"].items()},
                        title=say("map_partners", language, name=name), language=language, zoom=True)  # fmt: skip
    bodies = atlas.partnerships["name"]
    rows = tuple(
        (str(row["name"]), format_number(row["shared"], language),
         ", ".join(sorted(str(bodies[body]) for body in row["partnerships"])))
        for _, row in found.head(PARTNERS).iterrows()
    )  # fmt: skip
    head = tuple(say(f"head_{name}", language) for name in ("municipality", "shared", "bodies"))
    return [
        Paragraph(counted("partners", len(found), language, name=name)),
        figure(spec, atlas, replace(WIDE, names="main")),
        Table(head, rows, say("caption_partners", language, name=name), frozenset({1}), (1.6, 1, 5)),
    ]


def _who(ground: Ground, nis: str, language: str) -> list[Block | None]:
    told = explain(ground.settled, ground.measures, nis).sentences(language)
    return [Note(ground.settled.describe(language)), *map(Paragraph, told)] if told else []


def _candidates(ground: Ground, nis: str, language: str) -> list[Block | None]:
    if ground.problem is None:
        return []
    atlas = ground.atlas
    try:
        found: Around = find_around(ground.problem, nis, CANDIDATES)
    except CriteriaError as error:
        return [Note(error.message(language))]
    if not found.regions:
        return [Note(say("no_candidates", language))]
    rows = tuple(
        (str(place), named(atlas, region.members, language), format_number(region.inhabitants, language),
         format_number(region.young, language), format_number(each, language, 3))
        for place, (region, each) in enumerate(zip(found.regions, found.costs_per_inhabitant, strict=True), 1)
    )  # fmt: skip
    head = tuple(say(f"head_{name}", language) for name in ("rank", "members_of", "inhabitants", "young", "cost"))
    name = str(atlas.municipalities.loc[nis, "name"])
    spec = municipality_set_map(atlas, found.regions[0].members, title=say("map_candidate", language, name=name),
                                language=language, tables=BASIS)  # fmt: skip
    return [
        Paragraph(counted("candidates", len(found.regions), language, name=name, considered=found.considered)),
        Table(
            head, rows, say("caption_candidates", language, name=name), frozenset({0, 2, 3, 4}), (0.7, 5, 1.3, 1.3, 1.2)
        ),
        figure(spec, atlas, WIDE),
    ]
