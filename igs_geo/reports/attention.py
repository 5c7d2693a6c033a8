"""What asks for attention, as blocks of a report: a list in order of importance, and the bodies outside the rule."""

from __future__ import annotations

from collections.abc import Sequence

from igs_geo.fragmentation import Flag, flags_in
from igs_geo.fragmentation.flag import listed
from igs_geo.fragmentation.flag import say as say_sentences
from igs_geo.i18n import format_number, format_percent
from igs_geo.reports.blocks import Block, Bullets, Paragraph, Table
from igs_geo.reports.words import counted, legal_form, say

OUTSIDE = "outside_reference_region"
"""The kind whose reasons differ in a name and a number only: a table says them once."""
SPLIT = "split_by_mergers"
"""The kind of which one municipality has several at once."""


def flag_blocks(flags: Sequence[Flag], members: Sequence[str] | None, most: int, language: str) -> list[Block | None]:
    """Return the flags of some municipalities, the important ones first.

    Parameters
    ----------
    flags
        All flags, ranked.
    members
        NIS codes; None for all.
    most
        How many are named in the list, and in the table.
    language
        ``"nl"`` or ``"en"``.
    """
    own = list(flags) if members is None else flags_in(flags, members)
    others = [flag for flag in own if flag.kind != OUTSIDE]
    lines = _lines(others, members, language)
    first = Paragraph(say("first_flags", language, count=most)) if len(lines) > most else None
    return [
        first,
        Bullets(tuple(lines[:most])),
        *_outside([flag for flag in own if flag.kind == OUTSIDE], most, language),
    ]


def _lines(flags: Sequence[Flag], members: Sequence[str] | None, language: str) -> list[str]:
    """Return the reasons, each once; of one municipality, what mergers split is one line."""
    split = [flag for flag in flags if flag.kind == SPLIT]
    if not split or members is None or len(members) > 1:
        return [flag.reason(language) for flag in flags]
    return [
        _split(split, members[0], language) if flag is split[0] else flag.reason(language)
        for flag in flags
        if flag.kind != SPLIT or flag is split[0]
    ]


def _split(flags: Sequence[Flag], nis: str, language: str) -> str:
    """Return which bodies a municipality belongs to with a part of its inhabitants only, in one sentence."""
    parts = []
    for flag in flags:
        members = flag.facts["members"]
        pairs = members if isinstance(members, tuple) else ()
        name, share = pairs[flag.municipalities.index(nis)]
        parts.append(f"{flag.name} ({format_percent(share, language)})")
    return counted("split_own", len(parts), language, name=name, bodies=listed(parts, language))


def _outside(flags: Sequence[Flag], most: int, language: str) -> list[Block | None]:
    """Return the bodies that lie in several reference regions as a table, what holds for all of them said once."""
    if not flags:
        return []
    shown = flags[:most]
    said = [[say_sentences([sentence], language) for sentence in flag.more] for flag in shown]
    everywhere = dict.fromkeys(text for texts in said for text in texts)
    common = [text for text in everywhere if 2 * sum(text in texts for texts in said) > len(said)]
    apart = [" ".join(text for text in texts if text not in common) for texts in said]
    rows = [
        (flag.name, legal_form(str(flag.facts["legal_form"]), language), format_number(_number(flag), language),
         listed([str(name) for name in _names(flag)], language), *([own] if any(apart) else []))
        for flag, own in zip(shown, apart, strict=True)
    ]  # fmt: skip
    head = ("body", "form", "regions", "which_regions", *(("term",) if any(apart) else ()))
    first = "outside" if len(shown) < len(flags) else "outside_all"
    widths = (2, 1.8, 0.9, 3.4, *((2.6,) if any(apart) else ()))
    return [
        Paragraph(" ".join([counted(first, len(flags), language, shown=len(shown)), *common,
                            *([say("own_term", language)] if any(apart) else [])])),
        Table(tuple(say(f"head_{name}", language) for name in head), tuple(rows),
              say("caption_outside", language), frozenset({2}), widths),
    ]  # fmt: skip


def _number(flag: Flag) -> int:
    return int(str(flag.facts["regions"]))


def _names(flag: Flag) -> Sequence[object]:
    names = flag.facts["region_names"]
    return names if isinstance(names, tuple) else (names,)
