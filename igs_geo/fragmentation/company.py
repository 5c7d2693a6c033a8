"""Who goes with whom: for each policy domain the area where most partners of a municipality lie."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from igs_geo.fragmentation.counting import Counted
from igs_geo.fragmentation.flag import listed
from igs_geo.fragmentation.region_fit import reference_names, reference_regions
from igs_geo.i18n import format_number, translate

MOST = 0.5
"""A domain goes with an area when more than this share of its partners lies there."""
SPREAD = ""
"""In place of an area: partners in several areas, with none of them holding most."""


@dataclass(frozen=True)
class DomainCompany:
    """With whom a municipality works in one domain.

    Parameters
    ----------
    domain
        Code of the policy domain.
    bodies
        Ids of the counted bodies.
    partners
        NIS codes of their other members.
    areas
        Codes of the reference regions where partners lie with their number, most first.
    area
        The one that holds more than half of the partners; ``SPREAD`` when none does.
    """

    domain: str
    bodies: tuple[str, ...]
    partners: tuple[str, ...]
    areas: tuple[tuple[str, int], ...]
    area: str


@dataclass(frozen=True)
class Company:
    """With whom a municipality works, domain by domain.

    Parameters
    ----------
    name
        The municipality.
    own
        Code of its reference region; empty where the package has none.
    domains
        A line for each domain with partners, in the order of the list of domains.
    titles
        Names of the reference regions by code.
    words
        Names of the domains by language and code.
    """

    name: str
    own: str
    domains: tuple[DomainCompany, ...]
    titles: dict[str, str]
    words: dict[str, dict[str, str]]

    def groups(self) -> list[tuple[str, list[str]]]:
        """Return the areas with the domains that go with them, fewest first; of as many, its own later, none last."""
        found: dict[str, list[str]] = defaultdict(list)
        for line in self.domains:
            found[line.area].append(line.domain)
        return sorted(found.items(), key=lambda item: (len(item[1]), item[0] == SPREAD, item[0] == self.own, item[0]))

    def sentence(self, language: str) -> str:
        """Return who goes with whom in one sentence; empty without partners or without areas.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        groups = self.groups()
        if not groups or (len(groups) == 1 and groups[0][0] == SPREAD):
            return ""
        if len(groups) == 1:
            area = self.titles[groups[0][0]]
            return translate("fragmentation.company_one", language, name=self.name, area=area)
        *few, (area, domains) = groups
        parts = [self._part(codes, where, language) for where, codes in few]
        if len(domains) > sum(len(codes) for _, codes in few):
            rest = "fragmentation.company_most" if area else "fragmentation.company_most_spread"
            count = format_number(len(domains), language)
            parts.append(translate(rest, language, area=self.titles.get(area, ""), count=count))
        else:
            parts.append(self._part(domains, area, language))
        return translate("fragmentation.company", language, name=self.name, parts=listed(parts, language))

    def _part(self, codes: list[str], area: str, language: str) -> str:
        names = listed([self.words[language][code] for code in codes], language)
        if area == SPREAD:
            return translate("fragmentation.company_spread", language, domains=names)
        return translate("fragmentation.company_with", language, domains=names, area=self.titles[area])


def company(counted: Counted, nis: str) -> Company:
    """Return with whom a municipality works in each domain, and in which reference region most of them lie.

    Parameters
    ----------
    counted
        What counts.
    nis
        NIS code of a Flemish municipality.

    Examples
    --------
    >>> from igs_geo import load_atlas
    >>> from igs_geo.fragmentation import count
    >>> {line.domain: line.area for line in company(count(load_atlas("2025")), "24020").domains}["afval"]
    'REFREG15'
    """
    atlas = counted.atlas
    regions = {str(other): str(region) for other, region in reference_regions(atlas).dropna().items()}
    links = counted.domain_links
    own = set(counted.bodies_of(nis))
    lines = []
    for domain in counted.domains:
        bodies = sorted(own & set(links.loc[links["domain"] == domain, "partnership"]))
        partners = sorted({other for body in bodies for other in counted.members_of(body)} - {nis})
        if partners:
            lines.append(_line(domain, bodies, partners, regions))
    return Company(
        name=str(atlas.flemish.loc[nis, "name"]),
        own=regions.get(nis, ""),
        domains=tuple(lines),
        titles={str(code): str(name) for code, name in reference_names(atlas).items()},
        words={
            language: {str(code): str(name) for code, name in atlas.domains[f"name_{language}"].items()}
            for language in ("nl", "en")
        },
    )


def _line(domain: str, bodies: list[str], partners: list[str], regions: dict[str, str]) -> DomainCompany:
    number: dict[str, int] = defaultdict(int)
    for other in partners:
        if other in regions:
            number[regions[other]] += 1
    areas = sorted(number.items(), key=lambda item: (-item[1], item[0]))
    main = areas[0][0] if areas and areas[0][1] > MOST * len(partners) else SPREAD
    return DomainCompany(domain, tuple(bodies), tuple(partners), tuple(areas), main)
