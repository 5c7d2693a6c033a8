"""Presets: settings with a name, kept in the data package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from igs_geo.atlas.standing import preset_files
from igs_geo.regions.problem.criteria import Criteria, CriteriaError


@dataclass(frozen=True)
class Preset:
    """Settings with a name, in both languages.

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
    """

    code: str
    names: Mapping[str, str]
    descriptions: Mapping[str, str]
    criteria: Criteria


@cache
def presets() -> dict[str, Preset]:
    """Return every preset by its code, the default one first."""
    return {
        code: Preset(
            code=code,
            names=content["name"],
            descriptions=content["description"],
            criteria=Criteria.from_dict(content["criteria"]),
        )
        for code, content in preset_files().items()
    }


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
