"""Opening a scenario on the data at hand: municipalities that merged are taken over, and all that changed is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from igs_geo.assessment.scenario.models import DrawnRegion, Scenario, Seen
from igs_geo.atlas import Atlas
from igs_geo.i18n import format_number, translate

MAPPED = ("own_key", "floors", "ceilings")
NAMING = ("inside", "outside", "together", "apart", "extra_links")
"""Settings that name municipalities."""


@dataclass(frozen=True)
class Changed:
    """One thing that is otherwise than when the scenario was saved.

    Parameters
    ----------
    key
        Key of the sentence.
    values
        What the sentence names.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def message(self, language: str) -> str:
        """Return the sentence in a language.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        values = {
            name: format_number(value, language) if isinstance(value, int) else value
            for name, value in self.values.items()
        }
        return translate(self.key, language, **values)


@dataclass(frozen=True)
class Opened:
    """A scenario on the data at hand.

    Parameters
    ----------
    scenario
        The scenario.
    changes
        What changed.
    """

    scenario: Scenario
    changes: tuple[Changed, ...]


def open_scenario(scenario: Scenario, atlas: Atlas) -> Opened:
    """Return a scenario in the edition and with the data of an atlas, and what changed.

    Where a merged municipality would be in two regions, it goes to the one that held most of its predecessors, to the
    first among equals.

    Parameters
    ----------
    scenario
        The scenario.
    atlas
        The data at hand.
    """
    changes = list(_of_data(scenario, atlas))
    successors = _Successors.of(scenario, atlas)
    held = _held(scenario, successors, changes)
    regions = [_region(region, held[region.name], successors, changes) for region in scenario.regions]
    regions = [_told(region, atlas, changes) for region in regions]
    criteria = _settings(scenario.criteria, atlas, changes)
    values = scenario.model_dump() | {
        "edition": atlas.edition,
        "criteria": criteria,
        "regions": [region.model_dump() for region in regions],
    }
    return Opened(Scenario.model_validate(values), tuple(changes))


def as_saved(scenario: Scenario, atlas: Atlas) -> Scenario:
    """Return a scenario with what its regions have in these data, to be compared with when it is opened again.

    Parameters
    ----------
    scenario
        A scenario in the edition of the atlas.
    atlas
        The data at hand.
    """
    regions = [region.model_copy(update={"seen": _seen(region, atlas)}) for region in scenario.regions]
    return scenario.model_copy(update={"data_version": version_of(atlas), "regions": tuple(regions)})


def version_of(atlas: Atlas) -> str:
    """Return the version of the data package; empty when it names none."""
    return str(atlas.descriptor.get("version", ""))[:100]


def _of_data(scenario: Scenario, atlas: Atlas) -> Iterable[Changed]:
    if scenario.edition != atlas.edition:
        yield Changed("scenario.changed_edition", {"before": scenario.edition, "now": atlas.edition})
    now = version_of(atlas)
    if scenario.data_version not in ("", now):
        yield Changed("scenario.changed_version", {"before": scenario.data_version, "now": now or "–"})


@dataclass(frozen=True)
class _Successors:
    """From the codes of a scenario to those at hand, and the predecessors of each of the latter."""

    later: Mapping[str, tuple[str, ...]]
    before: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    old_names: Mapping[str, str]

    @classmethod
    def of(cls, scenario: Scenario, atlas: Atlas) -> _Successors:
        names = {str(nis): str(name) for nis, name in atlas.flemish["name"].items()}
        rows = atlas.crosswalk
        forward = rows[(rows["edition_from"] == scenario.edition) & (rows["edition_to"] == atlas.edition)]
        backward = rows[(rows["edition_from"] == atlas.edition) & (rows["edition_to"] == scenario.edition)]
        pairs = [(str(a), str(b)) for a, b in zip(forward["nis_from"], forward["nis_to"], strict=True)]
        pairs += [(str(b), str(a)) for a, b in zip(backward["nis_from"], backward["nis_to"], strict=True)]
        if scenario.edition == atlas.edition or not pairs:
            pairs = [(nis, nis) for nis in names]
        later, before = defaultdict(list), defaultdict(list)
        for old, new in pairs:
            if new in names:
                later[old].append(new)
                before[new].append(old)
        old_names = dict(zip(forward["nis_from"], forward["name_from"], strict=True))
        old_names |= dict(zip(backward["nis_to"], backward["name_to"], strict=True))
        return cls(
            {old: tuple(sorted(own)) for old, own in later.items()},
            {new: tuple(sorted(own)) for new, own in before.items()},
            names,
            {str(nis): str(name) for nis, name in old_names.items()} or names,
        )

    def old_name(self, nis: str) -> str:
        return self.old_names.get(nis, nis)


def _held(scenario: Scenario, successors: _Successors, changes: list[Changed]) -> dict[str, tuple[str, ...]]:
    """Return the members of every region in the codes at hand, each municipality once."""
    claims: dict[str, dict[str, int]] = defaultdict(dict)
    for region in scenario.regions:
        for nis in region.members:
            if nis not in successors.later:
                changes.append(Changed("scenario.changed_unknown", {"region": region.name, "nis": nis}))
            for new in successors.later.get(nis, ()):
                claims[new][region.name] = claims[new].get(region.name, 0) + 1
    held: dict[str, list[str]] = {region.name: [] for region in scenario.regions}
    for new, regions in sorted(claims.items()):
        chosen = max(regions, key=regions.__getitem__)
        held[chosen].append(new)
        _say_merger(scenario, successors, new, chosen, list(regions), changes)
    return {name: tuple(own) for name, own in held.items()}


def _say_merger(  # noqa: PLR0917 what one municipality became
    scenario: Scenario,
    successors: _Successors,
    new: str,
    region: str,
    regions: list[str],
    changes: list[Changed],
) -> None:
    name, before = successors.names[new], successors.before[new]
    if len(regions) > 1:
        values = {"now": name, "regions": ", ".join(regions), "region": region}
        changes.append(Changed("scenario.changed_given", values))
    inside = {nis for one in scenario.regions if one.name in regions for nis in one.members}
    missing = [successors.old_name(nis) for nis in before if nis not in inside]
    if missing:
        values = {"region": region, "now": name, "missing": ", ".join(missing)}
        changes.append(Changed("scenario.changed_partly", values))
    elif len(before) > 1 or successors.old_name(before[0]) != name:
        siblings = successors.later[before[0]]
        if len(siblings) == 1:
            values = {"region": region, "before": ", ".join(map(successors.old_name, before)), "now": name}
            changes.append(Changed("scenario.changed_merged", values))
        elif new == siblings[0]:
            now = ", ".join(successors.names[nis] for nis in siblings)
            values = {"region": region, "before": successors.old_name(before[0]), "now": now}
            changes.append(Changed("scenario.changed_split", values))


def _region(
    region: DrawnRegion, members: tuple[str, ...], successors: _Successors, changes: list[Changed]
) -> DrawnRegion:
    budget, sharing = region.budget, region.budget.sharing
    moved: set[str] = set()
    tables = {
        name: _moved(getattr(sharing, name), members, successors, moved, whole=name == "ceilings") for name in MAPPED
    }
    spending = _moved(budget.spending, members, successors, moved, whole=True)
    if moved:
        names = ", ".join(successors.names[nis] for nis in sorted(moved))
        changes.append(Changed("scenario.changed_money", {"region": region.name, "names": names}))
    sharing = sharing.model_copy(update=tables)
    budget = budget.model_copy(update={"sharing": sharing, "spending": spending})
    return region.model_copy(update={"members": members, "budget": budget})


def _moved(
    amounts: Mapping[str, Decimal],
    members: Iterable[str],
    successors: _Successors,
    moved: set[str],
    *,
    whole: bool,
) -> dict[str, Decimal]:
    """Return amounts by the codes at hand: sums over predecessors; where ``whole``, only if every one has an amount."""
    found = {}
    for new in members:
        before = successors.before[new]
        own = [amounts[nis] for nis in before if nis in amounts and len(successors.later[nis]) == 1]
        if own and (not whole or len(own) == len(before)):
            found[new] = sum(own, Decimal(0))
            if len(before) > 1:
                moved.add(new)
    return found


def _seen(region: DrawnRegion, atlas: Atlas) -> Seen:
    own = [nis for nis in region.members if nis in atlas.flemish.index]
    heads, young = atlas.inhabitants(), atlas.young_people()
    return Seen(inhabitants=int(heads.reindex(own).sum()), young=int(young.reindex(own).sum()))


def _told(region: DrawnRegion, atlas: Atlas, changes: list[Changed]) -> DrawnRegion:
    now = _seen(region, atlas)
    if region.seen is not None and region.seen.inhabitants != now.inhabitants:
        values = {"region": region.name, "before": region.seen.inhabitants, "now": now.inhabitants}
        changes.append(Changed("scenario.changed_numbers", values))
    return region


def _settings(criteria: Mapping[str, Any], atlas: Atlas, changes: list[Changed]) -> dict[str, Any]:
    """Return the settings that these data know; what they do not know gets its default, and is said."""
    known = dict(criteria) | ({"edition": atlas.edition} if "edition" in criteria else {})
    for name in list(known):
        if not _is_known(name, known[name], atlas):
            del known[name]
            changes.append(Changed("scenario.changed_setting", {"name": name}))
    return known


def _is_known(name: str, value: Any, atlas: Atlas) -> bool:
    if name == "frame":
        return value is None or f"division:{value}" in atlas.layers()
    if name == "split_layers":
        return value is None or set(value) <= set(atlas.layers())
    if name == "population_year":
        return value in set(atlas.population["year"])
    if name in NAMING:
        codes = value if name in ("inside", "outside") else [nis for group in value for nis in group]
        return set(codes) <= set(atlas.flemish.index)
    return True
