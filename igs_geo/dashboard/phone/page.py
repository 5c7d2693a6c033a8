"""The page of a phone as one piece of HTML: everything it needs is in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from string import Template

from igs_geo.assessment.factors.answers import HIGHEST, LOWEST, ROLES
from igs_geo.assessment.workshop.models import STAGES, Workshop
from igs_geo.i18n import translate

TEXTS = ("saved", "waiting_to_send", "offline", "no_storage", "refused", "time_left", "time_up")


@dataclass(frozen=True)
class Factor:
    """What a phone says of a factor: its name, what it means, and questions."""

    name: str
    meaning: str
    prompts: tuple[str, ...] = ()


@cache
def _piece(name: str) -> str:
    return files("igs_geo.dashboard.phone").joinpath(name).read_text(encoding="utf-8")


def phone_page(workshop: Workshop, factors: Mapping[int, Factor], nonce: str) -> str:
    """Return the page of a workshop.

    Parameters
    ----------
    workshop
        The workshop.
    factors
        What is said of every factor of the workshop, by number.
    nonce
        That lets the browser run what stands in the page, and nothing else.
    """
    language = workshop.language

    def say(name: str, **values: object) -> str:
        return escape(translate(f"phone.{name}", language, **values))

    roles = "".join(f'<option value="{role}">{say(f"role_{role}")}</option>' for role in ROLES)
    groups = "".join(
        f'<option value="{place}">{escape(group.name)}</option>' for place, group in enumerate(workshop.groups)
    )
    data = {
        "code": workshop.code,
        "groups": [list(group.factors) for group in workshop.groups],
        "texts": {name: translate(f"phone.{name}", language) for name in TEXTS},
        "stages": {stage: translate(f"phone.stage_{stage}", language) for stage in STAGES},
    }
    return Template(_piece("phone.html")).substitute(
        language=language,
        nonce=nonce,
        title=escape(workshop.title),
        style=_piece("phone.css"),
        script=_piece("phone.js"),
        # "</script>" inside the data would end it
        data=json.dumps(data, ensure_ascii=False).replace("<", "\\u003c"),
        roles=roles,
        groups=groups,
        factors="".join(_factor(number, factors[number], language) for number in workshop.factors),
        **{name: say(name) for name in ("role", "name", "group", "yours", "others", "privacy", "no_script")},
    )


def _factor(number: int, factor: Factor, language: str) -> str:
    """Return the fields of one factor."""

    def say(name: str) -> str:
        return escape(translate(f"phone.{name}", language))

    scores = "".join(
        f'<label><input type="radio" name="s{number}" value="{score}"><span>{score}</span></label>'
        for score in range(LOWEST, HIGHEST + 1)
    )
    prompts = "".join(f"<li>{escape(text)}</li>" for text in factor.prompts)
    return (
        f'<fieldset data-factor="{number}"><legend>{number}. {escape(factor.name)}</legend>'
        f"<p>{escape(factor.meaning)}</p><ul>{prompts}</ul>"
        f'<div class="scores">{scores}</div>'
        f'<div class="ends"><span>{LOWEST}: {say("low")}</span><span>{HIGHEST}: {say("high")}</span></div>'
        f'<label class="unknown"><input type="radio" name="s{number}" value="">{say("unknown")}</label>'
        f'<label>{say("remark")}<textarea rows="2" maxlength="2000"></textarea></label>'
        f'<label class="share"><input type="checkbox">{say("share")}</label></fieldset>'
    )
