"""Everything that is known of one region."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from igs_geo.regions.problem.connectivity import hangs_together
from igs_geo.regions.problem.costs import cost, criteria_values
from igs_geo.regions.problem.problem import Problem
from igs_geo.regions.problem.rules import broken_rules
from igs_geo.regions.result.proposal import Region


def describe(problem: Problem, members: Collection[int], *, kept: bool = False) -> Region:
    """Return a region with everything that is known of it.

    Parameters
    ----------
    problem
        The problem.
    members
        Places of its municipalities.
    kept
        Whether it is a youth cooperation taken over as it is.
    """
    places = np.array(sorted(members), dtype=np.int64)
    own = set(places.tolist())
    whole = [body for body in problem.youth if set(body.members) <= own]
    named = whole or [body for body in problem.wholes if set(body.members) <= own]
    inhabitants = problem.inhabitants[places]
    largest = [problem.names[place] for place in places[np.argsort(-inhabitants, kind="stable")][:2]]
    contiguous = hangs_together(problem, places)
    values = criteria_values(problem, places)
    return Region(
        members=tuple(problem.units[place] for place in places),
        name=" + ".join(body.name for body in named) if named else " – ".join(largest),
        inhabitants=int(inhabitants.sum()),
        young=int(problem.young[places].sum()),
        contiguous=contiguous,
        cost=cost(problem, places, values),
        criteria=values,
        youth_partnerships=tuple(body.id for body in whole),
        kept=kept,
        breaks=broken_rules(problem, places, contiguous=contiguous) if kept else (),
        cuts=tuple(body.id for body in problem.other if own & set(body.members) and not own >= set(body.members)),
    )
