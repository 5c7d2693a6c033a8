"""The scenario of a session: what is drawn, with every step back and forth, and kept at every step."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

import streamlit as st

from igs_geo.assessment import DrawnRegion, Scenario, as_saved, open_scenario
from igs_geo.assessment.scenario import drawing
from igs_geo.assessment.scenario.models import KIND
from igs_geo.dashboard.address.session import change_view, current_view
from igs_geo.dashboard.frame import cached, kept
from igs_geo.errors import IgsGeoError
from igs_geo.i18n import translate
from igs_geo.workspace import WorkspaceError

MOST_STEPS = 200
"""Steps that can be undone."""
BOARD = "workbench.board"
"""Where the session keeps it."""
Step = Callable[[Scenario], Scenario]


@dataclass(eq=False)
class Board:
    """What is drawn in a session.

    Parameters
    ----------
    scenario
        As it is now.
    document, base
        Id of the document in which it is kept, and the revision that it was made from; empty while it was not kept.
    past, future
        As it was before each step, and after each step that was undone, latest last.
    window
        Municipalities that the map shows.
    picked
        The municipality that was clicked last.
    refused
        Why the last step could not be done.
    unkept
        Why it could not be kept.
    meanwhile
        The revision that someone else kept since; None where nobody did.
    remarks
        What else there is to say of it.
    """

    scenario: Scenario
    document: str = ""
    base: int = 0
    past: list[Scenario] = field(default_factory=list)
    future: list[Scenario] = field(default_factory=list)
    window: tuple[str, ...] = ()
    picked: str = ""
    refused: IgsGeoError | None = None
    unkept: WorkspaceError | None = None
    meanwhile: int | None = None
    remarks: list[str] = field(default_factory=list)

    @property
    def region(self) -> DrawnRegion | None:
        """The region that is drawn; None while there is none."""
        regions = self.scenario.regions
        return regions[min(current_view().drawn, len(regions)) - 1] if regions else None

    def do(self, step: Step) -> bool:
        """Change the scenario and keep it, and say whether that could be done.

        Parameters
        ----------
        step
            From the scenario as it is to how it becomes.

        Returns
        -------
        bool
            False where it could not; why is in ``refused``.
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
            self.keep()
        return True

    def undo(self) -> None:
        """Take the last step back."""
        if self.past:
            self.future.append(self.scenario)
            self._go(self.past.pop())

    def redo(self) -> None:
        """Do again what was taken back."""
        if self.future:
            self.past.append(self.scenario)
            self._go(self.future.pop())

    def _go(self, scenario: Scenario) -> None:
        self.scenario, self.refused, self.remarks = scenario, None, []
        change_view(edition=scenario.edition)
        self.keep()

    def keep(self) -> None:
        """Keep the scenario as it is; what stands in the way is said, and nothing that is drawn is lost."""
        content = as_saved(self.scenario, cached.atlas(self.scenario.edition))
        try:
            if self.document:
                saved = kept.save(self.document, content, self.base)
                self.meanwhile = saved.meanwhile
                self.base = self.base if saved.meanwhile else saved.number
            else:
                held = kept.keep(KIND, content)
                self.document, self.base = held.id, held.head
                change_view(scenario=held.id)
            self.unkept = None
        except WorkspaceError as error:
            self.unkept = error

    def keep_mine(self) -> None:
        """Let this scenario count although someone else kept another; theirs stays in the history."""
        if self.meanwhile is not None:
            self.base, self.meanwhile = self.meanwhile, None
            self.keep()

    def keep_copy(self) -> None:
        """Keep the scenario as a document of one's own."""
        self.document, self.base, self.meanwhile = "", 0, None
        self.keep()

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
            self._say_held(members)

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
            self._say_held(members)

    def _say_held(self, members: Collection[str]) -> None:
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
            window = self.window
            self.begin_region(self.next_name(), (nis,))
            self.window = window
        else:
            self.do(lambda scenario: drawing.toggled(scenario, own.name, nis))

    def change(self, **changes: object) -> None:
        """Change fields of the region that is drawn.

        Parameters
        ----------
        **changes
            Fields of :class:`DrawnRegion`.
        """
        own = self.region
        if own is not None:
            self.do(lambda scenario: drawing.changed_region(scenario, own.name, **changes))

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
    """Return what is drawn in this session: the scenario in view, in the edition in view."""
    found = st.session_state.get(BOARD)
    asked = current_view().scenario
    if not isinstance(found, Board) or found.document != asked:
        found = _opened(asked) if asked else Board(empty())
        st.session_state[BOARD] = found
    if found.scenario.edition != current_view().edition:
        _take_over(found)
    return found


def empty() -> Scenario:
    """Return a scenario in which nothing is drawn yet."""
    view = current_view()
    return Scenario(title=translate("design.new_title", view.language), edition=view.edition)


def _opened(document: str) -> Board:
    """Return what is kept in a document, or why it cannot be opened above an empty scenario."""
    try:
        read = kept.read(document)
    except IgsGeoError as error:
        change_view(scenario="")
        return Board(empty(), refused=error)
    if not isinstance(read.content, Scenario):
        change_view(scenario="")
        return Board(empty(), refused=WorkspaceError("kept.no_document"))
    change_view(edition=read.content.edition)
    opened = open_scenario(read.content, cached.atlas(read.content.edition))
    now = Board(opened.scenario, document, read.number)
    now.remarks = [one.message(current_view().language) for one in opened.changes]
    now.show(now.region.members if now.region else ())
    return now


def _take_over(now: Board) -> None:
    """Take a scenario over to the edition in view, and say what changed; it can be undone."""
    opened = open_scenario(now.scenario, cached.atlas())
    drawn = any(region.members for region in now.scenario.regions)
    if not drawn:
        now.scenario = opened.scenario
        return
    now.do(lambda _: opened.scenario)
    now.remarks = [one.message(current_view().language) for one in opened.changes]
    now.window = ()
