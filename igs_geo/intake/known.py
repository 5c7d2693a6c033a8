"""Every name and code by which people call a municipality, and what it can stand for in an edition."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from igs_geo.atlas import EDITIONS, Atlas
from igs_geo.atlas.search import plain

Why = Literal["name", "code", "former", "older", "later", "group", "misspelt", "unknown"]


@dataclass(frozen=True)
class Option:
    """What a name can stand for.

    Parameters
    ----------
    members
        Municipalities of the edition, by NIS code, each with the former ones that are meant where not all of it is.
    key
        Key of the sentence that says it.
    values
        What the sentence names.
    """

    members: tuple[tuple[str, tuple[str, ...]], ...]
    key: str
    values: tuple[tuple[str, str], ...]


def option(key: str, members: tuple[tuple[str, tuple[str, ...]], ...], **values: str) -> Option:
    """Return an option, with what its sentence names by keyword."""
    return Option(members, key, tuple(values.items()))


@dataclass(frozen=True)
class Meaning:
    """What one name or code stands for: one option is certain, several have to be asked."""

    name: str
    why: Why
    options: tuple[Option, ...]


# an atlas never changes: its names are worked out once
@lru_cache(maxsize=4)
def meanings(atlas: Atlas) -> dict[str, Meaning]:
    """Return what every name and code stands for in an edition, by its plain form.

    A present name or code is certain. A former municipality, or one of a later edition, has to be asked: the whole or
    the part. Names of before the oldest edition can only stand for the whole.

    Parameters
    ----------
    atlas
        The edition.
    """
    found: dict[str, Meaning] = {}
    for nis, name in atlas.flemish["name"].items():
        certain = (option("intake.o_whole", ((str(nis), ()),), name=str(name)),)
        found[plain(str(name))] = Meaning(str(name), "name", certain)
        found[str(nis)] = Meaning(str(name), "code", certain)
    for keys, meaning in (*_former(atlas), *_later(atlas)):
        for key in keys:
            found.setdefault(key, meaning)
    return found


def _former(atlas: Atlas) -> list[tuple[tuple[str, str], Meaning]]:
    """Return the municipalities of before that are part of one of now, latest first."""
    names, rows = atlas.flemish["name"], atlas.crosswalk
    now: dict[str, tuple[str, tuple[Option, ...]]] = {
        str(nis): (str(nis), (option("intake.o_whole", ((str(nis), ()),), name=str(name)),))
        for nis, name in names.items()
    }
    edition, found = atlas.edition, []
    while len(step := rows[rows["edition_to"] == edition]):
        edition, before = str(step["edition_from"].iloc[0]), {}
        merged = step["nis_to"].value_counts()
        for old, name, new in zip(step["nis_from"], step["name_from"], step["nis_to"], strict=True):
            if new not in now:
                continue
            nis, options = now[new]
            why: Why = "name" if len(options) == 1 else "former"
            if merged[new] > 1 and edition in EDITIONS:
                whole = option("intake.o_whole_of", ((nis, ()),), name=str(names[nis]))
                why, options = (
                    "former",
                    (whole, option("intake.o_part", ((nis, (old,)),), part=name, name=str(names[nis]))),
                )
            elif merged[new] > 1:
                # the tables do not go back far enough to tell the part
                why, options = "older", (*options, option("intake.o_skip", (), name=name))
            before[old] = nis, options
            found.append(((plain(name), old), Meaning(name, why, options)))
        now = before
    return found


def _later(atlas: Atlas) -> list[tuple[tuple[str, str], Meaning]]:
    """Return the municipalities of later that some of now have become: all of them are meant, or it is skipped."""
    names, rows = atlas.flemish["name"], atlas.crosswalk
    step = rows[(rows["edition_from"] == atlas.edition) & rows["nis_from"].isin(names.index)]
    parts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for old, new, name in zip(step["nis_from"], step["nis_to"], step["name_to"], strict=True):
        parts[name, new].append(old)
    found = []
    for (name, new), old in parts.items():
        listed = ", ".join(str(names[nis]) for nis in old)
        all_of_it = option("intake.o_all", tuple((nis, ()) for nis in old), name=name, names=listed)
        options = (all_of_it, *(option("intake.o_whole", ((nis, ()),), name=str(names[nis])) for nis in old))
        found.append(((plain(name), new), Meaning(name, "later", options if len(old) > 1 else options[1:])))
    return found


@lru_cache(maxsize=4)
def groups(atlas: Atlas) -> dict[str, tuple[Option, ...]]:
    """Return what "all municipalities of ..." can mean: regions and partnerships, by their plain names.

    Parameters
    ----------
    atlas
        The edition.
    """
    found: dict[str, dict[tuple[str, ...], Option]] = defaultdict(dict)
    flemish = set(atlas.flemish.index)
    for layer in atlas.layers(inventories=("register", "added", "own")).values():
        for code, members in layer.groups().items():
            name, own = str(layer.group_names[code]), tuple(sorted(members & flemish))
            key = "intake.o_region" if layer.source == "division" else "intake.o_body"
            made = option(key, tuple((nis, ()) for nis in own), name=name, layer_nl=layer.name_nl,
                          layer_en=layer.name_en, count=str(len(own)))  # fmt: skip
            found[plain(name)].setdefault(own, made)
    return {key: tuple(options.values()) for key, options in found.items()}


@lru_cache(maxsize=4)
def former(atlas: Atlas) -> dict[str, set[str]]:
    """Return the municipalities of the edition before of which each one consists.

    Parameters
    ----------
    atlas
        The edition.
    """
    rows = atlas.crosswalk
    step = rows[rows["edition_to"] == atlas.edition]
    found: dict[str, set[str]] = defaultdict(set)
    for now, before in zip(step["nis_to"], step["nis_from"], strict=True):
        found[now].add(before)
    return dict(found)
