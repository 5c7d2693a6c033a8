"""Why cooperate beyond one municipality: the arguments of the field, with what data say of a region on each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from igs_geo.assessment.factors.facts import FACTS
from igs_geo.assessment.numbers.bench import Bench
from igs_geo.assessment.numbers.region import RegionNumbers

Kind = Literal["content", "strategy", "position"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True)
class Argument:
    """An argument, or what was asked of the government.

    Parameters
    ----------
    kind
        ``content``, ``strategy`` or ``position``.
    text
        As it was said.
    fact
        What data say of the region on it; empty where they say nothing.
    became
        What became of it, as the table of rules has it: topic with regime, and what it asks or gives.
    source, as_of
        Who said it, and when.
    """

    kind: Kind
    text: str
    fact: str
    became: tuple[tuple[str, str], ...]
    source: str
    as_of: str


def arguments(bench: Bench, numbers: RegionNumbers | None, language: str) -> tuple[Argument, ...]:
    """Return the arguments of the data package, in their order.

    Parameters
    ----------
    bench
        The edition, for its tables ``arguments`` and ``rules``.
    numbers
        The region; None where there is none.
    language
        ``"nl"`` or ``"en"``.
    """
    table, rules = bench.atlas.frames["arguments"], bench.atlas.rules
    found = []
    for row in table.to_dict("records"):
        fact = str(row["fact"])
        became = [rules.loc[rule] for rule in str(row["rules"]).split() if rule in rules.index]
        found.append(
            Argument(
                kind=row["kind"],
                text=str(row[f"text_{language}"]),
                fact=FACTS[fact](bench, numbers, language) if numbers is not None and fact in FACTS else "",
                became=tuple(
                    (f"{rule[f'topic_{language}']} ({rule[f'regime_{language}']})", str(rule[f"value_{language}"]))
                    for rule in became
                ),
                source=str(row["source"]),
                as_of=str(row["as_of"]),
            )
        )
    places = table["place"].tolist()
    order = sorted(range(len(found)), key=lambda one: (KINDS.index(found[one].kind), places[one]))
    return tuple(found[one] for one in order)
