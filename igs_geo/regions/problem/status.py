"""What the law or a norm says of the value of a setting, from the tables of an atlas: nothing else is law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from igs_geo.atlas import Atlas

CHOICE = "choice"


@dataclass(frozen=True)
class LegalStatus:
    """Where the value of a setting comes from.

    Parameters
    ----------
    status
        ``law``, ``neighbour`` (a norm of a neighbouring domain) or ``choice`` (ours).
    rule
        Row of the table of rules that it rests on, or that binds beside it; None for none.
    conditions
        Under which condition, in each language.
    """

    status: str = CHOICE
    rule: str | None = None
    conditions: Mapping[str, str] | None = None


def legal_status(atlas: Atlas, setting: str, value: object) -> LegalStatus:
    """Return the legal status of a setting at a value.

    Parameters
    ----------
    atlas
        The edition, for its table ``setting_status``.
    setting
        Name of the setting.
    value
        Its value.
    """
    table = atlas.frames["setting_status"]
    rows = table[(table["setting"] == setting) & ((table["comparison"] == "any") | (table["value"] == str(value)))]
    if rows.empty:
        return LegalStatus()
    row = rows.iloc[0]
    conditions = {language: str(row[f"condition_{language}"]) for language in ("nl", "en")}
    return LegalStatus(str(row["status"]), str(row["rule"]), conditions)


def norm_of(atlas: Atlas, setting: str) -> int | None:
    """Return the norm of a neighbouring domain for a setting; None where the tables have none."""
    table = atlas.frames["setting_status"]
    rows = table[(table["setting"] == setting) & (table["status"] == "neighbour")]
    return None if rows.empty else int(rows["value"].iloc[0])
