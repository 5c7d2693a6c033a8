"""What the page calls its measures, and the sentence that says what counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from igs_geo.atlas import Atlas
from igs_geo.dashboard.frame import cached
from igs_geo.dashboard.frame.about import about_file
from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.maps.sources import PARTNERSHIPS, said_sources


@dataclass(frozen=True)
class Measure:
    """How a measure of a municipality is written.

    Parameters
    ----------
    name
        Column of the table of measures.
    decimals
        Decimals of its values.
    percent
        Whether it is a share, written as a percentage.
    """

    name: str
    decimals: int = 0
    percent: bool = False

    def title(self, language: str) -> str:
        """Return its name."""
        return translate(f"fragmentation.m_{self.name}", language)

    def meaning(self, language: str) -> str:
        """Return what it says."""
        return translate(f"fragmentation.meaning_{self.name}", language)

    def written(self, value: float | None, language: str) -> str:
        """Return a value as a reader sees it."""
        if self.percent:
            return format_percent(value, language, self.decimals)
        return format_number(value, language, self.decimals)


MEASURES: dict[str, Measure] = {
    measure.name: measure
    for measure in (
        Measure("fragmentation", 2),
        Measure("coherence", 2),
        Measure("nesting", 2),
        Measure("effective_partners", 1),
        Measure("partners"),
        Measure("partnerships"),
        Measure("domains"),
        Measure("perimeters"),
        Measure("region_fit", percent=True),
        Measure("white_spots"),
        Measure("overlaps"),
    )
}


def counting(atlas: Atlas, language: str, divisions: Iterable[str] = ()) -> str:
    """Return what counts, what the register does not hold, and where all of it comes from.

    Parameters
    ----------
    atlas
        The edition.
    language
        ``"nl"`` or ``"en"``.
    divisions
        Codes of the divisions that are shown or counted too.
    """
    said = cached.counted(atlas).describe(language)
    source = said_sources(atlas, (), language, divisions=divisions, tables=(PARTNERSHIPS,))
    return f"{said} {translate('fragmentation.p_gap', language)} {source}"


def about(atlas: Atlas, title: str, language: str) -> dict[str, str]:
    """Return what the second sheet of a downloaded table says."""
    head = translate("fragmentation.p_counting", language)
    return about_file(atlas, title, language) | {head: counting(atlas, language)}
