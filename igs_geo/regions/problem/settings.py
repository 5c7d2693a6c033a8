"""The table of settings: of what type each one is, between which bounds, out of which options.

Python, files, the address of the page and the command line all read settings through this table.
"""

from __future__ import annotations

from typing import Literal, get_args

from igs_geo.atlas.atlas import YOUNG
from igs_geo.regions.problem.kinds import Choice, Flag, Groups, Names, Real, Setting, Text, Whole

YouthRule = Literal["keep", "extend", "ignore"]
OtherYouthRule = Literal["warn", "whole"]
LeftOverRule = Literal["forbid", "minimise", "price"]
People = Literal["inhabitants", "young"]
Weighted = Literal["compactness", "cohesion", "ties", "balance", "splits", "hosts"]
Alone = Literal["pairwise-distance", "unweighted-ssd"]
Objective = Literal["weighted", Weighted, Alone]

WEIGHTED: tuple[Weighted, ...] = get_args(Weighted)
"""The cost functions that can be weighed against each other."""
MEASURES: tuple[str, ...] = (*WEIGHTED, *get_args(Alone))
"""Every cost function, those that can only be asked for alone last."""

MOST_UNITS = 1_000_000
"""More municipalities than any country has."""
MOST_PEOPLE = 10_000_000_000
"""More people than there are."""

_HEADS = Whole(0, MOST_PEOPLE, optional=True)

SETTINGS: dict[str, Setting] = {
    "edition": Text(),
    "frame": Text(optional=True),
    "min_municipalities": Whole(1, MOST_UNITS),
    "max_municipalities": Whole(1, MOST_UNITS),
    "min_inhabitants": _HEADS,
    "max_inhabitants": _HEADS,
    "min_young": _HEADS,
    "max_young": _HEADS,
    "min_regions": Whole(0, MOST_UNITS, optional=True),
    "max_regions": Whole(0, MOST_UNITS, optional=True),
    "exempt_above": _HEADS,
    "outside_above": _HEADS,
    "contiguous": Flag(),
    "min_border_m": Real(0, 1_000_000),
    "use_links": Flag(),
    "extra_links": Groups(most=2),
    "youth_partnerships": Choice(get_args(YouthRule)),
    "youth_other": Choice(get_args(OtherYouthRule)),
    "together": Groups(),
    "apart": Groups(),
    "inside": Names(),
    "outside": Names(),
    "left_over": Choice(get_args(LeftOverRule)),
    # A price of 0 would make leaving everyone out the optimum.
    "price": Real(0.000_001, 1_000_000, optional=True),
    "objective": Choice(get_args(Objective)),
    "target": Whole(1, MOST_PEOPLE),
    "people": Choice(get_args(People)),
    "ages": Names(YOUNG, least=1),
    "split_layers": Names(least=1, optional=True),
    "population_year": Whole(1, 9_999),
}
"""Every setting of a search but the weights. Names of municipalities, divisions, layers and years are held against the
atlas when the problem is built."""

WEIGHT = Real(0, 1_000_000)
"""The weight of one cost function; the weights are scaled so that they sum to 1."""

RUNNING: dict[str, Whole | Real] = {
    "time_limit": Real(0.1, 1_000_000),
    "threads": Whole(1, 256),
    "number": Whole(1, 1_000),
    "overlap": Real(0, 1),
    "most": Whole(1, 100),
    "difference": Real(0, 1),
    "samples": Whole(1, 100_000),
    "seed": Whole(0, 2**63 - 1),
}
"""How a search or an analysis of it runs: seconds, threads, how many answers, how different, how often drawn."""
