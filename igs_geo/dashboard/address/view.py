"""The view: what a person chose to see. Everything that a page shows follows from it.

The fields, declared here once, are the table that drives reading and writing addresses, the widgets and the tests.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field, fields, replace
from typing import Any, NamedTuple, Self

from igs_geo.assessment.scenario.models import MOST_REGIONS
from igs_geo.atlas import EDITIONS, Atlas
from igs_geo.dashboard.address import options
from igs_geo.dashboard.address.asked import ASKED, ASKED_LABELS, ASKED_OPTIONS, Asked
from igs_geo.dashboard.address.kinds import Code, Codes, Kind, Number, OneOf, Place, Switch
from igs_geo.dashboard.address.limits import LIMITS
from igs_geo.fragmentation import Thresholds
from igs_geo.fragmentation.classes import SCHEMES
from igs_geo.fragmentation.flag import KINDS
from igs_geo.fragmentation.layers import WEIGHTS
from igs_geo.i18n import LANGUAGES

MAP, PROFILE, BODY, ANALYSIS, SEARCH, DESIGN, FACTORS, MONEY, WHY, OWN, DATA, REPORT = PATHS = (
    "kaart", "gemeente", "samenwerkingsverband", "versnippering", "kandidaat-regios", "regio-ontwerp", "succesfactoren",
    "financieel-model", "waarom-bovenlokaal", "eigen-gegevens", "gegevens", "rapport",
)  # fmt: skip
"""The paths of the pages, the same in every language."""
WORKBENCH = (DESIGN, FACTORS, MONEY, WHY)
"""Pages that are about a scenario."""
MEASURES = (
    "fragmentation", "coherence", "nesting", "effective_partners", "partners", "partnerships", "domains", "perimeters",
    "region_fit", "white_spots", "overlaps",
)  # fmt: skip
"""Measures of a municipality that the map can show."""
LIKENESSES = (
    "pair_jaccard",
    "v_measure",
    "homogeneity",
    "completeness",
    "adjusted_rand",
    "adjusted_mutual_information",
)
"""Measures of two layers that the matrix can show."""
YOUTH_SHOWN = ("none", "other", "funded", "all")
"""States of youth cooperation by which the list under the map can be cut down, the one that it begins with first."""
MOST_ALTERNATIVES = 2
MOST_ANSWERS = 12
MOST_COMPARED = 8
MOST_STARTS = 9
"""Municipalities that a region around one can be asked to hold too: the largest region of the presets has ten."""
MOST_OPENED = 40
"""Documents that one address can open."""
MOST_SHARED = 100
"""More bodies than any two municipalities share."""


class Row(NamedTuple):
    """What the table says of a field beside where the view keeps it; see :class:`Field`."""

    kind: Kind
    label: str
    pages: tuple[str, ...]
    options: options.Options | None = None
    name: str = ""


def _row(default: Any, *row: Any, **more: Any) -> Any:
    return field(default=default, metadata={"row": Row(*row, **more)})


@dataclass(frozen=True)
class View:
    """What a person chose to see.

    Parameters
    ----------
    edition, language
        Edition of the municipalities and language of the words.
    domains
        Codes of policy domains; None for the main one of the package, see :meth:`domains_of`.
    background
        Code of a division under the partnerships.
    focus
        ``DIVISION:REGION_CODE`` to look at.
    municipality, partnership
        The one that the page is about: a code, or a name to look for.
    place
        What part of the map is on the screen.
    basemap, partial, added
        Whether the map shows a map of an outside server, partial members, bodies found outside the register.
    state
        State of youth cooperation of the municipalities in the list under the map.
    beside
        Whether each of several domains has a map of its own, side by side.
    profile
        Part of the page Gemeente that is open.
    compare
        NIS codes of the municipalities to compare the chosen one with.
    analysis
        Part of the page Versnippering that is open.
    measure, classes
        Measure of fragmentation on the map, and how its classes are made.
    likeness, weight
        Measure of the matrix of layers, and what its municipalities weigh.
    layers
        Codes of the two layers that lie over each other.
    pick
        The border or pair that was pointed out: two NIS codes joined by ``-``.
    least
        Fewest shared bodies of a pair on the map; None for as few as stay readable.
    kind
        Kind of flag that is listed.
    thresholds
        Thresholds of the flags.
    searching
        Part of the page Kandidaat-regio's that is open.
    asked
        Settings of a search for candidate regions.
    searched
        Whether the settings were searched.
    shown
        Which division is on show: 0 for the best, then the alternatives.
    alternatives
        Whether alternatives to the best were asked.
    against
        What the division on show is compared with: ``today``, ``before``, or the number of an alternative.
    also
        NIS codes of municipalities that a region around the chosen one has to hold too.
    extended
        Code of the youth partnership that is to grow.
    answer
        Which answer around a municipality or to a growing partnership is on show, from 0.
    design
        Part of the page Regio-ontwerp that is open.
    factoring
        Part of the page Succesfactoren that is open.
    scenario
        Id of the scenario that is drawn; empty for one that was not kept yet.
    drawn
        Which region of the scenario is drawn, from 1.
    table
        Name of the table of the data package that is shown.
    basket
        Id of the basket that the report is made of.
    opened
        Secrets of the links whose documents are open.
    keeping
        Part of the page Eigen gegevens that is open.
    document
        Id of the document with own data that is open.
    own
        Whether own data count.
    left_out
        Ids of the documents with own data that do not count.
    """

    edition: str = _row(EDITIONS[-1], OneOf(EDITIONS), "municipality.edition", PATHS)
    language: str = _row(LANGUAGES[0], OneOf(LANGUAGES), "shell.language", PATHS)
    domains: tuple[str, ...] | None = _row(None, Codes(optional=True), "map_page.domains", PATHS, options.domains)
    background: str = _row("", Code(), "map_page.background", (MAP,), options.backgrounds)
    focus: str = _row("", Code(), "map_page.focus", PATHS, options.regions)
    municipality: str = _row("", Code(), "municipality.choose", PATHS)
    partnership: str = _row("", Code(), "partnership.choose", PATHS)
    place: str = _row("", Place(), "address.place", (MAP, PROFILE, BODY, ANALYSIS, SEARCH, DESIGN))
    basemap: bool = _row(False, Switch(), "map_page.basemap", (MAP,))
    partial: bool = _row(True, Switch(), "map_page.partial", (MAP,))
    added: bool = _row(True, Switch(), "map_page.added", (MAP,))
    state: str = _row(YOUTH_SHOWN[0], OneOf(YOUTH_SHOWN), "map_page.state", (MAP,))
    beside: bool = _row(False, Switch(), "map_page.beside", (MAP,))
    profile: str = _row("", OneOf(("", "partners", "common")), "municipality.sections", (PROFILE,), name="section")
    compare: tuple[str, ...] = _row(
        (), Codes(most=MOST_COMPARED), "municipality.compare_with", (PROFILE,), options.municipalities
    )
    analysis: str = _row(
        "",
        OneOf(("", "borders", "layers", "pairs", "flags", "mergers")),
        "fragmentation.p_sections",
        (ANALYSIS,),
        name="section",
    )
    measure: str = _row(MEASURES[0], OneOf(MEASURES), "fragmentation.p_measure", (ANALYSIS,))
    classes: str = _row(SCHEMES[0], OneOf(SCHEMES), "fragmentation.p_classes", (ANALYSIS,))
    likeness: str = _row(LIKENESSES[0], OneOf(LIKENESSES), "fragmentation.p_likeness", (ANALYSIS,))
    weight: str = _row(WEIGHTS[0], OneOf(WEIGHTS), "fragmentation.p_weight", (ANALYSIS,))
    layers: tuple[str, ...] = _row((), Codes(2), "address.layers", (ANALYSIS,), options.layers)
    pick: str = _row("", Code(), "address.pick", (ANALYSIS,), options.Pairs)
    least: int | None = _row(None, Number(1, MOST_SHARED, optional=True), "fragmentation.p_least", (ANALYSIS,))
    kind: str = _row("", OneOf(("", *KINDS)), "fragmentation.p_kind", (ANALYSIS,))
    thresholds: Thresholds = field(default_factory=Thresholds)
    searching: str = _row("", OneOf(("", "around", "grow")), "regions.p_sections", (SEARCH,), name="section")
    asked: Asked = field(default_factory=Asked)
    searched: bool = _row(False, Switch(), "address.searched", (SEARCH,))
    shown: int = _row(0, Number(0, MOST_ALTERNATIVES), "regions.p_alternatives", (SEARCH,))
    alternatives: bool = _row(False, Switch(), "regions.p_ask_alternatives", (SEARCH,))
    against: str = _row(
        "",
        OneOf(("", "today", "before", *map(str, range(MOST_ALTERNATIVES + 1)))),
        "regions.p_compare_with",
        (SEARCH,),
    )
    also: tuple[str, ...] = _row((), Codes(most=MOST_STARTS), "regions.p_also", (SEARCH,), options.municipalities)
    extended: str = _row("", Code(), "regions.p_grow_which", (SEARCH,), options.bodies)
    answer: int = _row(0, Number(0, MOST_ANSWERS), "regions.p_answers", (SEARCH,))
    design: str = _row("", OneOf(("", "rules", "compare")), "design.sections", (DESIGN,), name="section")
    factoring: str = _row("", OneOf(("", "workshop")), "factors_page.sections", (FACTORS,), name="section")
    scenario: str = _row("", Code(), "design.scenario", WORKBENCH)
    drawn: int = _row(1, Number(1, MOST_REGIONS), "design.region", WORKBENCH)
    table: str = _row("", Code(), "data.choose", (DATA,))
    basket: str = _row("", Code(), "report.basket", (REPORT,))
    opened: tuple[str, ...] = _row((), Codes(most=MOST_OPENED), "kept.opened", PATHS, name="open")
    keeping: str = _row("", OneOf(("", "form", "file", "difference")), "own.sections", (OWN,), name="section")
    document: str = _row("", Code(), "own.document", (OWN,))
    own: bool = _row(True, Switch(), "own.count", PATHS)
    left_out: tuple[str, ...] = _row((), Codes(most=MOST_OPENED), "own.left_out", PATHS)

    def changed(self, **changes: Any) -> Self:
        """Return this view with other values for some fields."""
        return replace(self, **changes)

    def domains_of(self, atlas: Atlas) -> tuple[str, ...]:
        """Return the codes of the policy domains on show."""
        return (atlas.emphasis.domain,) if self.domains is None else self.domains


@dataclass(frozen=True)
class Field:
    """A row of the table.

    Parameters
    ----------
    name
        What the address calls it; two fields of one name have no page in common.
    kind
        How it is written, read and bounded.
    pages
        Paths of the pages whose address has it: those that it makes a difference to, and for what a person looks at (a
        municipality, a domain, an area), which goes along from page to page, all of them.
    label
        Key of the text that names it.
    path
        Where the view keeps it: names of attributes.
    options
        What an atlas has for it; None when the atlas has no say.
    """

    name: str
    kind: Kind
    pages: tuple[str, ...]
    label: str
    path: tuple[str, ...]
    options: options.Options | None = None

    def of(self, view: View) -> Any:
        """Return the value in a view."""
        value: Any = view
        for name in self.path:
            value = getattr(value, name)
        return value

    def allowed(self, atlas: Atlas) -> Container[str] | None:
        """Return the codes that an atlas has for it; None when the atlas has no say."""
        return None if self.options is None else self.options(atlas)


def _fields() -> dict[str, Field]:
    found = {
        entry.name: Field(row.name or entry.name, row.kind, row.pages, row.label, (entry.name,), row.options)
        for entry in fields(View)
        if (row := entry.metadata.get("row"))
    }
    found |= {
        name: Field(name, kind, (ANALYSIS,), f"flags.t_{name}", ("thresholds", name)) for name, kind in LIMITS.items()
    }
    return found | {
        name: Field(
            name, kind, (SEARCH,), ASKED_LABELS.get(name, f"regions.p_{name}"), ("asked", name), ASKED_OPTIONS.get(name)
        )
        for name, kind in ASKED.items()
    }


FIELDS: dict[str, Field] = _fields()
"""Every field of a view by the last name of its path."""


def fields_of(page: str) -> dict[str, Field]:
    """Return the fields of a page by what the address calls them."""
    return {entry.name: entry for entry in FIELDS.values() if page in entry.pages}
