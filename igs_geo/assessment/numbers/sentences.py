"""What the numbers of a region say in a sentence."""

from __future__ import annotations

from igs_geo.assessment.numbers.bench import Bench
from igs_geo.assessment.numbers.moves import Move
from igs_geo.assessment.numbers.region import RegionNumbers, Standing
from igs_geo.fragmentation import Thresholds
from igs_geo.i18n import format_number, format_percent, translate
from igs_geo.regions.problem.settings import WEIGHTED

EXTREME = 0.9
"""A criterion stands out where at least this share of the comparable regions is worse, or better."""


def say_what_stands_out(bench: Bench, numbers: RegionNumbers, stands: Standing | None, language: str) -> str:
    """Return the one sentence that matters most: what is wrong first, then what is unusual.

    Parameters
    ----------
    bench
        Edition and settings.
    numbers
        The region.
    stands
        Where it stands among comparable regions; None where that was not asked.
    language
        ``"nl"`` or ``"en"``.
    """
    if len(numbers.parts) > 1:
        return say_parts(bench, numbers, language)
    if len(numbers.reference_regions) > 1:
        names = ", ".join(numbers.reference_regions)
        number = len(numbers.reference_regions)
        return translate("numbers.out_frames", language, number=number, names=names)
    cut = [body for body in numbers.youth if body.cut]
    if cut:
        body = max(cut, key=lambda one: (one.state == "funded", len(one.inside), one.name))
        values = {"inside": len(body.inside), "members": body.members}
        return translate("numbers.out_youth", language, name=body.name, **values)
    return _extreme(stands, language) or _unequal(bench, numbers, language) or translate("numbers.out_none", language)


def say_parts(bench: Bench, numbers: RegionNumbers, language: str) -> str:
    """Return which parts hang loose, and what would join them; a sentence that all is one where there are no parts.

    Parameters
    ----------
    bench
        The edition.
    numbers
        The region.
    language
        ``"nl"`` or ``"en"``.
    """
    if len(numbers.parts) < 2:
        return translate("numbers.one_part", language)
    loose = "; ".join(", ".join(bench.names[nis] for nis in part) for part in numbers.parts[1:])
    text = translate("numbers.out_parts", language, parts=len(numbers.parts), loose=loose)
    if numbers.joining is None:
        return f"{text} {translate('numbers.no_joining', language)}"
    names = ", ".join(bench.names[nis] for nis in numbers.joining.added)
    key = "numbers.joining" if numbers.joining.exact else "numbers.joining_some"
    return f"{text} {translate(key, language, names=names)}"


def _extreme(stands: Standing | None, language: str) -> str:
    known = {
        name: one.percentile
        for name, one in (stands.compared if stands is not None and stands.tells else {}).items()
        if one.percentile is not None and name in WEIGHTED
    }
    if not known:
        return ""
    name = max(known, key=lambda each: abs(known[each] - 0.5))
    share = known[name]
    label = translate(f"regions.p_weight_{name}", language)
    if share >= EXTREME:
        return translate("numbers.out_better", language, label=label, share=format_percent(share, language))
    if share <= 1 - EXTREME:
        return translate("numbers.out_worse", language, label=label, share=format_percent(1 - share, language))
    return ""


def _unequal(bench: Bench, numbers: RegionNumbers, language: str) -> str:
    threshold = Thresholds()
    if len(numbers.members) < threshold.unequal_members or numbers.largest_share < threshold.unequal_share:
        return ""
    share = format_percent(numbers.largest_share, language)
    return translate("numbers.out_unequal", language, name=bench.names[numbers.largest], share=share)


def say_move(bench: Bench, one: Move, language: str) -> str:
    """Return what a joining or leaving does to the cost per inhabitant, in a sentence.

    Parameters
    ----------
    bench
        The edition.
    one
        The move.
    language
        ``"nl"`` or ``"en"``.
    """
    return translate(
        "numbers.move_join" if one.joins else "numbers.move_leave",
        language,
        name=bench.names[one.nis],
        change=format_number(one.change, language, 3),
        cost=format_number(one.cost, language, 3),
    )
