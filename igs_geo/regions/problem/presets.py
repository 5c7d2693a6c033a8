"""Presets: settings with a name, and what the law says of each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from igs_geo.atlas import data_folder
from igs_geo.regions.problem.criteria import Criteria, CriteriaError

DEFAULT_PRESET = "default"


@dataclass(frozen=True)
class LegalStatus:
    """Where a setting comes from.

    Parameters
    ----------
    status
        ``law`` (sourced), ``neighbour`` (documented rule of a neighbouring domain) or ``unverified`` (our default).
    rule
        Row of the table of rules, when there is one.
    """

    status: str
    rule: str | None = None


@dataclass(frozen=True)
class Preset:
    """Settings with a name, in both languages, and the legal status of each setting.

    Parameters
    ----------
    code
        Name of its file.
    names
        Its name in each language.
    descriptions
        Its description in each language.
    criteria
        The settings.
    legal
        Legal status by name of the setting.
    """

    code: str
    names: Mapping[str, str]
    descriptions: Mapping[str, str]
    criteria: Criteria
    legal: Mapping[str, LegalStatus]


@cache
def presets() -> dict[str, Preset]:
    """Return every preset by its code, the default one first."""
    found = {}
    for file in sorted((data_folder() / "presets").glob("*.json")):
        content = json.loads(file.read_text(encoding="utf-8"))
        found[file.stem] = Preset(
            code=file.stem,
            names=content["name"],
            descriptions=content["description"],
            criteria=Criteria.from_dict(content["criteria"]),
            legal={name: LegalStatus(**status) for name, status in content["legal"].items()},
        )
    return dict(sorted(found.items(), key=lambda item: (item[0] != DEFAULT_PRESET, item[0])))


def preset(code: str) -> Preset:
    """Return a preset by its code.

    Parameters
    ----------
    code
        Code of the preset.

    Raises
    ------
    CriteriaError
        When there is none.
    """
    known = presets()
    if code not in known:
        raise CriteriaError("regions.unknown_preset", name=code, known=", ".join(known))
    return known[code]
