"""The rules that apply to a cooperation, each with how it stands, and the dates that count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from igs_geo import clock
from igs_geo.assessment.bill.bill import OwnMeans
from igs_geo.assessment.numbers.region import RegionNumbers
from igs_geo.assessment.rules.applies import applies, has_personality, known_answers, refuse_unknown
from igs_geo.assessment.rules.checks import BACKGROUND, CHECKS, ELSEWHERE, Finding, Subject
from igs_geo.assessment.rules.questions import Questions
from igs_geo.atlas import Atlas

When = Literal["past", "coming", "unknown"]
FRAME_CHECK = "one_frame"


@dataclass(frozen=True)
class Checked:
    """One rule and how it stands.

    Parameters
    ----------
    rule
        Its row in the table of rules.
    check
        How it was held against the region.
    finding
        How it stands, and why.
    status
        Legal status: ``confirmed``, ``confirmed_secondary``, ``no_rule_in_decree`` or ``open``.
    until
        Until when it applies, or empty.
    source
        Where a value comes from that the table of rules does not have, or empty.
    date
        From when it counts for this kind of body: a date, empty for at once, None where no date is known.
    depends
        Whether it hangs on a question that is not answered that the rule applies at all.
    """

    rule: str
    check: str
    finding: Finding
    status: str
    until: str = ""
    source: str = ""
    date: str | None = None
    depends: bool = False


@dataclass(frozen=True)
class Dated:
    """One date of the timeline.

    Parameters
    ----------
    date
        Day, month or year; empty where it is not known.
    what
        What happens: a text of the data by language, or a key of the catalogue.
    rule, status
        The rule that it follows from, and how well that is known.
    when
        ``past``, ``coming`` or ``unknown``.
    """

    date: str
    what: Mapping[str, str] | str
    rule: str
    status: str
    when: When


@dataclass(frozen=True)
class RuleCheck:
    """All rules that apply.

    Parameters
    ----------
    checked
        Rules that ask something, or say that nothing is asked, in the order of the table.
    background
        Ids of rules that explain.
    timeline
        Past dates first, then those that come, then those that are not known.
    """

    checked: tuple[Checked, ...]
    background: tuple[str, ...]
    timeline: tuple[Dated, ...]


def check_rules(atlas: Atlas, numbers: RegionNumbers, questions: Questions, means: OwnMeans | None = None) -> RuleCheck:
    """Return how every rule that applies stands.

    Parameters
    ----------
    atlas
        The edition, for its tables of rules, checks and dates.
    numbers
        The region.
    questions
        What was answered.
    means
        What the municipalities bring in; None without a budget.

    Raises
    ------
    IgsGeoError
        When an answer names a period, legal form or task model that the package does not have.
    """
    refuse_unknown(atlas, questions)
    subject = Subject(
        numbers=numbers,
        questions=questions,
        personality=has_personality(atlas, questions),
        means=means,
        tension=_tension(atlas, questions),
    )
    known = known_answers(atlas, questions)
    rows: list[tuple[str, Checked]] = []
    background: dict[str, None] = {}
    for row in atlas.frames["rule_checks"].to_dict("records"):
        applicable = _applicable(row, known)
        if applicable is False:
            continue
        if row["check"] == BACKGROUND:
            background[str(row["rule"])] = None
            continue
        rule, asks_frame = str(row["rule"]), row["check"] == FRAME_CHECK
        checked = Checked(
            rule=rule,
            check=str(row["check"]),
            finding=_find(row, subject, known, certain=applicable is True),
            status=str(atlas.rules.loc[rule, "status"]),
            until=str(row["until"]),
            source=str(row["source"]),
            date=_frame_date(atlas, questions, str(atlas.rules.loc[rule, "domain"])) if asks_frame else None,
            depends=applicable is None,
        )
        rows.append((str(row["either"]), checked))
    return RuleCheck(_one_is_enough(rows), tuple(background), _timeline(atlas, questions, known))


def _applicable(row: Mapping[Any, Any], known: Mapping[str, str | None]) -> bool | None:
    """Return whether a row applies; one that only asks something with legal personality is told to be free without."""
    if row["check"] == ELSEWHERE or (row["until"] and clock.has_passed(str(row["until"]))):
        return False
    if row["check"] == FRAME_CHECK and known["legal"] == "no":
        return applies(row, {**known, "legal": str(row["legal"])})
    return applies(row, known)


def _find(row: Mapping[Any, Any], subject: Subject, known: Mapping[str, str | None], *, certain: bool) -> Finding:
    if row["legal"] and known["legal"] == "no":
        return Finding("free", "rules.figure_outside_scope")
    found = CHECKS[str(row["check"])](subject, str(row["value"]), str(row["rule"]))
    if certain or found.state in ("unknown", "free"):
        return found
    return replace(found, state="unknown")


def _one_is_enough(rows: list[tuple[str, Checked]]) -> tuple[Checked, ...]:
    """Say of what is not needed, because another way to meet the same demand is met, that it is free."""
    met = {group for group, one in rows if group and one.finding.state == "met"}
    return tuple(
        replace(one, finding=replace(one.finding, state="free", figure="rules.figure_not_needed"))
        if group in met and one.finding.state != "met"
        else one
        for group, one in rows
    )


def _tension(atlas: Atlas, questions: Questions) -> tuple[str, Mapping[str, str]] | None:
    if questions.task_model is None:
        return None
    row = atlas.frames["task_models"].loc[questions.task_model]
    rule = str(row["tension_rule"])
    return (rule, {language: str(row[f"tension_{language}"]) for language in ("nl", "en")}) if rule else None


def _kind(questions: Questions) -> str | None:
    """Return the kind of body in the words of the deadlines; None where the questions do not say."""
    if questions.body == "new":
        return "new"
    if questions.body is None:
        return None
    return {"own": "recognised", "part": "recognised", "none": "own_initiative"}.get(questions.route or "")


def _frame_date(atlas: Atlas, questions: Questions, domain: str) -> str | None:
    """Return from when a body has to lie in one reference region; a row on the domain goes before one on all."""
    rows = atlas.frames["deadlines"]
    rows = rows[(rows["kind"] == _kind(questions)) & (rows["domain"].isin(["", domain]))]
    return str(rows.sort_values("domain")["date"].iloc[-1]) if len(rows) else None


def _timeline(atlas: Atlas, questions: Questions, known: Mapping[str, str | None]) -> tuple[Dated, ...]:
    statuses = atlas.rules["status"]
    found = []
    for row in atlas.frames["rule_dates"].to_dict("records"):
        if applies(row, known) is not False:
            texts = {language: str(row[f"text_{language}"]) for language in ("nl", "en")}
            found.append(_dated(str(row["date"]), texts, str(row["rule"]), str(statuses[row["rule"]])))
    kind, deadlines = _kind(questions), atlas.frames["deadlines"]
    general = deadlines[(deadlines["domain"] == "") & (deadlines["date"] != "")]
    if known["legal"] != "no":
        for row in general.to_dict("records"):
            if kind in (None, row["kind"]):
                what = f"rules.date_{row['kind']}"
                found.append(_dated(str(row["date"]), what, str(row["rule"]), str(row["status"])))
    order: tuple[When, ...] = ("past", "coming", "unknown")
    return tuple(sorted(found, key=lambda one: (order.index(one.when), one.date, one.rule)))


def _dated(date: str, what: Mapping[str, str] | str, rule: str, status: str) -> Dated:
    when: When = "unknown" if not date else "past" if clock.has_passed(date) else "coming"
    return Dated(date, what, rule, status, when)
