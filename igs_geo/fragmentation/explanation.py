"""Why a municipality is as fragmented as it is, in words that are true for it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from igs_geo.fragmentation.counting import Counted
from igs_geo.fragmentation.flag import listed
from igs_geo.fragmentation.pairs import shared_counts
from igs_geo.fragmentation.sparse import places
from igs_geo.i18n import format_number, format_percent, translate

NEARLY_ALL = 0.8
"""A partner is met in nearly all domains from this share of them on: all of 3 or 4, all but one of 5 to 9."""
MOST_NAMED = 6
LEAST = 0.01
"""A share that is smaller, or as near to 1, is said in words."""


@dataclass(frozen=True)
class Explanation:
    """What there is to say of one municipality.

    Parameters
    ----------
    nis, name
        The municipality.
    partnerships, domains, partners
        How many counted bodies it is in, for how many domains, with how many others.
    needed
        In how many domains a partner has to be met to be met in nearly all.
    steady
        Names of the partners met in at least that many, most domains first.
    closest, closest_domains
        Names of the partners met in most domains, and in how many.
    coherence, nesting
        The measures, None with fewer than two domains.
    coherence_above, nesting_above
        Share of the other municipalities with a lower value, None with fewer than two domains.
    """

    nis: str
    name: str
    partnerships: int
    domains: int
    partners: int
    needed: int
    steady: tuple[str, ...]
    closest: tuple[str, ...]
    closest_domains: int
    coherence: float | None
    nesting: float | None
    coherence_above: float | None
    nesting_above: float | None

    def sentences(self, language: str) -> list[str]:
        """Return the explanation in a language: with whom, how much the same, compared with whom.

        Parameters
        ----------
        language
            ``"nl"`` or ``"en"``.
        """
        if not self.partnerships:
            return [translate("fragmentation.why_none", language, name=self.name)]
        if self.domains == 1:
            return [self._say("why_one_domain", language)]
        return [self._with_whom(language), *self._compared(language)]

    def _with_whom(self, language: str) -> str:
        if not self.steady:
            key, shown = "why_nobody", self.closest
        elif len(self.steady) == self.partners:
            key, shown = "why_everybody", self.steady
        elif len(self.steady) == 1:
            key, shown = "why_only_one", self.steady
        elif len(self.steady) <= MOST_NAMED:
            key, shown = "why_only_some", self.steady
        else:
            key, shown = "why_many", self.steady
        return self._say(key, language, shown)

    def _say(self, key: str, language: str, shown: tuple[str, ...] = ()) -> str:
        rest = len(shown) - MOST_NAMED
        names = list(shown[:MOST_NAMED])
        if rest > 0:
            names.append(translate("fragmentation.why_others", language, count=format_number(rest, language)))
        return translate(
            f"fragmentation.{key}",
            language,
            name=self.name,
            partners=_counted("partner", self.partners, language),
            partnerships=_counted("partnership", self.partnerships, language),
            domains=format_number(self.domains, language),
            where=translate(
                "fragmentation.where_all" if self.needed == self.domains else "fragmentation.where_nearly_all",
                language,
                needed=format_number(self.needed, language),
                domains=format_number(self.domains, language),
            ),
            names=listed(names, language),
            count=format_number(len(shown), language),
            closest_domains=format_number(self.closest_domains, language),
        )

    def _compared(self, language: str) -> list[str]:
        said = []
        for measure, value, above in (
            ("coherence", self.coherence, self.coherence_above),
            ("nesting", self.nesting, self.nesting_above),
        ):
            if value is None or above is None:
                continue
            said.append(
                translate(
                    f"fragmentation.why_{measure}",
                    language,
                    value=format_number(value, language, 2),
                    above=_said_above(above, language),
                )
            )
        return said


def _said_above(share: float, language: str) -> str:
    """Return what part of the others scores lower; a share that would be rounded to none or all is not."""
    keys = {0.0: "above_none", 1.0: "above_all"}
    key = keys.get(share, "above_few" if share < LEAST else "above_most" if share > 1 - LEAST else "above_share")
    return translate(f"fragmentation.{key}", language, share=format_percent(share, language))


def _counted(what: str, number: int, language: str) -> str:
    key = f"fragmentation.{what}_{'one' if number == 1 else 'many'}"
    return translate(key, language, count=format_number(number, language))


def shared_domains(counted: Counted, nis: str) -> pd.Series:
    """Return in how many domains a municipality meets each partner, indexed by NIS, most first.

    Parameters
    ----------
    counted
        What counts.
    nis
        A Flemish municipality.
    """
    row = counted.municipalities.get_loc(nis)
    links = counted.domain_links
    bodies, domains = places(counted.bodies.index, links["partnership"]), places(counted.domains, links["domain"])
    own = counted.matrix[[row]].toarray().ravel()
    mine = own[bodies] > 0
    shape = (len(counted.domains), len(counted.bodies))
    serves = csr_array((np.ones(int(mine.sum())), (domains[mine], bodies[mine])), shape=shape)
    met = (serves @ counted.matrix.T) > 0
    number = pd.Series(np.asarray(met.sum(axis=0)).astype(int), index=counted.municipalities).drop(nis)
    return number[number > 0].sort_values(ascending=False, kind="stable")


def explain(counted: Counted, measures: pd.DataFrame, nis: str) -> Explanation:
    """Return what there is to say of a municipality.

    Parameters
    ----------
    counted
        What counts.
    measures
        The table of :func:`measure_municipalities` of the same.
    nis
        NIS code of a Flemish municipality.
    """
    row: dict[str, Any] = dict(measures.loc[[nis]].iloc[0])
    names = measures["name"].to_dict()
    met = shared_domains(counted, nis)
    domains = int(row["domains"])
    needed = math.ceil(NEARLY_ALL * domains - 1e-9)
    most = int(met.max()) if len(met) else 0
    return Explanation(
        nis=nis,
        name=str(row["name"]),
        partnerships=int(row["partnerships"]),
        domains=domains,
        partners=int(shared_counts(counted)[[counted.municipalities.get_loc(nis)]].nnz) - 1 if len(met) else 0,
        needed=needed,
        steady=tuple(str(names[other]) for other in met.index[met >= needed]) if domains else (),
        closest=tuple(str(names[other]) for other in met.index[met == most]) if most else (),
        closest_domains=most,
        coherence=_known(row["coherence"]),
        nesting=_known(row["nesting"]),
        coherence_above=_share_below(measures["coherence"], nis),
        nesting_above=_share_below(measures["nesting"], nis),
    )


def _known(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _share_below(values: pd.Series, nis: str) -> float | None:
    if math.isnan(values[nis]):
        return None
    others = values.drop(nis).dropna()
    return float((others < values[nis]).mean()) if len(others) else None
