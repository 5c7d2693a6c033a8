"""Municipalities in running text: "Lokeren, Moerbeke en Zele; ook Kruibeke"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from igs_geo.atlas import Atlas
from igs_geo.atlas.schema import quote
from igs_geo.atlas.search import plain
from igs_geo.i18n import translate
from igs_geo.intake.known import Meaning, Option, Why, former, groups, meanings

LONGEST = 20_000
"""How many letters of a text are read: no list of municipalities is longer."""
MOST_PIECES = 1_000
MARKS = re.compile(r"[,;|/\n\r\t•·&+]|\s[-–—]\s|^\s*[-–—*]\s", re.MULTILINE)
"""Signs between names; a hyphen only with spaces around it, because names have some."""
WORDS = re.compile(r"\s+(?:en ook|alsook|evenals|en|ook|and|as well as)\s+", re.IGNORECASE)
"""Words between names."""
AROUND = " .:\"'“”\u2018’\u00a0"
BETWEEN = re.compile(r"^(?:(?:en|ook|and|also|alsook|verder)\s+)+", re.IGNORECASE)
BRACKETS = re.compile(r"[(\[].*?(?:[)\]]|$)")
LEADING = re.compile(
    r"^(?:(?:de|het|the|gemeenten?|stad|steden|municipalit(?:y|ies)|city|cities|of|van)"
    r"[\s:]+)+",
    re.IGNORECASE,
)
"""Words before a name that are no part of it."""
EVERYONE = re.compile(
    r"^(?:alle gemeenten (?:van|uit|in)|all municipalities (?:of|in))\s+(?:de |het |the )?(.+)$",
    re.IGNORECASE,
)
CODE = re.compile(r"\b[0-9]{5}\b")
CLOSE = 78.0
"""How alike a name must be to be asked for, 0 to 100: rapidfuzz's ratio of edits."""
ASKED = 4
"""Most names that are asked for in place of one."""


@dataclass(frozen=True)
class Piece:
    """One name in a text, and what it can stand for.

    Parameters
    ----------
    text
        As it was written.
    why
        How it was understood: ``name``, ``code``; ``former``, ``older``, ``later``, ``group`` and ``misspelt`` where it
        may have to be asked; ``unknown`` when nothing is like it.
    options
        What it can stand for. One is certain, unless it was misspelt; several have to be asked.
    """

    text: str
    why: Why
    options: tuple[Option, ...]

    @property
    def certain(self) -> bool:
        """Whether nothing has to be asked."""
        return len(self.options) == 1 and self.why not in {"misspelt", "unknown"}

    def question(self, language: str) -> str:
        """Return what has to be asked, in a sentence; empty when it is certain.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        return "" if self.certain else translate(f"intake.q_{self.why}", language, text=quote(self.text))

    def answers(self, language: str) -> list[str]:
        """Return what can be answered, one sentence for each option.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        return [say(one, language) for one in self.options]


def say(one: Option, language: str) -> str:
    """Return an option in words.

    Parameters
    ----------
    one
        The option.
    language
        ``"nl"`` or ``"en"``.
    """
    values = dict(one.values)
    if f"layer_{language}" in values:
        values["layer"] = values[f"layer_{language}"]
    return translate(one.key, language, **{name: value for name, value in values.items() if "layer_" not in name})


def read_names(atlas: Atlas, text: str) -> list[Piece]:
    """Return the municipalities that a text names, in its order; what is doubtful has several options.

    Old names, codes, "all municipalities of ..." and spelling mistakes are understood, and nothing is guessed: whoever
    shows the pieces asks what is not certain.

    Parameters
    ----------
    atlas
        The edition in which the municipalities are wanted.
    text
        What a person pasted.

    Returns
    -------
    list of Piece
        One for each name.

    Examples
    --------
    >>> from igs_geo import load_atlas
    >>> pieces = read_names(load_atlas("2025"), "Lokeren, Moerbeke en Zele; ook Kruibeke")
    >>> [(piece.text, piece.certain) for piece in pieces]
    [('Lokeren', True), ('Moerbeke', False), ('Zele', True), ('Kruibeke', False)]
    >>> pieces[1].answers("en")
    ['all of Lokeren', 'only former Moerbeke (part of Lokeren)']
    """
    known = meanings(atlas)
    found = [piece for part in MARKS.split(text[:LONGEST]) for piece in _pieces(atlas, known, part)]
    return found[:MOST_PIECES]


