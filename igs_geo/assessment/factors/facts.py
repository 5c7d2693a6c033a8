"""What data says on the success factors: facts of a region, never a score."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from igs_geo.assessment.alike import centre_cities
from igs_geo.assessment.numbers.bench import Bench
from igs_geo.assessment.numbers.region import RegionNumbers
from igs_geo.atlas import Atlas
from igs_geo.i18n import format_number, format_percent, translate

SHOWN = 5
"""Names in one sentence."""


@dataclass(frozen=True)
class Fact:
    """What data says on one factor.

    Parameters
    ----------
    factor
        Number of the factor.
    fact
        What it is about, as the table ``factor_facts`` names it.
    text
        The sentence.
    """

    factor: int
    fact: str
    text: str


Said = Callable[[Bench, RegionNumbers, str], str]
"""From a region to a sentence in a language; empty where nothing can be said."""


def facts(bench: Bench, numbers: RegionNumbers, language: str) -> tuple[Fact, ...]:
    """Return what data says of a region on every factor on which it can say something.

    Parameters
    ----------
    bench
        The edition, for its table ``factor_facts``.
    numbers
        The region.
    language
        ``"nl"`` or ``"en"``.
    """
    return tuple(_facts(bench, numbers, language))


def _facts(bench: Bench, numbers: RegionNumbers, language: str) -> Iterator[Fact]:
    for row in bench.atlas.frames["factor_facts"].to_dict("records"):
        text = FACTS[str(row["fact"])](bench, numbers, language)
        if text:
            yield Fact(int(row["nr"]), str(row["fact"]), text)


def _counted(several: str, one: str, number: int, language: str, **values: object) -> str:
    """Return a sentence on a number of things: one is said otherwise than several."""
    return translate(one if number == 1 else several, language, **values, number=format_number(number, language))


def _listed(names: list[str], language: str) -> str:
    more = len(names) - SHOWN
    text = ", ".join(names[:SHOWN])
    return translate("factors.and_more", language, names=text, more=more) if more > 0 else text


def _contiguity(bench: Bench, numbers: RegionNumbers, language: str) -> str:
    del bench
    return _counted("factors.fact_parts", "factors.fact_parts_one", len(numbers.parts), language)


def _reference_regions(bench: Bench, numbers: RegionNumbers, language: str) -> str:
    del bench
    frames = numbers.reference_regions
    names = ", ".join(frames)
    return (
        _counted("factors.fact_frames", "factors.fact_frames_one", len(frames), language, names=names) if frames else ""
    )


def _divisions_crossed(bench: Bench, numbers: RegionNumbers, language: str) -> str:
    divisions = {group.layer for group in bench.groups if group.divides}
    values = {"crossed": len(numbers.crosses), "divisions": len(divisions)}
    if not divisions:
        return ""
    return translate("factors.fact_crossed" if numbers.crosses else "factors.fact_crossed_none", language, **values)


def _centre_cities(bench: Bench, numbers: RegionNumbers, language: str) -> str:
    cities = centre_cities(bench, numbers.members)
    if cities is None:
        return ""
    names = ", ".join(bench.names[nis] for nis in cities)
    return translate("factors.fact_cities" if cities else "factors.fact_no_city", language, names=names)


def _size(bench: Bench, numbers: RegionNumbers, language: str) -> str:
    return translate(
        "factors.fact_size" if len(numbers.members) > 1 else "factors.fact_size_one",
        language,
        inhabitants=format_number(numbers.region.inhabitants, language),
        name=bench.names[numbers.largest],
        share=format_percent(numbers.largest_share, language),
    )


def _commuting(bench: Bench, numbers: RegionNumbers, language: str) -> str:
    del bench
    stays = numbers.commuting.stays
    return "" if stays is None else translate("factors.fact_commuting", language, share=format_percent(stays, language))


def _members(bench: Bench, numbers: RegionNumbers, language: str) -> str:
    del bench
    return _counted("factors.fact_members", "factors.fact_members_one", len(numbers.members), language)


def _hosts(bench: Bench, numbers: RegionNumbers, language: str) -> str:
    del bench
    around = [body for body in numbers.bodies if body.relation in ("equal", "around")]
    around.sort(key=lambda body: (body.members, body.name))
    names = _listed([f"{body.name} ({body.legal_form})" for body in around], language)
    return translate("factors.fact_hosts" if around else "factors.fact_no_host", language, names=names)


def _subsidies(bench: Bench, numbers: RegionNumbers, language: str) -> str:
    del numbers
    known = subsidies_per_inhabitant(bench.atlas)
    texts = [f"{name} {format_number(each, language, 2)}" for name, each in known.items()]
    return translate("factors.fact_subsidies", language, examples="; ".join(texts)) if texts else ""


def _young(bench: Bench, numbers: RegionNumbers, language: str) -> str:
    young = bench.ages.loc[list(numbers.members)].sum(axis="columns")
    least, most = str(young.idxmin()), str(young.idxmax())
    values = {"least": format_number(young[least], language), "most": format_number(young[most], language)}
    names = {"smallest": bench.names[least], "largest": bench.names[most]}
    key = "factors.fact_young_one" if len(young) == 1 else "factors.fact_young"
    return translate(key, language, **values, **names)


def _neighbours(bench: Bench, numbers: RegionNumbers, language: str) -> str:
    own = frozenset(numbers.members)
    pairs = bench.borders[["nis_a", "nis_b"]]
    near = set(pairs.loc[pairs["nis_a"].isin(own), "nis_b"]) | set(pairs.loc[pairs["nis_b"].isin(own), "nis_a"])
    bodies = [body.name for body in (*bench.youth.funded, *bench.youth.other) if body.members & (near - own)]
    names = _listed(sorted(bodies), language)
    return translate("factors.fact_neighbours" if bodies else "factors.fact_no_neighbour", language, names=names)


def _structures(bench: Bench, numbers: RegionNumbers, language: str) -> str:
    each = bench.measures.loc[list(numbers.members), "partnerships"]
    values = {"mean": format_number(float(each.mean()), language, 1), "least": int(each.min()), "most": int(each.max())}
    key = "factors.fact_structures_one" if len(each) == 1 else "factors.fact_structures"
    return translate(key, language, **values)


def _domains(bench: Bench, numbers: RegionNumbers, language: str) -> str:
    """Say in how many domains members already share a body, and whether youth is one of them."""
    atlas = bench.atlas
    together = {domain for body in numbers.bodies if body.inside > 1 for domain in body.domains} - {
        atlas.emphasis.domain
    }
    names = atlas.domains["name_nl" if language == "nl" else "name_en"]
    known = _listed(sorted(str(names[code]) for code in together if code in names.index), language)
    youth = [body.name for body in numbers.youth if len(body.inside) > 1]
    key = "factors.fact_domains" if youth else "factors.fact_domains_no_youth"
    values = {"number": format_number(len(together), language), "names": known or "–"}
    return (
        translate(key, language, **values, youth=_listed(youth, language))
        if youth
        else translate(key, language, **values)
    )


FACTS: dict[str, Said] = {
    "contiguity": _contiguity,
    "reference_regions": _reference_regions,
    "divisions_crossed": _divisions_crossed,
    "centre_cities": _centre_cities,
    "size": _size,
    "commuting": _commuting,
    "members": _members,
    "hosts": _hosts,
    "subsidies": _subsidies,
    "young": _young,
    "neighbours": _neighbours,
    "structures": _structures,
    "domains": _domains,
}
"""What data can say, by its name in the tables ``factor_facts`` and ``arguments``."""


def subsidies_per_inhabitant(atlas: Atlas) -> dict[str, float]:
    """Return the known youth subsidy a year per inhabitant of every funded partnership, lowest first, in euro.

    The inhabitants are those of the latest year known, of the municipalities that were members: of a merged
    municipality only its predecessors that were.

    Parameters
    ----------
    atlas
        The edition.
    """
    table = atlas.youth_partnerships
    paid = table[(table["state"] == "funded") & table["subsidy_eur_per_year"].notna()]
    rows, heads = atlas.memberships, atlas.inhabitants()
    rows = rows[rows["partnership"].isin(paid.index)]
    people = (rows["share"] * rows["nis"].map(heads)).groupby(rows["partnership"]).sum()
    each = (pd.to_numeric(paid["subsidy_eur_per_year"]) / people.reindex(paid.index)).dropna().sort_values()
    names = paid["name_used"].to_dict()
    return {str(names[body]): float(value) for body, value in each.to_dict().items()}
