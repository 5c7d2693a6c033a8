"""What the check of rules says, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from igs_geo.assessment.rules.check import Checked, Dated
from igs_geo.atlas import Atlas
from igs_geo.i18n import format_date, format_number, format_percent, translate


def say_state(checked: Checked, language: str) -> str:
    """Return how a rule stands in a few words.

    Parameters
    ----------
    checked
        The rule.
    language
        ``"nl"`` or ``"en"``.
    """
    return translate(f"rules.state_{checked.finding.state}", language)


def say_figure(atlas: Atlas, checked: Checked, language: str) -> str:
    """Return the figure that shows how a rule stands, in a sentence, and whether the rule applies at all.

    Parameters
    ----------
    atlas
        The edition, for the names of legal forms.
    checked
        The rule.
    language
        ``"nl"`` or ``"en"``.
    """
    finding = checked.finding
    parts = []
    if finding.figure is not None:
        values = _said(atlas, finding.values, language)
        one = finding.values.get("number") == 1 and f"{finding.figure}_one" in ONE
        parts.append(translate(f"{finding.figure}_one" if one else finding.figure, language, **values))
    if checked.depends:
        parts.append(translate("rules.depends", language))
    return " ".join(part for part in parts if part)


ONE = {"rules.figure_frames_one"}
"""Sentences that speak of one thing otherwise than of several."""


def _said(atlas: Atlas, values: Mapping[str, Any], language: str) -> dict[str, str]:
    said = {}
    for name, value in values.items():
        if name == "form":
            said[name] = str(atlas.frames["legal_forms"].loc[value, f"name_{language}"])
        elif name == "date":
            said[name] = format_date(str(value), language)
        elif isinstance(value, Mapping):
            said[name] = str(value[language])
        elif name.endswith("share"):
            said[name] = format_percent(float(value), language)
        else:
            said[name] = format_number(value, language) if isinstance(value, int) else str(value)
    return said


def say_rule(atlas: Atlas, checked: Checked, language: str) -> dict[str, str]:
    """Return a rule as a row of texts: topic, what it asks, how it stands, figure, legal status, date and source.

    Parameters
    ----------
    atlas
        The edition, for its table of rules.
    checked
        The rule.
    language
        ``"nl"`` or ``"en"``.
    """
    row = atlas.rules.loc[checked.rule]
    return {
        "rule": checked.rule,
        "regime": str(row[f"regime_{language}"]),
        "topic": str(row[f"topic_{language}"]),
        "asks": str(row[f"value_{language}"]),
        "state": say_state(checked, language),
        "figure": say_figure(atlas, checked, language),
        "status": translate(f"rules.status_{checked.status}", language),
        "date": _date(checked, language),
        "source": " ; ".join(text for text in (str(row["source"]), checked.source) if text),
    }


def _date(checked: Checked, language: str) -> str:
    if checked.until:
        return translate("rules.until", language, date=format_date(checked.until, language))
    if checked.date is None:
        return ""
    return format_date(checked.date, language) if checked.date else translate("rules.at_once", language)


def say_dated(one: Dated, language: str) -> dict[str, str]:
    """Return a date of the timeline as a row of texts.

    Parameters
    ----------
    one
        The date.
    language
        ``"nl"`` or ``"en"``.
    """
    what = translate(one.what, language) if isinstance(one.what, str) else one.what[language]
    return {
        "date": format_date(one.date, language) if one.date else translate("rules.no_date", language),
        "when": translate(f"rules.when_{one.when}", language),
        "what": what,
        "status": translate(f"rules.status_{one.status}", language),
        "rule": one.rule,
    }
