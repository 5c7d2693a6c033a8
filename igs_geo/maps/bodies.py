"""What a map shows of one policy domain: its bodies, the regions that do the work, and who has none."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from igs_geo.atlas import Atlas, Layer
from igs_geo.fragmentation.coverage import white_spots, youth_states

NOBODY: frozenset[str] = frozenset()

Kind = Literal["body", "own", "added", "other", "region"]


@dataclass(frozen=True)
class Body:
    """A partnership, or a region of a division that is a cooperation.

    Parameters
    ----------
    id, name
        Of the partnership; of a region ``division:code`` and its name.
    kind
        ``body`` of the register, ``own`` from overlays, ``added`` from elsewhere, ``other`` known youth cooperation,
        ``region``.
    full, partial
        NIS codes of its members.
    """

    id: str
    name: str
    kind: Kind
    full: frozenset[str]
    partial: frozenset[str]

    @cached_property
    def members(self) -> frozenset[str]:
        """All members, full and partial."""
        return self.full | self.partial


@dataclass(frozen=True)
class DomainBodies:
    """All that a map says of one domain.

    Parameters
    ----------
    domain
        Code.
    name
        What a reader sees.
    bodies
        The bodies, largest first.
    white
        Municipalities without any; None where the inventory does not cover the domain.
    covering
        Names of divisions that cover municipalities without being drawn.
    division
        Name of the division whose regions are drawn, where the register has no bodies.
    """

    domain: str
    name: str
    bodies: tuple[Body, ...]
    white: frozenset[str] | None
    covering: tuple[str, ...] = ()
    division: str = ""

    def of_kind(self, *kinds: Kind) -> list[Body]:
        """Return the bodies of some kinds."""
        return [body for body in self.bodies if body.kind in kinds]

    @property
    def counted(self) -> list[Body]:
        """The bodies that fill the map: of the register and own ones, or the regions where a division does the work."""
        return self.of_kind("body", "own", "region")


def domain_bodies(
    atlas: Atlas, domain: str, language: str, *, added: bool = True, partial: bool = True
) -> DomainBodies:
    """Return what a map shows of a domain.

    Bodies of the register come first; a domain that has none shows the regions of its first division that is a
    cooperation (police zones, fire and rescue zones).

    Parameters
    ----------
    atlas
        The edition.
    domain
        Code of the policy domain.
    language
        ``"nl"`` or ``"en"``.
    added
        Whether bodies found outside the register are shown.
    partial
        Whether partial members are shown.
    """
    names = atlas.domains.loc[domain]
    ids = _ids(atlas, domain, ("register",), ("active",))
    bodies = _partnerships(atlas, ids, "body", partial=partial)
    divisions = [layer for layer in _divisions(atlas) if layer.domain == domain and layer.cooperation == "yes"]
    covering, division = divisions, ""
    if not bodies and divisions:
        bodies, covering, division = _regions(divisions[0]), divisions[1:], divisions[0].name(language)
    bodies += _partnerships(atlas, _ids(atlas, domain, ("own",), ("active",)), "own", partial=partial)
    if domain == atlas.emphasis.domain:
        youth = atlas.youth_partnerships
        drawn = {body.id for body in bodies if body.kind == "own"}
        others = [body for body in youth.index[youth["state"] == "other"]
                  if body in atlas.partnerships.index and body not in drawn]  # fmt: skip
        bodies += _partnerships(atlas, others, "other", partial=partial)
        states = youth_states(atlas)["state"]
        white = None if (states == "no_data").all() else frozenset(states.index[states == "none"])
    else:
        others = []
        spots = white_spots(atlas, domain)
        white = None if spots is None else frozenset(spots.index[spots])
    if added:
        extra = [body for body in _ids(atlas, domain, ("added",), ("active", "unknown")) if body not in others]
        bodies += _partnerships(atlas, extra, "added", partial=partial)
    return DomainBodies(
        domain=domain,
        name=str(names["name_nl"] if language == "nl" else names["name_en"]),
        bodies=tuple(bodies),
        white=white,
        covering=tuple(layer.name(language) for layer in covering),
        division=division,
    )


def _ids(atlas: Atlas, domain: str, inventories: Collection[str], statuses: Collection[str]) -> list[str]:
    links = atlas.partnership_domains
    inside = links.loc[links["domain"] == domain, "partnership"]
    bodies = atlas.partnerships
    bodies = bodies[bodies.index.isin(inside) & bodies["inventory"].isin(inventories) & bodies["status"].isin(statuses)]
    return list(bodies.index)


def _partnerships(atlas: Atlas, ids: Collection[str], kind: Kind, *, partial: bool) -> list[Body]:
    rows = atlas.memberships
    rows = rows[rows["partnership"].isin(ids) & rows["nis"].isin(atlas.flemish.index)]
    is_full = rows["membership"] == "full"
    full = rows[is_full].groupby("partnership")["nis"].agg(frozenset)
    part = rows[~is_full & partial].groupby("partnership")["nis"].agg(frozenset)
    names = atlas.partnerships["name"]
    bodies = [Body(id_, str(names[id_]), kind, full.get(id_, NOBODY), part.get(id_, NOBODY)) for id_ in ids]
    return sorted((body for body in bodies if body.members), key=lambda body: (-len(body.members), body.name))


def _divisions(atlas: Atlas) -> list[Layer]:
    return [layer for layer in atlas.layers(inventories=()).values() if layer.source == "division"]


def _regions(layer: Layer) -> list[Body]:
    bodies = [
        Body(f"{layer.code}:{code}", str(layer.group_names[code]), "region", members, NOBODY)
        for code, members in layer.groups().items()
    ]
    return sorted(bodies, key=lambda body: (-len(body.members), body.name))
