"""Apply overlays to an atlas: all of them, or none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from igs_geo.atlas.atlas import Atlas
from igs_geo.atlas.overlays import bodies, layers
from igs_geo.atlas.overlays.change import Change
from igs_geo.atlas.overlays.draft import Draft, Place
from igs_geo.atlas.overlays.model import Overlay
from igs_geo.atlas.overlays.problem import OverlayError, OverlayProblem, Where
from igs_geo.atlas.overlays.reading import overlays_of
from igs_geo.atlas.overlays.tables import tables_of
from igs_geo.atlas.overlays.units import Crossing
from igs_geo.clock import has_passed

Handler = Callable[[Draft, Any, Place], Iterator[OverlayProblem]]

HANDLERS: Mapping[str, Handler] = {
    "add_partnership": bodies.add_partnership,
    "end_partnership": bodies.end_partnership,
    "change_partnership": bodies.change_partnership,
    "add_membership": bodies.add_membership,
    "end_membership": bodies.end_membership,
    "set_youth": bodies.set_youth,
    "add_mention": bodies.add_mention,
    "add_figures": layers.add_figures,
    "add_division": layers.add_division,
}


def apply_overlays(atlas: Atlas, overlays: Iterable[Overlay | Mapping[str, Any] | Path | str]) -> Atlas:
    """Return an atlas with overlays on top of its tables; the atlas itself stays as it was.

    Operations are applied in order. Those whose last day has passed are left out. What is written in another edition is
    carried over through the crosswalk: a municipality that only some predecessors of joined is a partial member, with
    their part of the inhabitants as its share. What cannot be carried over is in ``changes`` of the atlas, with why.

    Parameters
    ----------
    atlas
        The edition.
    overlays
        Overlays, parsed JSON, or files.

    Returns
    -------
    Atlas
        With ``origin`` ``own`` on every row that an overlay added or changed.

    Raises
    ------
    OverlayError
        When anything is wrong in the overlays, or between them; it names all of it, and nothing is applied.

    Examples
    --------
    >>> from igs_geo import load_atlas
    >>> change = {"op": "end_partnership", "partnership": "0687552727", "source": "invented", "date": "2026"}
    >>> overlay = {"title": "Example", "edition": "2025", "operations": [change]}
    >>> apply_overlays(load_atlas("2025"), [overlay]).partnerships.loc["0687552727", ["status", "origin"]].tolist()
    ['inactive', 'own']
    """
    given = overlays_of(overlays)
    if not given:
        return atlas
    base = atlas.without_own()
    given = [*atlas.overlays, *given]
    draft = Draft(base, Crossing(base))
    for overlay in given:
        _apply(draft, overlay)
    if draft.problems:
        raise OverlayError(draft.problems)
    return Atlas(
        edition=base.edition,
        frames=tables_of(draft),
        descriptor=base.descriptor,
        overlays=tuple(given),
        changes=tuple(draft.changes),
        base=base,
    )


def _apply(draft: Draft, overlay: Overlay) -> None:
    known = draft.crossing.editions
    if overlay.edition not in known:
        values = {"edition": overlay.edition, "known": ", ".join(known)}
        draft.problems.append(OverlayProblem("overlay.edition_unknown", Where(overlay.title), values))
        return
    for number, operation in enumerate(overlay.operations, 1):
        place = Place(Where(overlay.title, number), overlay.edition, overlay.example)
        if operation.until is not None and has_passed(operation.until):
            draft.changes.append(Change(place.where, operation, "lapsed", subject=_bare(draft, operation, place)))
            continue
        draft.problems += HANDLERS[operation.op](draft, operation, place)


def _bare(draft: Draft, operation: Any, place: Place) -> dict[str, object]:
    """Return what an operation is about that was not applied."""
    body = getattr(operation, "partnership", None)
    found: dict[str, object] = {"name": draft.names.get(body, body) if body else operation.name}
    for name in ("members", "values", "regions"):
        if hasattr(operation, name):
            found["count"] = len(getattr(operation, name))
    if hasattr(operation, "nis"):
        found["municipality"] = draft.name(place, operation.nis)
        if operation.only:
            found["only"] = ", ".join(operation.only)
    if operation.op == "change_partnership":
        found["fields"] = tuple(name for name in bodies.FIELDS if getattr(operation, name) is not None)
    if operation.op == "set_youth":
        found["state"] = operation.state
    return found
