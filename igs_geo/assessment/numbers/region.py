"""The numbers of a region that somebody drew."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from igs_geo.assessment.numbers.bench import Bench
from igs_geo.assessment.numbers.joining import fewest_to_join
from igs_geo.assessment.numbers.touched import (
    BodyTouched,
    HardBorder,
    YouthTouched,
    bodies_touched,
    hard_borders,
    youth_touched,
)
from igs_geo.assessment.numbers.traffic import Commuting
from igs_geo.fragmentation import describe_regions
from igs_geo.regions import Region
from igs_geo.regions.analysis.params import AnalysisParams
from igs_geo.regions.analysis.reasons import Compared, Followed, compare, crosses, follows
from igs_geo.regions.problem.connectivity import pieces
from igs_geo.regions.problem.rules import broken_rules
from igs_geo.regions.result.describing import describe

LIVE = AnalysisParams(compare_sets=600_000, compare_samples=50_000)
"""How many regions one is compared with while somebody draws: a fifth of a second, where a search takes its time."""
LEAST_COMPARABLE = 10


@dataclass(frozen=True)
class Joined:
    """Municipalities that would join the parts of a region: NIS codes, and whether fewer are impossible."""

    added: tuple[str, ...]
    exact: bool


@dataclass(frozen=True)
class RegionNumbers:
    """Everything that is said of a drawn region beside the map.

    Parameters
    ----------
    region
        Members, inhabitants, young people, cost and criteria, as of a region that a search finds.
    ages
        Young people by age group.
    parts
        NIS codes of every part that hangs together, largest first.
    joining
        What would join them; None where nothing would, or there is one part.
    reference_regions
        Names of the reference regions that it lies in, and how many of its members lie in each.
    breaks
        The settings on a single region that it breaks.
    drawn_in
        Members that the settings leave out, and that take part because they were drawn in.
    borders, bodies, youth
        Hard borders inside, bodies and youth cooperation touched.
    follows, crosses
        Bodies and regions of divisions that it follows most, and over how many regions of a division it is spread.
    commuting
        Where those who live here work.
    largest, largest_share, gini
        Its largest municipality, the share of the inhabitants that live there, and the Gini coefficient of inhabitants.
    """

    region: Region
    ages: Mapping[str, int]
    parts: tuple[tuple[str, ...], ...]
    joining: Joined | None
    reference_regions: Mapping[str, int]
    breaks: tuple[str, ...]
    drawn_in: tuple[str, ...]
    borders: tuple[HardBorder, ...]
    bodies: tuple[BodyTouched, ...]
    youth: tuple[YouthTouched, ...]
    follows: tuple[Followed, ...]
    crosses: Mapping[str, int]
    commuting: Commuting
    largest: str
    largest_share: float
    gini: float

    @property
    def members(self) -> tuple[str, ...]:
        """NIS codes."""
        return self.region.members


@dataclass(frozen=True)
class Standing:
    """Where a region stands among comparable feasible regions.

    Parameters
    ----------
    compared
        Each criterion with the share of comparable regions that are worse.
    comparable, sampled
        Number of those regions, and whether they are a sample.
    """

    compared: Mapping[str, Compared] = field(default_factory=dict)
    comparable: int = 0
    sampled: bool = False

    @property
    def tells(self) -> bool:
        """Whether there are enough of them for a percentile to mean something."""
        return self.comparable >= LEAST_COMPARABLE


def region_numbers(bench: Bench, members: Collection[str]) -> RegionNumbers:
    """Return the numbers of a drawn region.

    They are those of the search and of the measures of fragmentation, by the same functions.

    Parameters
    ----------
    bench
        Edition and settings.
    members
        NIS codes, at least one.

    Raises
    ------
    IgsGeoError
        When there are none, or the edition has no such municipality.
    """
    own = frozenset(members)
    problem = bench.problem_of(own)
    places = np.array(sorted(problem.places(tuple(own))), dtype=np.int64)
    region = describe(problem, places.tolist())
    parts = pieces(problem, places)
    joining = fewest_to_join(problem, places.tolist()) if len(parts) > 1 else None
    units = problem.units
    ages = bench.ages.loc[list(region.members)].sum()
    shape = describe_regions(bench.counted, {"": own}, links=bench.criteria.use_links).iloc[0]
    frames = [bench.reference[nis] for nis in region.members if nis in bench.reference]
    largest = max(region.members, key=lambda nis: (int(problem.inhabitants[problem.places((nis,))[0]]), nis))
    return RegionNumbers(
        region=region,
        ages={str(age): int(number) for age, number in ages.items()},
        parts=tuple(tuple(units[place] for place in part) for part in parts),
        joining=None if joining is None else Joined(tuple(units[place] for place in joining.added), joining.exact),
        reference_regions={name: frames.count(name) for name in sorted(set(frames))},
        breaks=broken_rules(problem, places, contiguous=region.contiguous),
        drawn_in=tuple(nis for nis in region.members if nis in bench.problem.aside.members),
        borders=hard_borders(bench, own),
        bodies=bodies_touched(bench, own),
        youth=youth_touched(bench, own),
        follows=follows(bench.groups, own),
        crosses=crosses(bench.groups, own),
        commuting=bench.traffic.within(own),
        largest=largest,
        largest_share=float(shape["largest_share"]),
        gini=float(shape["gini"]),
    )


def standing(bench: Bench, members: Collection[str], params: AnalysisParams = LIVE) -> Standing:
    """Return where a region stands among the comparable feasible regions, criterion by criterion.

    Parameters
    ----------
    bench
        Edition and settings.
    members
        NIS codes, at least one.
    params
        How many regions are compared with.
    """
    problem = bench.problem_of(members)
    places = np.array(sorted(problem.places(tuple(members))), dtype=np.int64)
    return Standing(*compare(problem, places, params=params))
