"""A flag: something that asks for attention, with its reason and its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from igs_geo.i18n import catalogue, format_date, format_number, format_percent, translate

KINDS: dict[str, float] = {
    "youth_white_spot": 1.0,
    "youth_overlap": 1.0,
    "youth_not_contiguous": 1.0,
    "cutting_border": 0.9,
    "other_partners": 0.9,
    "outside_reference_region": 0.8,
    "split_by_mergers": 0.7,
    "single_member": 0.7,
    "unequal_sizes": 0.6,
    "youth_white_spot_city": 0.5,
}
"""The kinds and how much each weighs in the overall rank: youth cooperation first, then where municipalities feel it,
then the law, then the make-up of bodies, then the large cities without youth cooperation."""


@dataclass(frozen=True)
class Flag:
    """Something that asks for attention.

    Parameters
    ----------
    kind
        One of :data:`KINDS`.
    subject
        NIS code, id of a body, or the two NIS codes of a border joined by ``-``.
    name
        Name of the subject.
    severity
        In [0, 1], comparable within a kind.
    text
        Key of the reason in the catalogue.
    facts
        What the reason names: texts, numbers (shares in names that end in ``share``), tuples of texts or of
        names with their share.
    more
        Further sentences: their keys in the catalogue and what they name.
    municipalities
        NIS codes of where it is.
    partnerships
        Evidence: ids of bodies.
    borders
        Evidence: pairs of NIS codes.
    rank
        Place among all flags of one search, 1 first; 0 before ranking.
    """

    kind: str
    subject: str
    name: str
    severity: float
    text: str
    facts: Mapping[str, object] = field(repr=False)
    more: tuple[tuple[str, Mapping[str, object]], ...] = field(repr=False, default=())
    municipalities: tuple[str, ...] = ()
    partnerships: tuple[str, ...] = ()
    borders: tuple[tuple[str, str], ...] = ()
    rank: int = 0

    @property
    def weight(self) -> float:
        """What the flags are ranked by: the severity times the weight of the kind."""
        return self.severity * KINDS[self.kind]

    def title(self, language: str) -> str:
        """Return the name of the kind.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        return translate(f"flags.{self.kind}", language)

    def reason(self, language: str) -> str:
        """Return why this is flagged, in a few sentences.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        return say([(self.text, self.facts), *self.more], language)


def say(sentences: Iterable[tuple[str, Mapping[str, object]]], language: str) -> str:
    """Return sentences as text.

    Parameters
    ----------
    sentences
        Keys of the catalogue and what their texts name; what is a key itself is said too.
    language
        ``"nl"`` or ``"en"``.
    """
    return " ".join(
        translate(text, language, **{name: _said(name, value, language) for name, value in facts.items()})
        for text, facts in sentences
    )


def _said(name: str, value: object, language: str) -> str:
    if isinstance(value, tuple):
        return listed([_part(part, language) for part in value], language)
    if name.endswith("share") and isinstance(value, int | float):
        return format_percent(value, language)
    if isinstance(value, float):
        return format_number(value, language, 2)
    if isinstance(value, int):
        return format_number(value, language)
    return translate(str(value), language) if value in catalogue() else format_date(str(value), language)


def _part(part: object, language: str) -> str:
    if not isinstance(part, tuple):
        return str(part)
    name, share = part
    return f"{name} ({format_percent(share, language, 0 if share >= 0.01 else 1)})"


def listed(parts: list[str], language: str) -> str:
    """Return texts as a list in words: ``a, b and c``."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + translate("fragmentation.and", language) + parts[-1]
