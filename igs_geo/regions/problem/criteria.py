"""What a good region is: the settings of a search, validated, immutable and serialisable."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Literal, Self, get_args

from igs_geo.atlas.atlas import LATEST_POPULATION_YEAR, YOUNG
from igs_geo.atlas.contiguity import MIN_BORDER_M
from igs_geo.errors import IgsGeoError

YouthRule = Literal["keep", "extend", "ignore"]
LeftOver = Literal["forbid", "minimise", "price"]
People = Literal["inhabitants", "young"]
Objective = Literal[
    "weighted", "compactness", "cohesion", "ties", "balance", "splits", "pairwise-distance", "unweighted-ssd"
]
WEIGHTED = ("compactness", "cohesion", "ties", "balance", "splits")
"""The cost functions that can be weighed against each other."""
REFERENCE_REGIONS = "referentieregio"
CULTURE_NORM = 85_000
"""The norm of culture from 2027 on, not of youth: the default target of balance."""


class CriteriaError(IgsGeoError):
    """A setting that no search can use."""


@dataclass(frozen=True)
class Weights:
    """How much each cost function counts; scaled on construction so that they sum to 1.

    Parameters
    ----------
    compactness, cohesion, ties, balance, splits
        Not negative, at least one positive.
    """

    compactness: float = 0.25
    cohesion: float = 0.25
    ties: float = 0.25
    balance: float = 0.25
    splits: float = 0.0

    def __post_init__(self) -> None:
        values = {name: getattr(self, name) for name in WEIGHTED}
        for name, value in values.items():
            if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
                raise CriteriaError("regions.bad_weight", name=name, value=value)
        total = math.fsum(values.values())
        if total <= 0:
            raise CriteriaError("regions.no_weight")
        # A second scaling of weights that already sum to 1 must change nothing, or a settings file would drift.
        if abs(total - 1) > 1e-12:
            for name, value in values.items():
                object.__setattr__(self, name, value / total)

    def as_tuple(self) -> tuple[float, ...]:
        """Return the weights in the order of :data:`WEIGHTED`."""
        return tuple(float(getattr(self, name)) for name in WEIGHTED)


@dataclass(frozen=True)
class Criteria:
    """The settings of a search; the defaults are the default preset.

    Parameters
    ----------
    edition
        Edition of the municipalities.
    frame
        Code of the division (a partition) whose regions no candidate region may cross; None for none.
    min_municipalities, max_municipalities
        Bounds on the number of municipalities of a region.
    min_inhabitants, max_inhabitants, min_young, max_young
        Bounds on the people of a region on 1 January of ``population_year``; None for none.
    min_regions, max_regions
        Bounds on the number of regions in all, kept youth partnerships included; None for none.
    exempt_above
        A municipality with more inhabitants than this exempts its region from ``max_inhabitants``; None for none.
    contiguous
        Whether a region must hang together on the map.
    min_border_m
        A shared border of this length or less is a corner, in metres.
    use_links
        Whether the links of ``links.csv`` (Voeren to Riemst) count as borders.
    extra_links
        Other pairs of municipalities that count as neighbours.
    youth_partnerships
        What becomes of the funded youth partnerships: ``keep``, ``extend`` or ``ignore``.
    together
        Groups of municipalities that must be in one region.
    apart
        Groups of municipalities of which no two may be in one region.
    inside
        Municipalities that must be in a region.
    outside
        Municipalities that no region may contain.
    left_over
        Municipalities without a region: ``forbid``, ``minimise`` (fewest inhabitants first, then cost) or ``price``.
    price
        With ``left_over="price"``: what leaving everyone out would cost.
    weights
        Of the cost functions.
    objective
        ``weighted``, or one cost function alone; ``compactness`` alone is in inhabitants·km².
    target
        Inhabitants of a region that ``balance`` aims at.
    people
        Whose distance, cohesion and splits count: ``inhabitants`` or ``young``.
    ages
        Age groups that are "young".
    split_layers
        Codes of the layers that ``splits`` looks at; None for the divisions of the border map.
    population_year
        Year of the population.
    """

    edition: str = "2025"
    frame: str | None = REFERENCE_REGIONS
    min_municipalities: int = 3
    max_municipalities: int = 10
    min_inhabitants: int | None = None
    max_inhabitants: int | None = None
    min_young: int | None = None
    max_young: int | None = None
    min_regions: int | None = None
    max_regions: int | None = None
    exempt_above: int | None = None
    contiguous: bool = True
    min_border_m: float = MIN_BORDER_M
    use_links: bool = True
    extra_links: tuple[tuple[str, str], ...] = ()
    youth_partnerships: YouthRule = "extend"
    together: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    left_over: LeftOver = "minimise"
    price: float | None = None
    weights: Weights = field(default_factory=Weights)
    objective: Objective = "weighted"
    target: int = CULTURE_NORM
    people: People = "inhabitants"
    ages: tuple[str, ...] = YOUNG
    split_layers: tuple[str, ...] | None = None
    population_year: int = LATEST_POPULATION_YEAR

    def __post_init__(self) -> None:
        for name in ("together", "apart", "extra_links"):
            groups = tuple(tuple(dict.fromkeys(group)) for group in getattr(self, name))
            object.__setattr__(self, name, groups)
        for name in ("inside", "outside", "ages", "split_layers"):
            if getattr(self, name) is not None:
                object.__setattr__(self, name, tuple(dict.fromkeys(getattr(self, name))))
        if isinstance(self.weights, Mapping):
            object.__setattr__(self, "weights", _weights(self.weights))
        self._check_choices()
        self._check_numbers()
        self._check_groups()

    def _check_choices(self) -> None:
        for name, allowed in (
            ("youth_partnerships", get_args(YouthRule)),
            ("left_over", get_args(LeftOver)),
            ("people", get_args(People)),
            ("objective", get_args(Objective)),
        ):
            value = getattr(self, name)
            if value not in allowed:
                raise CriteriaError("regions.bad_choice", name=name, value=value, known=", ".join(allowed))
        for age in self.ages:
            if age not in YOUNG:
                raise CriteriaError("regions.bad_choice", name="ages", value=age, known=", ".join(YOUNG))

    def _check_numbers(self) -> None:
        if not isinstance(self.min_municipalities, int) or self.min_municipalities < 1:
            raise CriteriaError("regions.bad_number", name="min_municipalities", value=self.min_municipalities)
        for what in ("municipalities", "inhabitants", "young", "regions"):
            low, high = getattr(self, f"min_{what}"), getattr(self, f"max_{what}")
            for name, value in ((f"min_{what}", low), (f"max_{what}", high)):
                if value is not None and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
                    raise CriteriaError("regions.bad_number", name=name, value=value)
            if low is not None and high is not None and low > high:
                raise CriteriaError("regions.bad_bounds", name=what, low=low, high=high)
        if self.target <= 0:
            raise CriteriaError("regions.bad_number", name="target", value=self.target)
        if not math.isfinite(self.min_border_m) or self.min_border_m < 0:
            raise CriteriaError("regions.bad_number", name="min_border_m", value=self.min_border_m)
        if self.left_over == "price":
            # A price of 0 would make leaving everyone out the optimum.
            if self.price is None or not math.isfinite(self.price) or self.price <= 0:
                raise CriteriaError("regions.bad_price", value=self.price)
        elif self.price is not None:
            raise CriteriaError("regions.price_unused", value=self.left_over)

    def _check_groups(self) -> None:
        for link in self.extra_links:
            if len(link) != 2:
                raise CriteriaError("regions.bad_link", value=" ".join(link))
        both = set(self.inside) & set(self.outside)
        if both:
            raise CriteriaError("regions.inside_and_outside", value=" ".join(sorted(both)))

    def with_(self, **changes: object) -> Self:
        """Return the same settings with some changed."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def named_weights(self) -> dict[str, float]:
        """Return the weight of every cost function that counts, single objectives included."""
        if self.objective != "weighted":
            return {self.objective: 1.0}
        return {name: weight for name, weight in zip(WEIGHTED, self.weights.as_tuple(), strict=True) if weight > 0}

    def to_dict(self) -> dict[str, object]:
        """Return the settings as plain values."""
        return json.loads(json.dumps(asdict(self)))  # type: ignore[no-any-return]

    def to_json(self) -> str:
        """Return the settings as JSON, to be read back by :meth:`from_json`."""
        return json.dumps(self.to_dict(), indent=2, ensure_ascii=False)

    @classmethod
    def from_dict(cls, values: Mapping[str, object]) -> Self:
        """Read settings; what is not named keeps its default.

        Raises
        ------
        CriteriaError
            When a name or a value is unknown.
        """
        known = {f.name for f in fields(cls)}
        for name in values:
            if name not in known:
                raise CriteriaError("regions.unknown_setting", name=name, known=", ".join(sorted(known)))
        try:
            return cls(**values)  # type: ignore[arg-type]
        except TypeError as error:
            raise CriteriaError("regions.bad_type", reason=str(error)) from error

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read settings written by :meth:`to_json`, or a preset.

        Raises
        ------
        CriteriaError
            When the text is no JSON object or a setting is unknown.
        """
        try:
            values = json.loads(text)
        except json.JSONDecodeError as error:
            raise CriteriaError("regions.bad_json", line=error.lineno, column=error.colno) from error
        if not isinstance(values, dict):
            raise CriteriaError("regions.bad_json", line=1, column=1)
        return cls.from_dict(values.get("criteria", values))


def _weights(values: Mapping[str, float]) -> Weights:
    for name in values:
        if name not in WEIGHTED:
            raise CriteriaError("regions.bad_choice", name="weights", value=name, known=", ".join(WEIGHTED))
    return Weights(**dict.fromkeys(WEIGHTED, 0.0) | dict(values))
