"""The scenario of a session: what is drawn, with every step back and forth."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import streamlit as st

from igs_geo.assessment import DrawnRegion, Scenario
from igs_geo.assessment.scenario import drawing
from igs_geo.assessment.scenario.opening import open_scenario
from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.frame import cached
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import translate

MOST_STEPS = 200
"""Steps that can be undone."""
_BOARD = "workbench.board"
Step = Callable[[Scenario], Scenario]


@dataclass(eq=False)
class Board:
    """What is drawn in a session.

    Parameters
    ----------
    scenario
        As it is now.
    past, future
        As it was before each step, and after each step that was undone, latest last.
    window
        Municipalities that the map shows.
    picked
        The municipality that was clicked last.
    refused
        Why the last step could not be done.
    remarks
        What else there is to say of it.
    """

    scenario: Scenario
    past: list[Scenario] = field(default_factory=list)
    future: list[Scenario] = field(default_factory=list)
    window: tuple[str, ...] = ()
    picked: str = ""
    refused: IgsGeoError | None = None
    remarks: list[str] = field(default_factory=list)

    @property
    def region(self) -> DrawnRegion | None:
        """The region that is drawn; None while there is none."""
        regions = self.scenario.regions
        return regions[min(current_view().drawn, len(regions)) - 1] if regions else None

    def do(self, step: Step) -> bool:
        """Change the scenario, and say whether that could be done.

        Parameters
        ----------
        step
            From the scenario as it is to how it becomes.
        """
        self.refused, self.remarks = None, []
        try:
            after = step(self.scenario)
        except IgsGeoError as error:
            self.refused = error
            return False
        if after != self.scenario:
            self.past = [*self.past[-MOST_STEPS + 1 :], self.scenario]
            self.future = []
            self.scenario = after
        return True

    def undo(self) -> None:
        """Take the last step back."""
        if self.past:
            self.future.append(self.scenario)
            self.scenario = self.past.pop()
            self._look()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self.future:
            self.past.append(self.scenario)
            self.scenario = self.future.pop()
            self._look()

    def _look(self) -> None:
        self.refused, self.remarks = None, []

    def begin_region(self, name: str, members: Collection[str] = ()) -> None:
        """Begin another region, draw it from now on, and show it.

        Parameters
        ----------
        name
            What it is called.
        members
            Its municipalities.
        """
        if self.do(lambda scenario: drawing.begun(scenario, name, members)[0]):
            self.choose(len(self.scenario.regions))
            self.say_held(members)

    def add(self, members: Collection[str]) -> None:
        """Add municipalities to the region that is drawn.

        Parameters
        ----------
        members
            NIS codes.
        """
        own = self.region
        if own is None:
            self.begin_region(self.next_name(), members)
        elif self.do(lambda scenario: drawing.joined(scenario, own.name, members)[0]):
            self.show(self.region.members if self.region else ())
            self.say_held(members)

    def say_held(self, members: Collection[str]) -> None:
        """Say which municipalities stayed in a region that is locked.

        Parameters
        ----------
        members
            Those that should have gone to the region that is drawn.
        """
        own = self.region
        stayed = sorted(set(members) - set(own.members if own else ()))
        if stayed:
            names = ", ".join(str(cached.atlas().flemish["name"].get(nis, nis)) for nis in stayed)
            self.remarks.append(translate("design.stayed", current_view().language, names=names))

    def toggle(self, nis: str) -> None:
        """Let a municipality join the region that is drawn, or leave it.

        Parameters
        ----------
        nis
            The municipality.
        """
        self.picked = nis
        own = self.region
        if own is None:
            self.begin_region(self.next_name(), (nis,))
            self.window = ()
        else:
            self.do(lambda scenario: drawing.toggled(scenario, own.name, nis))

    def choose(self, place: int) -> None:
        """Draw another region from now on.

        Parameters
        ----------
        place
            Its place, from 1.
        """
        change_view(drawn=place)
        self.show(self.region.members if self.region else ())

    def show(self, members: Collection[str]) -> None:
        """Let the map show some municipalities; all of them where there are none.

        Parameters
        ----------
        members
            NIS codes.
        """
        self.window = tuple(sorted(members))

    def next_name(self) -> str:
        """Return a name for another region."""
        number = len(self.scenario.regions) + 1
        return translate("design.region_name", current_view().language, number=number)


def board() -> Board:
    """Return what is drawn in this session, in the edition in view."""
    if not isinstance(st.session_state.get(_BOARD), Board):
        st.session_state[_BOARD] = Board(empty())
    found: Board = st.session_state[_BOARD]
    edition = current_view().edition
    if found.scenario.edition != edition:
        opened = open_scenario(found.scenario, cached.atlas(edition))
        drawn = any(region.members for region in found.scenario.regions)
        found.do(lambda _: opened.scenario)
        found.remarks = [one.message(current_view().language) for one in opened.changes] if drawn else []
        found.window = ()
    return found


def empty() -> Scenario:
    """Return a scenario in which nothing is drawn yet."""
    view = current_view()
    return Scenario(title=translate("design.new_title", view.language), edition=view.edition)


def put(scenario: Scenario) -> Board:
    """Begin with a scenario; what was drawn before can be had back by undoing.

    Parameters
    ----------
    scenario
        The scenario.
    """
    now = board()
    now.do(lambda _: scenario)
    change_view(edition=scenario.edition, drawn=1)
    now.show(now.region.members if now.region else ())
    return now
