"""From one edition to another: every municipality is a set of units, the municipalities of the oldest edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property

from igs_geo.atlas.atlas import Atlas
from igs_geo.atlas.contract import EDITIONS

Units = frozenset[str]


class Crossing:
    """The units of every municipality of the editions that a package knows.

    An edition of which the crosswalk says nothing has its own municipalities as units.

    Parameters
    ----------
    atlas
        The edition to which overlays are applied.
    """

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self._of: dict[str, dict[str, Units]] = {}
        self._steps: dict[str, str] = {}
        rows = atlas.crosswalk
        rows = rows[rows["edition_from"].isin(EDITIONS) & rows["edition_to"].isin(EDITIONS)]
        before: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for start, old, end, new in zip(
            rows["edition_from"], rows["nis_from"], rows["edition_to"], rows["nis_to"], strict=True
        ):
            self._of.setdefault(start, {}).setdefault(old, frozenset({old}))
            before[end][new].append(old)
            self._steps[end] = start
        for edition in EDITIONS:
            if edition in before:
                older = self._of[self._steps[edition]]
                self._of[edition] = {
                    new: frozenset().union(*(older[old] for old in olds)) for new, olds in before[edition].items()
                }
        self._of.setdefault(atlas.edition, {nis: frozenset({nis}) for nis in atlas.municipalities.index})

    @property
    def editions(self) -> tuple[str, ...]:
        """The editions in whose municipalities an overlay may be written."""
        return tuple(edition for edition in EDITIONS if edition in self._of)

    def codes(self, edition: str) -> dict[str, Units]:
        """Return the units of every municipality of an edition.

        Parameters
        ----------
        edition
            One of :attr:`editions`.
        """
        return self._of[edition]

    def can_be_parted(self, edition: str) -> bool:
        """Return whether the municipalities of an edition may be of several former ones."""
        return edition in self._steps

    @cached_property
    def whole(self) -> dict[str, Units]:
        """The units of every municipality of the atlas."""
        own = self._of[self.atlas.edition]
        return {nis: own[nis] for nis in self.atlas.municipalities.index if nis in own}

    @cached_property
    def home(self) -> dict[str, str]:
        """The municipality of the atlas in which each unit lies."""
        return {unit: nis for nis, units in self.whole.items() for unit in units}

    @cached_property
    def flemish(self) -> Units:
        """The units that analyses count."""
        return frozenset().union(*(self.whole[nis] for nis in self.atlas.flemish.index))

    @cached_property
    def inhabitants(self) -> dict[str, int]:
        """Inhabitants of each unit in the latest year, as far as the package knows them."""
        known = self.atlas.predecessors
        people = dict(zip(known["nis"], known["inhabitants"], strict=True))
        # a municipality of one unit has the people of that unit
        now = self.atlas.inhabitants()
        people |= {
            next(iter(units)): int(now[nis]) for nis, units in self.whole.items() if len(units) == 1 and nis in now
        }
        return people

    def share(self, nis: str, units: Collection[str]) -> float | None:
        """Return the part of the inhabitants of a municipality that lives in some of its units, in (0, 1].

        To four decimals, as the tables have it; None where the package does not know their inhabitants.

        Parameters
        ----------
        nis
            A municipality of the atlas.
        units
            Some of its units.
        """
        whole = self.whole[nis]
        if len(units) == len(whole):
            return 1.0
        if any(unit not in self.inhabitants for unit in whole):
            return None
        return round(self._people(units) / self._people(whole), 4)

    def _people(self, units: Iterable[str]) -> int:
        return sum(self.inhabitants[unit] for unit in units)
