"""Operations on partnerships and their members."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from igs_geo.atlas.overlays.draft import Draft, Place
from igs_geo.atlas.overlays.model import (
    AddMembership,
    AddMention,
    AddPartnership,
    ChangePartnership,
    EndMembership,
    EndPartnership,
    SetYouth,
)
from igs_geo.atlas.overlays.problem import OverlayProblem
from igs_geo.atlas.overlays.units import Units

Found = Iterator[OverlayProblem]
UNKNOWN = "onbekend"
"""The word of the tables for a legal form that nobody knows."""
PROVENANCE = {"op", "source", "date", "confirmed_by", "note", "until"}
FIELDS = ("name", "legal_form", "domains")


def add_partnership(draft: Draft, own: AddPartnership, place: Place) -> Found:
    """Yield what is wrong with a new partnership; where nothing is, the draft has it."""
    value = own.model_dump_json(exclude=PROVENANCE)
    found = [draft.claims.conflict(("partnership", own.id), value, place.where)]
    if found[0] is None and own.id in draft.names:
        found.append(OverlayProblem("overlay.known_partnership", place.where,
                                    {"partnership": own.id, "name": draft.names[own.id]}))  # fmt: skip
    found.append(draft.unknown_domains(place, own.domains))
    units: dict[str, Units] = {}
    for member in own.members:
        some = draft.units(place, member.nis, member.only)
        if isinstance(some, OverlayProblem):
            found.append(some)
        elif units.keys() & some:
            values = {"name": draft.name(place, member.nis)}
            found.append(OverlayProblem("overlay.member_twice", place.where, values))
        else:
            units |= dict.fromkeys(some, some)
    wrong = [problem for problem in found if problem is not None]
    if wrong:
        yield from wrong
        return
    draft.claims.settle(("partnership", own.id), value, place.where)
    for name in FIELDS:
        draft.claims.settle(("field", own.id, name), getattr(own, name), place.where)
    subject = {"name": own.name, "count": len(own.members)}
    problem = _parted(draft, set(units))
    if problem:
        draft.leave(place, own, subject, "overlay.n_no_share", names=problem)
        return
    draft.names[own.id], draft.statuses[own.id] = own.name, own.status
    draft.bodies[own.id] = {
        "name": own.name, "legal_form": own.legal_form or UNKNOWN, "status": own.status, "inventory": "own",
        "as_of": own.date, "source": own.source, "note_nl": own.note or "", "note_en": own.note or "",
        "domains": own.domains, "origin": "own",
    }  # fmt: skip
    draft.domains[own.id] = (own.domains, own.source)
    draft.members[own.id] = set()
    _join(draft, own.id, frozenset(units), own.source, place)
    draft.report(place, own, subject)


def end_partnership(draft: Draft, own: EndPartnership, place: Place) -> Found:
    """Yield what is wrong with the end of a partnership; where nothing is, it has ended."""
    body, claim = own.partnership, ("status", own.partnership)
    unknown = draft.unknown_body(place, body)
    if unknown is not None:
        yield unknown
        return
    problem = draft.claims.conflict(claim, "end", place.where)
    joined = draft.added.get(body)
    if problem is None and joined is not None:
        problem = OverlayProblem("overlay.contradicts", place.where, {"other": joined})
    if problem is None and draft.statuses[body] == "inactive":
        problem = OverlayProblem("overlay.ended_already", place.where, {"name": draft.names[body]})
    if problem is not None:
        yield problem
        return
    draft.claims.settle(claim, "end", place.where)
    draft.statuses[body] = "inactive"
    draft.body(body)["status"] = "inactive"
    draft.report(place, own, {"name": draft.names[body]})


def change_partnership(draft: Draft, own: ChangePartnership, place: Place) -> Found:
    """Yield what is wrong with a change of a partnership; where nothing is, it is changed."""
    body = own.partnership
    unknown = draft.unknown_body(place, body)
    if unknown is not None:
        yield unknown
        return
    changed = {name: value for name in FIELDS if (value := getattr(own, name)) is not None}
    wrong = [draft.claims.conflict(("field", body, name), value, place.where) for name, value in changed.items()]
    wrong.append(draft.unknown_domains(place, own.domains or ()))
    row = draft.bodies.get(body)
    before = row if row is not None else draft.atlas.partnerships.loc[body]
    if not any(wrong) and all(before[name] == value for name, value in changed.items()):
        wrong.append(OverlayProblem("overlay.so_already", place.where, {"name": draft.names[body]}))
    if any(wrong):
        yield from (problem for problem in wrong if problem is not None)
        return
    subject = {"name": draft.names[body], "fields": tuple(changed)}
    for name, value in changed.items():
        draft.claims.settle(("field", body, name), value, place.where)
    draft.body(body).update(changed)
    if own.name is not None:
        draft.names[body] = own.name
    if own.domains is not None:
        draft.domains[body] = (own.domains, own.source)
    draft.report(place, own, subject)


def add_membership(draft: Draft, own: AddMembership, place: Place) -> Found:
    """Yield what is wrong with a new member; where nothing is, it is one."""
    units, problem = _membership(draft, own, place, "add")
    body = own.partnership
    if problem is None and units <= draft.members[body]:
        values = {"name": draft.name(place, own.nis), "partnership": draft.names[body]}
        problem = OverlayProblem("overlay.member_already", place.where, values)
    if problem is None:
        problem = draft.claims.conflict(("status", body), "active", place.where)
    if problem is not None:
        yield problem
        return
    new = units - draft.members[body]
    _settle(draft, body, new, "add", place)
    missing = _parted(draft, draft.members[body] | new)
    if missing:
        draft.leave(place, own, _subject(draft, own, place), "overlay.n_no_share", names=missing)
        return
    _join(draft, body, new, own.source, place)
    draft.report(place, own, _subject(draft, own, place))


def end_membership(draft: Draft, own: EndMembership, place: Place) -> Found:
    """Yield what is wrong with the end of a membership; where nothing is, it has ended."""
    units, problem = _membership(draft, own, place, "end")
    body = own.partnership
    gone = units & draft.members[body] if problem is None else units
    if problem is None and (not gone or (own.only and gone != units)):
        values = {"name": draft.name(place, own.nis), "partnership": draft.names[body]}
        problem = OverlayProblem("overlay.no_member", place.where, values)
    if problem is not None:
        yield problem
        return
    _settle(draft, body, gone, "end", place)
    missing = _parted(draft, draft.members[body] - gone)
    if missing:
        draft.leave(place, own, _subject(draft, own, place), "overlay.n_no_share", names=missing)
        return
    draft.members[body] -= gone
    for unit in gone:
        draft.sources[body, draft.crossing.home[unit]] = own.source
    draft.report(place, own, _subject(draft, own, place))


def _membership(
    draft: Draft, own: AddMembership | EndMembership, place: Place, what: str
) -> tuple[Units, OverlayProblem | None]:
    units = draft.units(place, own.nis, own.only)
    unknown = draft.unknown_body(place, own.partnership)
    if unknown is not None or isinstance(units, OverlayProblem):
        return frozenset(), unknown if unknown is not None else units  # type: ignore[return-value]
    claims = (draft.claims.conflict(("membership", own.partnership, unit), what, place.where)
              for unit in sorted(units))  # fmt: skip
    return units, next((problem for problem in claims if problem is not None), None)


def _settle(draft: Draft, body: str, units: Units, what: str, place: Place) -> None:
    for unit in units:
        draft.claims.settle(("membership", body, unit), what, place.where)


def _join(draft: Draft, body: str, units: Units, source: str, place: Place) -> None:
    draft.members[body] |= units
    draft.added.setdefault(body, place.where)
    _settle(draft, body, units, "add", place)
    for unit in units:
        draft.sources[body, draft.crossing.home[unit]] = source


def _parted(draft: Draft, units: set[str] | Units) -> str:
    """Return the municipalities that would be partial members without a share that can be known."""
    homes = {draft.crossing.home[unit] for unit in units}
    wrong = [nis for nis in sorted(homes)
             if draft.crossing.share(nis, draft.crossing.whole[nis] & units) is None]  # fmt: skip
    names = draft.municipality_names[draft.atlas.edition]
    return ", ".join(names[nis] for nis in wrong)


def _subject(draft: Draft, own: AddMembership | EndMembership, place: Place) -> dict[str, object]:
    found: dict[str, object] = {"municipality": draft.name(place, own.nis), "name": draft.names[own.partnership]}
    if own.only:
        names: dict[str, str] = {}
        for edition in draft.crossing.editions:
            names = draft.municipality_names[edition] | names
        found["only"] = ", ".join(names.get(code, code) for code in own.only)
    return found


def set_youth(draft: Draft, own: SetYouth, place: Place) -> Found:
    """Yield what is wrong with a state in the main domain; where nothing is, it is set."""
    body = own.partnership
    unknown = draft.unknown_body(place, body)
    value = own.model_dump_json(exclude=PROVENANCE)
    problem = unknown or draft.claims.conflict(("youth", body), value, place.where)
    if problem is not None:
        yield problem
        return
    draft.claims.settle(("youth", body), value, place.where)
    draft.youth[body] = {
        "state": own.state, "name_used": own.name_used or draft.names[body], **_period(own),
        "subsidy_eur_per_year": own.subsidy_eur_per_year, "uncertain": own.uncertain,
    }  # fmt: skip
    draft.report(place, own, {"name": draft.names[body], "state": own.state})


def add_mention(draft: Draft, own: AddMention, place: Place) -> Found:
    """Yield what is wrong with a cooperation without a list of members; where nothing is, it is mentioned."""
    value = own.model_dump_json(exclude=PROVENANCE)
    wrong = [draft.claims.conflict(("mention", own.id), value, place.where)]
    if wrong[0] is None and own.id in draft.atlas.youth_mentions.index:
        wrong.append(OverlayProblem("overlay.known_mention", place.where, {"id": own.id}))
    codes: set[str] = set()
    for nis in own.known:
        some = draft.units(place, nis, ())
        if isinstance(some, OverlayProblem):
            wrong.append(some)
        else:
            codes |= some
    if any(wrong):
        yield from (problem for problem in wrong if problem is not None)
        return
    draft.claims.settle(("mention", own.id), value, place.where)
    draft.mentions[own.id] = {
        "name": own.name, "legal_form": own.legal_form or UNKNOWN, "status": own.status, **_period(own),
        "municipalities_named": own.municipalities_named, "known_nis_2019": " ".join(sorted(codes)),
    }  # fmt: skip
    draft.report(place, own, {"name": own.name})


def _period(own: SetYouth | AddMention) -> dict[str, Any]:
    return {"period_start": own.period_start or "", "period_end": own.period_end or "", "as_of": own.date,
            "source": own.source, "note_nl": own.note or "", "note_en": own.note or "", "origin": "own"}  # fmt: skip
