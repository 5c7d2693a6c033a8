"""Who takes part in a search, and which known youth cooperation may not be cut by it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from igs_geo.atlas import Atlas
from igs_geo.fragmentation.coverage import youth_bodies
from igs_geo.regions.problem.criteria import Criteria


@dataclass(frozen=True)
class Aside:
    """The municipalities that take no part: they are not left over, and are in no sum.

    Parameters
    ----------
    members, names
        NIS codes and names, in order.
    inhabitants
        Their number of inhabitants.
    """

    members: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    inhabitants: int = 0


EVERYBODY_TAKES_PART = Aside()


@dataclass(frozen=True)
class Body:
    """A youth cooperation with members: NIS codes, partial ones too."""

    id: str
    name: str
    members: frozenset[str]


@dataclass(frozen=True)
class YouthBodies:
    """The youth cooperations of an edition.

    Parameters
    ----------
    funded
        Those with a subsidy for youth.
    other
        The other known ones.
    wholes
        Unions of the other ones that may not be cut, with the funded ones that they overlap.
    """

    funded: tuple[Body, ...]
    other: tuple[Body, ...]
    wholes: tuple[Body, ...] = ()


def youth_of(atlas: Atlas, criteria: Criteria) -> YouthBodies:
    """Return the youth cooperations of an atlas, and what of them may not be cut under some settings."""
    states = atlas.youth_partnerships["state"]
    funded = _bodies(atlas, states.index[states == "funded"])
    known = youth_bodies(atlas)
    other = tuple(body for body in _bodies(atlas, known.index[known == "other"]) if len(body.members) > 1)
    if criteria.youth_other != "whole":
        return YouthBodies(funded, other)
    given = frozenset[str]()
    if criteria.youth_partnerships == "keep":
        given = given.union(*(body.members for body in funded))
    open_ = [Body(body.id, body.name, body.members - given) for body in other]
    unions = merged_bodies([body for body in open_ if len(body.members) > 1])
    if criteria.youth_partnerships == "extend":
        unions = [_with_overlapping(union, funded) for union in unions]
    return YouthBodies(funded, other, tuple(merged_bodies(unions)))


def merged_bodies(bodies: Iterable[Body]) -> list[Body]:
    """Return the unions of bodies that share members: none of them can be whole without the others."""
    found: list[Body] = []
    for body in bodies:
        near = [other for other in found if other.members & body.members]
        found = [other for other in found if other not in near]
        found.append(_union([*near, body]))
    return found


def _union(bodies: list[Body]) -> Body:
    members = frozenset[str]().union(*(body.members for body in bodies))
    return Body("+".join(body.id for body in bodies), " + ".join(body.name for body in bodies), members)


def _with_overlapping(union: Body, funded: Iterable[Body]) -> Body:
    near = [body for body in funded if body.members & union.members]
    return _union([union, *near]) if near else union


def _bodies(atlas: Atlas, ids: Iterable[str]) -> tuple[Body, ...]:
    rows, names = atlas.memberships, atlas.partnerships["name"]
    everyone = frozenset(atlas.flemish.index)
    found = []
    for body in ids:
        members = frozenset(rows.loc[rows["partnership"] == body, "nis"]) & everyone
        if members:
            found.append(Body(str(body), str(names[body]), members))
    return tuple(found)


def aside_of(criteria: Criteria, heads: pd.Series, names: Mapping[str, str], youth: YouthBodies) -> Aside:
    """Return who takes no part: those outside, and those that are too large and asked for by nothing else.

    Asked for are municipalities that must be in a region or together with others, and members of youth cooperation that
    may not be cut.

    Parameters
    ----------
    criteria
        The settings.
    heads
        Inhabitants by NIS.
    names
        Names by NIS.
    youth
        The youth cooperations.
    """
    asked = frozenset(criteria.inside).union(*criteria.together, *(body.members for body in youth.wholes))
    if criteria.youth_partnerships != "ignore":
        asked = asked.union(*(body.members for body in youth.funded))
    most = criteria.outside_above
    large = frozenset() if most is None else frozenset(heads.index[heads > most])
    codes = tuple(sorted((large | frozenset(criteria.outside)) - asked))
    return Aside(codes, tuple(names[nis] for nis in codes), int(heads.reindex(list(codes)).sum()))
