"""Which rows of the tables of rules apply to a cooperation, as far as the questions were answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from igs_geo.assessment.rules.questions import Questions
from igs_geo.atlas import Atlas
from igs_geo.errors import IgsGeoError

YES = "yes"


def periods(atlas: Atlas) -> tuple[str, ...]:
    """Return the periods that checks speak of, oldest first.

    Parameters
    ----------
    atlas
        The edition, for its table ``rule_checks``.
    """
    return tuple(sorted({period for text in atlas.frames["rule_checks"]["periods"] for period in str(text).split()}))


def period_of(atlas: Atlas, questions: Questions) -> str | None:
    """Return the period that is asked about, the latest one by default; None where the tables have none.

    Parameters
    ----------
    atlas
        The edition.
    questions
        The answers.

    Raises
    ------
    IgsGeoError
        When the tables have no such period.
    """
    known = periods(atlas)
    if questions.period is None:
        return known[-1] if known else None
    if questions.period not in known:
        raise IgsGeoError("rules.unknown_period", period=questions.period, known=", ".join(known))
    return questions.period


def refuse_unknown(atlas: Atlas, questions: Questions) -> None:
    """Refuse a legal form or task model that the package does not have.

    Parameters
    ----------
    atlas
        The edition.
    questions
        The answers.

    Raises
    ------
    IgsGeoError
        When a code is unknown.
    """
    for table, code in (("legal_forms", questions.form), ("task_models", questions.task_model)):
        known = atlas.frames[table].index
        if code is not None and code not in known:
            raise IgsGeoError(f"rules.unknown_{table}", code=code, known=", ".join(map(str, known)))


def has_personality(atlas: Atlas, questions: Questions) -> bool | None:
    """Return whether there is legal personality: as answered, else as the legal form says; None where neither does.

    Parameters
    ----------
    atlas
        The edition.
    questions
        The answers.
    """
    if questions.legal_personality is None and questions.form is not None:
        return bool(atlas.frames["legal_forms"].loc[questions.form, "legal_personality"])
    return questions.legal_personality


def applies(row: Mapping[Any, Any], known: Mapping[str, str | None]) -> bool | None:
    """Return whether a row applies; None where that hangs on a question that is not answered.

    Parameters
    ----------
    row
        A row with the columns ``legal``, ``routes``, ``bodies``, ``forms`` and ``periods``; empty for any.
    known
        The answer by column; None where it is not known.
    """
    found: bool | None = True
    for column, answer in known.items():
        wanted = "" if pd.isna(row[column]) else str(row[column])
        if not wanted:
            continue
        if answer is None:
            found = None
        elif answer not in wanted.split():
            return False
    return found


def known_answers(atlas: Atlas, questions: Questions) -> dict[str, str | None]:
    """Return the answers in the words of the tables, by column.

    Parameters
    ----------
    atlas
        The edition.
    questions
        The answers.
    """
    personality = has_personality(atlas, questions)
    return {
        "legal": None if personality is None else (YES if personality else "no"),
        "routes": questions.route,
        "bodies": questions.body,
        "forms": questions.form,
        "periods": period_of(atlas, questions),
    }
