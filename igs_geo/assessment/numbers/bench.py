"""What the numbers of a region rest on: worked out once for an edition and settings."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from igs_geo.assessment.numbers.traffic import Traffic
from igs_geo.atlas import Atlas
from igs_geo.errors import IgsGeoError
from igs_geo.fragmentation import Counted, body_regions, count, measure_borders, measure_municipalities
from igs_geo.fragmentation.region_fit import reference_names, reference_regions
from igs_geo.regions import Criteria, Problem, build_problem
from igs_geo.regions.analysis.reasons import Group, groups_of
from igs_geo.regions.problem.participation import YouthBodies, youth_of


@dataclass(frozen=True, eq=False)
class Bench:
    """An edition and settings, with what every region that is drawn needs.

    Parameters
    ----------
    atlas
        The edition.
    criteria
        The settings, which say what a feasible region is and what it costs.
    """

    atlas: Atlas
    criteria: Criteria
    _problems: dict[frozenset[str], Problem] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def problem(self) -> Problem:
        """The search problem of the settings."""
        return build_problem(self.atlas, self.criteria)

    @cached_property
    def counted(self) -> Counted:
        """The bodies that count, by the default of the measures."""
        return count(self.atlas)

    @cached_property
    def borders(self) -> pd.DataFrame:
        """Every border with its strength."""
        return measure_borders(self.counted)

    @cached_property
    def measures(self) -> pd.DataFrame:
        """The measures of every municipality."""
        return measure_municipalities(self.counted)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Bodies and regions of divisions that a region can follow or lie across."""
        return groups_of(self.atlas)

    @cached_property
    def bodies(self) -> dict[str, frozenset[str]]:
        """All members of every active body of the register, by its id."""
        return body_regions(self.counted)

    @cached_property
    def youth(self) -> YouthBodies:
        """The known youth cooperations."""
        return youth_of(self.atlas, self.criteria)

    @cached_property
    def traffic(self) -> Traffic:
        """Who works where."""
        return Traffic.of(self.atlas)

    @cached_property
    def names(self) -> dict[str, str]:
        """Name of every Flemish municipality, by NIS code."""
        return {str(nis): str(name) for nis, name in self.atlas.flemish["name"].items()}

    @cached_property
    def reference(self) -> dict[str, str]:
        """Name of the reference region of every municipality that has one, by NIS code."""
        names = reference_names(self.atlas)
        return {str(nis): str(names[code]) for nis, code in reference_regions(self.atlas).dropna().items()}

    @cached_property
    def ages(self) -> pd.DataFrame:
        """Young people of every municipality (index) by age group (columns)."""
        groups = {age: self.atlas.young_people(self.criteria.population_year, [age]) for age in self.criteria.ages}
        return pd.DataFrame(groups)

    def problem_of(self, members: Collection[str]) -> Problem:
        """Return the search problem in which all members of a drawn region take part.

        A person may draw a city that the settings leave out: it then takes part, and is in every sum.

        Parameters
        ----------
        members
            NIS codes, at least one.

        Raises
        ------
        IgsGeoError
            When there are none, or the edition has no such municipality.
        """
        if not members:
            raise IgsGeoError("numbers.no_members")
        for nis in members:
            if nis not in self.names:
                raise IgsGeoError("numbers.unknown_member", nis=nis, edition=self.atlas.edition)
        drawn_in = frozenset(members) & frozenset(self.problem.aside.members)
        if not drawn_in:
            return self.problem
        if drawn_in not in self._problems:
            outside = tuple(nis for nis in self.criteria.outside if nis not in drawn_in)
            inside = tuple(sorted({*self.criteria.inside, *drawn_in}))
            self._problems[drawn_in] = build_problem(self.atlas, self.criteria.with_(inside=inside, outside=outside))
        return self._problems[drawn_in]
