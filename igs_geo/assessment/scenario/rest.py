"""Dividing what is left around drawn regions: the settings of that search."""

from __future__ import annotations

from igs_geo.assessment.numbers.bench import Bench
from igs_geo.assessment.scenario.drawing import without_region
from igs_geo.assessment.scenario.models import Scenario
from igs_geo.errors import IgsGeoError
from igs_geo.regions import Criteria


def settings_for_rest(bench: Bench, scenario: Scenario) -> Criteria:
    """Return settings in which who has a region takes no part.

    A funded youth partnership of which a region took members asks nothing of the rest; one that was not
    touched stays together, where the settings do not ignore those partnerships.

    Parameters
    ----------
    bench
        The edition.
    scenario
        The regions, and the settings.

    Raises
    ------
    IgsGeoError
        When every municipality has a region.
    """
    criteria = scenario.settings
    if not without_region(scenario, bench.names):
        raise IgsGeoError("drawing.nobody_left")
    drawn = frozenset(nis for region in scenario.regions for nis in region.members)
    untouched = [body.members for body in bench.youth.funded if not body.members & drawn]
    kept = [tuple(sorted(members)) for members in untouched] if criteria.youth_partnerships != "ignore" else []
    groups = [group for group in criteria.together if not set(group) & drawn]
    return criteria.with_(
        outside=tuple(sorted({*criteria.outside, *drawn})),
        inside=tuple(nis for nis in criteria.inside if nis not in drawn),
        together=(*groups, *(group for group in kept if len(group) > 1)),
        youth_partnerships="ignore",
    )
