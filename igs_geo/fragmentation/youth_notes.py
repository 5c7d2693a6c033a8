"""What is known of youth cooperation beside the states: bodies whose members are not known, and what has ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.atlas.contract import EDITIONS
from igs_geo.clock import has_passed
from igs_geo.i18n import format_date, translate

OLDEST = EDITIONS[0]
"""Edition in whose codes the members of mentions are written."""


@dataclass(frozen=True)
class EndedYouth:
    """A youth cooperation that has ended and of which the members are known.

    Parameters
    ----------
    name
        What it was called.
    end
        When it ended, as the source writes it; empty when no source says.
    as_of
        When it is known to have existed; may be empty.
    """

    name: str
    end: str
    as_of: str

    def said(self) -> tuple[str, dict[str, object]]:
        """Return the sentence on it as a key of the catalogue and what that names."""
        if self.end:
            return "flags.youth_ended", {"name": self.name, "end": self.end}
        if self.as_of:
            return "flags.youth_ended_as_of", {"name": self.name, "date": self.as_of}
        return "flags.youth_ended_sometime", {"name": self.name}

    def sentence(self, language: str) -> str:
        """Return what is known of it in a sentence.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        text, facts = self.said()
        return translate(text, language, **{name: format_date(str(value), language) for name, value in facts.items()})


def youth_without_members(atlas: Atlas) -> tuple[str, ...]:
    """Return the names of the youth cooperations of which no full list of members was found and no end is known.

    Which municipalities they serve is not guessed, so that every white spot for youth may be in one of them.

    Parameters
    ----------
    atlas
        The edition.
    """
    mentions = atlas.youth_mentions
    return tuple(str(name) for name in mentions.loc[mentions["status"] == "unknown", "name"])


def say_without_members(atlas: Atlas, language: str) -> str:
    """Return the sentence on youth cooperation of which the members are not known; empty when there is none.

    Parameters
    ----------
    atlas
        The edition.
    language
        ``"nl"`` or ``"en"``.
    """
    names = youth_without_members(atlas)
    return translate("flags.youth_without_members", language, names="; ".join(names)) if names else ""


def say_recognition(atlas: Atlas, language: str) -> str:
    """Return that recognitions of youth partnerships have run out as far as is known; empty while none has.

    Parameters
    ----------
    atlas
        The edition.
    language
        ``"nl"`` or ``"en"``.
    """
    known = atlas.youth_partnerships
    funded = known[known["state"] == "funded"]
    over = funded[[has_passed(_text(end)) for end in funded["period_end"]]]
    years = over["period_end"].str[:4]
    return " ".join(
        translate("flags.recognition_over", language, bodies=", ".join(own["name_used"].astype(str)), year=str(year))
        for year, own in over.groupby(years)
    )


def ended_youth(atlas: Atlas) -> dict[str, tuple[EndedYouth, ...]]:
    """Return the youth cooperations that have ended of each municipality that is known to have been in one, by NIS.

    Parameters
    ----------
    atlas
        The edition.

    Examples
    --------
    >>> from igs_geo import load_atlas
    >>> [body.name for body in ended_youth(load_atlas("2025"))["11023"]]
    ['Jeugdregio Noorderkempen (JoNK) als interlokale vereniging']
    """
    found: dict[str, dict[EndedYouth, None]] = defaultdict(dict)
    for nis, body in _ended(atlas):
        found[nis][body] = None
    return {nis: tuple(bodies) for nis, bodies in sorted(found.items()) if nis in atlas.flemish.index}


def _ended(atlas: Atlas) -> Iterator[tuple[str, EndedYouth]]:
    mentions = atlas.youth_mentions
    for row in mentions[mentions["status"] == "ended"].itertuples(index=False):
        body = EndedYouth(str(row.name), _text(row.period_end), _text(row.as_of))
        for code in _text(row.known_nis_2019).split():
            yield _successor(atlas, code), body
    known = atlas.youth_partnerships
    ended = known[known["state"] == "ended"]
    members = atlas.memberships
    for partnership, name, end in zip(ended.index, ended["name_used"], ended["period_end"], strict=True):
        body = EndedYouth(str(name), _text(end), "")
        for nis in members.loc[members["partnership"] == partnership, "nis"]:
            yield str(nis), body


def _successor(atlas: Atlas, code: str) -> str:
    if atlas.edition == OLDEST:
        return code
    rows = atlas.crosswalk
    later = rows[(rows["edition_to"] == atlas.edition) & (rows["nis_from"] == code)]
    return str(later["nis_to"].iloc[0]) if len(later) else code


def _text(value: object) -> str:
    return "" if pd.isna(value) else str(value)  # type: ignore[call-overload]
