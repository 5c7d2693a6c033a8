"""Find a municipality or a partnership by what a person types: names without accents, old names, codes."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from igs_geo.atlas.atlas import Atlas
from igs_geo.atlas.schema import quote
from igs_geo.errors import NotFoundError
from igs_geo.i18n import translate

SUGGESTIONS = 5
LONGEST = 200
"""How much of a text is searched for: no name is longer."""
SIMILARITY = 0.6
"""How alike two names must be to suggest one for the other, 0 to 1: difflib's default."""
CLOSE = 0.8
"""How alike they must be when the search box takes one for the other."""


@dataclass(frozen=True)
class Hit:
    """One answer of the search box.

    Parameters
    ----------
    kind
        Whether it is a municipality or a partnership.
    id
        NIS code or id of the partnership.
    label
        What a reader sees, with the old name that was found in brackets.
    """

    kind: Literal["municipality", "partnership"]
    id: str
    label: str


class _Name(NamedTuple):
    """A name or code by which a municipality can be found; ``age`` 0 is its name in this edition."""

    nis: str
    name: str
    code: str
    age: int
    later: bool = False

    @property
    def key(self) -> str:
        return plain(self.name)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return a text as it is compared: lower case, no accents, "St-" as "Sint-", words separated by one space."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = re.findall(r"[^\W_]+", letters)
    return " ".join("sint" if word == "st" else word for word in words)


# an atlas never changes: its names are worked out once
@lru_cache(maxsize=4)
def _names(atlas: Atlas) -> list[_Name]:
    """Return every name and code that leads to a Flemish municipality of this edition.

    Earlier names lead to the municipality that they are part of now, later ones to those that they were made of.
    """
    current = atlas.flemish["name"]
    names = [_Name(nis, name, nis, 0) for nis, name in current.items()]
    steps = atlas.crosswalk[["edition_from", "nis_from", "name_from", "edition_to", "nis_to", "name_to"]]
    reached = {nis: nis for nis in current.index}
    edition, age = atlas.edition, 0
    while len(step := steps[steps["edition_to"] == edition]):
        age += 1
        before = {}
        for old, name, new in zip(step["nis_from"], step["name_from"], step["nis_to"], strict=True):
            if new in reached:
                before[old] = reached[new]
                names.append(_Name(reached[new], name, old, age))
        reached, edition = before, step["edition_from"].iloc[0]
    step = steps[(steps["edition_from"] == atlas.edition) & steps["nis_from"].isin(current.index)]
    names += [
        _Name(nis, name, new, 1, later=True)
        for nis, new, name in zip(step["nis_from"], step["nis_to"], step["name_to"], strict=True)
    ]
    return names


def find_municipality(atlas: Atlas, text: str) -> str:
    """Return the NIS code of the Flemish municipality with a name or code.

    Names are compared without accents or capitals. Old names and codes lead to the successor: in edition 2025 Borgloon
    is Tongeren-Borgloon.

    Parameters
    ----------
    atlas
        The edition.
    text
        Name or NIS code, of this edition or another.

    Raises
    ------
    NotFoundError
        When no municipality, or more than one, has that name; with suggestions.

    Examples
    --------
    >>> from igs_geo import load_atlas
    >>> atlas = load_atlas("2025")
    >>> atlas.flemish["name"][find_municipality(atlas, "borgloon")]
    'Tongeren-Borgloon'
    """
    names = _names(atlas)
    key = plain(text[:LONGEST])
    found = [name for name in names if key and key in {name.key, name.code}]
    nearest = min((name.age for name in found), default=0)
    codes = sorted({name.nis for name in found if name.age == nearest})
    if len(codes) == 1:
        return codes[0]
    current = atlas.flemish["name"]
    asked = quote(text.strip())
    if codes:
        suggestions = [str(current[code]) for code in codes]
        raise NotFoundError("errors.ambiguous_municipality", suggestions, text=asked)
    raise NotFoundError("errors.unknown_municipality", _suggestions(names, key), text=asked)


def _suggestions(names: list[_Name], key: str) -> list[str]:
    if not key:
        return []
    by_key = {name.key: name.name for name in reversed(names)}
    starting = sorted(other for other in by_key if f" {other}".find(f" {key}") >= 0)
    alike = difflib.get_close_matches(key, list(by_key), n=SUGGESTIONS, cutoff=SIMILARITY)
    return [by_key[other] for other in list(dict.fromkeys([*starting, *alike]))[:SUGGESTIONS]]


def search(atlas: Atlas, text: str, language: str, limit: int = 10) -> list[Hit]:
    """Return the municipalities and partnerships whose name looks like a text, best first; none when nothing does.

    Parameters
    ----------
    atlas
        The edition.
    text
        What a person typed: the beginning of a name, an old name, a NIS code or the id of a partnership.
    language
        Language of the labels.
    limit
        Most answers to give.
    """
    key = plain(text[:LONGEST])
    if not key:
        return []
    ranked = [*_municipality_hits(atlas, key, language), *_partnership_hits(atlas, key)]
    if not ranked:
        ranked = _alike(atlas, key)
    best: dict[tuple[str, str], Hit] = {}
    for _, _, hit in sorted(ranked, key=lambda item: (item[0], item[1], item[2].label)):
        best.setdefault((hit.kind, hit.id), hit)
    return list(best.values())[:limit]


def _rank(key: str, name: str, code: str) -> int | None:
    """Return how well a name answers: 0 the same, 1 begins so, 2 a word begins so, 3 contains it."""
    if key in {name, code}:
        return 0
    if name.startswith(key) or (key.isdigit() and code.startswith(key)):
        return 1
    if f" {key}" in name:
        return 2
    return 3 if len(key) > 2 and key in name else None


def _municipality_hits(atlas: Atlas, key: str, language: str) -> Iterable[tuple[int, int, Hit]]:
    current = atlas.flemish["name"]
    for name in _names(atlas):
        rank = _rank(key, name.key, name.code)
        if rank is not None:
            label = str(current[name.nis])
            if plain(label) != name.key:
                label = translate(
                    "search.later" if name.later else "search.formerly", language, name=label, other=name.name
                )
            yield rank, name.age, Hit("municipality", name.nis, label)


def _partnership_hits(atlas: Atlas, key: str) -> Iterable[tuple[int, int, Hit]]:
    bodies = atlas.partnerships["name"]
    other_names = atlas.youth_partnerships["name_used"]
    for body, name in bodies.items():
        rank = _rank(key, plain(name), str(body))
        if rank is not None:
            yield rank, 0, Hit("partnership", str(body), name)
    for body, other in zip(other_names.index.astype("str"), other_names, strict=True):
        rank = _rank(key, plain(other), "")
        if rank is not None:
            name = str(bodies[body])
            label = f"{name} ({other})"
            if plain(other) in plain(name) or plain(name) in plain(other):
                label = max(name, other, key=len)
            yield rank, 1, Hit("partnership", str(body), label)


def _alike(atlas: Atlas, key: str) -> list[tuple[int, int, Hit]]:
    current = atlas.flemish["name"]
    by_key = {name.key: name for name in reversed(_names(atlas))}
    close = difflib.get_close_matches(key, list(by_key), n=SUGGESTIONS, cutoff=CLOSE)
    return [
        (4, place, Hit("municipality", by_key[other].nis, str(current[by_key[other].nis])))
        for place, other in enumerate(close)
    ]
