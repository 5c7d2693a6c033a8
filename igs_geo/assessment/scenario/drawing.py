"""Drawing: municipalities that go in and out of the regions of a scenario, each in one region at most."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from pydantic import ValidationError

from igs_geo.assessment.scenario.models import MOST_REGIONS, DrawnRegion, Scenario
from igs_geo.assessment.scenario.reading import refusal
from igs_geo.errors import IgsGeoError


def region_of(scenario: Scenario, nis: str) -> DrawnRegion | None:
    """Return the region that holds a municipality; None where none does.

    Parameters
    ----------
    scenario
        The scenario.
    nis
        The municipality.
    """
    return next((region for region in scenario.regions if nis in region.members), None)


def toggled(scenario: Scenario, name: str, nis: str) -> Scenario:
    """Return a scenario in which a municipality joins a region, or leaves it when it is a member.

    Parameters
    ----------
    scenario
        The scenario.
    name
        The region that is drawn.
    nis
        The municipality; it leaves the region that held it.

    Raises
    ------
    IgsGeoError
        When one of both regions is locked.
    """
    now = region_of(scenario, nis)
    own = _open(scenario, name)
    if now is not None:
        _open(scenario, now.name)
    if now is own:
        return _with_members(scenario, {name: set(own.members) - {nis}})
    return _taken(scenario, own, {nis})


def joined(scenario: Scenario, name: str, members: Iterable[str]) -> tuple[Scenario, tuple[str, ...]]:
    """Return a scenario in which municipalities join a region, and those that stay where they are locked.

    Parameters
    ----------
    scenario
        The scenario.
    name
        The region.
    members
        The municipalities; they leave the regions that held them.

    Raises
    ------
    IgsGeoError
        When the region is locked.
    """
    own = _open(scenario, name)
    held = {nis for region in scenario.regions if region.locked for nis in region.members}
    wanted = set(members)
    return _taken(scenario, own, wanted - held), tuple(sorted(wanted & held))


def emptied(scenario: Scenario, name: str) -> Scenario:
    """Return a scenario in which a region has no members.

    Parameters
    ----------
    scenario
        The scenario.
    name
        The region.

    Raises
    ------
    IgsGeoError
        When the region is locked.
    """
    return _with_members(scenario, {_open(scenario, name).name: ()})


def begun(scenario: Scenario, name: str, members: Iterable[str] = ()) -> tuple[Scenario, str]:
    """Return a scenario with one region more, and what it is called.

    Parameters
    ----------
    scenario
        The scenario.
    name
        What it should be called; a number follows where another region has that name.
    members
        Its municipalities; those in locked regions stay there.

    Raises
    ------
    IgsGeoError
        When there are as many regions as there can be, or the name cannot be.
    """
    if len(scenario.regions) >= MOST_REGIONS:
        raise IgsGeoError("drawing.most_regions", most=MOST_REGIONS)
    own = _free_name(scenario, name)
    more = scenario.model_copy(update={"regions": (*scenario.regions, _made(name=own))})
    return joined(more, own, members)[0], own


def changed_region(scenario: Scenario, called: str, /, **changes: Any) -> Scenario:
    """Return a scenario with other values for some fields of a region.

    Parameters
    ----------
    scenario
        The scenario.
    called
        Name of the region.
    **changes
        Fields of :class:`DrawnRegion`, checked.

    Raises
    ------
    IgsGeoError
        When a value cannot be, or another region has the name.
    """
    own = named_region(scenario, called)
    other = changes.get("name", called)
    if other != called and any(region.name == str(other).strip() for region in scenario.regions):
        raise IgsGeoError("drawing.name_taken", name=str(other).strip())
    made = _made(**{field: getattr(own, field) for field in DrawnRegion.model_fields} | changes)
    return _replaced(scenario, {called: made})


def retitled(scenario: Scenario, title: str) -> Scenario:
    """Return a scenario with another title.

    Parameters
    ----------
    scenario
        The scenario.
    title
        What it is called.

    Raises
    ------
    IgsGeoError
        When it cannot be called that.
    """
    try:
        named = Scenario.model_validate({"title": title})
    except ValidationError as error:
        raise refusal(error) from error
    return scenario.model_copy(update={"title": named.title})


def removed(scenario: Scenario, name: str) -> Scenario:
    """Return a scenario without a region.

    Parameters
    ----------
    scenario
        The scenario.
    name
        The region.

    Raises
    ------
    IgsGeoError
        When the region is locked.
    """
    _open(scenario, name)
    return scenario.model_copy(update={"regions": tuple(one for one in scenario.regions if one.name != name)})


def locked(scenario: Scenario, names: Collection[str], *, on: bool) -> Scenario:
    """Return a scenario in which regions stay as they are, or can be changed again.

    Parameters
    ----------
    scenario
        The scenario.
    names
        The regions.
    on
        Whether they are locked.
    """
    return _replaced(
        scenario,
        {one.name: one.model_copy(update={"locked": on}) for one in scenario.regions if one.name in names},
    )


def without_region(scenario: Scenario, everyone: Iterable[str]) -> tuple[str, ...]:
    """Return the municipalities that are in no region, in the order given.

    Parameters
    ----------
    scenario
        The scenario.
    everyone
        The municipalities of the edition.
    """
    held = {nis for region in scenario.regions for nis in region.members}
    return tuple(nis for nis in everyone if nis not in held)


def named_region(scenario: Scenario, name: str) -> DrawnRegion:
    """Return the region of a name.

    Parameters
    ----------
    scenario
        The scenario.
    name
        The name.

    Raises
    ------
    IgsGeoError
        When there is none.
    """
    found = scenario.region(name)
    if found is None:
        raise IgsGeoError("drawing.no_region", name=name)
    return found


def _open(scenario: Scenario, name: str) -> DrawnRegion:
    found = named_region(scenario, name)
    if found.locked:
        raise IgsGeoError("drawing.locked", name=name)
    return found


def _taken(scenario: Scenario, own: DrawnRegion, members: set[str]) -> Scenario:
    """Return a scenario in which a region takes municipalities in, which leave all others."""
    changes: dict[str, Collection[str]] = {
        one.name: set(one.members) - members for one in scenario.regions if members & set(one.members)
    }
    return _with_members(scenario, changes | {own.name: set(own.members) | members})


def _with_members(scenario: Scenario, members: dict[str, Collection[str]]) -> Scenario:
    # Not validated anew at every click: members are codes of the edition, and each is taken from all other regions.
    return _replaced(
        scenario,
        {
            name: named_region(scenario, name).model_copy(update={"members": tuple(sorted(own))})
            for name, own in members.items()
        },
    )


def _replaced(scenario: Scenario, changed: dict[str, DrawnRegion]) -> Scenario:
    regions = tuple(changed.get(region.name, region) for region in scenario.regions)
    return scenario.model_copy(update={"regions": regions})


def _made(**values: Any) -> DrawnRegion:
    try:
        return DrawnRegion.model_validate(values)
    except ValidationError as error:
        raise refusal(error) from error


def _free_name(scenario: Scenario, name: str) -> str:
    taken = {region.name for region in scenario.regions}
    tried, number = name, 1
    while tried in taken:
        number += 1
        tried = f"{name} ({number})"
    return tried
