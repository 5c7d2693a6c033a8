"""Operations that add a layer: figures per municipality, and divisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from igs_geo.atlas.geometry import listed
from igs_geo.atlas.layer import NO_GROUP
from igs_geo.atlas.overlays.bodies import PROVENANCE
from igs_geo.atlas.overlays.draft import Draft, Place
from igs_geo.atlas.overlays.model import AddDivision, AddFigures
from igs_geo.atlas.overlays.problem import OverlayProblem

Found = Iterator[OverlayProblem]
LISTS_WITHOUT_OVERLAP = ("partition", "partial")


def add_figures(draft: Draft, own: AddFigures, place: Place) -> Found:
    """Yield what is wrong with figures per municipality; where nothing is, the draft has them."""
    value = own.model_dump_json(exclude=PROVENANCE)
    wrong = [draft.claims.conflict(("figures", own.code), value, place.where)]
    known = draft.crossing.codes(place.edition)
    wrong += [problem for nis in own.values
              if isinstance(problem := draft.units(place, nis, ()), OverlayProblem)]  # fmt: skip
    if any(wrong):
        yield from (problem for problem in wrong if problem is not None)
        return
    draft.claims.settle(("figures", own.code), value, place.where)
    # a unit that is a municipality in both editions is the same one
    by_units = {known[nis]: number for nis, number in own.values.items()}
    found, missing = {}, []
    for nis, whole in draft.crossing.whole.items():
        if whole in by_units:
            found[nis] = by_units[whole]
        elif (merged := _merged(draft, own, by_units, nis)) is not None:
            found[nis] = merged
        elif any(whole & units for units in by_units):
            missing.append(draft.municipality_names[draft.atlas.edition][nis])
    draft.figure_kinds[own.code] = {
        "name_nl": own.name, "name_en": own.name, "unit": own.unit or "", "aggregate": own.aggregate,
        "as_of": own.date, "source": own.source, "note_nl": own.note or "", "note_en": own.note or "", "origin": "own",
    }  # fmt: skip
    draft.figures += [{"figure": own.code, "nis": nis, "value": number} for nis, number in found.items()]
    subject = {"name": own.name, "count": len(own.values)}
    if missing:
        draft.leave(place, own, subject, "overlay.n_figures", names=listed(missing))
    else:
        draft.report(place, own, subject)


def _merged(draft: Draft, own: AddFigures, by_units: dict[frozenset[str], float], nis: str) -> float | None:
    """Return the figure of a merged municipality from those of its predecessors; None when one has none."""
    parts = [frozenset({unit}) for unit in draft.crossing.whole[nis]]
    if any(part not in by_units for part in parts):
        return None
    if own.aggregate == "sum":
        return sum(by_units[part] for part in parts)
    people = draft.crossing.inhabitants
    if any(unit not in people for part in parts for unit in part):
        return None
    weights = {part: people[next(iter(part))] for part in parts}
    return sum(by_units[part] * weight for part, weight in weights.items()) / sum(weights.values())


def add_division(draft: Draft, own: AddDivision, place: Place) -> Found:
    """Yield what is wrong with a division; where nothing is, the draft has it."""
    value = own.model_dump_json(exclude=PROVENANCE)
    wrong = [draft.claims.conflict(("division", own.code), value, place.where)]
    if wrong[0] is None and own.code in draft.atlas.division_kinds.index:
        wrong.append(OverlayProblem("overlay.known_division", place.where, {"code": own.code}))
    wrong.append(draft.unknown_domains(place, (own.domain,) if own.domain else ()))
    wrong += list(_regions(draft, own, place))
    if any(wrong):
        yield from (problem for problem in wrong if problem is not None)
        return
    draft.claims.settle(("division", own.code), value, place.where)
    rows, torn = _carried(draft, own, place)
    subject = {"name": own.name, "count": len(own.regions)}
    names = listed([draft.municipality_names[draft.atlas.edition][nis] for nis in torn])
    if torn and own.kind == "partition":
        draft.leave(place, own, subject, "overlay.n_partition", names=names)
        return
    draft.division_kinds[own.code] = {
        "name_nl": own.name, "name_en": own.name, "domain": own.domain or "", "kind": own.kind,
        "cooperation": own.cooperation, "border_default": own.border_default, "editions": draft.atlas.edition,
        "note_nl": own.note or "", "note_en": own.note or "", "origin": "own",
    }  # fmt: skip
    labels = {region.code: region.name for region in own.regions}
    draft.divisions += [
        {"division": own.code, "region_code": code, "region_name": labels[code], "nis": nis, "uncertain": False,
         "source": own.source, "origin": "own"}
        for code, nis in rows
    ]  # fmt: skip
    if torn:
        draft.leave(place, own, subject, "overlay.n_division", names=names)
    else:
        draft.report(place, own, subject)


def _regions(draft: Draft, own: AddDivision, place: Place) -> Found:
    codes = Counter(region.code for region in own.regions)
    twice = [code for code, count in codes.items() if count > 1 or code == NO_GROUP]
    if twice:
        yield OverlayProblem("overlay.region_twice", place.where, {"codes": ", ".join(twice)})
    known = draft.crossing.codes(place.edition)
    seen: Counter[str] = Counter()
    for region in own.regions:
        for nis in dict.fromkeys(region.members):
            if isinstance(problem := draft.units(place, nis, ()), OverlayProblem):
                yield problem
            else:
                seen[nis] += 1
    if own.kind in LISTS_WITHOUT_OVERLAP:
        several = [draft.name(place, nis) for nis, count in seen.items() if count > 1]
        if several:
            yield OverlayProblem("overlay.division_overlap", place.where, {"names": listed(several)})
    if own.kind == "partition":
        holes = [draft.name(place, nis) for nis, units in known.items()
                 if units <= draft.crossing.flemish and nis not in seen]  # fmt: skip
        if holes:
            values = {"count": len(holes), "names": listed(holes)}
            key = "overlay.division_hole" if len(holes) == 1 else "overlay.division_holes"
            yield OverlayProblem(key, place.where, values)


def _carried(draft: Draft, own: AddDivision, place: Place) -> tuple[list[tuple[str, str]], list[str]]:
    """Return region and municipality of every row, and the municipalities whose parts are in different regions."""
    known = draft.crossing.codes(place.edition)
    regions = {region.code: frozenset().union(*(known[nis] for nis in region.members)) for region in own.regions}
    rows, torn = [], []
    for nis, whole in draft.crossing.whole.items():
        inside = [code for code, units in regions.items() if whole <= units]
        touching = [code for code, units in regions.items() if whole & units]
        if len(touching) > len(inside):
            torn.append(nis)
            inside = touching if own.kind == "overlapping" else inside
        rows += [(code, nis) for code in inside]
    return rows, torn
