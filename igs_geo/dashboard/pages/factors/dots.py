"""Scores as people gave them: a dot each, with the median, the range and how far they disagree."""

from __future__ import annotations

import base64

from igs_geo.assessment import FactorResult, Spread
from igs_geo.assessment.factors.answers import HIGHEST, LOWEST
from igs_geo.dashboard.frame.plain import escaped
from igs_geo.i18n import format_number, translate

STEP, RADIUS, LINE = 46, 5, 13
PER_ROW = 3


def say_spread(spread: Spread, language: str) -> str:
    """Return the scores of a group in a few words.

    Parameters
    ----------
    spread
        The scores.
    language
        ``"nl"`` or ``"en"``.
    """
    if spread.median is None:
        return translate("factors_page.only_unknown", language, unknown=spread.unknown)
    return translate(
        "factors_page.spread",
        language,
        median=format_number(spread.median, language, 0 if spread.median.is_integer() else 1),
        disagreement="–" if spread.disagreement is None else format_number(spread.disagreement, language, 1),
        answers=spread.answers,
    )


def spread_html(result: FactorResult, language: str) -> str:
    """Return what a group says of a factor: dots, and by role where roles may be told apart.

    Parameters
    ----------
    result
        What the group says.
    language
        ``"nl"`` or ``"en"``.
    """
    parts = [_drawn(result.everyone, language), f"<p class='igs-note'>{escaped(_facts(result.everyone, language))}</p>"]
    groups = [(translate(f"sheet.role_{role}", language), spread) for role, spread in result.by_role.items()]
    if result.others is not None:
        groups.append((translate("factors_page.others", language), result.others))
    parts += [
        f"<p class='igs-note'><b>{escaped(name)}</b>: {escaped(say_spread(spread, language))}</p>"
        for name, spread in groups
    ]
    if result.remarks:
        lines = "".join(f"<li>{escaped(remark)}</li>" for remark in result.remarks)
        parts.append(f"<ul class='igs-remarks'>{lines}</ul>")
    return "".join(parts)


def _facts(spread: Spread, language: str) -> str:
    said = say_spread(spread, language)
    if spread.range is None:
        return said
    low, high = spread.range
    more = translate("factors_page.range", language, low=low, high=high, unknown=spread.unknown)
    return f"{said}; {more}"


def _drawn(spread: Spread, language: str) -> str:
    """Return the dots: a column for each score, the median as a line under it."""
    scores = range(LOWEST, HIGHEST + 1)
    counts = {score: spread.scores.count(score) for score in scores}
    rows = max(1, -(-max(counts.values(), default=0) // PER_ROW))
    height, width = rows * LINE + 26, STEP * len(counts)
    signs = []
    for place, score in enumerate(scores):
        middle = STEP * (place + 0.5)
        signs.append(f'<text x="{middle}" y="{height - 6}" text-anchor="middle" font-size="12">{score}</text>')
        for number in range(counts[score]):
            row, column = divmod(number, PER_ROW)
            across = min(PER_ROW, counts[score] - row * PER_ROW)
            x = middle + (column - (across - 1) / 2) * (2 * RADIUS + 2)
            signs.append(f'<circle cx="{x}" cy="{height - 26 - row * LINE}" r="{RADIUS}" fill="#1f5673"/>')
    if spread.median is not None:
        x = STEP * (spread.median - LOWEST + 0.5)
        signs.append(f'<line x1="{x}" x2="{x}" y1="0" y2="{height - 18}" stroke="#b0480f" stroke-width="2"/>')
    drawing = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="sans-serif" fill="#1c2733">{"".join(signs)}</svg>'
    )
    # Streamlit leaves drawings out of the HTML of a page, but not pictures.
    picture = base64.b64encode(drawing.encode()).decode()
    title = escaped(_facts(spread, language))
    return f'<img src="data:image/svg+xml;base64,{picture}" width="{width}" height="{height}" alt="{title}">'
