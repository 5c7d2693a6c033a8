"""How alike two partitions are: every measure from one sparse contingency table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import gammaln


@dataclass(frozen=True, eq=False)
class Contingency:
    """The contingency table of two labellings: only its cells that occur.

    Parameters
    ----------
    first, second
        Label of each cell in the first and the second labelling.
    weight
        Weight of each cell: a count, an area or inhabitants.
    sizes
        Number of groups of the first and the second labelling.
    units
        Number of units that were labelled.
    """

    first: np.ndarray
    second: np.ndarray
    weight: np.ndarray
    sizes: tuple[int, int]
    units: int

    @cached_property
    def first_totals(self) -> np.ndarray:
        """Weight of each group of the first labelling."""
        return np.bincount(self.first, weights=self.weight, minlength=self.sizes[0])

    @cached_property
    def second_totals(self) -> np.ndarray:
        """Weight of each group of the second labelling."""
        return np.bincount(self.second, weights=self.weight, minlength=self.sizes[1])

    @cached_property
    def first_entropy(self) -> float:
        """H(A) in nats."""
        return entropy(self.first_totals)

    @cached_property
    def second_entropy(self) -> float:
        """H(B) in nats."""
        return entropy(self.second_totals)

    @cached_property
    def information(self) -> float:
        """Mutual information I(A; B) in nats, at least 0."""
        return max(0.0, self.first_entropy + self.second_entropy - entropy(self.weight))


def contingency(first: np.ndarray, second: np.ndarray, weights: list[np.ndarray] | None = None) -> list[Contingency]:
    """Return the contingency table of two labellings, once per weighting; units without a label (-1) are left out.

    Parameters
    ----------
    first, second
        Group number of each unit.
    weights
        Weights of the units; by default one weighting, in which each counts as 1.
    """
    known = (first >= 0) & (second >= 0)
    first, second = first[known], second[known]
    sizes = (int(first.max(initial=-1)) + 1, int(second.max(initial=-1)) + 1)
    cells, place = np.unique(first * max(sizes[1], 1) + second, return_inverse=True)
    row, column = cells // max(sizes[1], 1), cells % max(sizes[1], 1)
    tables = []
    for weight in weights or [np.ones(len(known))]:
        total = np.bincount(place, weights=weight[known], minlength=len(cells))
        tables.append(Contingency(row, column, total, sizes, int(known.sum())))
    return tables


def entropy(weights: np.ndarray) -> float:
    """Return the Shannon entropy of weights in nats, 0 ln 0 being 0."""
    positive = weights[weights > 0]
    total = positive.sum()
    if len(positive) < 2:
        return 0.0
    share = positive / total
    return float(-(share * np.log(share)).sum())


def homogeneity(table: Contingency) -> float:
    """Return I(A; B) / H(A), in [0, 1]: 1 when each group of B lies inside one group of A.

    A has the role of ``labels_true`` in scikit-learn. 1 when H(A) = 0. Rosenberg and Hirschberg 2007; for maps Nowosad
    and Stepinski 2018.

    Parameters
    ----------
    table
        Groups of A by groups of B.
    """
    return _share(table.information, table.first_entropy)


def completeness(table: Contingency) -> float:
    """Return I(A; B) / H(B), in [0, 1]: 1 when each group of A lies inside one group of B. 1 when H(B) = 0."""
    return _share(table.information, table.second_entropy)


def _share(information: float, whole: float) -> float:
    return 1.0 if whole == 0 else min(1.0, information / whole)


def v_measure(table: Contingency) -> float:
    """Return the harmonic mean of homogeneity and completeness, 0 when both are (Rosenberg and Hirschberg 2007).

    Parameters
    ----------
    table
        Groups of A by groups of B.

    Examples
    --------
    Two regions of two places each, and the same two with one of them cut in half. Every part lies inside one region;
    the parts say more than the regions do.

    >>> import numpy as np
    >>> [table] = contingency(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2]))
    >>> [round(measure(table), 3) for measure in (homogeneity, completeness, v_measure)]
    [1.0, 0.667, 0.8]
    """
    h, c = homogeneity(table), completeness(table)
    return 0.0 if h + c == 0 else 2 * h * c / (h + c)


def variation_of_information(table: Contingency) -> float:
    """Return H(A) + H(B) - 2 I(A; B) in nats, in [0, ln n]: a distance (Meilă 2007)."""
    return max(0.0, table.first_entropy + table.second_entropy - 2 * table.information)


def adjusted_rand(table: Contingency) -> float:
    """Return the Rand index adjusted for chance, at most 1, about 0 for unrelated partitions (Hubert and Arabie 1985).

    For a table of counts.

    Parameters
    ----------
    table
        Unweighted.
    """
    together = _pairs(table.weight)
    first, second = _pairs(table.first_totals), _pairs(table.second_totals)
    if together == first == second:
        return 1.0
    expected = first * second / _pairs(np.array([table.units]))
    return float((together - expected) / ((first + second) / 2 - expected))


def _pairs(counts: np.ndarray) -> float:
    return float((counts * (counts - 1) / 2).sum())


def adjusted_mutual_information(table: Contingency) -> float:
    """Return the mutual information adjusted for chance, at most 1 (Vinh, Epps and Bailey 2010; arithmetic mean).

    For a table of counts.

    Parameters
    ----------
    table
        Unweighted.
    """
    groups = (int((table.first_totals > 0).sum()), int((table.second_totals > 0).sum()))
    if groups[0] <= 1 or groups[1] <= 1:
        return 1.0 if groups[0] == groups[1] else 0.0
    expected = expected_information(table.first_totals, table.second_totals)
    room = (table.first_entropy + table.second_entropy) / 2 - expected
    tiny = float(np.finfo(float).eps)
    gain = table.information - expected
    # Both are 0 when chance already gives a perfect match; keep the sign and avoid 0 / 0, as scikit-learn does.
    return _away_from_zero(gain, tiny) / _away_from_zero(room, tiny)


def _away_from_zero(value: float, tiny: float) -> float:
    return min(value, -tiny) if value < 0 else max(value, tiny)


def expected_information(first_totals: np.ndarray, second_totals: np.ndarray) -> float:
    """Return the mutual information that two partitions with these group sizes have by chance, in nats.

    The hypergeometric expectation of Vinh, Epps and Bailey 2010. It depends on the sizes alone, so groups of the same
    size share one term: the cost grows with the number of different sizes, not with the number of groups.

    Parameters
    ----------
    first_totals, second_totals
        Number of units in each group of the two partitions; both have the same sum.
    """
    a, times_a = np.unique(first_totals[first_totals > 0].astype(np.int64), return_counts=True)
    b, times_b = np.unique(second_totals[second_totals > 0].astype(np.int64), return_counts=True)
    n = int((a * times_a).sum())
    log_factorial = gammaln(np.arange(n + 1) + 1.0)
    expected = 0.0
    for size, times in zip(a, times_a, strict=True):
        low = np.maximum(1, size + b - n)
        count = np.minimum(size, b) - low + 1
        # All numbers of common units that each pair of sizes allows, one after the other.
        which = np.repeat(np.arange(len(b)), count)
        common = np.arange(len(which)) - np.repeat(np.cumsum(count) - count, count) + low[which]
        other = b[which]
        log_chance = (
            log_factorial[size]
            + log_factorial[other]
            + log_factorial[n - size]
            + log_factorial[n - other]
            - log_factorial[n]
            - log_factorial[common]
            - log_factorial[size - common]
            - log_factorial[other - common]
            - log_factorial[n - size - other + common]
        )
        gain = common / n * np.log(n * common / (size * other))
        expected += float(times) * float((times_b[which] * gain * np.exp(log_chance)).sum())
    return expected


def conditional_entropies(table: Contingency) -> np.ndarray:
    """Return H(B | a) in nats for each group a of the first labelling; 0 for a group without weight."""
    totals = table.first_totals
    positive = table.weight > 0
    row, weight = table.first[positive], table.weight[positive]
    share = weight / totals[row]
    return np.asarray(np.bincount(row, weights=-share * np.log(share), minlength=table.sizes[0]))
