"""How a body is drawn on a map: its outline, its number or name, and where that may stand."""

from __future__ import annotations

from collections.abc import Collection

from igs_geo.atlas import Atlas
from igs_geo.i18n import format_number, translate
from igs_geo.maps.bodies import Body
from igs_geo.maps.places import central
from igs_geo.maps.spec import MapSpec, Outline, OutlineStyle


def titled(atlas: Atlas, title: str, language: str) -> MapSpec:
    """Return a map that has a title, and nothing on it."""
    return MapSpec(title=title, subtitle="", edition=atlas.edition, language=language, source="")


def outline_of(body: Body, style: OutlineStyle | None = None) -> Outline:
    """Return the line around the members of a body; that of an own one differs, unless another style is asked."""
    style = style or ("own" if body.kind == "own" else "body")
    width = {"body": 1.6, "own": 2.4, "added": 2.0, "other": 2.4}[style]
    colour = {"body": "#444444", "own": "#9a3d00", "added": "#222222", "other": "#6a3d9a"}[style]
    return Outline(body.id, body.name, tuple(sorted(body.members)), style, colour, width)


def counted_name(body: Body, language: str) -> str:
    """Return the name of a body with its number of members."""
    text = f"{body.name} ({format_number(len(body.members), language)})"
    if body.kind == "own":
        text = translate("map.legend_own_body", language, name=text)
    return translate("map.legend_single", language, name=text) if len(body.members) == 1 else text


def near_to(bodies: Collection[Body], looked_at: frozenset[str]) -> list[Body]:
    """Return the bodies with a member in the area; all of them without one."""
    return [body for body in bodies if not looked_at or body.members & looked_at]


def label_places(atlas: Atlas, body: Body, bodies: Collection[Body], looked_at: frozenset[str]) -> tuple[str, ...]:
    """Return where the name of a body may stand: amid the full members that it shares with fewest others."""
    members = (body.members & looked_at) or body.members
    full = body.full & members
    shared = {nis: sum(nis in other.members for other in bodies) for nis in members}
    fewest = min(shared.values())
    own = [nis for nis in full if shared[nis] == fewest] or full or members
    return central(atlas, own) + central(atlas, members - set(own))