def _pieces(atlas: Atlas, known: Mapping[str, Meaning], part: str) -> Iterator[Piece]:
    text = BETWEEN.sub("", part.strip(AROUND)).strip(AROUND)
    if not plain(text):
        return
    everyone = EVERYONE.match(text)
    if everyone is not None:
        yield _group(atlas, text, everyone[1])
    elif (exact := _exact(known, text)) is not None:
        yield exact
    elif len(smaller := WORDS.split(text)) > 1:
        for each in smaller:
            yield from _pieces(atlas, known, each)
    else:
        yield _alike(known, text)


def _exact(known: Mapping[str, Meaning], text: str) -> Piece | None:
    for form in dict.fromkeys((text, LEADING.sub("", text), BRACKETS.sub("", text))):
        meaning = known.get(plain(form))
        if meaning is not None:
            return Piece(text, meaning.why, meaning.options)
    codes = CODE.findall(text)
    rest = plain(LEADING.sub("", CODE.sub(" ", text)).strip())
    if len(codes) != 1 or codes[0] not in known:
        return None
    by_code, by_name = known[codes[0]], known.get(rest)
    if not rest or (by_name is not None and by_name.options == by_code.options):
        return Piece(text, by_code.why, by_code.options)
    # a code and a name that do not belong together: neither is believed
    options = by_code.options + (by_name.options if by_name is not None else ())
    return Piece(text, "misspelt", tuple(dict.fromkeys(options)))


def _group(atlas: Atlas, text: str, name: str) -> Piece:
    known = groups(atlas)
    key = plain(name)
    if key in known:
        return Piece(text, "group", known[key])
    close = [other for other, score, _ in process.extract(key, list(known), scorer=fuzz.ratio, limit=ASKED)
             if score >= CLOSE]  # fmt: skip
    options = tuple(one for other in close for one in known[other])[:ASKED]
    return Piece(text, "misspelt" if options else "unknown", options)


def _alike(known: Mapping[str, Meaning], text: str) -> Piece:
    bare = plain(LEADING.sub("", text)) or plain(text)
    names = [key for key in known if not key.isdigit()]
    close = [key for key, score, _ in process.extract(bare, names, scorer=fuzz.ratio, limit=ASKED) if score >= CLOSE]
    options: dict[tuple[object, ...], Option] = {}
    for key in close:
        meaning = known[key]
        for one in meaning.options:
            if one.members:
                options.setdefault(one.members, one)
    return Piece(text, "misspelt" if options else "unknown", tuple(options.values())[:ASKED])


def chosen_members(
    atlas: Atlas, pieces: list[Piece], answers: Mapping[int, int | None]
) -> list[dict[str, object]] | None:
    """Return the members that a text names, as operations have them; None while something is still to be asked.

    What is named more than once counts once: a part of a municipality that is there as a whole adds nothing, and all
    parts together are the whole.

    Parameters
    ----------
    atlas
        The edition.
    pieces
        What was read.
    answers
        For each piece that was asked, by its place: the place of the option that was chosen, None to leave it out.

    Returns
    -------
    list of dict or None
        ``nis`` and ``only`` of each member.
    """
    parts: dict[str, set[str] | None] = {}
    for place, piece in enumerate(pieces):
        if not piece.certain and place not in answers:
            return None
        choice = 0 if piece.certain else answers[place]
        for nis, only in piece.options[choice].members if choice is not None else ():
            before = parts.get(nis, set())
            parts[nis] = None if not only or before is None else before | set(only)
    whole = former(atlas)
    return [
        {"nis": nis} if only is None or only == whole.get(nis) else {"nis": nis, "only": sorted(only)}
        for nis, only in parts.items()
    ]
