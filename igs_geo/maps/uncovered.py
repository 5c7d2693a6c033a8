"""What no body covers on the map of partnerships: white spots, covered in another way, not in the inventory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from igs_geo.atlas import Atlas
from igs_geo.fragmentation import say_recognition, say_without_members
from igs_geo.i18n import format_number, translate
from igs_geo.maps.bodies import Body, DomainBodies
from igs_geo.maps.palette import COVERED
from igs_geo.maps.spec import Band, Fill, LegendEntry

WHITE_SPOT = Fill(white_spot=True)


def all_counted(shown: Iterable[DomainBodies]) -> list[Body]:
    """Return the bodies of some domains that are counted."""
    return [body for domain in shown for body in domain.counted]


def nowhere(shown: Sequence[DomainBodies]) -> frozenset[str] | None:
    """Return the municipalities that are a white spot in every domain that the inventory covers; None when none is."""
    known = [domain.white for domain in shown if domain.white is not None]
    return frozenset.intersection(*known) if known else None


def uncovered(atlas: Atlas, shown: Sequence[DomainBodies], fills: dict[str, Fill]) -> dict[str, Fill]:
    """Return the surface of municipalities in none of the bodies drawn: a white spot, or covered in another way."""
    white = nowhere(shown) or frozenset()
    known = any(domain.white is not None for domain in shown)
    left = [nis for nis in atlas.flemish.index if nis not in fills]
    elsewhere = Fill((Band(COVERED),)) if known else Fill()
    return {nis: WHITE_SPOT if nis in white else elsewhere for nis in left}


def uncovered_legend(
    atlas: Atlas, shown: Sequence[DomainBodies], looked_at: frozenset[str], language: str
) -> tuple[LegendEntry, ...]:
    """Return the signs of what no body covers."""
    entries = []
    white = nowhere(shown)
    drawn = frozenset().union(*(body.members for body in all_counted(shown)))
    flemish = frozenset(atlas.flemish.index)
    if white is not None and white - drawn:
        number = here_and_all(white, looked_at, language)
        key = "map.legend_white" if len(shown) == 1 else "map.legend_white_all"
        if [domain.domain for domain in shown] == [atlas.emphasis.domain]:
            key = "map.legend_white_youth"
        entries.append(LegendEntry(translate(key, language, count=number), WHITE_SPOT))
    covered = flemish - drawn - (white or frozenset())
    if shown and white is not None and covered:
        entries.append(LegendEntry(_covered_text(shown, language), Fill((Band(COVERED),))))
    if any(domain.domain == atlas.emphasis.domain for domain in shown):
        said = (say_without_members(atlas, language), say_recognition(atlas, language))
        entries += [LegendEntry(text, note=True) for text in said if text]
    if unknown := [domain.name for domain in shown if domain.white is None]:
        names = listed(unknown, language)
        entries.append(LegendEntry(translate("map.legend_no_coverage", language, domains=names), Fill()))
    return tuple(entries)


def here_and_all(found: frozenset[str], looked_at: frozenset[str], language: str) -> str:
    """Return how many there are, in the area that is looked at first where there is one."""
    number = format_number(len(found), language)
    if not looked_at:
        return number
    return translate("map.here_and_all", language, here=format_number(len(found & looked_at), language), all=number)


def _covered_text(shown: Sequence[DomainBodies], language: str) -> str:
    divisions = [name for domain in shown for name in domain.covering]
    if divisions:
        return translate("map.legend_covered", language, divisions=listed(divisions, language))
    return translate("map.legend_other_only", language)


def listed(names: Sequence[str], language: str) -> str:
    """Return names as a sentence lists them."""
    if len(names) < 2:
        return "".join(names)
    return translate("map.listed", language, first=", ".join(names[:-1]), last=names[-1])
